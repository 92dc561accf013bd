import Procurement
import TabularReading

/// Where the scanner finds what it needs in a record, for ledgers whose rows it can understand.
///
/// It knows no word by itself: what the reference parser made of a field, it takes for every field of the same bytes. So
/// a column may be streamed if its meaning follows from its own bytes alone. Everything else, from amendments to unit
/// prices, stays with the reference parser.
struct ContractScanPlan: Sendable {
  let layout: ScanLayout
  let amount: Int
  let category: Int?
  let size: Int?
  let locality: Int?
  /// What all contracts have whose column is absent: the mapping's constants.
  let constants: ContractClass
  /// The first and the last column of category, size and locality, where they are neighbours in any order.
  let classColumns: (first: Int, last: Int)?
  let label: Int?
  /// The fiscal year of all rows, where it is a constant.
  let year: FiscalYear?
  let date: Int?
  /// The columns that together are the key.
  let key: [Int]
  let vendorID: Int?
  let municipality: Int?
  let population: Int?
  let account: Int?
  let currencyColumn: Int?
  /// The conditions of the mapping.
  let filters: [(column: Int, filter: RowFilter)]
  /// The columns in which a row may say that it is another than it looks like.
  let telling: [TellingColumns.Column]
  /// The texts that batches carry, and those by which contractors are looked up.
  let texts: [TextPlan]
  /// The columns that name a contract: a total (合計) leaves one of them empty.
  let nameColumns: [Int]
  /// What a written unit is worth in minor units.
  let unit: Int64
  /// Reads amounts that are written in another way than as digits alone, and days.
  let amounts: AmountBytes
  let days: DateBytes
  /// The currency of all rows.
  let currency: String
  /// The fiscal years that are kept, as the calendar years in which they begin; nil for all.
  let years: ClosedRange<Int>?
  /// Amounts up to this one are left out.
  let amountsAbove: Int64?

  /// A text column that is streamed.
  struct TextPlan: Sendable {
    let text: ContractText
    /// Where the text stands; nil where it is the same for all rows.
    let source: TextSource?
    let constant: String?

    /// What a field's text means.
    func meaning(of text: String) -> String? {
      let word = source?.meaning(of: text) ?? text
      return word.isEmpty ? nil : word
    }
  }

  /// The plan for a table, or nil where rows need the reference parser.
  ///
  /// - Parameter wanted: the texts that batches carry.
  init?(_ parser: ContractParser, header: Header, source: CSVSource, texts wanted: Set<ContractText>) {
    let (mapping, columns) = (parser.mapping, parser.columns)
    guard parser.closing == .unknown, mapping.amendments == nil, mapping.unitPrices == nil,
      columns.sources[.business] == nil,
      columns.sources[.legalForm] == nil, let layout = ScanLayout(header, source)
    else { return nil }
    var isPlain = true
    /// The columns of a field that the scanner reads by itself: its text must stand there as it is.
    func plain(_ field: LedgerField, canJoin: Bool = false) -> [Int] {
      guard let source = columns.sources[field] else { return [] }
      if mapping.contracts.values[field] == nil {
        if case .column(let column) = source { return [column] }
        if canJoin, case .joined(let list) = source { return list }
      }
      isPlain = false
      return []
    }
    let empty = Record()
    /// The column of a field that is learned word by word; a constant has its meaning already.
    func learned(_ field: LedgerField, constant: (borrowing Record) -> Bool = { _ in false }) -> Int? {
      switch columns.sources[field] {
      case nil: return nil
      case .column(let column): return column
      case .constant where constant(empty): return nil
      default:
        isPlain = false
        return nil
      }
    }
    let amountColumns = plain(.amount)
    let dates = plain(.date)
    key = plain(.contract, canJoin: true)
    vendorID = plain(.vendorID).first
    var constants = ContractClass()
    let foundCategory = learned(.category) { record in
      constants.category = (try? columns.word(.category, KnownWords.categories, in: record)).flatMap(\.self)
      return constants.category != nil
    }
    size = learned(.size) { record in
      constants.size = (try? parser.size(in: record)).flatMap(\.self)
      return constants.size != nil
    }
    locality = learned(.locality) { record in
      constants.locality = (try? columns.word(.locality, KnownWords.localities, in: record)).flatMap(\.self)
      return constants.locality != nil
    }
    var constantYear: FiscalYear?
    label = learned(.fiscalYear) { record in
      constantYear = columns.value(.fiscalYear, in: record).flatMap(DateText.fiscalYear)
      return constantYear != nil
    }
    municipality = learned(.municipality)
    population =
      parser.population.population == nil
      ? nil : learned(.population) { (try? parser.isOfPopulation($0)) == true }
    account =
      parser.population.includesEnterpriseAccounts
      ? nil : learned(.account) { (try? parser.isOfAccount($0)) == true }
    currencyColumn = learned(.currency)
    filters = columns.filters
    telling = parser.telling.all
    var plans: [TextPlan] = []
    let roster: Set<ContractText> = mapping.roster.file == nil ? [] : [.vendor, .vendorID]
    for text in ContractText.allCases where wanted.union(roster).contains(text) {
      guard let field = LedgerField(rawValue: text.rawValue), columns.sources[field] != nil else { continue }
      let source = TextSource(field, columns, isStreamed: &isPlain)
      plans.append(
        TextPlan(text: text, source: source, constant: source == nil ? columns.value(field, in: empty) : nil))
    }
    texts = plans
    nameColumns = parser.rows.nameColumns
    currency = parser.chosenCurrency ?? parser.currency ?? CurrencyCode.yen
    let (unit, overflow) = mapping.unit.multipliedReportingOverflow(by: CurrencyCode.minorUnits(currency))
    guard isPlain, let found = amountColumns.first, foundCategory != nil || constants.category != nil,
      label != nil || constantYear != nil || !dates.isEmpty, !overflow,
      parser.currency == nil ? currencyColumn == nil : parser.currency == currency
    else { return nil }
    amount = found
    date = dates.first
    year = constantYear
    category = foundCategory
    self.constants = constants
    let classes = [foundCategory, size, locality].compactMap(\.self)
    let (first, last) = (classes.min() ?? 0, classes.max() ?? 0)
    classColumns = classes.count == 3 && last - first == 2 ? (first, last) : nil
    self.unit = unit
    amounts = AmountBytes(
      unit: mapping.unit, minorUnits: CurrencyCode.minorUnits(currency), rounds: mapping.roundsFractions,
      isCP932: layout.isCP932, takesYen: CurrencyMark.takesYen(currency))
    days = DateBytes(isCP932: layout.isCP932, zone: columns.zone)
    amountsAbove = parser.population.least(in: currency)
    years = parser.population.years.map { $0.lowerBound.startYear...$0.upperBound.startYear }
    self.layout = layout
  }

  /// The place of a text among those that are streamed.
  func place(of text: ContractText) -> Int? { texts.firstIndex { $0.text == text } }
}
