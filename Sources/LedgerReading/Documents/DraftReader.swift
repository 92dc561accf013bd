import Procurement
import TabularReading

/// What a draft was understood to say.
struct DraftReading {
  var table: PublishedTable
  /// Where each figure stands: its row and its column of the draft.
  var cells: [FigurePlace: (row: Int, column: Int)]
  /// Columns of which nothing was read, by their headings.
  var unread: [String]
  /// The unit as it was found, or nil where nothing names it.
  var namesUnit: Bool
  /// How each word was understood.
  var words: [ReadWord]
  var identities: TableIdentities
}

/// A word of a table and what it was taken for.
public struct ReadWord: Hashable, Sendable, Codable {
  /// The word as printed.
  public var word: String
  /// year, category, row, figure, total, unit or own.
  public var meaning: String
}

/// Reads a draft: which word is a year, a category, a row or a figure, and so what each cell says.
struct DraftReader {
  private let draft: TableDraft
  private let levels: DraftLevels
  private let file: InputFile
  /// Whether a single column of shares behind a count and an amount is of the count.
  private let sharesAreOfCounts: Bool

  /// A reader under one meaning of the levels.
  private init(_ draft: TableDraft, levels: DraftLevels, sharesAreOfCounts: Bool, file: InputFile) {
    (self.draft, self.levels, self.file) = (draft, levels, file)
    self.sharesAreOfCounts = sharesAreOfCounts
  }

  /// All readings of a draft that make sense, the best first.
  ///
  /// - Throws: the problem of the first reading where none makes sense.
  static func readings(of draft: TableDraft, file: InputFile) throws(DataError) -> [DraftReading] {
    var found: [DraftReading] = []
    var failure: DataError?
    let levels = DraftLevels(draft)
    var choices = levels.alternatives()
    choices += choices.map(\.swapped)
    for (place, choice) in choices.enumerated() {
      for sharesAreOfCounts in [false, true] {
        let reader = DraftReader(draft, levels: choice, sharesAreOfCounts: sharesAreOfCounts, file: file)
        do throws(DataError) {
          let reading = try reader.read()
          if !found.contains(where: { $0.table.saysTheSame(as: reading.table) }) { found.append(reading) }
        } catch {
          if failure == nil, place < choices.count / 2 { failure = error }
        }
        if !reader.hasLoneShares { break }
      }
    }
    guard !found.isEmpty else { throw failure ?? DataError(.noFigures, file: file.path, line: draft.line) }
    // The first reading is that of the words; another one must close better than it.
    return found.enumerated().sorted {
      let (a, b) = ($0.element.identities, $1.element.identities)
      return a.balance != b.balance ? a.balance > b.balance : $0.offset < $1.offset
    }.map(\.element)
  }

  // MARK: Columns

  /// What a column holds.
  fileprivate struct Column {
    var measure: Measure?
    var time: TableTime?
    var category: [String] = []
    var row: [String] = []
    var isUnread = false
  }

  /// A share without its base.
  private var hasLoneShares: Bool {
    draft.columns.contains { path in
      path.contains { TableWords.heading(TableWords.split($0).stem) == .share }
    }
  }

  private func columns() -> [Column] {
    var base: Measure?
    var columns = draft.columns.map { path in column(path, &base) }
    // Two shares behind a count and an amount belong to them in their order.
    var start = 0
    while start < columns.count {
      var end = start + 1
      while end < columns.count, columns[end].isBeside(columns[start]),
        !(columns[end].measure.map { !$0.isShare && columns[start..<end].compactMap(\.measure).contains($0) } ?? false)
      { end += 1 }
      settleShares(&columns, start..<end)
      start = end
    }
    return columns
  }

  private func settleShares(_ columns: inout [Column], _ group: Range<Int>) {
    let shares = group.filter { columns[$0].measure?.isShare == true && !namesBase(draft.columns[$0]) }
    let bases = group.filter { columns[$0].measure.map { !$0.isShare } ?? false }
    guard let last = bases.last, bases.count == 2, shares.allSatisfy({ $0 > last }) else { return }
    let order = bases.compactMap { columns[$0].measure?.share }
    if shares.count == 2 {
      for (share, measure) in zip(shares, order) { columns[share].measure = measure }
    } else if shares.count == 1 {
      columns[shares[0]].measure = sharesAreOfCounts ? .countShare : .amountShare
    }
  }

  private func namesBase(_ path: [String]) -> Bool {
    path.contains { part in
      if case .figure = TableWords.heading(TableWords.split(part).stem) { true } else { false }
    }
  }

  private func column(_ path: [String], _ base: inout Measure?) -> Column {
    var column = Column()
    var names: [String] = []
    var lastKind = TableVocabulary.Kind.blank
    for (level, part) in path.enumerated() where !part.isEmpty {
      let kind = TableVocabulary.kind(of: part)
      if kind == .year {
        column.time = TableVocabulary.time(part)
      } else if kind == .figure {
        names.append(part)
      } else if kind == .unit {
        if names.isEmpty { column.measure = Self.measure(ofUnit: part) ?? base?.share }
      } else {
        switch levels.columns[level] {
        case .category: column.category.append(part)
        case .row: column.row.append(part)
        case .year, .figure, .nothing:
          // 前年度比 below 契約金額 is no amount.
          if kind == .unknown { column.isUnread = true }
          if kind == .category { column.category.append(part) }
          if kind == .row { column.row.append(part) }
        }
      }
      if kind != .unit { lastKind = kind }
    }
    if !names.isEmpty {
      column.measure = PublishedTableColumns.measure(names.joined(separator: "/"), after: &base)?.measure
    }
    if let measure = column.measure { base = measure.base }
    if lastKind == .unknown, levels.columns.last == .figure, column.measure == nil { column.isUnread = true }
    return column
  }

  private static func measure(ofUnit part: String) -> Measure? {
    let inner = TableWords.folded(part).filter { !"()[]【】〔〕".contains($0) }
    if inner == "%" { return nil }
    return inner.hasSuffix("件") ? .count : .amount
  }

  // MARK: Units and years

  private var notes: [String] {
    draft.titles.flatMap { TableWords.unitNotes($0) + [TableWords.split($0).note ?? ""] }
  }

  /// What one written amount or count is worth, and whether something says so.
  private func unit(
    of measure: Measure, _ find: (String) -> Int64?
  ) throws(DataError) -> Int64? {
    var found: Set<Int64> = []
    for path in draft.columns {
      for part in path {
        let (stem, note) = TableWords.split(part)
        let isAlone = TableVocabulary.kind(of: part) == .unit
        guard isAlone || TableWords.heading(stem) == .figure(measure) else { continue }
        if !isAlone, let note, let unit = find(note) { found.insert(unit) }
        if isAlone, let unit = find(part.filter { !"()[]（）【】".contains($0) }) { found.insert(unit) }
      }
    }
    if found.count > 1 {
      throw DataError(
        .meaninglessTable(
          reason: "units differ between columns: \(found.sorted().map(String.init).joined(separator: ", "))"),
        file: file.path, line: draft.line)
    }
    return found.first ?? notes.lazy.compactMap(find).first
  }

  /// The one year, or part of a year, that titles name.
  private var titleTime: TableTime? {
    let times = draft.titles.reduce(into: Set<TableTime>()) { times, title in
      if let time = TableVocabulary.time(title) {
        times.insert(time)
      } else {
        times.formUnion(TableWords.years(inTitle: title).map { TableTime(year: $0, period: .year) })
      }
    }
    return times.count == 1 ? times.first : nil
  }

  /// What titles say of all figures, where no heading does.
  private var titleMeasure: Measure? {
    let text = draft.titles.map(TableWords.folded).joined()
    let (counts, amounts) = (text.contains("件数"), text.contains("金額") || text.contains("契約額"))
    return counts == amounts ? nil : counts ? .count : .amount
  }

  // MARK: Reading

  /// The key under which figures of one place are gathered.
  private struct Line: Hashable {
    var time: TableTime
    var row: String
    var category: String
  }

  private func read() throws(DataError) -> DraftReading {
    let columns = columns()
    let unit = try unit(of: .amount) { TableWords.unit($0) }
    let countUnit = try self.unit(of: .count) { TableWords.countUnit($0) }
    var lines: [(line: Line, row: Int)] = []
    var texts: [Line: [Measure: (text: String, column: Int)]] = [:]
    for (index, row) in draft.rows.enumerated() {
      let beside = try labels(of: row)
      for (position, column) in columns.enumerated() where position < row.cells.count && !column.isUnread {
        let text = row.cells[position]
        let line = try line(beside, column, row, text: text, position: position)
        guard let measure = beside.measure ?? column.measure ?? titleMeasure else {
          if text.isEmpty { continue }
          throw DataError(.document(.noMeasure), file: file.path, line: row.line, column: name(position))
        }
        if texts[line] == nil {
          texts[line] = [:]
          lines.append((line, index))
        }
        for (measure, text) in Self.figures(text, measure) {
          guard texts[line]?[measure] == nil else {
            throw DataError(
              .repeatedFigure(firstLine: row.line), file: file.path, line: row.line, column: name(position))
          }
          texts[line]?[measure] = (text, position)
        }
      }
    }
    return try build(lines, texts, columns, unit: unit, countUnit: countUnit)
  }

  /// The figures of a cell: a share in brackets may stand behind its base.
  private static func figures(_ text: String, _ measure: Measure) -> [(Measure, String)] {
    guard !measure.isShare, let open = text.lastIndex(where: { $0 == "(" || $0 == "（" }), open > text.startIndex,
      case let (before, inside) = (String(text[..<open]), String(text[open...])),
      FigureText.isFigure(before), FigureText.isBracketed(inside)
    else { return [(measure, text)] }
    return [(measure, before), (measure.share, FigureText.withoutBrackets(inside))]
  }

  private struct Beside {
    var time: TableTime?
    var category: [String] = []
    var row: [String] = []
    var measure: Measure?
  }

  private func labels(of row: TableDraft.Row) throws(DataError) -> Beside {
    var beside = Beside()
    for (level, label) in row.labels.enumerated() where !label.isEmpty {
      let kind = TableVocabulary.kind(of: label)
      if kind == .year, let time = TableVocabulary.time(label) {
        if let first = beside.time, first != time {
          throw DataError(.notAFiscalYear(label), file: file.path, line: row.line)
        }
        beside.time = time
        continue
      }
      switch levels.labels[level] {
      case .category: beside.category.append(label)
      case .figure:
        var base: Measure?
        beside.measure = PublishedTableColumns.measure(label, after: &base)?.measure
        if beside.measure == nil { beside.row.append(label) }
      case .row, .nothing, .year: beside.row.append(label)
      }
    }
    return beside
  }

  private func line(
    _ beside: Beside, _ column: Column, _ row: TableDraft.Row, text: String, position: Int
  ) throws(DataError) -> Line {
    guard let time = column.time ?? beside.time ?? titleTime else {
      throw DataError(.document(.noYear), file: file.path, line: row.line, column: name(position))
    }
    if let first = column.time, let second = beside.time, first != second {
      throw DataError(.notAFiscalYear(row.labels.joined(separator: " ")), file: file.path, line: row.line)
    }
    var rows = Self.distinct(column.row + beside.row)
    // 市内 spans sizes; what stands beside it is not below it.
    if rows.count > 1, let last = rows.last, TableVocabulary.isPlaceOrTotal(last) {
      if rows.dropLast().allSatisfy({ !TableWords.isTotal($0) || TableWords.isTotal(last) }) { rows = [last] }
    }
    let categories = Self.distinct(column.category + beside.category)
    let hasRows = levels.columns.contains(.row) || levels.labels.contains { $0 == .row || $0 == .nothing }
    if rows.isEmpty {
      guard !hasRows || categories.contains(where: TableWords.isTotal) else {
        throw DataError(.document(.noLabel), file: file.path, line: row.line, column: name(position))
      }
      // A table of categories alone: they are its rows.
      if !hasRows { return Line(time: time, row: categories.joined(separator: " "), category: "合計") }
      rows = ["合計"]
    }
    return Line(
      time: time, row: rows.joined(separator: " "),
      category: categories.isEmpty ? "合計" : categories.joined(separator: " "))
  }

  private static func distinct(_ parts: [String]) -> [String] {
    parts.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  private func name(_ column: Int) -> DataError.Column {
    let path = column < draft.columns.count ? draft.columns[column].filter { !$0.isEmpty } : []
    return DataError.Column(
      number: (draft.rows.map(\.labels.count).max() ?? 0) + column + 1, name: path.joined(separator: "/"))
  }

  private func build(
    _ lines: [(line: Line, row: Int)], _ texts: [Line: [Measure: (text: String, column: Int)]], _ columns: [Column],
    unit: Int64?, countUnit: Int64?
  ) throws(DataError) -> DraftReading {
    let header = Header(["年度", "区分", "種別", "契約件数", "件数割合", "契約金額", "金額割合"], line: draft.line, file: file)
    var known = try PublishedTableColumns(header, file: file)
    known.unit = unit ?? 1
    known.countUnit = countUnit ?? 1
    var builder = PublishedTableBuilder(columns: known, header: header, file: file)
    var cells: [FigurePlace: (row: Int, column: Int)] = [:]
    let order: [Measure] = [.count, .countShare, .amount, .amountShare]
    for (line, row) in lines {
      let figures = texts[line] ?? [:]
      let before = builder.table.figures.count
      do throws(DataError) {
        try builder.add(
          Record(
            [line.time.label, line.row, line.category] + order.map { figures[$0]?.text ?? "" },
            line: draft.rows[row].line))
      } catch {
        var error = error
        if let number = error.column?.number, (4...7).contains(number), let cell = figures[order[number - 4]] {
          error.column = name(cell.column)
        }
        throw error
      }
      guard builder.table.figures.count > before, let place = builder.lastPlace else { continue }
      for (measure, figure) in figures {
        var place = place
        place.measure = measure
        if builder.table.figures[place] != nil { cells[place] = (row, figure.column) }
      }
    }
    guard !builder.table.figures.isEmpty else { throw DataError(.noFigures, file: file.path, line: draft.line) }
    let table = builder.finished()
    let unread = zip(columns, draft.columns).filter(\.0.isUnread).map {
      $1.filter { !$0.isEmpty }.joined(separator: "/")
    }
    return DraftReading(
      table: table, cells: cells, unread: unread, namesUnit: unit != nil, words: words(),
      identities: TableIdentities(of: table))
  }

  /// How each word was understood.
  private func words() -> [ReadWord] {
    var found: [ReadWord] = []
    func note(_ word: String, _ dimension: DraftLevels.Dimension) {
      guard !word.isEmpty else { return }
      let meaning =
        switch TableVocabulary.kind(of: word) {
        case .year: TableVocabulary.time(word)?.period == .year ? "year" : "partial-year"
        case .figure: "figure"
        case .unit: "unit"
        case .total: "total"
        case .category, .row, .unknown, .blank:
          switch dimension {
          case .category: "category"
          case .row: "row"
          case .year, .figure, .nothing: "own"
          }
        }
      let entry = ReadWord(word: word, meaning: meaning)
      if !found.contains(entry) { found.append(entry) }
    }
    for path in draft.columns {
      for (level, word) in path.enumerated() { note(word, levels.columns[level]) }
    }
    for row in draft.rows {
      for (level, word) in row.labels.enumerated() { note(word, levels.labels[level]) }
    }
    return found
  }
}

extension DraftReader.Column {
  /// Whether two columns speak of the same year or part of it, category and row.
  fileprivate func isBeside(_ other: Self) -> Bool {
    time == other.time && category == other.category && row == other.row
  }
}

extension PublishedTable {
  /// Whether two tables have the same figures at the same places.
  func saysTheSame(as other: PublishedTable) -> Bool {
    unit == other.unit && figures.count == other.figures.count
      && figures.allSatisfy { other.figures[$0.key]?.value == $0.value.value }
  }
}
