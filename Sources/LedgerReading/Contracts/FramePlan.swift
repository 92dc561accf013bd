import Procurement
import TabularReading

/// Where the scanner of a frame finds what it needs, for ledgers whose rows follow from a few of their columns.
///
/// The year, category, size and locality of a contract, and whether it counts at all, follow from the values of some
/// columns together; a frame has few such combinations. The readable parser is asked once for each of them, and every
/// row of the same values is taken for what it said. Everything else, from amendments to rosters, stays with the parser.
struct FramePlan: Sendable {
  /// The columns from whose values together follows what a contract is, the day of it apart.
  let classColumns: [Int]
  /// The day of the contract, where that column has days and the fiscal year follows from it.
  let day: Int?
  let amount: Int
  /// What a written unit is worth in minor units.
  let unit: Int64
  let key: Int?
  /// Columns without a value of which a row has to be looked at: it may be a total.
  let nameColumns: [Int]
  /// Whether one column alone names contracts, in which the word of a total may stand.
  let hasSoleName: Bool
  let vendorID: Int?
  /// Amounts up to this one are left out.
  let amountsAbove: Int64?

  /// The fields from which something follows, beside amount, key and names.
  private static let fields: [LedgerField] = [
    .population, .account, .category, .locality, .size, .fiscalYear, .date, .municipality, .business, .legalForm,
    .capital, .employees,
  ]

  /// The plan for a frame, or nil where rows need the readable parser.
  init?(_ parser: ContractParser, frame: ArrowFrame, takesKeys: Bool) {
    let (mapping, columns) = (parser.mapping, parser.columns)
    guard mapping.amendments == nil, mapping.unitPrices == nil, mapping.roster.file == nil,
      columns.sources[.currency] == nil, parser.currency == nil || parser.currency == parser.chosenCurrency ?? "JPY"
    else { return nil }
    /// The one column of a field, nil where it has none; `isPlain` turns false where it has several.
    var isPlain = true
    func column(_ field: LedgerField) -> Int? {
      switch columns.sources[field] {
      case nil, .constant: return nil
      case .column(let column): return column
      default:
        isPlain = false
        return nil
      }
    }
    var classes = Set(columns.filters.map(\.column)).union(parser.telling.all.map(\.position))
    for field in Self.fields where field != .date { column(field).map { _ = classes.insert($0) } }
    var dayColumn: Int?
    if let date = column(.date) {
      if case .date = frame.types[date], frame.dictionaryTypes[date] == nil, columns.cell(.date)?.plainColumn == date,
        !classes.contains(date)
      {
        dayColumn = date
      } else {
        classes.insert(date)
      }
    }
    guard let amount = columns.cell(.amount)?.plainColumn, frame.dictionaryTypes[amount] == nil,
      Self.holdsAmounts(frame.types[amount])
    else { return nil }
    let (keyColumn, vendorColumn) = (column(.contract), column(.vendorID))
    if let key = keyColumn {
      let isText = [.text(offsetBytes: 4), .text(offsetBytes: 8), .textView].contains(frame.types[key])
      guard !takesKeys || isText || frame.types[key].isInteger, frame.dictionaryTypes[key] == nil,
        columns.cell(.contract)?.plainColumn == key
      else { return nil }
    }
    let currency = parser.chosenCurrency ?? CurrencyCode.yen
    let (unit, overflow) = mapping.unit.multipliedReportingOverflow(by: CurrencyCode.minorUnits(currency))
    guard isPlain, !overflow, unit > 0 else { return nil }
    classColumns = classes.sorted()
    day = dayColumn
    self.amount = amount
    self.unit = unit
    key = keyColumn
    hasSoleName = parser.rows.soleName != nil
    // The key is looked at for empty ones elsewhere.
    nameColumns = hasSoleName ? parser.rows.nameColumns : parser.rows.nameColumns.filter { $0 != keyColumn }
    vendorID = vendorColumn
    amountsAbove = parser.population.least(in: currency)
  }

  private static func holdsAmounts(_ type: ArrowType) -> Bool {
    switch type {
    case .integer, .float(4), .float(8): true
    case .decimal(let bytes, let scale): scale >= 0 && scale <= 18 && (bytes == 8 || bytes == 16)
    default: false
    }
  }
}

extension ArrowType {
  /// Whether the values are whole numbers.
  var isInteger: Bool { if case .integer = self { true } else { false } }
}
