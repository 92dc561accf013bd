import TabularReading

/// The lines of a page as labels and figures, and the regions that are tables.
extension WordTables {
  private func line(at place: Int) -> Line {
    let placed = lines[place]
    let cells = (isText ? placed.words : placed.cells(em: em)).flatMap(parted)
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
    if Self.isPageNumber(cells), !isPlaced || cells.count > 1 || standsApart(cells[0], at: place) { first = nil }
    return Line(
      cells: cells, middle: placed.middle, number: placed.number, page: placed.page, firstFigure: first,
      isPageHead: isPageHead(cells, at: place))
  }

  /// Whether a cell alone on the first line of a page is no heading of a table: the name that a sheet has by itself, or an unknown
  /// word that other pages begin with too.
  private func isPageHead(_ cells: [PlacedWord], at place: Int) -> Bool {
    guard place == 0 || lines[place - 1].page != lines[place].page, cells.count == 1 else { return false }
    let text = TableWords.folded(cells[0].text)
    let isSheet = text.hasPrefix("sheet") && text.count > 5 && text.dropFirst(5).allSatisfy(\.isNumber)
    return isSheet
      || repeatedHeads.contains(lines[place].text) && TableVocabulary.kind(of: cells[0].text) == .unknown
  }

  /// Whether a line is the number of its page, as in - 12 - or Page 12 or 12/200.
  private static func isPageNumber(_ cells: [PlacedWord]) -> Bool {
    guard cells.count < 5, cells.count(where: { $0.text.contains(where: \.isNumber) }) == 1 else { return false }
    let text = TableWords.folded(cells.map(\.text).joined())
    var inner = ["page", "p.", "頁", "ページ"].reduce(text) { $0.replacing($1, with: "") }[...]
    let isEdge = { (character: Character) in "-–—‐ー−―()".contains(character) }
    while let first = inner.first, isEdge(first) { inner = inner.dropFirst() }
    while let last = inner.last, isEdge(last) { inner = inner.dropLast() }
    let parts = inner.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count < 3 && (text.count != inner.count || parts.count == 2 || cells.count == 1 && inner.count < 4)
      && parts.allSatisfy { (1...4).contains($0.count) && $0.allSatisfy(\.isNumber) }
  }

  /// Whether a number alone on a line stands where pages are numbered: at the edge of its page, and not in a column of figures just
  /// below or above, where it is the rest of a number that was broken.
  private func standsApart(_ cell: PlacedWord, at place: Int) -> Bool {
    guard cell.text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return true }
    let own = lines[place]
    func isOnPage(_ other: Int) -> Bool { lines.indices.contains(other) && lines[other].page == own.page }
    guard !isOnPage(place - 1) || !isOnPage(place + 1) else { return false }
    return (place - 2...place + 2).filter { $0 != place && isOnPage($0) }.allSatisfy { other in
      let isNear =
        isText ? abs(lines[other].number - own.number) < 3 : abs(lines[other].middle - own.middle) < 3 * em
      return !isNear || !lines[other].words.contains { $0.overlap(cell) > 0 && FigureText.isFigure($0.text) }
    }
  }

  /// Takes a cell of a text apart in which single blanks part labels, headings or figures.
  private func parted(_ cell: PlacedWord) -> [PlacedWord] {
    let parts = cell.text.split(separator: " ")
    var pieces = Self.unitPieces(cell.text)
    if pieces.isEmpty {
      guard parts.count > 1 else { return [cell] }
      for part in parts {
        if let last = pieces.last, !separates(String(last), String(part)) {
          pieces[pieces.count - 1] = cell.text[last.startIndex..<part.endIndex]
        } else {
          pieces.append(part)
        }
      }
    }
    return pieces.count > 1 ? Self.placed(pieces, of: cell) : [cell]
  }

  /// Pieces of the text of a cell, each as far to the right as its characters are.
  static func placed(_ pieces: [Substring], of cell: PlacedWord) -> [PlacedWord] {
    let width = (cell.right - cell.left) / Double(max(cell.text.count, 1))
    return pieces.map { piece in
      let start = cell.text.distance(from: cell.text.startIndex, to: piece.startIndex)
      let end = cell.text.distance(from: cell.text.startIndex, to: piece.endIndex)
      return PlacedWord(
        text: String(piece), left: cell.left + Double(start) * width, right: cell.left + Double(end) * width,
        middle: cell.middle)
    }
  }

  /// The pieces of a line of units below headings, of which no blank need part each from the next: 件数（％）（百万円）; none where a
  /// text has fewer than two units in brackets.
  private static func unitPieces(_ text: String) -> [Substring] {
    var pieces: [Substring] = []
    var units = 0
    var (start, next) = (text.startIndex, text.startIndex)
    while let open = text[next...].firstIndex(where: { "（(".contains($0) }) {
      guard let close = text[open...].firstIndex(where: { "）)".contains($0) }),
        TableVocabulary.kind(of: String(text[open...close])) == .unit
      else { return [] }
      units += 1
      if start < open { pieces.append(text[start..<open]) }
      (start, next) = (open, text.index(after: close))
    }
    pieces.append(text[start...])
    return units > 1 ? pieces.filter { !$0.allSatisfy(\.isWhitespace) } : []
  }

  /// Whether a blank between two texts parts cells.
  private func separates(_ first: String, _ second: String) -> Bool {
    let (one, two) = (FigureText.isFigure(first), FigureText.isFigure(second))
    if one, two { return !(second == "%" || second == "％") }
    if two {
      // 令 和 2 年 度
      let folded = TableWords.folded(first)
      let isEra = ["令和", "平成", "昭和"].contains(folded.prefix(2)) && folded.dropFirst(2).allSatisfy(\.isNumber)
      return !isEra && folded.count > 1 && !folded.hasPrefix("表")
    }
    let kinds = (TableVocabulary.kind(of: first), TableVocabulary.kind(of: second))
    if [.figure, .derived].contains(kinds.0), [.figure, .derived].contains(kinds.1) { return true }
    // (件) (%) are two; million yen is one.
    if kinds.0 == .unit, kinds.1 == .unit, second.hasPrefix("(") || second.hasPrefix("（") { return true }
    // 区分 件数 and 年度 区分 are headings beside each other.
    if TableVocabulary.namesLabels(first), first.count < 8 {
      if [.figure, .derived, .year, .category].contains(kinds.1) || TableVocabulary.namesLabels(second) { return true }
    }
    // Where words have places a blank between labels is part of one.
    guard !isPlaced else { return false }
    if kinds.0 == .year { return !second.hasPrefix("年") && TableWords.folded(first).hasSuffix("度") }
    if second.count == 1 || first.count == 1 || second.allSatisfy(\.isASCII) { return false }
    if TableVocabulary.isPlace(first) { return true }
    let isOwn = { (kind: TableVocabulary.Kind) in kind != .unknown && kind != .blank && kind != .unit }
    return isOwn(kinds.0) && isOwn(kinds.1)
  }

  func regions(_ lone: inout [UnreadRegion]) -> [Region] {
    let lines = WrappedNumbers.whole(self.lines.indices.map(line(at:)), isPlaced: isPlaced)
    var regions: [Region] = []
    var pending: [Line] = []
    var region: Region?
    func close() {
      if let done = region, let first = done.body.first {
        if done.body.count > 1 || first.figures.count > 1 {
          regions.append(done)
        } else if !done.header.isEmpty {
          lone.append(UnreadRegion(page: done.page, line: done.line, reason: .loneFigure(first.text)))
        }
      }
      region = nil
    }
    for line in lines {
      guard line.firstFigure != nil else {
        if let open = region, let figures = lostFigures(of: line, after: open) {
          let others = open.body.last?.figures.count ?? 0
          lone.append(
            UnreadRegion(
              page: line.page, line: line.number, reason: .unevenLine(line.number, figures: figures, others: others)))
        }
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

  /// How many figures a line ends with that was taken for prose, where as many as in the rows before it or more stand there: a row
  /// whose labels have numbers in them is not dropped without a word.
  private func lostFigures(of line: Line, after region: Region) -> Int? {
    guard let last = region.body.last, last.page == line.page else { return nil }
    let figures = line.cells.reversed().prefix { FigureText.isFigure($0.text) && !FigureText.isBareYear($0.text) }
    return figures.count > 1 && figures.count >= last.figures.count && figures.count < line.cells.count
      ? figures.count : nil
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
      let isNote = TableVocabulary.isUnitNote(line.cells.map(\.text))
      guard line.page == first.page, !isNote, !line.isPageHead, line.cells.allSatisfy({ $0.text.count < 40 }),
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
    if TableVocabulary.standsAlone(cell.text) { return true }
    // The rest of a heading in two lines, or a heading of labels.
    guard isPlaced, cell.text.count <= 8, !below.isEmpty || cell.right < body.figures.first?.left ?? 0 else {
      return false
    }
    return !cell.text.hasPrefix("表") && !cell.text.hasPrefix("(") && !cell.text.hasPrefix("（")
  }
}
