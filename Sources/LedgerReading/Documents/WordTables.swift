/// Finds the tables among words with positions: of a page of a PDF, or of a text that blanks keep in columns.
struct WordTables {
  private let lines: [PlacedLine]
  private let em: Double
  /// Whether words stand where they were printed; not where blanks only part them.
  private let isPlaced: Bool
  /// Whether the words are cells of a text, which blanks part.
  private let isText: Bool

  private init(lines: [PlacedLine], em: Double, isPlaced: Bool, isText: Bool) {
    (self.lines, self.em, self.isPlaced, self.isText) = (lines, em, isPlaced, isText)
  }

  /// What was found: drafts, and regions with figures that are no table as far as can be seen.
  struct Finding {
    var drafts: [TableDraft] = []
    var refused: [Refusal] = []
  }

  /// A region whose columns cannot be told.
  struct Refusal: Error {
    var page: Int
    var line: Int
    var reason: String
  }

  /// Finds the tables of some lines.
  static func find(in lines: [PlacedLine], em: Double, isPlaced: Bool = true, isText: Bool = false) -> Finding {
    WordTables(lines: lines, em: em, isPlaced: isPlaced, isText: isText).find()
  }

  /// A line in cells: labels, then figures.
  private struct Line {
    var cells: [PlacedWord]
    var middle: Double
    var number: Int
    var page: Int
    /// The first of its cells that is a figure.
    var firstFigure: Int?

    var labels: [PlacedWord] { Array(cells[..<(firstFigure ?? cells.count)]) }
    var figures: [PlacedWord] { firstFigure.map { Array(cells[$0...]) } ?? [] }
    var text: String { cells.map(\.text).joined(separator: " ") }
  }

  /// A part of a page with a heading and rows.
  private struct Region {
    var titles: [String] = []
    var header: [[PlacedWord]] = []
    var body: [Line] = []
    /// Labels on lines of their own, which span rows.
    var loose: [PlacedWord] = []
    var page = 0
    var line = 1
    var columns: [ClosedRange<Double>] = []
    /// The place among the columns of each figure of each row.
    var places: [[Int]] = []
    var byOrder = false
    var joined = false

    var labelCount: Int { body.reduce(loose.count) { $0 + $1.labels.count } }
  }

  private func find() -> Finding {
    var finding = Finding()
    var regions: [Region] = []
    for region in self.regions(&finding.refused) {
      var region = region
      if let reason = setColumns(&region) {
        finding.refused.append(Refusal(page: region.page, line: region.line, reason: reason))
        continue
      }
      if let last = regions.last, let whole = joined(last, region) {
        regions[regions.count - 1] = whole
      } else {
        regions.append(region)
      }
    }
    for region in regions {
      switch draft(region) {
      case .success(let draft): finding.drafts.append(draft)
      case .failure(let refusal): finding.refused.append(refusal)
      }
    }
    return finding
  }

  // MARK: Lines and regions

  private func line(_ placed: PlacedLine) -> Line {
    let cells = (isText ? placed.words : placed.cells(em: em)).flatMap(Self.parted)
    var first = cells.firstIndex { FigureText.isFigure($0.text) && !FigureText.isBareYear($0.text) }
    if let start = first {
      let rest = cells[start...]
      let figures = rest.count { FigureText.isFigure($0.text) }
      // A line of prose has a number here and there.
      if figures * 10 < rest.count * 7 || cells.contains(where: { $0.text.count > 40 })
        || figures == 1 && rest.count > 1
      {
        first = nil
      }
    }
    return Line(cells: cells, middle: placed.middle, number: placed.number, page: placed.page, firstFigure: first)
  }

  /// Takes a cell of a text apart in which single blanks part labels, headings or figures.
  private static func parted(_ cell: PlacedWord) -> [PlacedWord] {
    let parts = cell.text.split(separator: " ")
    guard parts.count > 1 else { return [cell] }
    var pieces: [Substring] = []
    for part in parts {
      if let last = pieces.last, !separates(String(last), String(part)) {
        pieces[pieces.count - 1] = cell.text[last.startIndex..<part.endIndex]
      } else {
        pieces.append(part)
      }
    }
    guard pieces.count > 1 else { return [cell] }
    let width = (cell.right - cell.left) / Double(max(cell.text.count, 1))
    return pieces.map { piece in
      let start = cell.text.distance(from: cell.text.startIndex, to: piece.startIndex)
      let end = cell.text.distance(from: cell.text.startIndex, to: piece.endIndex)
      return PlacedWord(
        text: String(piece), left: cell.left + Double(start) * width, right: cell.left + Double(end) * width,
        middle: cell.middle)
    }
  }

  /// Whether a blank between two texts parts cells.
  private static func separates(_ first: String, _ second: String) -> Bool {
    let (one, two) = (FigureText.isFigure(first), FigureText.isFigure(second))
    if one, two { return !(second == "%" || second == "％") }
    if two {
      // 令 和 2 年 度
      let folded = TableWords.folded(first)
      let isEra = ["令和", "平成", "昭和"].contains(folded.prefix(2)) && folded.dropFirst(2).allSatisfy(\.isNumber)
      return !isEra && folded.count > 1 && !folded.hasPrefix("表")
    }
    let kinds = (TableVocabulary.kind(of: first), TableVocabulary.kind(of: second))
    if kinds.0 == .year { return !second.hasPrefix("年") && TableWords.folded(first).hasSuffix("度") }
    if second.count == 1 || first.count == 1 && !one { return false }
    if TableVocabulary.isPlace(first), first.contains(" ") { return true }
    let isOwn = { (kind: TableVocabulary.Kind) in kind != .unknown && kind != .blank && kind != .unit }
    return isOwn(kinds.0) && isOwn(kinds.1)
  }

  private func regions(_ lone: inout [Refusal]) -> [Region] {
    let lines = self.lines.map(line)
    var regions: [Region] = []
    var pending: [Line] = []
    var region: Region?
    func close() {
      if let done = region, let first = done.body.first {
        if done.body.count > 1 || first.figures.count > 1 {
          regions.append(done)
        } else if !done.header.isEmpty {
          lone.append(Refusal(page: done.page, line: done.line, reason: "one figure: \(first.text)"))
        }
      }
      region = nil
    }
    for line in lines {
      guard line.firstFigure != nil else {
        pending.append(line)
        continue
      }
      if var open = region, goesOn(open, pending, line) {
        open.loose += pending.flatMap(\.cells)
        open.body.append(line)
        region = open
      } else {
        close()
        region = opened(pending, line)
      }
      pending = []
    }
    close()
    return regions
  }

  /// Whether a line of figures goes on with a region: only labels stand between.
  private func goesOn(_ region: Region, _ pending: [Line], _ line: Line) -> Bool {
    guard let last = region.body.last, last.page == line.page else { return false }
    guard isPlaced else { return pending.isEmpty }
    let border = (region.body + [line]).compactMap { $0.figures.first?.left }.min() ?? 0
    return pending.allSatisfy { line in
      line.cells.allSatisfy { $0.right <= border + 0.2 * em && $0.text.count <= 20 } && !line.text.contains("単位")
        && !line.text.hasPrefix("表") && !line.text.hasPrefix("※")
    }
  }

  private func opened(_ pending: [Line], _ first: Line) -> Region {
    var region = Region()
    (region.page, region.line) = (first.page, first.number)
    region.body = [first]
    var start = pending.count
    while start > 0, pending.count - start < 8 {
      let line = pending[start - 1]
      let isNote =
        line.text.contains("単位")
        && !line.cells.contains { TableVocabulary.kind(of: $0.text) == .figure && $0.text.count < 16 }
      guard line.page == first.page, !isNote, line.cells.allSatisfy({ $0.text.count < 40 }),
        line.cells.count > 1 || line.cells.first.map({ isHeading($0, below: pending[start...], first) }) ?? false
      else { break }
      start -= 1
    }
    region.header = pending[start...].map(\.cells)
    region.titles = pending[..<start].filter { $0.page == first.page }.suffix(8).map(\.text)
    return region
  }

  /// Whether a cell alone on its line is a heading and no title.
  private func isHeading(_ cell: PlacedWord, below: ArraySlice<Line>, _ body: Line) -> Bool {
    if TableVocabulary.isKnown(cell.text) { return true }
    // The rest of a heading in two lines, or a heading of labels.
    guard isPlaced, cell.text.count <= 8, !below.isEmpty || cell.right < body.figures.first?.left ?? 0 else {
      return false
    }
    return !cell.text.hasPrefix("表") && !cell.text.hasPrefix("(") && !cell.text.hasPrefix("（")
  }

  // MARK: Columns

  /// Finds the columns of a region.
  ///
  /// - Returns: why they cannot be told, or nil.
  private func setColumns(_ region: inout Region) -> String? {
    let counts = region.body.map(\.figures.count)
    guard let count = counts.max() else { return "no figures" }
    let isEven = counts.allSatisfy { $0 == count }
    var ranges = clusters(region.body.flatMap(\.figures))
    let isClear =
      ranges.count == count
      && region.body.allSatisfy { line in
        let places = line.figures.compactMap { figure in ranges.firstIndex { $0.contains(figure.center) } }
        return places.count == line.figures.count && Set(places).count == places.count
      }
    if isEven {
      region.places = region.body.map { _ in Array(0..<count) }
      region.byOrder = !isPlaced || !isClear && isText
      if !isClear {
        ranges = (0..<count).map { column in
          let figures = region.body.map { $0.figures[column] }
          let low = figures.map(\.left).min() ?? 0
          return low...max(low, figures.map(\.right).max() ?? 0)
        }
      }
    } else {
      guard isPlaced, isClear else {
        let first = region.body.first { $0.figures.count != count }
        return
          "line \(first?.number ?? region.line): \(first?.figures.count ?? 0) figures where other rows have \(count)"
      }
      region.places = region.body.map { line in
        line.figures.map { figure in ranges.firstIndex { $0.contains(figure.center) } ?? 0 }
      }
    }
    region.columns = ranges
    return nil
  }

  /// The ranges that words cover together.
  private func clusters(_ words: [PlacedWord]) -> [ClosedRange<Double>] {
    var ranges: [ClosedRange<Double>] = []
    for word in words.sorted(by: { $0.left < $1.left }) {
      let right = max(word.left, word.right)
      if let last = ranges.last, word.left < last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, right)
      } else {
        ranges.append(word.left...right)
      }
    }
    return ranges
  }

  /// A region with the columns of one that follows it without labels of its own, as when a wide sheet is printed.
  private func joined(_ first: Region, _ second: Region) -> Region? {
    guard second.labelCount == 0, second.body.count == first.body.count, first.labelCount > 0,
      !first.byOrder || !isPlaced,
      !second.header.isEmpty
    else { return nil }
    var whole = first
    let shift = (first.columns.map(\.upperBound).max() ?? 0) + 3 * em - (second.columns.map(\.lowerBound).min() ?? 0)
    let moved = { (word: PlacedWord) in
      PlacedWord(text: word.text, left: word.left + shift, right: word.right + shift, middle: word.middle)
    }
    let offset = first.columns.count
    whole.columns += second.columns.map { ($0.lowerBound + shift)...($0.upperBound + shift) }
    for row in whole.body.indices {
      whole.body[row].cells += second.body[row].figures.map(moved)
      whole.places[row] += second.places[row].map { $0 + offset }
    }
    while whole.header.count < second.header.count { whole.header.insert([], at: 0) }
    for (level, words) in second.header.reversed().enumerated() {
      whole.header[whole.header.count - 1 - level] += words.map(moved)
    }
    whole.titles += second.titles
    whole.joined = true
    return whole
  }

  // MARK: Drafts

  private func draft(_ region: Region) -> Result<TableDraft, Refusal> {
    var draft = TableDraft()
    (draft.titles, draft.page, draft.line) = (region.titles, region.page, region.line)
    if region.joined { draft.doubts.append(.pagesJoined) }
    let axis = HeadingAxis(
      columns: region.columns, labels: region.body.flatMap(\.labels) + region.loose,
      isPlaced: isPlaced && !region.byOrder, em: em)
    do throws(HeadingAxis.Fault) {
      let result = try axis.columns(of: region.header)
      draft.columns = result.columns
      if result.byOrder { draft.doubts.append(.headingsByOrder) }
    } catch {
      return .failure(Refusal(page: region.page, line: region.line, reason: error.reason))
    }
    let labels = LabelAxis(
      rows: region.body.map { ($0.middle, $0.labels) }, loose: region.loose, isPlaced: isPlaced && !region.byOrder,
      em: em)
    if labels.byPosition { draft.doubts.append(.labelsByPosition) }
    draft.labelNames = [String](repeating: "", count: labels.width)
    for (row, line) in region.body.enumerated() {
      var cells = [String](repeating: "", count: region.columns.count)
      for (figure, place) in zip(line.figures, region.places[row]) { cells[place] = figure.text }
      draft.rows.append(TableDraft.Row(labels: labels.labels[row], cells: cells, line: line.number, page: line.page))
    }
    draft.splitHeadings()
    draft.joinBrackets()
    return .success(draft)
  }
}
