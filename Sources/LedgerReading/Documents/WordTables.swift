import TabularReading

/// Finds the tables among words with positions: of a page of a PDF, or of a text that blanks keep in columns.
struct WordTables {
  let lines: [PlacedLine]
  let em: Double
  /// Whether words stand where they were printed; not where blanks only part them.
  let isPlaced: Bool
  /// Whether the words are cells of a text, which blanks part.
  let isText: Bool

  /// What stands first on more than one page.
  let repeatedHeads: Set<String>

  private init(lines: [PlacedLine], em: Double, isPlaced: Bool, isText: Bool) {
    (self.lines, self.em, self.isPlaced, self.isText) = (lines, em, isPlaced, isText)
    let heads = lines.indices.filter { $0 == 0 || lines[$0 - 1].page != lines[$0].page }.map { lines[$0].text }
    repeatedHeads = Set(Dictionary(grouping: heads) { $0 }.filter { $0.value.count > 1 }.keys)
  }

  /// What was found: drafts, and regions with figures that are no table as far as can be seen.
  struct Finding {
    var drafts: [TableDraft] = []
    var refused: [UnreadRegion] = []
  }

  /// Finds the tables of some lines.
  static func find(in lines: [PlacedLine], em: Double, isPlaced: Bool = true, isText: Bool = false) -> Finding {
    WordTables(lines: lines, em: em, isPlaced: isPlaced, isText: isText).find()
  }

  /// A line in cells: labels, then figures.
  struct Line {
    var cells: [PlacedWord]
    var middle: Double
    var number: Int
    var page: Int
    /// The first of its cells that is a figure.
    var firstFigure: Int?
    /// Whether numbers were put together from two lines by their places alone.
    var isJoinedByPlace = false
    /// Whether it is printed above every page, as the name of a sheet is.
    var isPageHead = false

    var labels: [PlacedWord] { Array(cells[..<(firstFigure ?? cells.count)]) }
    var figures: [PlacedWord] { firstFigure.map { Array(cells[$0...]) } ?? [] }
    var text: String { cells.map(\.text).joined(separator: " ") }
  }

  /// A part of a page with a heading and rows.
  struct Region {
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
        finding.refused.append(UnreadRegion(page: region.page, line: region.line, reason: reason))
        continue
      }
      if let last = regions.last, let whole = joined(last, region) ?? continued(last, region) {
        regions[regions.count - 1] = whole
      } else {
        regions.append(region)
      }
    }
    for region in regions {
      do throws(HeadingAxis.Fault) {
        finding.drafts.append(try draft(region))
      } catch {
        finding.refused.append(UnreadRegion(page: region.page, line: region.line, reason: error.reason))
      }
    }
    return finding
  }

  // MARK: Drafts

  /// What a cell in the corner of the headings says of units, in however many lines.
  private func corner(of region: Region) -> String? {
    let border = region.columns.first?.lowerBound ?? 0
    let words = region.header.joined().filter { word in
      isPlaced && !region.byOrder && word.center < border || word.text.contains("単位")
    }
    let text = words.map(\.text).joined()
    return text.contains("単位") ? text : nil
  }

  private func draft(_ whole: Region) throws(HeadingAxis.Fault) -> TableDraft {
    let region = withPartedLabels(whole)
    var draft = TableDraft()
    (draft.titles, draft.page, draft.line) = (region.titles, region.page, region.line)
    if region.joined { draft.doubts.append(.pagesJoined) }
    let axis = HeadingAxis(
      columns: region.columns, labels: region.body.flatMap(\.labels) + region.loose,
      isPlaced: isPlaced && !region.byOrder, em: em)
    let headings = try axis.columns(of: region.header)
    draft.columns = headings.columns
    if headings.byOrder { draft.doubts.append(.headingsByOrder) }
    let labels = LabelAxis(
      rows: region.body.map { ($0.middle, $0.labels) }, loose: region.loose,
      brackets: Set(
        region.body.indices.filter { row in
          let figures = region.body[row].figures
          return row > 0 && !figures.isEmpty && figures.allSatisfy { FigureText.isBracketed($0.text) }
        }), isPlaced: isPlaced && !region.byOrder, em: em)
    if labels.byPosition { draft.doubts.append(.labelsByPosition) }
    if region.body.contains(where: \.isJoinedByPlace) { draft.doubts.append(.numbersJoined) }
    draft.labelNames = [String](repeating: "", count: labels.width)
    if labels.width > 0, let corner = corner(of: region) { draft.labelNames[0] = corner }
    for (row, line) in region.body.enumerated() {
      var cells = [String](repeating: "", count: region.columns.count)
      for (figure, place) in zip(line.figures, region.places[row]) { cells[place] = figure.text }
      draft.rows.append(TableDraft.Row(labels: labels.labels[row], cells: cells, line: line.number, page: line.page))
    }
    draft.splitHeadings()
    draft.joinBrackets()
    draft.nameParts()
    // Where lines have labels, one without any is a row of its own by its place alone.
    let isBare = draft.rows.contains { row in
      row.labels.last?.isEmpty ?? false
        && region.body.contains { $0.number == row.line && $0.page == row.page && $0.labels.isEmpty }
    }
    if isBare, !draft.doubts.contains(.labelsByPosition) { draft.doubts.append(.labelsByPosition) }
    return draft
  }
}
