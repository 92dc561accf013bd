import Procurement
import TabularReading

/// Reads a draft: which word is a year, a category, a row or a figure, and so what each cell says.
struct DraftReader {
  let draft: TableDraft
  let levels: DraftLevels
  let file: InputFile
  /// Whether a single column of shares behind a count and an amount is of the count.
  let sharesAreOfCounts: Bool
  private let hasWholeOfCounts: Bool

  /// A reader under one meaning of the levels.
  private init(_ draft: TableDraft, levels: DraftLevels, sharesAreOfCounts: Bool, file: InputFile) {
    (self.draft, self.levels, self.file) = (draft, levels, file)
    self.sharesAreOfCounts = sharesAreOfCounts
    hasWholeOfCounts = (draft.columns + draft.rows.map(\.labels)).joined().contains {
      Self.wholesOfCounts.contains(TableWords.folded($0))
    }
  }

  /// The total of counts and that of amounts, which are one row.
  private static let (wholesOfCounts, wholesOfAmounts) = (["総数", "総件数"], ["総額", "総金額", "合計額"])

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
          guard !found.contains(where: { $0.table.saysTheSame(as: reading.table) }) else { continue }
          // Where words say what is a category or a row, another reading needs more than to do as well.
          let isSwapped = place >= choices.count / 2
          // Where the words make no table, one against them needs shares that are right.
          if isSwapped, found.isEmpty, reading.identities.shares.open > reading.identities.shares.closed { continue }
          if isSwapped, levels.isNamed, let first = found.first?.identities,
            !reading.identities.closeBetter(than: first) || reading.identities.closed <= first.closed
          {
            continue
          }
          found.append(reading)
        } catch {
          if failure == nil, place < choices.count / 2 { failure = error }
        }
        if !reader.hasLoneShares { break }
      }
    }
    guard !found.isEmpty else { throw failure ?? DataError(.noFigures, file: file.path, line: draft.line) }
    // The first reading is that of the words; another one must close better than it.
    let words = found.removeFirst()
    let better = found.filter { $0.identities.closeBetter(than: words.identities) }
    let others = found.filter { !$0.identities.closeBetter(than: words.identities) }
    return byBalance(better) + [words] + byBalance(others)
  }

  /// Readings with the best first, in their order where they close alike.
  private static func byBalance(_ readings: [DraftReading]) -> [DraftReading] {
    readings.enumerated().sorted {
      let (a, b) = ($0.element.identities.balance, $1.element.identities.balance)
      return a != b ? a > b : $0.offset < $1.offset
    }.map(\.element)
  }

  // MARK: Reading

  /// The key under which figures of one place are gathered.
  private struct Line: Hashable {
    var time: TableTime
    var row: String
    var category: String
    /// The category over the column and the one beside the row, where both name one: 工事 and 総務部.
    var crossing: CategoryCrossing?
  }

  private func read() throws(DataError) -> DraftReading {
    let columns = columns()
    let contents = lineContents()
    try checkFigures(columns, contents)
    let unit = try unit(of: .amount) { TableWords.unit($0) }
    let countUnit = try self.unit(of: .count) { TableWords.countUnit($0) }
    var lines: [(line: Line, row: Int)] = []
    var derived: [DerivedCell] = []
    let latest = columns.compactMap(\.time).max { $0.year < $1.year }
    var texts: [Line: [Measure: (text: String, column: Int)]] = [:]
    for (index, row) in draft.rows.enumerated() {
      var beside = try labels(of: row)
      let own = contents?[index]
      if let part = own?.part, !part.isEmpty { beside.row.append(part) }
      // A row of shares below counts says not of what: 構成比 of each category in the total.
      if isUnread(row, own) { continue }
      for (position, column) in columns.enumerated() where position < row.cells.count {
        let text = row.cells[position]
        var column = column
        if own?.isWhole ?? false { column.isWhole = true }
        if column.isUnread || own?.isUnread ?? false {
          if column.time == nil, beside.time == nil, column.derived != nil { column.time = latest }
          if let kind = column.derived ?? own?.derived, !text.isEmpty,
            let line = try? self.line(beside, column, row, text: text, position: position)
          {
            derived.append(
              DerivedCell(
                kind: kind, base: column.derived == nil ? own?.base ?? column.measure : own?.measure ?? column.base,
                name: derivedName(row, position, isColumn: column.derived != nil), text: text, time: line.time,
                row: line.row, category: line.category, sourceRow: index, column: position))
          }
          continue
        }
        let line = try line(beside, column, row, text: text, position: position)
        let ofLine = column.isShareOfLine ? own?.measure?.share : own?.measure
        guard let measure = ofLine ?? column.measure ?? titleMeasure else {
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
    let reading = try build(lines, texts, unit: unit, countUnit: countUnit)
    return completed(reading, columns, contents, derived)
  }

  /// That figures stand under or beside a word of which it is not known what they are.
  private func checkFigures(_ columns: [Content], _ lines: [Content]?) throws(DataError) {
    func areFigures(_ cells: [String]) -> Bool {
      cells.count(where: FigureText.isFigure) * 2 > cells.count { !$0.isEmpty }
    }
    // Shares are read in percent alone.
    for word in draft.titles + draft.columns.joined() + draft.rows.flatMap(\.labels)
    where word.contains("‰") || word.contains("割") {
      guard let unit = ["‰", "割"].first(where: (TableWords.unitNotes(word) + [TableWords.folded(word)]).contains) else {
        continue
      }
      throw DataError(.unknownName(unit, known: ["%"], nearest: nil), file: file.path, line: draft.line)
    }
    for (position, column) in columns.enumerated() where column.isUnread && column.derived == nil {
      let heading = draft.columns[position].filter { !$0.isEmpty }.joined(separator: "/")
      let cells = draft.rows.map { position < $0.cells.count ? $0.cells[position] : "" }
      guard PublishedTableColumns.isUnknown(heading), areFigures(cells) else { continue }
      throw DataError(.unknownFigures(heading), file: file.path, line: draft.line, column: name(position))
    }
    for (line, row) in zip(lines ?? [], draft.rows) where line.isUnread && line.derived == nil {
      let label = row.labels.filter { !$0.isEmpty }.joined(separator: "/")
      guard PublishedTableColumns.isUnknown(label), areFigures(row.cells) else { continue }
      throw DataError(.unknownFigures(label), file: file.path, line: row.line)
    }
  }

  /// The heading of a derived figure: its own word and what it says of which figure.
  private func derivedName(_ row: TableDraft.Row, _ position: Int, isColumn: Bool) -> String {
    let path = isColumn ? draft.columns[position] : row.labels
    return path.filter { TableWords.derived($0) != nil || TableVocabulary.kind(of: $0) == .figure }.joined(
      separator: "/")
  }

  /// Whether a row is none of the table by its last label: one of shares, where others are told apart by theirs, or one of 前年度合計.
  private func isUnread(_ row: TableDraft.Row, _ content: Content?) -> Bool {
    guard let last = row.labels.last(where: { !$0.isEmpty }) else { return false }
    if TableWords.isOfAnotherYear(last) { return true }
    return content == nil && TableWords.isShare(last)
  }

  /// The figures of a cell: a share in brackets may stand behind its base.
  private static func figures(_ text: String, _ measure: Measure) -> [(Measure, String)] {
    // (43.1%) 351
    if !measure.isShare, "(（".contains(text.first ?? " "), let close = text.firstIndex(where: { ")）".contains($0) }),
      case let (inside, behind) = (String(text[...close]), String(text[close...].dropFirst())),
      inside.contains(where: { "%％".contains($0) }), FigureText.isBracketed(inside), FigureText.isFigure(behind)
    {
      return [(measure, behind), (measure.share, FigureText.withoutBrackets(inside))]
    }
    guard let open = text.lastIndex(where: { $0 == "(" || $0 == "（" }), open > text.startIndex,
      case let (before, inside) = (String(text[..<open]), String(text[open...])),
      FigureText.isFigure(before), FigureText.isBracketed(inside),
      !measure.isShare || inside.contains(where: { "%％".contains($0) })
    else { return [(measure, text)] }
    return [(measure.base, before), (measure.share, FigureText.withoutBrackets(inside))]
  }

  private struct Beside {
    var time: TableTime?
    /// A part of a year whose year stands elsewhere.
    var period: PeriodOfYear?
    var category: [String] = []
    var row: [String] = []
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
      if kind == .year, let period = TableWords.period(label) {
        beside.period = period
        continue
      }
      // 計 below 第1四半期 to 第4四半期 is the year.
      if kind == .total, levels.labels[level] == .year, hasPeriods(level) {
        beside.period = .year
        continue
      }
      switch levels.labels[level] {
      case .category: beside.category.append(label)
      case .figure:
        // What it holds is told for all lines together.
        if kind == .row || kind == .category { beside.row.append(label) }
      case .row, .nothing, .year: beside.row.append(label)
      }
    }
    return beside
  }

  /// Whether a column of labels names parts of years and no year.
  private func hasPeriods(_ level: Int) -> Bool {
    draft.rows.allSatisfy { row in
      guard level < row.labels.count, TableVocabulary.kind(of: row.labels[level]) == .year else { return true }
      return TableVocabulary.time(row.labels[level]) == nil
    }
  }

  private func line(
    _ beside: Beside, _ column: Content, _ row: TableDraft.Row, text: String, position: Int
  ) throws(DataError) -> Line {
    guard var time = column.time ?? beside.time ?? titleTime else {
      throw DataError(.document(.noYear), file: file.path, line: row.line, column: name(position))
    }
    if let period = column.period ?? beside.period { time = TableTime(year: time.year, period: period) }
    // A heading of a year that was not understood has not the year of the title.
    if column.time == nil, beside.time == nil,
      let year = (column.category + column.row + beside.category + beside.row).first(where: TableWords.speaksOfYear)
    {
      throw DataError(.notAFiscalYear(year), file: file.path, line: row.line, column: name(position))
    }
    if let first = column.time, let second = beside.time, first != second {
      throw DataError(.notAFiscalYear(row.labels.joined(separator: " ")), file: file.path, line: row.line)
    }
    var rows = Self.distinct(column.isOfWhich ? beside.row + column.row : column.row + beside.row)
    if rows.isEmpty, column.isWhole { rows = ["合計"] }
    // 総額 of amounts beside 総数 of counts is the same row.
    if hasWholeOfCounts, rows.count == 1, Self.wholesOfAmounts.contains(TableWords.folded(rows[0])) { rows = ["総数"] }
    // 市内 spans sizes; what stands beside it is not below it.
    if rows.count > 1, let last = rows.last, TableVocabulary.isPlaceOrTotal(last), !(isSum(last) && hasSums) {
      if rows.dropLast().allSatisfy({ !TableWords.isTotal($0) || TableWords.isTotal(last) }) { rows = [last] }
    }
    var categories = Self.distinct(column.category + beside.category)
    let hasRows = levels.columns.contains(.row) || levels.labels.contains { $0 == .row || $0 == .nothing }
    if rows.isEmpty {
      guard !hasRows || categories.contains(where: TableWords.isTotal) else {
        throw DataError(.document(.noLabel), file: file.path, line: row.line, column: name(position))
      }
      if !hasRows {
        // A table of categories alone: they are its rows. One of years alone has the totals of them.
        let hasCategories = levels.columns.contains(.category) || levels.labels.contains(.category)
        let row = categories.isEmpty && !hasCategories ? "合計" : categories.joined(separator: " ")
        return Line(time: time, row: row, category: titleCategory ?? "合計")
      }
      rows = [wholeLabel]
    }
    let (over, side) = (column.category.joined(separator: " "), beside.category.joined(separator: " "))
    let crossing = over.isEmpty || side.isEmpty ? nil : CategoryCrossing(over: over, beside: side)
    if let crossing { categories = [crossing.label] }
    return Line(
      time: time, row: rows.joined(separator: " "),
      category: categories.isEmpty ? titleCategory ?? "合計" : categories.joined(separator: " "), crossing: crossing)
  }

  /// Whether a label is the shortest word for a sum, which stands for that of a place too.
  private func isSum(_ label: String) -> Bool { ["計", "小計"].contains(TableWords.folded(label)) }

  /// The row of a line that is the total of the categories: the one that each category has, 小計 where it has no 合計.
  private var wholeLabel: String {
    let last = draft.rows.compactMap { row in row.labels.count(where: { !$0.isEmpty }) > 1 ? row.labels.last : nil }
    return last.contains(where: TableWords.isTotal) ? "合計" : last.first(where: isSum) ?? "合計"
  }

  /// Whether several rows have it: each place its own.
  private var hasSums: Bool { draft.rows.count { $0.labels.last.map(isSum) ?? false } > 1 }

  private static func distinct(_ parts: [String]) -> [String] {
    parts.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  private func name(_ column: Int) -> DataError.Column {
    let path = column < draft.columns.count ? draft.columns[column].filter { !$0.isEmpty } : []
    return DataError.Column(
      number: (draft.rows.map(\.labels.count).max() ?? 0) + column + 1, name: path.joined(separator: "/"))
  }

  private func build(
    _ lines: [(line: Line, row: Int)], _ texts: [Line: [Measure: (text: String, column: Int)]], unit: Int64?,
    countUnit: Int64?
  ) throws(DataError) -> DraftReading {
    let header = Header(["年度", "区分", "種別", "契約件数", "件数割合", "契約金額", "金額割合"], line: draft.line, file: file)
    var known = try PublishedTableColumns(header, file: file)
    (known.unit, known.namesUnit) = (unit ?? 1, unit != nil)
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
    var table = builder.finished()
    let crossings = lines.reduce(into: [String: CategoryCrossing]()) { $0[$1.line.category] = $1.line.crossing }
    TotalEvidence.cross(&table, crossings)
    guard !table.holdsRatesAlone else { throw DataError(.noFigures, file: file.path, line: draft.line) }
    // A category may have turned out to be the total.
    for (before, after) in zip(builder.table.categories, table.categories) where before.identifier != after.identifier {
      cells = cells.movingCategory(before.identifier, to: after.identifier)
    }
    return DraftReading(
      table: table, cells: cells, unread: [], derived: [], namesUnit: unit != nil || table.unit != 1, words: words(),
      identities: TableIdentities(of: table))
  }

  /// A reading with the columns and lines that hold no figures of the table: named, and checked where they follow from
  /// its figures.
  private func completed(
    _ reading: DraftReading, _ columns: [Content], _ lines: [Content]?, _ derived: [DerivedCell]
  ) -> DraftReading {
    var reading = reading
    let across = zip(columns, draft.columns).filter { $0.0.isUnread }.map {
      $1.filter { !$0.isEmpty }.joined(separator: "/")
    }
    let down = draft.rows.indices.filter { index in
      lines?[index].isUnread ?? false || isUnread(draft.rows[index], lines?[index])
    }.map { draft.rows[$0].labels.filter { !$0.isEmpty }.joined(separator: " ") }
    reading.unread = across + down
    reading.derived = DerivedCheck.checks(of: derived, in: reading.table)
    return reading
  }
}

extension PublishedTable {
  /// Whether it has shares alone, and most of those of its total are not 100: rates of what is not in the table, as 市内発注率 by
  /// category is.
  fileprivate var holdsRatesAlone: Bool {
    guard figures.keys.allSatisfy(\.measure.isShare) else { return false }
    let totals = Set(rows.filter { $0.role == .total }.map(\.identifier))
    let shares = figures.filter { totals.contains($0.key.row) }.values
    let others = shares.count {
      $0.value < FixedPoint(units: 98, decimals: 0) || FixedPoint(units: 102, decimals: 0) < $0.value
    }
    return others * 2 > shares.count
  }
}
