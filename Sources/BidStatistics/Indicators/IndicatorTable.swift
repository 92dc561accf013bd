import Procurement

/// The indicators of a record: all tenders by year and over all years, and the same for each value of the divisions.
public struct IndicatorTable: Sendable {
  /// Which tenders a column is of.
  public enum Column: Hashable, Sendable {
    /// Of one year.
    case year(TenderYear)
    /// Of all years.
    case all
  }

  /// The sums of the record.
  public let sums: IndicatorSums
  /// The years with a tender, ascending, one without a date last; then all, where there are several.
  public let columns: [Column]
  /// The values of the divisions that have a tender, ascending.
  public let groups: [[String]]
  /// What firms did.
  public let firms: FirmFigures
  private let all: [Column: BidFigures]
  private let grouped: [[String]: [Column: BidFigures]]

  /// The indicators of sums.
  ///
  /// - Parameters:
  ///   - showsNoBid: whether tenders for which nobody bid can stand in the input.
  ///   - lookBack: within how many years before a firm must not have bid to be new.
  /// - Complexity: O(n) expected for n awards.
  public init(_ sums: IndicatorSums, showsNoBid: Bool, lookBack: Int) {
    self.sums = sums
    firms = FirmFigures(sums.firms, lookBack: lookBack)
    let years = Set(sums.keys.map(\.year)).sorted()
    columns = years.map(Column.year) + (years.count > 1 ? [.all] : [])
    var total: [Column: TenderSums] = [:]
    var parts: [[String]: [Column: TenderSums]] = [:]
    let hasGroups = !sums.plan.names.isEmpty
    let hasAll = years.count > 1
    for (key, cell) in zip(sums.keys, sums.cells) {
      for column in [Column.year(key.year)] + (hasAll ? [.all] : []) {
        if total[column]?.merge(cell) == nil { total[column] = cell }
        guard hasGroups, parts[key.values, default: [:]][column]?.merge(cell) == nil else { continue }
        parts[key.values]?[column] = cell
      }
    }
    func figures(_ sums: [Column: TenderSums]) -> [Column: BidFigures] {
      sums.mapValues { BidFigures($0, showsNoBid: showsNoBid) }
    }
    all = figures(total)
    grouped = parts.mapValues(figures)
    groups = parts.keys.sorted { $0.lexicographicallyPrecedes($1) { Self.precedes($0, $1) } }
  }

  /// Numbers by their value, as months; texts as they are; nothing last.
  private static func precedes(_ a: String, _ b: String) -> Bool {
    if a.isEmpty || b.isEmpty { return !a.isEmpty && b.isEmpty }
    if let x = Int(a), let y = Int(b) { return x < y }
    return a < b
  }

  /// The figures of all tenders of a column.
  public subscript(column: Column) -> BidFigures? { all[column] }
  /// The figures of a group; nil where it has no tender.
  public subscript(group: [String], column: Column) -> BidFigures? { grouped[group]?[column] }
}
