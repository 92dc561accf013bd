/// A result in words and tables, before it is laid out for a terminal, Markdown or a page.
package struct Document: Sendable {
  /// The parts in order.
  package var blocks: [Block]

  /// A part of a document.
  package enum Block: Sendable {
    /// A heading, level 1 the largest.
    case heading(String, level: Int)
    /// A paragraph.
    case paragraph(String)
    /// A list of remarks.
    case list([String])
    /// A table.
    case table(TextTable)
    /// A chart; what it shows stands in tables or its data, too.
    case chart(Chart)
  }

  /// A document of some parts.
  package init(_ blocks: [Block]) {
    self.blocks = blocks
  }
}

extension Document {
  /// The charts as SVG, in order.
  package var charts: [String] {
    blocks.enumerated().compactMap { place, block in
      if case .chart(let chart) = block { chart.svg(identifier: "chart-\(place)") } else { nil }
    }
  }

  /// The charts themselves, in order.
  package var drawings: [Chart] {
    blocks.compactMap { block in if case .chart(let chart) = block { chart } else { nil } }
  }

  /// The document with every text as people may see it.
  var visible: Document {
    Document(
      blocks.map { block in
        switch block {
        case .heading(let text, let level): .heading(VisibleText.of(text), level: level)
        case .paragraph(let text): .paragraph(VisibleText.of(text))
        case .list(let items): .list(items.map { VisibleText.of($0) })
        case .table(let table): .table(table.visible)
        case .chart: block
        }
      })
  }
}

extension TextTable {
  fileprivate var visible: TextTable {
    var table = self
    for column in columns.indices {
      table.columns[column].heading = VisibleText.of(columns[column].heading)
      table.columns[column].group = VisibleText.of(columns[column].group)
    }
    table.rows = rows.map { $0.map { VisibleText.of($0) } }
    return table
  }
}
