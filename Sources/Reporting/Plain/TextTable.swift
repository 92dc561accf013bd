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

  /// The rows that are sums of others, which stand out.
  public var sums: Set<Int> = []
  /// The rows that the reader asks about first.
  public var marked: Set<Int> = []

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
