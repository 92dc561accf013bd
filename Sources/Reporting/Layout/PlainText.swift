/// Lays a document out for a terminal: aligned by display width, no colour.
package enum PlainText {
  /// The document as lines of text.
  ///
  /// - Parameters:
  ///   - plots: whether bars are drawn, too.
  ///   - width: the columns of the terminal; nil for lines of any length.
  package static func render(_ document: Document, plots: Bool = false, width: Int? = nil) -> String {
    var lines: [String] = []
    for block in document.visible.blocks {
      if case .chart(let chart) = block {
        let bars = plots ? chart.plainText() : []
        if !bars.isEmpty { lines += (lines.isEmpty ? [] : [""]) + bars }
        continue
      }
      if !lines.isEmpty, !isListAfterParagraph(block, lines) { lines.append("") }
      switch block {
      case .heading(let text, let level):
        let heading = wrapped(text, width)
        lines += heading
        let line = heading.map(DisplayWidth.of).max() ?? 0
        lines.append(String(repeating: level == 1 ? "=" : "-", count: line))
      case .paragraph(let text): lines += wrapped(text, width)
      case .list(let items):
        for item in items {
          let parts = wrapped(item, width.map { $0 - 2 })
          lines += parts.enumerated().map { ($0.offset == 0 ? "- " : "  ") + $0.element }
        }
      case .table(let table):
        let parts = FittedTable(table, width: width).parts
        for (number, part) in parts.enumerated() { lines += (number > 0 ? [""] : []) + render(part) }
      case .chart: break
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func wrapped(_ text: String, _ width: Int?) -> [String] {
    width.map { DisplayWidth.wrapped(text, to: max(20, $0)) } ?? [text]
  }

  private static func isListAfterParagraph(_ block: Document.Block, _ lines: [String]) -> Bool {
    if case .list = block, let last = lines.last { last.hasSuffix(":") || last.hasSuffix("：") } else { false }
  }

  private static func render(_ part: FittedTable.Part) -> [String] {
    let (table, widths) = (part.table, part.widths)
    let groups = table.groups
    var lines: [String] = []
    if groups.contains(where: { !$0.name.isEmpty }) {
      let cells = groups.map { name, range in
        centred(name, in: FittedTable.total(Array(widths[range])))
      }
      lines.append(trimmedRight(cells.joined(separator: gap)))
    }
    lines += self.lines(of: table.columns.map(\.heading), table, widths, fromBottom: true)
    let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: gap)
    lines.append(rule)
    for (index, row) in table.rows.enumerated() {
      if table.separators.contains(index) { lines.append(rule) }
      lines += self.lines(of: row, table, widths, fromBottom: false)
    }
    return lines
  }

  /// The lines of one row of cells: one, or more where a text is wider than its column.
  private static func lines(of cells: [String], _ table: TextTable, _ widths: [Int], fromBottom: Bool) -> [String] {
    let texts = cells.indices.map { DisplayWidth.wrapped(cells[$0], to: widths[$0]) }
    let height = texts.map(\.count).max() ?? 1
    return (0..<max(1, height)).map { line in
      let parts = texts.indices.map { column in
        let place = fromBottom ? line - (height - texts[column].count) : line
        let text = texts[column].indices.contains(place) ? texts[column][place] : ""
        return DisplayWidth.padded(text, to: widths[column], alignment: table.columns[column].alignment)
      }
      return trimmedRight(parts.joined(separator: gap))
    }
  }

  static let gap = "  "

  private static func centred(_ text: String, in width: Int) -> String {
    guard !text.isEmpty else { return String(repeating: " ", count: width) }
    let space = max(0, width - DisplayWidth.of(text) - 2)
    let left = space / 2
    return String(repeating: "-", count: left) + " \(text) " + String(repeating: "-", count: space - left)
  }

  private static func trimmedRight(_ line: String) -> String {
    var line = Substring(line)
    while line.hasSuffix(" ") { line = line.dropLast() }
    return String(line)
  }
}
