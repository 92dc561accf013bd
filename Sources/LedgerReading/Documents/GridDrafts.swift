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
    let filled = YearRuns.completed(rows.filter { $0.texts.contains { !$0.isEmpty } })
    return GridDrafts(rows: filled, page: page, sheet: sheet).find()
  }

  /// What a row is.
  private enum Kind { case body, single, several }

  private static func kind(of row: Row) -> Kind {
    let filled = row.texts.filter { !$0.isEmpty }
    let figures = filled.filter { FigureText.isFigure($0) }
    let isSpan = Set(filled).count == 1 && !(filled.count > 1 && TableVocabulary.kind(of: filled[0]) == .unit)
    if isNote(filled) || isSpan && figures.isEmpty { return .single }
    let isHeading = figures.allSatisfy(FigureText.isBareYear)
    return !isHeading && filled.count > 1 ? .body : isSpan ? .single : .several
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
      let first = sectionStart(above: place, header, kinds)
      var titles = rows[end..<header].flatMap { $0.texts.filter { !$0.isEmpty } }
      let last = bodyEnd(from: place, &kinds)
      // A unit may stand below the last table.
      if !kinds[last...].contains(.body) {
        titles += rows[last...].flatMap { $0.texts }.filter { TableVocabulary.isUnitNote([$0]) }
      }
      let draft =
        header < first ? draft(titles: titles, header: header..<first, body: first..<last, kinds) : TableDraft()
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

  /// The first column of a row that holds a figure and no year.
  private func firstFigure(of row: Int) -> Int? {
    rows[row].texts.firstIndex { FigureText.isFigure($0) && !FigureText.isBareYear($0) }
  }

  /// Where the rows of a table begin: with a year or a word of categories or rows that stands alone below the headings, over the labels.
  private func sectionStart(above body: Int, _ header: Int, _ kinds: [Kind]) -> Int {
    guard body - header > 1, kinds[body - 1] == .single, kinds[header..<body - 1].contains(.several) else {
      return body
    }
    let texts = rows[body - 1].texts
    guard let column = texts.firstIndex(where: { !$0.isEmpty }), texts.count(where: { !$0.isEmpty }) == 1,
      column < firstFigure(of: body) ?? 0,
      [.year, .category, .row].contains(TableVocabulary.kind(of: texts[column]))
    else { return body }
    return body - 1
  }

  /// Whether a word for figures stands alone above the labels too: 【契約件数】 says it of the whole table below it.
  private func isTitle(_ place: Int, above body: Int) -> Bool {
    let texts = rows[place].texts
    guard let column = texts.firstIndex(where: { !$0.isEmpty }), Set(texts.filter { !$0.isEmpty }).count == 1,
      TableVocabulary.kind(of: texts[column]) == .figure
    else { return false }
    return column < firstFigure(of: body) ?? 0
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
        let isBlank = !texts.dropFirst(columns.first ?? 0).contains { !$0.isEmpty }
        if isBlank, continues(place, kinds) {
          kinds[place] = .body
          end = place + 1
          break
        }
        guard !words.isEmpty, words.allSatisfy({ TableVocabulary.kind(of: $0) == .unknown }),
          texts.prefix(columns.first ?? 0).contains(where: { !$0.isEmpty }), isFollowed(place, columns, kinds)
        else { return end }
        kinds[place] = .body
        end = place + 1
      case .single where isBlank(place, below: start) && continues(place, kinds):
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

  /// Whether a row of labels alone ends its table or has one of figures below it, and no heading.
  private func continues(_ place: Int, _ kinds: [Kind]) -> Bool {
    kinds[(place + 1)...].first { $0 != .single } != .several
  }

  /// Whether a row is one of the table without figures: its label stands between the outer labels and the figures of the first row.
  private func isBlank(_ place: Int, below start: Int) -> Bool {
    let texts = rows[place].texts
    guard texts.count(where: { !$0.isEmpty }) == 1, let column = texts.firstIndex(where: { !$0.isEmpty }),
      !Self.isNote([texts[column]]),
      TableVocabulary.kind(of: texts[column]) != .unit,
      let figure = firstFigure(of: start)
    else { return false }
    return column < figure && rows[start].texts[..<column].contains { !$0.isEmpty }
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
    var dashes = [Int](repeating: 0, count: width)
    for row in bodyRows {
      for (column, text) in rows[row].texts.enumerated() where !text.isEmpty {
        if FigureText.isDash(text) {
          dashes[column] += 1
        } else if FigureText.isFigure(text) {
          figures[column] += 1
        } else {
          texts[column] += 1
        }
      }
    }
    func path(_ column: Int) -> [String] { column < paths.count ? paths[column] : [] }
    func isFigures(_ column: Int) -> Bool {
      figures[column] + dashes[column] > 0 && figures[column] >= texts[column]
        || (figures[column] > 0 || column > 0)
          && path(column).contains { [.figure, .derived].contains(TableVocabulary.kind(of: $0)) }
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
    // A year in the corner stands above the names of the labels.
    let corner = labels.flatMap { path($0).dropLast() }.filter { TableVocabulary.kind(of: $0) == .year }
    if let year = corner.first { draft.titles.append(year) }
    appendRows(to: &draft, body, kinds, labels: labels, columns: columns)
    draft.splitHeadings()
    draft.splitLabels()
    draft.joinShares()
    draft.joinSharesOfFirms()
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
      var beside = labels.map { $0 < texts.count && !FigureText.isDash(texts[$0]) ? texts[$0] : "" }
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
