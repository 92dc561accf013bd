import Procurement

/// Where the scanner finds what it needs in a record, for ledgers whose rows it can understand.
///
/// It knows no word by itself: what the readable parser made of a field, it takes for every field of the same bytes.
/// So a column may be read in passing if its meaning follows from its own bytes alone. Everything else, from rosters
/// to amounts in words, stays with the readable parser.
struct ContractScanPlan: Sendable {
  let layout: ScanLayout
  let amount: Int
  let category: Int
  let size: Int?
  let locality: Int?
  /// The first and the last column of category, size and locality, where they are neighbours in any order.
  let classColumns: (first: Int, last: Int)?
  let label: Int?
  let date: Int?
  let key: Int?
  let vendorID: Int?
  let municipality: Int?
  let population: Int?
  let account: Int?
  /// What a written unit is worth in minor units.
  let unit: Int64
  /// The currency of all rows.
  let currency: String
  /// The fiscal years that are kept, as the calendar years in which they begin; nil for all.
  let years: ClosedRange<Int>?
  /// Amounts up to this one are left out.
  let amountsAbove: Int64?

  /// The plan for a table, or nil where rows need the readable parser.
  init?(_ parser: ContractParser, header: Header, source: CSVSource) {
    let (mapping, columns) = (parser.mapping, parser.columns)
    guard mapping.roster.file == nil, mapping.amendments == nil, mapping.unitPrices == nil,
      mapping.contracts.filters.isEmpty, columns.sources[.business] == nil, columns.sources[.legalForm] == nil,
      columns.sources[.currency] == nil, let layout = ScanLayout(header, source)
    else { return nil }
    var isPlain = true
    /// The column of a field that the scanner reads by itself: its text must stand there as it is.
    func plain(_ field: LedgerField) -> Int? {
      guard let source = columns.sources[field] else { return nil }
      guard case .column(let column) = source, mapping.contracts.values[field] == nil else {
        isPlain = false
        return nil
      }
      return column
    }
    /// The column of a field that is learned word by word.
    func learned(_ field: LedgerField) -> Int? {
      guard let source = columns.sources[field] else { return nil }
      guard case .column(let column) = source else {
        isPlain = false
        return nil
      }
      return column
    }
    let found = plain(.amount)
    (date, key, vendorID) = (plain(.date), plain(.contract), plain(.vendorID))
    let foundCategory = learned(.category)
    (size, locality) = (learned(.size), learned(.locality))
    (label, municipality) = (learned(.fiscalYear), learned(.municipality))
    population = parser.population.population == nil ? nil : learned(.population)
    account = parser.population.includesEnterpriseAccounts ? nil : learned(.account)
    currency = parser.chosenCurrency ?? CurrencyCode.yen
    let (unit, overflow) = mapping.unit.multipliedReportingOverflow(by: CurrencyCode.minorUnits(currency))
    guard isPlain, let found, let foundCategory, label != nil || date != nil, !overflow,
      parser.currency == nil || parser.currency == currency
    else { return nil }
    amount = found
    category = foundCategory
    let classes = [foundCategory, size, locality].compactMap(\.self)
    let (first, last) = (classes.min() ?? 0, classes.max() ?? 0)
    classColumns = classes.count == 3 && last - first == 2 ? (first, last) : nil
    self.unit = unit
    amountsAbove = parser.population.amountsAbove
    years = parser.population.years.map { $0.lowerBound.startYear...$0.upperBound.startYear }
    self.layout = layout
  }
}
