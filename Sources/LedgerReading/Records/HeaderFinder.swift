/// Finds the header of a table among its first rows: below titles and notes, and over one or more rows.
///
/// Whoever reads the table says which columns it wants; the rows that name most of them are the header. Without a
/// match the first row that fills the table's width is taken, so that an error can say what stands there.
struct HeaderFinder {
  /// How many rows are looked at, and how many rows a header may have.
  static let rowLimit = 40
  private static let depthLimit = 4

  /// Where the header was found.
  struct Finding {
    /// The rows above the header.
    var skipped: Int
    /// The rows of the header.
    var depth: Int
    /// The name of each column.
    var names: [String]
  }

  private let wanted: [[String]]
  private let layout: FileLayout

  /// A finder of columns, each given by the names that would do.
  init(wanted: [[String]], layout: FileLayout) {
    self.wanted = wanted
    self.layout = layout
  }

  /// Finds the header in the first rows of a file.
  ///
  /// - Complexity: O(rows² × columns) for at most `rowLimit` rows.
  func find(in rows: [Record], file: InputFile) -> Finding {
    let starts = layout.skippedRows.map { [min($0, rows.count)] } ?? Array(rows.indices)
    if layout.headerRows == 0 {
      let width = rows.map(\.count).max() ?? 0
      return Finding(skipped: layout.skippedRows ?? 0, depth: 0, names: [String](repeating: "", count: width))
    }
    let depths = layout.headerRows.map { [$0] } ?? Array(1...Self.depthLimit)
    var best: (score: Int, finding: Finding)?
    for start in starts {
      for depth in depths where start + depth <= rows.count {
        let names = Self.names(Array(rows[start..<start + depth]))
        let score = Header(names, file: file).matches(wanted)
        guard score > best?.score ?? 0 else { continue }
        best = (score, Finding(skipped: start, depth: depth, names: names))
      }
    }
    return best?.finding ?? fallback(rows, starts: starts, depths: depths)
  }

  /// The first row as wide as most rows, when no name is known.
  private func fallback(_ rows: [Record], starts: [Int], depths: [Int]) -> Finding {
    let filled = rows.map { row in (0..<row.count).count { !row.field($0).isEmpty } }
    let widest = filled.max() ?? 0
    let start = starts.first { rows.indices.contains($0) && filled[$0] * 2 > widest } ?? starts.first ?? 0
    var depth = depths[0]
    if layout.headerRows == nil {
      while depth < Self.depthLimit, start + depth < rows.count, Self.continues(rows[start...], depth) { depth += 1 }
    }
    let end = min(rows.count, start + depth)
    return Finding(skipped: start, depth: end - start, names: Self.names(Array(rows[start..<end])))
  }

  /// Whether the row after some header rows belongs to them: it names what they leave open, and repeats or leaves
  /// open what they name.
  private static func continues(_ rows: ArraySlice<Record>, _ depth: Int) -> Bool {
    let (above, row) = (rows[rows.startIndex + depth - 1], rows[rows.startIndex + depth])
    let columns = 0..<min(above.count, row.count)
    let fills = columns.contains { above.field($0).isEmpty && !row.field($0).isEmpty }
    let agrees = columns.allSatisfy { column in
      above.field(column).isEmpty || row.field(column).isEmpty || above.field(column) == row.field(column)
        || columns.contains { $0 > column && above.field($0).isEmpty && !row.field($0).isEmpty }
    }
    let isText = columns.allSatisfy { row.field($0).isEmpty || (try? AmountText(row.text($0), rounds: true)) == nil }
    return fills && agrees && isText && columns.contains { row.field($0).isEmpty || row.field($0) == above.field($0) }
  }

  /// The names of columns under a header of several rows.
  ///
  /// A cell left of empty ones spans them, as merged cells do when they are exported, but only within what the row
  /// above spans, and never in the last row.
  private static func names(_ rows: [Record]) -> [String] {
    let width = rows.map(\.count).max() ?? 0
    var paths = [[String]](repeating: [], count: width)
    for (level, row) in rows.enumerated() {
      var spanning = ""
      for column in 0..<width {
        let text = column < row.count ? oneLine(row.text(column)) : ""
        let isSameParent = column > 0 && paths[column].prefix(level) == paths[column - 1].prefix(level)
        let hasLevelsBelow = rows[(level + 1)...].contains { column < $0.count && !$0.field(column).isEmpty }
        if !text.isEmpty {
          spanning = text
        } else if level + 1 == rows.count || !hasLevelsBelow || level > 0 && !isSameParent {
          spanning = ""
        }
        paths[column].append(spanning)
      }
    }
    return paths.map { path in
      path.reduce(into: [String]()) { parts, part in
        if !part.isEmpty, parts.last != part { parts.append(part) }
      }.joined(separator: "/")
    }
  }

  /// A cell's lines as one; Japanese text is broken without a space.
  private static func oneLine(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return text }
    let lines = text.split(whereSeparator: \.isNewline)
    return lines.reduce("") { joined, line in
      guard let last = joined.last, let first = line.first, last.isASCII, first.isASCII else { return joined + line }
      return joined + " " + line
    }
  }
}
