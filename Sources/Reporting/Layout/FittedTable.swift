/// A table cut to a width: headings and words over several lines, and where that is not enough, groups of columns below one
/// another, each with the words of its lines.
struct FittedTable {
  /// The parts below one another.
  let parts: [Part]

  /// A table with the width of each column.
  struct Part {
    var table: TextTable
    var widths: [Int]
  }

  /// A heading is not made narrower than this, nor a column of words than `leastWords`.
  private static let leastHeading = 6
  private static let leastWords = 14

  /// A table in a width; nil for any width.
  init(_ table: TextTable, width: Int?) {
    guard let width, let first = Self.natural(table) as [Int]?, Self.total(first) > width else {
      parts = [Part(table: table, widths: Self.natural(table))]
      return
    }
    if let widths = Self.narrowed(table, width) {
      parts = [Part(table: table, widths: widths)]
      return
    }
    parts = Self.split(table, width).map { part in
      Part(table: part, widths: Self.narrowed(part, width) ?? Self.widths(part, heading: 12))
    }
  }

  /// The width of all columns with the gaps between them.
  static func total(_ widths: [Int]) -> Int { widths.reduce(0, +) + PlainText.gap.count * max(0, widths.count - 1) }

  /// The width that each column would like.
  static func natural(_ table: TextTable) -> [Int] { withGroups(table, widths(table, heading: .max)) }

  /// Widths where headings are at most so wide, but for a word that cannot be broken.
  private static func widths(_ table: TextTable, heading: Int) -> [Int] {
    contents(table).map { $0.width(heading: heading) }
  }

  /// How wide the cells, the heading and the longest word of the heading of a column are.
  private struct Content {
    var cells: Int
    var heading: Int
    var word: Int

    func width(heading limit: Int) -> Int { max(cells, min(heading, limit), word) }
  }

  private static func contents(_ table: TextTable) -> [Content] {
    table.columns.indices.map { column in
      let heading = table.columns[column].heading
      return Content(
        cells: table.rows.map { DisplayWidth.of($0[column]) }.max() ?? 0, heading: DisplayWidth.of(heading),
        word: DisplayWidth.widestPiece(of: heading))
    }
  }

  /// A heading over several columns may be wider than they are: the last of them grows.
  private static func withGroups(_ table: TextTable, _ widths: [Int]) -> [Int] {
    var widths = widths
    for (name, range) in table.groups where !name.isEmpty {
      let own = total(Array(widths[range]))
      widths[range.upperBound - 1] += max(0, DisplayWidth.of(name) - own)
    }
    return widths
  }

  /// The widest columns that fit: headings narrower first, then columns of words; nil where nothing fits.
  private static func narrowed(_ table: TextTable, _ width: Int) -> [Int]? {
    let contents = contents(table)
    for heading in stride(from: 40, through: leastHeading, by: -1) {
      let widths = withGroups(table, contents.map { $0.width(heading: heading) })
      if total(widths) <= width { return widths }
    }
    var widths = contents.map { $0.width(heading: leastHeading) }
    let words = table.columns.indices.filter { table.columns[$0].alignment == .left }
    while total(widths) > width {
      guard let widest = words.max(by: { widths[$0] < widths[$1] }), widths[widest] > leastWords else { return nil }
      widths[widest] -= 1
    }
    return total(withGroups(table, widths)) <= width ? withGroups(table, widths) : nil
  }

  /// Groups of columns that fit beside the leading words.
  private static func split(_ table: TextTable, _ width: Int) -> [TextTable] {
    let leading = min(table.columns.count - 1, max(1, table.columns.prefix { $0.alignment == .left }.count))
    let stub = Array(0..<leading)
    var chunks: [[Int]] = []
    func fits(_ columns: [Int]) -> Bool { narrowed(table.only(stub + columns), width) != nil }
    for (_, range) in table.groups where range.upperBound > leading {
      let group = Array(range).filter { $0 >= leading }
      if let last = chunks.last, last.count > 1 || group.count == 1,
        table.columns[last[0]].group.isEmpty == table.columns[group[0]].group.isEmpty,
        fits(last + group)
      {
        chunks[chunks.count - 1] += group
      } else if fits(group) {
        chunks.append(group)
      } else {
        // Not even one group fits: its columns one by one.
        for column in group {
          if let last = chunks.last, last.allSatisfy(group.contains), fits(last + [column]) {
            chunks[chunks.count - 1].append(column)
          } else {
            chunks.append([column])
          }
        }
      }
    }
    return chunks.map { table.only(stub + $0) }
  }
}

extension TextTable {
  /// The table with some of its columns.
  func only(_ columns: [Int]) -> TextTable {
    var table = self
    table.columns = columns.map { self.columns[$0] }
    table.rows = rows.map { row in columns.map { row[$0] } }
    return table
  }
}
