import Procurement

/// How much each contract moves a row's share: the share less the share without the contract.
///
/// Inside the row, leaving a contract out lowers the share the more the larger it is; outside, it raises it the
/// more. So one pass that keeps the largest contracts on either side finds the most influential ones exactly. It looks at
/// numbers alone; the texts of the contracts that it kept are taken from a batch when it ends, or fetched later.
public struct Influence: Sendable {
  /// A contract with its influence.
  public struct Item: Sendable {
    /// The contract.
    public var contract: Contract
    /// The name of the file from which it comes.
    public var file: String
    /// Whether it belongs to the row.
    public var isInside: Bool
    /// The share less the share without the contract; nil where nothing would be left.
    public var influence: ExactRatio?
    /// The contract's place among the largest on its side.
    fileprivate var rank: Int
  }

  /// The share after the largest contracts were left out, one by one.
  public struct DropCurve: Hashable, Sendable {
    /// The share without the k largest contracts, k from 0.
    public var shares: [ExactRatio]
  }

  /// The year, category (nil for all) and row.
  public let place: CellContracts.Place
  /// For every locality and size whether the row holds them.
  private let isInside: [Bool]
  private let limit: Int
  private var inside: LargestContracts
  private var outside: LargestContracts
  private var part: Int64 = 0
  private var whole: Int64 = 0

  /// Prepares to look at a row's share.
  ///
  /// - Parameter limit: how many contracts are kept on either side.
  /// - Returns: nil where the scheme has no such row.
  public init?(_ place: CellContracts.Place, scheme: RowScheme, limit: Int = 10) {
    guard let leaves = scheme.leaves(of: place.row), limit > 0 else { return nil }
    self.place = place
    isInside = scheme.leafOfClass.map { leaves.contains(Int($0)) }
    self.limit = limit
    inside = LargestContracts(limit: limit)
    outside = inside
  }

  /// Takes the contracts of a batch.
  ///
  /// - Throws: `ContractTally.Overflow` where the sum leaves Int64.
  /// - Complexity: O(rows), and O(limit) for a contract among the largest so far.
  public mutating func add(_ batch: ContractBatch, file: String) throws(ContractTally.Overflow) {
    try batch.forEachYear { (year, rows) throws(ContractTally.Overflow) in
      if year == place.year { try add(batch, rows: rows, file: file) }
    }
    takeTexts(of: batch)
  }

  /// Takes some contracts of a batch, all of the year; `takeTexts` ends the batch.
  mutating func add(_ batch: ContractBatch, rows: Range<Int>, file: String) throws(ContractTally.Overflow) {
    let (amounts, localities, sizes) = (batch.amounts, batch.localities, batch.sizes)
    for row in rows {
      if let category = place.category, batch.categories[row] != category { continue }
      let amount = amounts[row]
      let (sum, overflow) = whole.addingReportingOverflow(amount)
      guard !overflow else { throw ContractTally.Overflow(row: row) }
      whole = sum
      if isInside[RowScheme.slot(localities[row], sizes[row])] {
        let (sum, overflow) = part.addingReportingOverflow(amount)
        guard !overflow else { throw ContractTally.Overflow(row: row) }
        part = sum
        if inside.wants(amount) { inside.insert(row, of: batch, file) }
      } else if outside.wants(amount) {
        outside.insert(row, of: batch, file)
      }
    }
  }

  /// Takes the texts of the contracts that were kept of a batch, as far as it has any.
  mutating func takeTexts(of batch: ContractBatch) {
    inside.takeTexts(of: batch)
    outside.takeTexts(of: batch)
  }

  /// The row's share; nil where there is no contract, or none with an amount.
  public var share: ExactRatio? { ExactRatio(part, over: whole) }

  /// The most influential contracts, first the one that moves the share most.
  public var items: [Item] {
    let all = items(inside, isInside: true) + items(outside, isInside: false)
    return Array(all.sorted { Self.magnitude($0) > Self.magnitude($1) }.prefix(limit))
  }

  /// Completes `items` with what was left in their files.
  ///
  /// - Parameter fetch: completes contracts of a file of a name.
  /// - Throws: what `fetch` throws.
  public mutating func complete(_ fetch: (inout [Contract], String) throws -> Void) rethrows {
    var one = [self]
    try Self.complete(&one, fetch)
    self = one[0]
  }

  /// Completes the items of several influences, those of one file at once.
  static func complete(
    _ influences: inout [Influence], _ fetch: (inout [Contract], String) throws -> Void
  ) rethrows {
    let items = influences.indices.flatMap { index in influences[index].items.map { (index, $0) } }
      .filter { $1.contract.sourceOffset != nil }
    let ofFile = Dictionary(grouping: items) { $1.file }
    for (file, items) in ofFile.sorted(by: { $0.key < $1.key }) {
      var contracts = items.map(\.1.contract)
      try fetch(&contracts, file)
      for ((index, item), contract) in zip(items, contracts) {
        if item.isInside {
          influences[index].inside.replace(item.rank, by: contract)
        } else {
          influences[index].outside.replace(item.rank, by: contract)
        }
      }
    }
  }

  /// The share without the largest contracts of the row.
  public var dropInside: DropCurve { curve(inside.amounts, isInside: true) }
  /// The share without the largest contracts of the others.
  public var dropOutside: DropCurve { curve(outside.amounts, isInside: false) }

  /// The influence of a contract of an amount, by definition.
  public func influence(of amount: Int64, isInside: Bool) -> ExactRatio? {
    guard let share, let without = ExactRatio(isInside ? part - amount : part, over: whole - amount) else { return nil }
    return share - without
  }

  private func items(_ largest: LargestContracts, isInside: Bool) -> [Item] {
    largest.kept.enumerated().map { rank, kept in
      Item(
        contract: kept.contract, file: kept.file, isInside: isInside,
        influence: influence(of: kept.contract.amount.value, isInside: isInside), rank: rank)
    }
  }

  private static func magnitude(_ item: Item) -> ExactRatio {
    guard let influence = item.influence else { return ExactRatio(2) }
    return influence < .zero ? .zero - influence : influence
  }

  private func curve(_ amounts: [Int64], isInside: Bool) -> DropCurve {
    var (part, whole) = (part, whole)
    var shares = [share].compactMap(\.self)
    for amount in amounts {
      whole -= amount
      if isInside { part -= amount }
      guard let share = ExactRatio(part, over: whole) else { break }
      shares.append(share)
    }
    return DropCurve(shares: shares)
  }
}

/// The largest contracts of some, before smaller ones and behind equal ones.
private struct LargestContracts: Sendable {
  struct Kept {
    var contract: Contract
    var file: String
    /// The row in the batch that is being read.
    var row: Int?
  }

  private(set) var kept: [Kept] = []
  private let limit: Int
  private var isFull = false
  private var least: Int64 = 0
  private var hasRows = false

  init(limit: Int) {
    self.limit = limit
  }

  var amounts: [Int64] { kept.map(\.contract.amount.value) }

  @inline(__always)
  func wants(_ amount: Int64) -> Bool { amount > least || !isFull }

  /// Keeps a contract that is wanted.
  @inline(never)
  mutating func insert(_ row: Int, of batch: ContractBatch, _ file: String) {
    var contract = Contract(
      year: batch.years[row], category: batch.categories[row], size: batch.sizes[row],
      locality: batch.localities[row], amount: Yen(batch.amounts[row]), sourceLine: batch.sourceLines[row])
    if !batch.sourceOffsets.isEmpty, batch.sourceOffsets[row] >= 0 { contract.sourceOffset = batch.sourceOffsets[row] }
    if isFull { kept.removeLast() }
    let position = kept.firstIndex { $0.contract.amount < contract.amount } ?? kept.count
    kept.insert(Kept(contract: contract, file: file, row: row), at: position)
    isFull = kept.count == limit
    least = kept[kept.count - 1].contract.amount.value
    hasRows = true
  }

  mutating func takeTexts(of batch: ContractBatch) {
    guard hasRows else { return }
    for index in kept.indices {
      guard let row = kept[index].row else { continue }
      kept[index].contract.texts = batch.texts.compactMapValues { $0[row] }
      kept[index].row = nil
    }
    hasRows = false
  }

  /// Puts a contract, now with its texts, in the place of itself.
  mutating func replace(_ rank: Int, by contract: Contract) { kept[rank].contract = contract }
}
