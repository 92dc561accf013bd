import Procurement
import TabularReading

/// The columns of a published table in the long layout.
struct PublishedTableColumns {
  /// The column of each printed measure.
  var measures: [Measure: Int] = [:]
  var year: Int?
  /// The column of quarters, halves or months beside one of years.
  var period: Int?
  var category: Int?
  var locality: Int?
  var row: Int?
  var role: Int?
  /// A column of ranks left of the rows, in which the words of totals may stand.
  var rank: Int?
  /// The value of one written amount in yen.
  var unit: Int64 = 1
  /// Whether the table says the unit of its amounts.
  var namesUnit = false
  /// The value of one written count.
  var countUnit: Int64 = 1
  /// Columns of which nothing is read.
  var unread: [Int] = []
  /// Whether the column of rows was found by its name.
  var namesRows = false

  private static let years = ["年度", "fiscal_year", "year"]
  private static let periods = ["四半期", "期間", "時期", "期別", "period", "quarter"]
  private static let categories = ["種別", "category"]
  private static let localities = ["所在", "所在区分", "locality"]
  private static let rows = ["規模", "区分", "row", "size"]
  private static let roles = ["役割", "role"]

  /// Whether a heading is that of a column that says what a row is to the others, and not which row it is.
  static func namesRoles(_ heading: String) -> Bool { roles.contains(TableWords.folded(heading)) }

  /// Finds the columns by their names, without the unit in brackets behind some of them.
  ///
  /// - Parameters:
  ///   - notes: what stands above the header on units, for columns that do not say theirs.
  ///   - needsYear: whether a column of years must be there.
  /// - Throws: `DataError` where there is no column of figures or no column of rows.
  init(_ header: Header, file: InputFile, notes: [String] = [], needsYear: Bool = true) throws(DataError) {
    var units: [Measure: Int64] = [:]
    var base: Measure?
    var others: [Int] = []
    for (position, name) in header.names.enumerated() {
      let (stem, _) = TableWords.split(name)
      if Self.years.contains(stem) {
        year = position
      } else if Self.periods.contains(stem) {
        period = position
      } else if Self.categories.contains(stem) {
        category = position
      } else if Self.localities.contains(stem) {
        locality = position
      } else if Self.rows.contains(stem) {
        // Of two columns 区分 the first is the outer one.
        if row != nil, locality == nil { locality = row }
        row = position
      } else if Self.roles.contains(stem) {
        role = position
      } else if let (measure, note) = Self.measure(name, after: &base), measures[measure] == nil {
        measures[measure] = position
        if let note, measure.isShare ? note == "‰" : !TableWords.saysNoUnit(note) {
          let unit = measure == .amount ? TableWords.unit(note) : measure == .count ? TableWords.countUnit(note) : nil
          guard let unit else {
            throw DataError(
              .unknownName(note, known: measure.isShare ? ["%"] : TableWords.unitWords, nearest: nil), file: file.path,
              line: header.line,
              column: header.column(position))
          }
          units[measure] = unit
        }
      } else {
        others.append(position)
      }
    }
    guard !measures.isEmpty else { throw DataError(.noFigures, file: file.path, line: 1) }
    if row == nil, locality == nil {
      // Printed tables leave the heading of their rows open, or call it by a word of their own.
      let first = measures.values.min() ?? 0
      let before = others.filter { $0 < first }
      guard let position = before.first(where: { !TableWords.isForeign(header.names[$0]) }) ?? before.first else {
        throw DataError(.document(.noLabel), file: file.path, line: header.line)
      }
      row = position
      rank = before.first { $0 != position && TableWords.isForeign(header.names[$0]) }
      others.removeAll { $0 == position }
    }
    namesRows = row.map { Self.rows.contains(TableWords.split(header.names[$0]).stem) } ?? true
    // A column of periods that names the years as well needs no other.
    if year == nil, needsYear { (year, period) = (period, nil) }
    guard year != nil || !needsYear else { throw DataError(.document(.noYear), file: file.path, line: header.line) }
    // 区分（単位：千円） says it too.
    let notes =
      notes
      + header.names.indices.filter { !measures.values.contains($0) }.flatMap { TableWords.unitNotes(header.names[$0]) }
    let stated = units[.amount] ?? notes.lazy.compactMap { TableWords.unit($0) }.first
    (unit, namesUnit) = (stated ?? 1, stated != nil)
    countUnit = units[.count] ?? notes.lazy.compactMap { TableWords.countUnit($0) }.first ?? 1
    unread = others
  }

  /// The columns by which a header is found.
  static let wanted: [[String]] =
    [years, categories, localities + rows, roles]
    + [["契約件数", "件数", "count"], ["件数割合", "countShare"], ["契約金額", "金額", "amount"], ["金額割合", "amountShare"]]

  /// Whether a header has a column of shares, which no ledger has.
  static func hasShares(_ header: Header) -> Bool {
    var base: Measure?
    return header.names.contains { measure($0, after: &base)?.measure.isShare == true }
  }

  /// Whether a heading over numbers was not understood, so that they may be figures of the table.
  static func isUnknown(_ heading: String) -> Bool {
    let parts = TableWords.levels(of: heading)
    return !parts.contains { TableWords.derived($0) != nil || TableWords.isMean($0) }
      && !parts.contains(where: TableWords.isForeign)
  }

  /// What the last level of a name that speaks of figures says, and what stands in brackets behind it; a share
  /// belongs to the count or amount before it.
  static func measure(_ name: String, after base: inout Measure?) -> (measure: Measure, note: String?)? {
    let parts = TableWords.levels(of: name)
    // 前年度比 over 契約件数 is no count.
    guard !parts.contains(where: { TableWords.derived($0) != nil }) else { return nil }
    let levels = parts.map(TableWords.split)
    for (index, level) in levels.enumerated().reversed() {
      switch TableWords.heading(level.stem, note: level.note) {
      case .figure(let measure):
        base = measure.base
        // 中小企業者比率 over 件数
        if levels[..<index].contains(where: { TableWords.heading($0.stem) == .share }) {
          return (measure.share, levels[..<index].lazy.compactMap(\.note).first ?? level.note)
        }
        // 契約金額 over 千円
        return (measure, level.note ?? levels[(index + 1)...].lazy.map(\.stem).first { TableWords.unit($0) != nil })
      case .share:
        // （割合） below 件数 is what stands in brackets behind each count.
        let isBehind = index > 0 && TableWords.folded(parts[index]).hasPrefix("(")
        if isBehind, case .figure = TableWords.heading(levels[index - 1].stem) { continue }
        for above in levels[..<index].reversed() {
          if case .figure(let measure) = TableWords.heading(above.stem) { base = measure.base }
        }
        guard let base else { return nil }
        return (base.share, level.note)
      case nil:
        guard index == levels.count - 1, ["件", "数"].contains(level.stem) else { continue }
        base = .count
        return (.count, level.note)
      }
    }
    // A share behind it is of this, and not of what stands before.
    if !parts.isEmpty { base = nil }
    return nil
  }
}
