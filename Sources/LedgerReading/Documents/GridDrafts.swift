import TabularReading

/// Finds the tables among rows of cells: of a workbook, a web page, a text with tabs, a document.
struct GridDrafts {
  /// A row with the line on which it stands.
  struct Row {
    var texts: [String]
    var line: Int
  }

  private let rows: [Row]
  private let page: Int
  private let sheet: String?

  private static let headerLimit = 6

  /// Finds the tables of some rows, and the lines where rows of figures without headings begin.
  ///
  /// - Complexity: O(cells).
  static func find(
    in rows: [Row], page: Int = 0, sheet: String? = nil
  ) -> (drafts: [TableDraft], unheaded: [Int]) {
    GridDrafts(rows: rows.filter { $0.texts.contains { !$0.isEmpty } }, page: page, sheet: sheet).find()
  }

  /// What a row is.
  private enum Kind { case body, single, several }

  private static func kind(of row: Row) -> Kind {
    let filled = row.texts.filter { !$0.isEmpty }
    let figures = filled.filter { FigureText.isFigure($0) }
    if isNote(filled) || Set(filled).count == 1 && figures.isEmpty { return .single }
    let isHeading = figures.allSatisfy(FigureText.isBareYear)
    return !isHeading && filled.count > 1 ? .body : Set(filled).count == 1 ? .single : .several
  }

  /// Whether the texts of a row are a note: ※, 注1） or a star, and what it says.
  private static func isNote(_ filled: [String]) -> Bool {
    guard filled.count < 3, let first = filled.first.map(TableWords.folded) else { return false }
    let mark = first.drop { "((【[".contains($0) }
    guard let start = mark.first, "※*注".contains(start) else { return false }
    return filled.count == 1 || mark.dropFirst().allSatisfy { $0.isNumber || "))】]:.".contains($0) }
  }

  private func find() -> (drafts: [TableDraft], unheaded: [Int]) {
    var kinds = rows.map(Self.kind)
    var found: [TableDraft] = []
    var unheaded: [Int] = []
    var end = 0
    var place = 0
    while place < rows.count {
      guard kinds[place] == .body else {
        place += 1
        continue
      }
      let header = headerStart(above: place, after: end, kinds)
      var titles = rows[end..<header].flatMap { $0.texts.filter { !$0.isEmpty } }
      let last = bodyEnd(from: place, &kinds)
      // A unit may stand below the last table.
      if !kinds[last...].contains(.body) {
        titles += rows[last...].flatMap { $0.texts }.filter { TableVocabulary.isUnitNote([$0]) }
      }
      let draft =
        header < place ? draft(titles: titles, header: header..<place, body: place..<last, kinds) : TableDraft()
      if draft.width > 0 { found.append(draft) } else { unheaded.append(rows[place].line) }
      end = last
      place = last
    }
    return (found, unheaded)
  }

  /// Where the heading of a table begins.
  private func headerStart(above body: Int, after end: Int, _ kinds: [Kind]) -> Int {
    var start = body
    while start > end, body - start < Self.headerLimit {
      let texts = rows[start - 1].texts.filter { !$0.isEmpty }
      guard kinds[start - 1] != .body,
        !TableVocabulary.isUnitNote(texts),
        texts.allSatisfy({ $0.count < 60 }),
        kinds[start - 1] == .several || TableVocabulary.standsAlone(texts.first ?? ""),
        !isTitle(start - 1, above: body)
      else { break }
      start -= 1
    }
    return start
  }

  /// Whether a word for figures stands alone above the labels too: 【契約件数】 says it of the whole table below it.
  private func isTitle(_ place: Int, above body: Int) -> Bool {
    let texts = rows[place].texts
    guard let column = texts.firstIndex(where: { !$0.isEmpty }), Set(texts.filter { !$0.isEmpty }).count == 1,
      TableVocabulary.kind(of: texts[column]) == .figure
    else { return false }
    return column < rows[body].texts.firstIndex { FigureText.isFigure($0) && !FigureText.isBareYear($0) } ?? 0
  }

  /// Where the rows of a table end: at a heading of the next one, or at what is no label of a part of the table.
  ///
  /// A row of words where figures are due, as 該当なし and 集計中, is a row of the table; a note between rows is none.
  private func bodyEnd(from start: Int, _ kinds: inout [Kind]) -> Int {
    let columns = rows[start].texts.indices.filter { FigureText.isFigure(rows[start].texts[$0]) }
    var end = start
    var place = start
    while place < rows.count {
      switch kinds[place] {
      case .body: end = place + 1
      case .several:
        let texts = rows[place].texts
        let words = columns.filter { $0 < texts.count }.map { texts[$0] }.filter { !$0.isEmpty }
        guard !words.isEmpty, words.allSatisfy({ TableVocabulary.kind(of: $0) == .unknown }),
          texts.prefix(columns.first ?? 0).contains(where: { !$0.isEmpty }), isFollowed(place, columns, kinds)
        else { return end }
        kinds[place] = .body
        end = place + 1
      case .single:
        let texts = rows[place].texts.filter { !$0.isEmpty }
        guard TableVocabulary.standsAlone(texts.first ?? "") || Self.isNote(texts) else { return end }
      }
      place += 1
    }
    return end
  }

  /// Whether a row ends its table or has another one of figures in the same columns below it, and no heading.
  private func isFollowed(_ place: Int, _ columns: [Int], _ kinds: [Kind]) -> Bool {
    guard let next = kinds[(place + 1)...].firstIndex(where: { $0 != .single }) else { return true }
    let texts = rows[place].texts
    // A title of one word beside a unit stands over no column of labels.
    return kinds[next] == .body || columns.allSatisfy { $0 < texts.count && !texts[$0].isEmpty }
  }

  private func draft(titles: [String], header: Range<Int>, body: Range<Int>, _ kinds: [Kind]) -> TableDraft {
    let bodyRows = body.filter { kinds[$0] == .body }
    let width = (header.map { rows[$0].texts.count } + bodyRows.map { rows[$0].texts.count }).max() ?? 0
    let paths = HeaderFinder.levels(header.map { Record(rows[$0].texts) })
    var draft = TableDraft()
    (draft.titles, draft.page, draft.sheet) = (titles, page, sheet)
    draft.line = rows[header.lowerBound].line
    var figures = [Int](repeating: 0, count: width)
    var texts = [Int](repeating: 0, count: width)
    for row in bodyRows {
      for (column, text) in rows[row].texts.enumerated() where !text.isEmpty {
        if FigureText.isFigure(text) { figures[column] += 1 } else { texts[column] += 1 }
      }
    }
    func path(_ column: Int) -> [String] { column < paths.count ? paths[column] : [] }
    func isFigures(_ column: Int) -> Bool {
      figures[column] > 0 && figures[column] >= texts[column]
        || path(column).contains { [.figure, .derived].contains(TableVocabulary.kind(of: $0)) }
    }
    func holdsYears(_ column: Int) -> Bool {
      bodyRows.allSatisfy { row in
        let text = column < rows[row].texts.count ? rows[row].texts[column] : ""
        return text.isEmpty || FigureText.isBareYear(text)
      } && path(column).contains { ["年度", "year", "fiscal_year"].contains(TableWords.folded($0)) }
    }
    // Labels stand left of the first figures whose headings say what they are; 順位 and 備考 are no such.
    let lastFigure = (0..<width).last { isFigures($0) && !holdsYears($0) } ?? -1
    let firstNamed = (0..<width).first { column in
      isFigures(column) && !holdsYears(column)
        && path(column).flatMap(TableDraft.split).contains {
          [.figure, .derived, .year].contains(TableVocabulary.kind(of: $0))
        }
    }
    let lastText = (0..<(firstNamed ?? max(lastFigure, 0))).last { !isFigures($0) || holdsYears($0) } ?? -1
    let columns = (0..<width).filter { $0 > lastText && isFigures($0) && !holdsYears($0) }
    let texted = (0...max(lastText, 0)).filter { $0 <= lastText && (!isFigures($0) || holdsYears($0)) }
    let labels = texted.filter { !(path($0).last.map(PublishedTableColumns.namesRoles) ?? false) }
    for column in 0..<width
    where !columns.contains(column) && !texted.contains(column) && figures[column] + texts[column] > 0 {
      // Each year may have the labels again.
      let isRepeated = bodyRows.allSatisfy { row in
        let row = rows[row].texts
        return column >= row.count || row[column].isEmpty
          || labels.contains { $0 < row.count && row[$0] == row[column] }
      }
      if !isRepeated { draft.strays.append(path(column).last { !$0.isEmpty } ?? Header.letter(column + 1)) }
      let isKnown = path(column).flatMap(TableDraft.split).contains { TableVocabulary.kind(of: $0) == .figure }
      let namesRows = path(column).contains(where: TableVocabulary.namesLabels) && column > lastText
      if isKnown && figures[column] > 0 || namesRows && !isRepeated { draft.doubts.append(.partsUnread) }
    }
    draft.columns = columns.map(path)
    draft.numbers = columns.map { $0 + 1 }
    draft.labelNames = labels.map { path($0).last { !$0.isEmpty } ?? "" }
    appendRows(to: &draft, body, kinds, labels: labels, columns: columns)
    draft.splitHeadings()
    draft.splitLabels()
    draft.joinBrackets()
    draft.nameParts()
    return draft
  }

  private func appendRows(
    to draft: inout TableDraft, _ body: Range<Int>, _ kinds: [Kind], labels: [Int], columns: [Int]
  ) {
    var section = ""
    let body = body.filter { !Self.isNote(rows[$0].texts.filter { !$0.isEmpty }) }
    let hasSections = body.contains { kinds[$0] == .single }
    var last = [String](repeating: "", count: labels.count)
    for place in body {
      let texts = rows[place].texts
      if kinds[place] == .single {
        section = texts.first { !$0.isEmpty } ?? ""
        last = last.map { _ in "" }
        continue
      }
      var beside = labels.map { $0 < texts.count ? texts[$0] : "" }
      // What stands once spans the rows below it.
      let first = beside.firstIndex { !$0.isEmpty } ?? 0
      for level in 0..<min(first, beside.count) { beside[level] = last[level] }
      last = beside
      let cells = columns.map { $0 < texts.count ? texts[$0] : "" }
      draft.rows.append(
        TableDraft.Row(
          labels: (hasSections ? [section] : []) + beside, cells: cells, line: rows[place].line, page: page))
    }
    if hasSections { draft.labelNames.insert("", at: 0) }
  }
}

extension TableDraft {
  /// Takes headings apart that say two things, as 物品 契約件数 does.
  mutating func splitHeadings() {
    let depth = columns.map(\.count).max() ?? 0
    for level in (0..<depth).reversed() {
      let parts = columns.map { level < $0.count ? Self.split($0[level]) : [""] }
      let most = parts.map(\.count).max() ?? 1
      guard most > 1 else { continue }
      for column in columns.indices where level < columns[column].count {
        let own = parts[column]
        columns[column].replaceSubrange(
          level...level, with: [String](repeating: "", count: most - own.count) + own)
      }
    }
  }

  /// Takes labels apart that say two things, as 市内件数 does above 構成比, which is one of 市内 too.
  mutating func splitLabels() {
    for level in (labelNames.indices).reversed() {
      let parts = rows.map { level < $0.labels.count ? Self.split($0.labels[level]) : [""] }
      guard parts.count(where: { $0.count == 2 && TableVocabulary.kind(of: $0[1]) == .figure }) > 1 else { continue }
      var last = ""
      for (row, parts) in zip(rows.indices, parts) where level < rows[row].labels.count {
        let isFigure = parts.count == 1 && TableVocabulary.kind(of: parts[0]) == .figure
        if !isFigure { last = parts.dropLast(parts.count > 1 ? 1 : 0).joined(separator: " ") }
        rows[row].labels.replaceSubrange(
          level...level, with: [last, isFigure || parts.count > 1 ? parts.last ?? "" : ""])
      }
      labelNames.insert("", at: level + 1)
    }
  }

  /// The parts of a heading: 令和2年度 物品 契約件数 is three.
  fileprivate static func split(_ text: String) -> [String] {
    guard [.unknown, .category, .row].contains(TableVocabulary.kind(of: text)) else { return [text] }
    let separators: Set<Character> = [" ", "　", "/", "／", "\n", "_"]
    for place in text.indices where place > text.startIndex {
      let (front, back) = (String(text[..<place]), String(text[place...].drop { separators.contains($0) }))
      let isSeparated = text[place].isWhitespace || separators.contains(text[place])
      let (before, behind) = (TableVocabulary.kind(of: front), TableVocabulary.kind(of: back))
      let isFigure = behind == .figure && (isSeparated || back.count > 1)
      if isFigure,
        [.category, .total, .year].contains(before) || TableVocabulary.isPlace(front)
          || isSeparated && before != .blank && before != .figure
      {
        return split(front) + [back]
      }
      if [.year, .category, .total].contains(before), isSeparated, before == .year || behind == .unit, behind != .blank
      {
        return split(front) + [back]
      }
    }
    return [text]
  }

  /// Gives うち中小企業 below 市内 and below 市外 the names of the rows above them, where the word alone is that of several rows.
  ///
  /// - Complexity: O(rows × levels).
  mutating func nameParts() {
    var whole: [[String]: String] = [:]
    var found: [(row: Int, level: Int, parent: String)] = []
    var parents: [[String]: Set<String>] = [:]
    for (place, row) in rows.enumerated() {
      guard let level = row.labels.lastIndex(where: { !$0.isEmpty }) else { continue }
      let outer = Array(row.labels[..<level])
      guard PublishedTableBuilder.isOfWhich(row.labels[level]) else {
        // What 契約件数 is a part of is told apart by its measure.
        let isName = ![.year, .figure].contains(TableVocabulary.kind(of: row.labels[level]))
        whole[outer] = isName ? row.labels[level] : nil
        continue
      }
      guard let parent = whole[outer] else { continue }
      parents[row.labels, default: []].insert(parent)
      found.append((place, level, parent))
    }
    for (place, level, parent) in found where parents[rows[place].labels, default: []].count > 1 {
      rows[place].labels[level] = parent + " " + rows[place].labels[level]
    }
  }

  /// Puts a row of shares in brackets behind the row of their bases.
  mutating func joinBrackets() {
    var joined: [Row] = []
    for row in rows {
      let filled = row.cells.filter { !$0.isEmpty }
      if let last = joined.indices.last, !filled.isEmpty, filled.allSatisfy(FigureText.isBracketed),
        joined[last].cells.contains(where: { !$0.isEmpty }),
        zip(row.cells, joined[last].cells).allSatisfy({ $0.isEmpty || !$1.isEmpty && !FigureText.isBracketed($1) })
      {
        for column in row.cells.indices where !row.cells[column].isEmpty {
          joined[last].cells[column] += " " + row.cells[column]
        }
        // The rest of a label that was broken into two lines.
        for level in row.labels.indices where row.labels[level] != joined[last].labels[level] {
          joined[last].labels[level] += row.labels[level]
        }
      } else {
        joined.append(row)
      }
    }
    rows = joined
  }
}
