import Procurement
import TabularReading

/// A published table in its printed layout: one line a row of the table, columns by year, category and measure.
///
/// The levels of the header say what a column holds, as in 令和2年度/物品/契約件数. A share belongs to the count or
/// amount before it. Such a table is read by turning it into the long layout, line by line.
struct WideTable {
  /// The columns of one year and category.
  private struct Group {
    var year: String
    var period: String
    var category: String
    var columns: [Measure: Int] = [:]
  }

  /// Where the header stands.
  let skippedRows: Int
  private(set) var headerRows: Int
  private var groups: [Group] = []
  private var labels: [Int] = []
  /// What one written amount is worth in yen.
  private var unit: Int64 = 1
  /// Whether a heading or a note above the table says it.
  private(set) var namesUnit = false

  /// The column of years, where they stand in the rows.
  private var yearColumn: Int?
  /// Columns of which nothing is read.
  private(set) var unread: [Int] = []
  /// The names of all columns.
  let names: [String]
  private var countUnit: Int64 = 1

  private static let rowLimit = 12
  /// No printed table is wider.
  private static let widthLimit = 2_000

  /// Finds the printed layout among the first rows of a file, or nil.
  ///
  /// - Parameters:
  ///   - rows: the first rows.
  ///   - unit: the unit of amounts, where it is known.
  ///   - year: the fiscal year of a table that does not say it.
  init?(_ rows: [Record], unit: Int64?, year: String?) {
    guard rows.allSatisfy({ $0.count <= Self.widthLimit }) else { return nil }
    var best: WideTable?
    for skipped in rows.indices.prefix(Self.rowLimit) where !Self.isTitle(rows[skipped]) {
      let title = Self.title(rows.prefix(skipped))
      let above = rows.prefix(skipped).flatMap(\.fields)
      let category = TableWords.category(inTitles: above)
      let period = above.lazy.compactMap(PeriodText.period(inTitle:)).first
      for depth in 1...HeaderFinder.depthLimit where skipped + depth < rows.count {
        // A line of figures is none of headings.
        guard !rows[(skipped + 1)..<(skipped + depth)].contains(where: Self.holdsFigures) else { break }
        let names = HeaderFinder.names(Array(rows[skipped..<skipped + depth]))
        let table = WideTable(
          names, skipped: skipped, depth: depth, year: year ?? title, period: period, category: category)
        if table.isTable, table.figures > best?.figures ?? 3 { best = table }
      }
    }
    guard var found = best else { return nil }
    // (件), (%) and (千円) may stand on a line of their own.
    while found.skippedRows + found.headerRows < rows.count,
      Self.isUnits(rows[found.skippedRows + found.headerRows])
    {
      found.headerRows += 1
    }
    let heading = rows.prefix(found.skippedRows + found.headerRows).flatMap(\.fields)
    let notes = heading.flatMap { cell in TableWords.unitNotes(cell) + [TableWords.split(cell).note ?? ""] }
    let stated = unit ?? notes.lazy.compactMap { TableWords.unit($0) }.first
    (found.unit, found.namesUnit) = (stated ?? 1, stated != nil)
    found.countUnit = notes.lazy.compactMap { TableWords.countUnit($0) }.first ?? 1
    self = found
  }

  /// Whether a row is a line of words above the headings.
  private static func isTitle(_ row: Record) -> Bool {
    let filled = row.fields.filter { !$0.isEmpty }
    return filled.count == 1 && !TableVocabulary.standsAlone(filled[0]) || TableVocabulary.isUnitNote(filled)
  }

  /// Whether a row has units and nothing else.
  private static func isUnits(_ row: Record) -> Bool {
    let filled = row.fields.filter { !$0.isEmpty }
    return filled.count > 1 && filled.allSatisfy { TableVocabulary.kind(of: $0) == .unit }
  }

  /// Whether a row has several figures that are no years.
  private static func holdsFigures(_ row: Record) -> Bool {
    row.fields.count { FigureText.isFigure($0) && !FigureText.isBareYear($0) } > 1
  }

  /// The year that rows above a table name, if it is one.
  private static func title(_ rows: ArraySlice<Record>) -> String? {
    let years = rows.flatMap(\.fields).reduce(into: Set<FiscalYear>()) { $0.formUnion(TableWords.years(inTitle: $1)) }
    return years.count == 1 ? years.first.map { "\($0.startYear)" } : nil
  }

  /// How many columns hold figures.
  private var figures: Int { groups.reduce(0) { $0 + $1.columns.count } }

  /// Whether figures stand under years or, where years stand in the rows, under several categories.
  private var isTable: Bool { yearColumn == nil || groups.count > 1 }

  private init(
    _ names: [String], skipped: Int, depth: Int, year defaultYear: String?, period defaultPeriod: PeriodOfYear?,
    category titleCategory: String?
  ) {
    skippedRows = skipped
    headerRows = depth
    self.names = names
    yearColumn = names.firstIndex { ["年度", "fiscal_year", "year"].contains(TableWords.folded($0)) }
    var base: Measure?
    for (column, name) in names.enumerated() where column != yearColumn {
      let parts = TableWords.levels(of: name)
      let named = parts.first { TableWords.yearAndPeriod($0) != nil }
      // 昨年度 is not the year of the title.
      let isOther = named == nil && parts.contains(where: TableWords.speaksOfYear)
      let year = named ?? (yearColumn != nil ? "" : isOther ? nil : defaultYear)
      let period =
        parts.first { TableWords.period($0) != nil } ?? (named == nil ? defaultPeriod?.identifier : nil) ?? ""
      let measure = PublishedTableColumns.measure(name, after: &base)?.measure
      let others = parts.filter {
        TableWords.yearAndPeriod($0) == nil && TableWords.period($0) == nil
          && TableWords.heading(TableWords.split($0).stem) == nil && !TableWords.isFormula($0)
      }
      let known = others.first { TableWords.isTotal($0) || KnownWords.categories[TableWords.split($0).stem] != nil }
      guard let measure, let year else {
        if groups.isEmpty { labels.append(column) } else if !name.isEmpty { unread.append(column) }
        continue
      }
      // A long table has one heading of each kind, and its categories in the rows.
      guard let category = known ?? others.last ?? (yearColumn == nil && parts.count > 1 ? titleCategory ?? "合計" : nil)
      else {
        unread.append(column)
        continue
      }
      let position = groups.firstIndex { $0.year == year && $0.period == period && $0.category == category }
      if let position {
        if groups[position].columns[measure] == nil {
          groups[position].columns[measure] = column
        } else {
          unread.append(column)
        }
      } else {
        groups.append(Group(year: year, period: period, category: category, columns: [measure: column]))
      }
    }
  }

  /// The columns of labels without 順位 and the like.
  private var ownLabels: [Int] {
    let own = labels.filter { !TableWords.isForeign(names[$0]) }
    return own.isEmpty ? labels : own
  }

  /// Columns left of the figures whose headings say nothing of labels: figures below them are none of labels.
  var figureLabels: [Int] {
    labels.filter { !names[$0].isEmpty && !TableVocabulary.namesLabels(names[$0]) && labels.count > 1 }
  }

  /// The column of the file that stands at a place of the long layout, from 1, in a line of a group.
  func column(_ number: Int, of group: Int) -> Int? {
    switch number {
    case 1: yearColumn ?? labels.first
    case 5...8: groups[group].columns[Self.order[number - 5]]
    default: labels.last
    }
  }

  private static let order: [Measure] = [.count, .countShare, .amount, .amountShare]

  /// The header of the long layout.
  var longHeader: [String] {
    let (word, count) = (TableWords.amountWord(unit), TableWords.countWord(countUnit))
    return ["年度", "期間", "区分", "種別", "契約件数（\(count)）", "件数割合", "契約金額（\(word)）", "金額割合"]
  }

  /// What stands once beside several rows.
  struct Spanning {
    var year = ""
    var label = ""
  }

  /// The lines of the long layout for a row of the table; a label that spans rows is in `spanning`.
  func long(_ record: borrowing Record, spanning: inout Spanning) -> [Record] {
    var texts = ownLabels.filter { $0 < record.count }.map { record.text($0) }
    if texts.allSatisfy(\.isEmpty) { texts = labels.filter { $0 < record.count }.map { record.text($0) } }
    guard texts.contains(where: { !$0.isEmpty }) else { return [] }
    if let yearColumn, yearColumn < record.count, case let year = record.text(yearColumn), !year.isEmpty {
      spanning.year = year
    }
    var parts = texts.filter { !$0.isEmpty }
    if texts.count > 1 {
      let own = parts.joined()
      if TableWords.isTotal(own) || PublishedTableBuilder.isLocality(own) {
        // 準市内・市外 and 合計 stand beside 市内, not under it.
        spanning.label = texts[0]
      } else if let first = texts.first, !first.isEmpty {
        spanning.label = first
      } else {
        // 市内 stands once beside its sizes when merged cells are exported.
        parts.insert(spanning.label, at: 0)
      }
    }
    let label = parts.reduce(into: [String]()) { if $0.last != $1, !$1.isEmpty { $0.append($1) } }.joined(
      separator: " ")
    return groups.map { group in
      let figures = Self.order.map { measure in
        group.columns[measure].map { $0 < record.count ? record.text($0) : "" } ?? ""
      }
      return Record(
        [group.year.isEmpty ? spanning.year : group.year, group.period, label, group.category] + figures,
        line: record.line)
    }
  }
}
