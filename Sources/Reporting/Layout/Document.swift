/// A result in words and tables, before it is laid out for a terminal, Markdown or a page.
public struct Document: Sendable {
  /// The parts in order.
  public var blocks: [Block]

  /// A part of a document.
  public enum Block: Sendable {
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
  public init(_ blocks: [Block]) {
    self.blocks = blocks
  }
}

extension Document {
  /// The charts as SVG, in order.
  public var charts: [String] {
    blocks.enumerated().compactMap { place, block in
      if case .chart(let chart) = block { chart.svg(identifier: "chart-\(place)") } else { nil }
    }
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

/// A table of texts with a heading for each column and, on request, headings over several columns.
public struct TextTable: Sendable {
  /// A column.
  public struct Column: Sendable {
    /// The heading.
    public var heading: String
    /// On which side its texts are flush.
    public var alignment: Alignment
    /// The heading that it shares with its neighbours of the same group; empty for none.
    public var group: String

    /// A column with a heading.
    public init(_ heading: String, _ alignment: Alignment = .right, group: String = "") {
      self.heading = heading
      self.alignment = alignment
      self.group = group
    }
  }

  /// The columns.
  public var columns: [Column]
  /// The rows; each has a text for every column.
  public var rows: [[String]] = []
  /// Positions in `rows` before which a thin line separates groups of rows.
  public var separators: Set<Int> = []

  /// A table without rows.
  public init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Runs of columns that share a heading; a column without a group is a run of its own.
  var groups: [(name: String, range: Range<Int>)] {
    var groups: [(name: String, range: Range<Int>)] = []
    for (index, column) in columns.enumerated() {
      if let last = groups.last, last.name == column.group, !column.group.isEmpty {
        groups[groups.count - 1].range = last.range.lowerBound..<(index + 1)
      } else {
        groups.append((column.group, index..<(index + 1)))
      }
    }
    return groups
  }
}
