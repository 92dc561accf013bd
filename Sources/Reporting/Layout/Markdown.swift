/// Lays a document out as Markdown that GitHub and its like show as tables.
package enum Markdown {
  /// The document as Markdown.
  package static func render(_ document: Document) -> String {
    let blocks = document.visible.blocks.compactMap { block -> String? in
      switch block {
      case .heading(let text, let level): String(repeating: "#", count: level + 1) + " " + escaped(text)
      case .paragraph(let text): escaped(text)
      case .list(let items): items.map { "- " + escaped($0) }.joined(separator: "\n")
      case .table(let table): render(table)
      case .chart: nil
      }
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static func render(_ table: TextTable) -> String {
    // Markdown has no headings over several columns: the group becomes part of each heading.
    let headings = table.columns.map { [$0.group, $0.heading].filter { !$0.isEmpty }.joined(separator: " ") }
    let marks = table.columns.map { $0.alignment == .left ? ":--" : "--:" }
    let rows = [headings.map(escaped), marks] + table.rows.map { $0.map(escaped) }
    return rows.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  /// The text with the signs escaped that Markdown would take as its own.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "|", "*", "_", "`", "<", ">", "[", "]", "\\", "#": result += "\\\(character)"
      case "\n", "\r", "\r\n": result += " "
      default: result.append(character)
      }
    }
    return result
  }
}
