/// One contract of a ledger (契約): a one-row view of a `ContractBatch`, for clarity and tests.
public struct Contract: Hashable, Sendable {
  /// The fiscal year to which the contract counts (年度).
  public var year: FiscalYear
  /// What it buys (種別).
  public var category: Category
  /// The contractor's size class (規模), if known.
  public var size: FirmSize?
  /// Where the contractor is at home (所在区分), if known.
  public var locality: Locality?
  /// The contract amount (契約金額), exact.
  public var amount: Yen
  /// Further texts that the reader was asked for.
  public var texts: [ContractText: String] = [:]
  /// The line of the source file on which the record begins, from 1; 0 where there is no file.
  public var sourceLine = 0
  /// Where the record begins in its file, in bytes, where its texts were left there to be fetched when they are wanted.
  package var sourceOffset: Int?

  /// A contract of a year with a category and an amount.
  public init(
    year: FiscalYear, category: Category, size: FirmSize?, locality: Locality?, amount: Yen,
    texts: [ContractText: String] = [:], sourceLine: Int = 0
  ) {
    self.year = year
    self.category = category
    self.size = size
    self.locality = locality
    self.amount = amount
    self.texts = texts
    self.sourceLine = sourceLine
  }
}

/// A field of a contract that is kept as text.
public enum ContractText: String, CaseIterable, Sendable, Hashable {
  /// The contract's number or key (契約番号).
  case contract
  /// The contractor's name (契約相手方).
  case vendor
  /// The contractor's 法人番号 or another number.
  case vendorID = "vendor_id"
  /// The contract's title (件名).
  case title
  /// The population to which it belongs, as in `subsidy-recipient`.
  case population
  /// The account (会計), as in `enterprise`.
  case account
  /// How the contractor was chosen (契約方式).
  case method
  /// The office that bought (契約担当課).
  case office
  /// The day of the contract as it is written (契約日).
  case date
  /// The ground of a negotiated contract (随意契約の根拠).
  case ground
  /// How many firms submitted a bid (応札者数).
  case bidders
  /// The ceiling price as it is written (予定価格).
  case ceiling
  /// The amount before changes as it is written (当初契約金額).
  case initialAmount = "initial_amount"
}
