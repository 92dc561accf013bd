import Procurement
import TabularReading

/// Puts a published table together, line by line.
struct PublishedTableBuilder {
  private let columns: PublishedTableColumns
  private let header: Header
  let file: InputFile
  private(set) var table: PublishedTable
  private(set) var lines = 0
  /// Lines of one cell, which hold no figure: notes.
  private(set) var notes: [String] = []
  /// What a label that stands once, above the lines that it speaks of, says.
  private var lastYear: FiscalYear?
  private var lastPeriod = PeriodOfYear.year
  private var lastPeriodOfColumn = PeriodOfYear.year
  private var lastLocality = ""
  private var knownYears: Set<FiscalYear> = []
  private var knownCategories: Set<TableCategory> = []
  /// The label of each identifier: two labels are two categories, whatever is known of both.
  private var categoryLabels: [String: String] = [:]
  private var namesUnit: Bool
  /// The category that a title names, for tables without a column of them.
  var titleCategory: String?
  private var knownRows: Set<String> = []
  /// Where the figures of the last line were put, whatever they measure.
  private(set) var lastPlace: FigurePlace?

  /// More is no table that was printed: what is computed of tables grows with the square of their rows.
  private static let (rowLimit, categoryLimit) = (1_000, 200)

  init(columns: PublishedTableColumns, header: Header, file: InputFile) {
    self.columns = columns
    self.header = header
    self.file = file
    table = PublishedTable(rows: [], categories: [], years: [], unit: columns.unit, figures: [:])
    table.countUnit = columns.countUnit
    namesUnit = columns.namesUnit
  }

  /// Takes one line of the file.
  mutating func add(_ record: borrowing Record) throws(DataError) {
    lastPlace = nil
    let filled = (0..<record.count).filter { !record.field($0).isEmpty }
    if filled.count == 1 { return note(record.text(filled[0])) }
    if let column = columns.row, Self.isAside(record.text(column)) {
      return note(filled.map { record.text($0) }.joined(separator: " "))
    }
    lines += 1
    let (year, period) = try time(record)
    let category = category(record)
    let row = try row(record)
    if knownYears.insert(year).inserted { table.years.append(year) }
    if knownCategories.insert(category).inserted { table.categories.append(category) }
    if knownRows.insert(row.identifier).inserted { table.rows.append(row) }
    guard table.rows.count <= Self.rowLimit else { throw excess(.tableRows, limit: Self.rowLimit, record) }
    guard table.categories.count <= Self.categoryLimit else {
      throw excess(.tableColumns, limit: Self.categoryLimit, record)
    }
    lastPlace = FigurePlace(
      year: year, period: period, category: category.identifier, row: row.identifier, measure: .count)
    for measure in Measure.allCases {
      guard let column = columns.measures[measure], let value = try figure(record, column, measure) else { continue }
      let place = FigurePlace(
        year: year, period: period, category: category.identifier, row: row.identifier, measure: measure)
      if let first = table.figures[place] {
        throw fault(.repeatedFigure(firstLine: first.sourceLine), record, column)
      }
      table.figures[place] = PublishedFigure(value, sourceLine: record.line)
    }
  }

  /// Whether a label is that of a line of 前年度比 or 前年度合計, which is no part of the table.
  static func isAside(_ label: String) -> Bool {
    TableWords.derived(label) != nil || TableWords.isOfAnotherYear(label)
  }

  /// Keeps a line that is no line of the table; a unit that nothing else names may stand below it.
  mutating func note(_ text: String) {
    notes.append(text)
    guard !namesUnit, let unit = TableWords.unitNotes(text).lazy.compactMap(TableWords.unit).first else { return }
    (table.unit, namesUnit) = (unit, true)
  }

  /// The table, its rows tied to the subtotals and the total that it has.
  func finished() -> PublishedTable {
    var table = table
    for index in table.categories.indices where Self.isOfWhich(table.categories[index].label) {
      table.categories[index].parents = [nil]
    }
    if let index = TotalEvidence.row(of: table) { table.rows[index].role = .total }
    if let identifier = TotalEvidence.category(of: table) {
      table.renameCategory(identifier, TableCategory.total.identifier)
    }
    if table.categories.contains(where: \.isTotal) {
      for (index, parent) in TotalEvidence.categorySubtotals(of: table) {
        let isInNoSum = parent == table.categories[index].identifier
        table.categories[index].parents = [isInNoSum ? nil : parent]
      }
    }
    var result = table
    for measure in [Measure.countShare, .amountShare] { Self.makePercent(measure, of: &result) }
    // うち市内 is a subtotal where the rows that it holds stand beside it.
    for index in result.rows.indices where result.rows[index].identifier == "local" {
      let hasParts = result.rows.contains { Self.subtotal(of: $0.identifier) == "local" }
      if hasParts { result.rows[index].role = .part }
    }
    let total = table.rows.first { $0.role == .total }?.identifier
    let parents = TotalEvidence.subtotals(of: result)
    for index in table.rows.indices where result.rows[index].role != .total {
      let row = table.rows[index]
      let subtotal = Self.subtotal(of: row.identifier)
      let parent =
        subtotal.flatMap { table.row($0)?.identifier } ?? parents[index] ?? whole(of: row)?.identifier ?? total
      result.rows[index].parent = parent
      // A subtotal of nobody knows what is no part of the sum.
      if parents[index] == row.identifier { (result.rows[index].parent, result.rows[index].role) = (total, .ofWhich) }
    }
    for parent in Set(result.rows.compactMap(\.parent)) {
      // うち市内, うち準市内 and うち市外 that add up to 総数 are its parts.
      let children = result.rows.indices.filter { result.rows[$0].parent == parent }
      guard children.count > 1, children.allSatisfy({ result.rows[$0].role == .ofWhich }),
        TotalEvidence.isSum(of: children.map { result.rows[$0] }, parent, in: result)
      else { continue }
      for index in children { result.rows[index].role = .part }
    }
    for parent in Set(result.rows.compactMap(\.parent)) where !result.isSum(parent) {
      // 市内企業 alone beside 全体, and 中小企業 beside 新規中小企業: no parts of a sum.
      for index in result.rows.indices where result.rows[index].parent == parent && result.rows[index].role == .part {
        result.rows[index].role = .ofWhich
      }
    }
    return result
  }

  /// The row of which a label says that its own is a part: 市内 of 市内 うち中小企業.
  private func whole(of row: TableRow) -> TableRow? {
    guard row.role == .ofWhich else { return nil }
    return table.rows.first { $0.identifier != row.identifier && row.label.hasPrefix($0.label + " ") }
  }

  /// Shares printed as ratios (0.409, and 1 for the total) as percent.
  private static func makePercent(_ measure: Measure, of table: inout PublishedTable) {
    let shares = table.figures.filter { $0.key.measure == measure }
    let totals = Set(table.rows.filter { $0.role == .total }.map(\.identifier))
    let one = FixedPoint(units: 1, decimals: 0)
    guard shares.values.allSatisfy({ $0.value < one || $0.value.isSameNumber(as: one) }),
      shares.contains(where: { totals.contains($0.key.row) && $0.value.value.isSameNumber(as: one) }),
      shares.values.contains(where: { $0.value.decimals > 1 }), shares.values.allSatisfy({ $0.value.decimals < 15 })
    else { return }
    for (place, figure) in shares {
      // Each with its own decimals, as it is printed. At most 1, so no product is large.
      let decimals = figure.value.decimals
      table.figures[place]?.value = FixedPoint(
        units: figure.value.units * FixedPoint.powerOfTen(max(2 - decimals, 0)), decimals: max(decimals - 2, 0))
    }
  }

  /// The year of a line, and the part of it that the line or its column of periods names.
  private mutating func time(_ record: borrowing Record) throws(DataError) -> (FiscalYear, PeriodOfYear) {
    let last = lastYear
    var (year, period) = try year(record)
    guard let column = columns.period else { return (year, period) }
    let text = record.text(column)
    if text.isEmpty {
      // A label stands once above the lines of which it speaks; a new year begins as a whole.
      if year == last, period == .year { period = lastPeriodOfColumn }
    } else if let own = TableWords.period(text) ?? (TableWords.isTotal(text) ? .year : nil) {
      period = own
    } else if let named = TableWords.yearAndPeriod(text), columns.year == nil || named.year == year {
      (year, period) = named
    } else {
      throw fault(.notAPeriod(text), record, column)
    }
    lastPeriodOfColumn = period
    return (year, period)
  }

  private mutating func year(_ record: borrowing Record) throws(DataError) -> (FiscalYear, PeriodOfYear) {
    guard let column = columns.year else {
      guard let year = lastYear else { throw fault(.missingValue(field: "fiscal_year"), record, 0) }
      return (year, lastPeriod)
    }
    let text = record.text(column)
    // A label stands once above the lines of which it speaks, and so does its year.
    if text.isEmpty, let year = lastYear { return (year, lastPeriod) }
    if let period = TableWords.period(text), let year = lastYear {
      lastPeriod = period
      return (year, period)
    }
    guard let (year, period) = TableWords.yearAndPeriod(text) else {
      throw fault(.notAPeriod(text), record, column)
    }
    (lastYear, lastPeriod) = (year, period)
    return (year, period)
  }

  /// Sets the year of a table that says it once, above.
  mutating func setYear(_ year: FiscalYear, _ period: PeriodOfYear) { (lastYear, lastPeriod) = (year, period) }

  private mutating func category(_ record: borrowing Record) -> TableCategory {
    guard let label = columns.category.map({ record.text($0) }) ?? titleCategory else { return .total }
    if TableWords.isTotal(label) {
      // 総数 of counts and 総額 of amounts are one.
      return table.categories.first(where: \.isTotal)
        ?? TableCategory(identifier: TableCategory.total.identifier, label: label)
    }
    let folded = TableWords.split(label).stem
    let known =
      (try? KnownWords.meaning(of: label, in: KnownWords.categories))
      ?? (try? KnownWords.meaning(of: folded, in: KnownWords.categories))
    let identifier = known?.identifier ?? label
    // 業務委託（建設） and 業務委託（一般） are two.
    let name = NoteMarks.removed(from: TableWords.folded(label))
    let first = categoryLabels[identifier] ?? name
    guard first == name else { return TableCategory(identifier: label, label: label) }
    categoryLabels[identifier] = name
    return TableCategory(identifier: identifier, label: label)
  }

  private mutating func row(_ record: borrowing Record) throws(DataError) -> TableRow {
    var locality = columns.locality.map { record.text($0) } ?? ""
    var size = columns.row.map { record.text($0) } ?? ""
    if size.isEmpty, let rank = columns.rank { size = record.text(rank) }
    if columns.locality != nil, columns.row != nil {
      if locality.isEmpty, !TableWords.isTotal(size), !Self.isLocality(size) { locality = lastLocality }
      lastLocality = locality
    }
    // A cell over both columns is one label: 合計, 合計.
    let label = (locality == size ? [size] : [locality, size]).filter { !$0.isEmpty }.joined(separator: " ")
    guard !label.isEmpty else {
      throw fault(.missingValue(field: "row"), record, columns.row ?? columns.locality ?? 0)
    }
    let identifier = Self.identifiers[Self.normalised(label)] ?? label
    return TableRow(identifier: identifier, label: label, role: try role(record, label), parent: nil)
  }

  /// Whether a label names where firms are, so that none stands above it.
  static func isLocality(_ label: String) -> Bool {
    let word = normalised(label)
    return KnownWords.localities[word] != nil || word.hasPrefix("準市内") || word.hasPrefix("市外")
  }

  /// A label without spaces, and without 業者, 者 and 法人 behind what firms are.
  private static func normalised(_ label: String) -> String {
    let word = TableWords.folded(label).replacing("、", with: "・").replacing("企業者", with: "企業")
    return word.replacing("業者", with: "").replacing("その他法人", with: "その他")
  }

  private func role(_ record: borrowing Record, _ label: String) throws(DataError) -> TableRow.Role {
    if let column = columns.role, case let text = record.text(column), !text.isEmpty {
      do throws(WordProblem) {
        return try KnownWords.meaning(of: text, in: Self.roles)
      } catch {
        throw fault(error.problem, record, column)
      }
    }
    if TableWords.isTotal(label) { return .total }
    return Self.isOfWhich(label) ? .ofWhich : .part
  }

  /// Whether a label is that of a row without a part in the sum: うち中小企業, 市内 うち中小企業.
  static func isOfWhich(_ label: String) -> Bool {
    let parts = [label] + label.split { " 　".contains($0) }.map(String.init)
    return parts.map(TableWords.folded).contains { part in
      ["うち", "(うち", "内数", "ofwhich"].contains(where: part.hasPrefix)
    }
      || ["再掲", "(内数)", "参考"].contains(where: TableWords.folded(label).contains)
  }

  private mutating func figure(
    _ record: borrowing Record, _ column: Int, _ measure: Measure
  ) throws(DataError) -> FixedPoint? {
    let text = record.text(column)
    var marked = TextFolding.halfWidth(text)
    if measure == .amount, let (number, unit) = TableWords.numberAndUnit(marked) {
      guard isOwn(unit) else { throw fault(.notAFigure(text), record, column) }
      marked = number
    }
    let marks: Character = measure.isShare ? "%" : "件"
    if marked.last == marks { marked.removeLast() }
    let plain = marked.filter { !" ,".contains($0) }
    guard !plain.isEmpty, !Self.dashes.contains(plain), !Self.absent.contains(plain) else { return nil }
    let isWhole = measure == .count && table.countUnit == 1
    guard let value = FixedPoint(plain), value.units >= 0, !isWhole || value.decimals == 0, Self.isGrouped(marked)
    else {
      throw fault(.notAFigure(text), record, column)
    }
    return measure.isShare ? value.withoutNoise : value
  }

  /// Whether a unit behind an amount is that of the table, which the first one settles where no heading does.
  private mutating func isOwn(_ unit: Int64) -> Bool {
    if !namesUnit {
      // An amount before it was taken for yen.
      guard !table.figures.keys.contains(where: { $0.measure == .amount }) || unit == 1 else { return false }
      (table.unit, namesUnit) = (unit, true)
    }
    return unit == table.unit
  }

  /// Words for what there is none of.
  private static let absent: Set<String> = ["なし", "無し", "無", "該当なし", "該当無し", "該当無", "実績なし", "皆無", "契約なし", "発注なし"]

  private func excess(_ excess: DataError.Excess, limit: Int, _ record: borrowing Record) -> DataError {
    DataError(.tooMany(excess, limit: limit), file: file.path, line: record.line)
  }

  private func fault(_ problem: DataError.Problem, _ record: borrowing Record, _ column: Int) -> DataError {
    DataError(problem, file: file.path, line: record.line, column: header.column(column))
  }

  private static let dashes: Set<String> = ["-", "‐", "–", "—", "―", "ー", "−", "─"]

  /// Whether commas and blanks inside a number part its thousands and nothing else.
  private static func isGrouped(_ number: String) -> Bool {
    let whole = number.split(separator: ".", omittingEmptySubsequences: false).first ?? ""
    let groups = whole.split { " ,".contains($0) }
    guard groups.count > 1 else { return true }
    return groups[0].count <= 3 && groups.dropFirst().allSatisfy { $0.count == 3 }
  }

  private static let roles: [String: TableRow.Role] = [
    "part": .part, "内訳": .part, "of-which": .ofWhich, "うち": .ofWhich, "total": .total, "合計": .total,
    "subtotal": .part, "小計": .part,
  ]

  /// Labels of known rows. The same words serve Table 1 (所在 and 規模) and Table 2 (区分).
  private static let identifiers: [String: String] = [
    "市内大企業": "local-large", "市内中小企業": "local-sme", "市内その他": "local-other",
    "市内計": "local", "市内小計": "local", "市内合計": "local", "うち市内": "local",
    "準市内・市外": "non-local", "未分類": "unclassified", "合計": "total", "計": "total", "総計": "total",
    "local,large": "local-large", "local,sme": "local-sme", "local,other": "local-other", "local,allsizes": "local",
    "semi-andnon-local": "non-local", "unclassified": "unclassified", "total": "total", "all": "all",
    "市内中小企業以外": "rest", "allbutlocalsmes": "rest",
    "全体": "all", "うち市内中小企業": "local-sme", "その他(残り)": "rest",
  ]

  /// The subtotal to which a row belongs where the table has it.
  private static func subtotal(of row: String) -> String? {
    ["local-large", "local-sme", "local-other"].contains(row) ? "local" : nil
  }
}

extension PublishedTable {
  /// Whether a row can be the sum of its parts: not where all of them together are less in every line of three or more, nor where it
  /// has but one part, which is less in most lines.
  ///
  /// - Complexity: O(rows + figures × parts).
  fileprivate func isSum(_ parent: String) -> Bool {
    let parts = rows.filter { $0.parent == parent && $0.role == .part }.map(\.identifier)
    guard !parts.isEmpty else { return true }
    var (equal, less) = (0, 0)
    for (place, whole) in figures where place.row == parent && !place.measure.isShare {
      let found = parts.compactMap { part -> FixedPoint? in
        var below = place
        below.row = part
        return figures[below]?.value
      }
      guard !found.isEmpty else { continue }
      let decimals = max(found.map(\.decimals).max() ?? 0, whole.value.decimals)
      guard decimals < 10 else { return true }
      let one = Int128(FixedPoint.powerOfTen(decimals))
      func units(_ value: FixedPoint) -> Int128 {
        Int128(value.units) * (one / Int128(FixedPoint.powerOfTen(value.decimals)))
      }
      let open = units(whole.value) - found.map(units).reduce(0, +)
      // Each part may be cut off below its unit.
      let most = Int128(parts.count) * (one / Int128(FixedPoint.powerOfTen(whole.value.decimals)))
      if open < -most { return true }
      if open > most { less += 1 } else { equal += 1 }
    }
    return parts.count == 1 ? less <= equal : equal > 0 || less < 3
  }

  /// Gives a category another identifier.
  fileprivate mutating func renameCategory(_ old: String, _ new: String) {
    for index in categories.indices where categories[index].identifier == old {
      categories[index] = TableCategory(identifier: new, label: categories[index].label)
    }
    figures = figures.movingCategory(old, to: new)
  }
}

extension Dictionary where Key == FigurePlace {
  /// The same with the places of a category under another identifier.
  func movingCategory(_ old: String, to new: String) -> Self {
    reduce(into: [:]) { moved, entry in
      var place = entry.key
      if place.category == old { place.category = new }
      moved[place] = entry.value
    }
  }
}

extension FixedPoint {
  /// A share as a spreadsheet shows it, where a binary fraction stands in the cell: nine decimals of seventeen.
  fileprivate var withoutNoise: FixedPoint {
    guard decimals > 12 else { return self }
    let scale = Self.powerOfTen(decimals - 9)
    return FixedPoint(units: units / scale + (units % scale * 2 >= scale ? 1 : 0), decimals: 9)
  }
}
