/// A table of texts with a heading for each column and, on request, headings over several columns.
package struct TextTable: Sendable {
  /// A column.
  package struct Column: Sendable {
    /// The heading.
    package var heading: String
    /// On which side its texts are flush.
    package var alignment: Alignment
    /// The heading that it shares with its neighbours of the same group; empty for none.
    package var group: String

    /// A column with a heading.
    package init(_ heading: String, _ alignment: Alignment = .right, group: String = "") {
      self.heading = heading
      self.alignment = alignment
      self.group = group
    }
  }

  /// The columns.
  package var columns: [Column]
  /// The rows; each has a text for every column.
  package var rows: [[String]] = []
  /// Positions in `rows` before which a thin line separates groups of rows.
  package var separators: Set<Int> = []

  /// The rows that are sums of others, which stand out.
  package var sums: Set<Int> = []
  /// The rows that the reader asks about first.
  package var marked: Set<Int> = []

  /// A table without rows.
  package init(_ columns: [Column]) {
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
