/// Lays a document out for a terminal: aligned by display width, no colour.
public enum PlainText {
  /// The document as lines of text.
  ///
  /// - Parameter plots: whether bars are drawn, too.
  public static func render(_ document: Document, plots: Bool = false) -> String {
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
        lines.append(text)
        lines.append(String(repeating: level == 1 ? "=" : "-", count: DisplayWidth.of(text)))
      case .paragraph(let text): lines.append(text)
      case .list(let items): lines += items.map { "- " + $0 }
      case .table(let table): lines += render(table)
      case .chart: break
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func isListAfterParagraph(_ block: Document.Block, _ lines: [String]) -> Bool {
    if case .list = block, let last = lines.last { last.hasSuffix(":") || last.hasSuffix("：") } else { false }
  }

  private static func render(_ table: TextTable) -> [String] {
    var widths = table.columns.indices.map { column in
      ([table.columns[column].heading] + table.rows.map { $0[column] }).map(DisplayWidth.of).max() ?? 0
    }
    let groups = table.groups
    // A heading over several columns may be wider than they are: the last of them grows.
    for (name, range) in groups where !name.isEmpty {
      let width = widths[range].reduce(0, +) + gap.count * (range.count - 1)
      widths[range.upperBound - 1] += max(0, DisplayWidth.of(name) - width)
    }
    var lines: [String] = []
    if groups.contains(where: { !$0.name.isEmpty }) {
      let cells = groups.map { name, range in
        centred(name, in: widths[range].reduce(0, +) + gap.count * (range.count - 1))
      }
      lines.append(trimmedRight(cells.joined(separator: gap)))
    }
    let headings = table.columns.indices.map {
      DisplayWidth.padded(table.columns[$0].heading, to: widths[$0], alignment: table.columns[$0].alignment)
    }
    lines.append(trimmedRight(headings.joined(separator: gap)))
    let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: gap)
    lines.append(rule)
    for (index, row) in table.rows.enumerated() {
      if table.separators.contains(index) { lines.append(rule) }
      let cells = row.indices.map {
        DisplayWidth.padded(row[$0], to: widths[$0], alignment: table.columns[$0].alignment)
      }
      lines.append(trimmedRight(cells.joined(separator: gap)))
    }
    return lines
  }

  private static let gap = "  "

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
