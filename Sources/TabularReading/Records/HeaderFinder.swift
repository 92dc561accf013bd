/// Finds the header of a table among its first rows: below titles and notes, and over one or more rows.
///
/// Whoever reads the table says which columns it wants; the rows that name most of them are the header. Without a
/// match the first row that fills the table's width is taken, so that an error can say what stands there.
package struct HeaderFinder {
  /// How many rows are looked at, and how many rows a header may have.
  package static let rowLimit = 40
  package static let depthLimit = 4
  /// How many cells are looked at: of wide rows fewer are tried.
  private static let cellLimit = 1 << 19

  /// Where the header was found.
  package struct Finding {
    /// The rows above the header.
    package var skipped: Int
    /// The rows of the header.
    package var depth: Int
    /// The name of each column.
    var names: [String]
  }

  /// The wanted columns that each name, folded, would do for.
  private let wanted: [String: [Int]]
  /// The last letters of wanted names and of notes about units.
  private let endings: Set<Unicode.Scalar>
  private let layout: FileLayout

  /// A finder of columns, each given by the names that would do.
  init(wanted: [[String]], layout: FileLayout) {
    var columns: [String: [Int]] = [:]
    for (column, names) in wanted.enumerated() {
      for name in names { columns[Header.folded(name), default: []].append(column) }
    }
    self.wanted = columns
    endings = Set(columns.keys.lazy.compactMap(\.unicodeScalars.last)).union(UnitNote.endings)
    self.layout = layout
  }

  /// How many of the wanted columns some names have.
  func score(_ names: [String]) -> Int {
    var known: [String: [Int]] = [:]
    return score(names, &known)
  }

  /// How many of the wanted columns some names have.
  ///
  /// - Parameter known: the columns of names that were looked at before, as the windows over some rows repeat them.
  private func score(_ names: [String], _ known: inout [String: [Int]]) -> Int {
    var found: Set<Int> = []
    for name in names where mayBeWanted(name) {
      let columns = known[name] ?? columns(of: name)
      known[name] = columns
      found.formUnion(columns)
    }
    return found.count
  }

  /// The wanted columns that a name would do for.
  private func columns(of name: String) -> [Int] {
    let folded = Header.folded(name)
    let name = Header.plain(folded)
    return wanted[folded] ?? wanted[name] ?? Header.composed(name).lazy.compactMap { wanted[$0] }.first ?? []
  }

  /// Whether a name ends as a wanted one does, or as one with its unit or a mark of a note; most cells of records do not.
  private func mayBeWanted(_ name: String) -> Bool {
    guard let last = name.unicodeScalars.last else { return false }
    if name.unicodeScalars.contains(where: { "※*＊注".unicodeScalars.contains($0) }) { return true }
    // What folding may change is looked at whole.
    guard last.isASCII ? !last.properties.isWhitespace : WordFolding.staysAsItIs(last.value) else { return true }
    return endings.contains(last.properties.isUppercase ? Unicode.Scalar(last.value | 0x20) ?? last : last)
  }

  /// Finds the header in the first rows of a file.
  ///
  /// - Complexity: O(rows × columns) for at most `rowLimit` rows and `cellLimit` cells.
  func find(in rows: [Record]) -> Finding {
    let starts = layout.skippedRows.map { [min(max($0, 0), rows.count)] } ?? Array(rows.indices.prefix(attempts(rows)))
    if layout.headerRows == 0 {
      let width = rows.map(\.count).max() ?? 0
      return Finding(skipped: starts.first ?? 0, depth: 0, names: [String](repeating: "", count: width))
    }
    let depths = layout.headerRows.map { [min(max($0, 0), Self.rowLimit)] } ?? Array(1...Self.depthLimit)
    let texts = rows.map(Self.texts)
    var known: [String: [Int]] = [:]
    var best: (score: Int, finding: Finding)?
    for start in starts where layout.skippedRows != nil || !Self.isUnitNote(rows, at: start) {
      for depth in depths where start + depth <= rows.count {
        let names = Self.names(texts[start..<start + depth])
        let score = score(names, &known)
        guard score > best?.score ?? 0 else { continue }
        best = (score, Finding(skipped: start, depth: depth, names: names))
      }
    }
    guard let best else { return fallback(rows, starts: starts, depths: depths) }
    guard layout.headerRows == nil else { return best.finding }
    let whole = extended(best.finding, in: rows)
    return score(whole.names) < best.score ? best.finding : whole
  }

  /// Whether a row holds nothing but a note about units.
  private static func isUnitNote(_ rows: [Record], at index: Int) -> Bool {
    guard rows.indices.contains(index) else { return false }
    let row = rows[index]
    var notes = 0
    for column in 0..<row.count where !row.field(column).isEmpty {
      guard UnitNote.isNote(row.text(column)) else { return false }
      notes += 1
    }
    return notes > 0
  }

  /// How many rows are tried as the first one of a header.
  private func attempts(_ rows: [Record]) -> Int {
    let width = rows.map(\.count).max() ?? 0
    return max(4, Self.cellLimit / max(1, width * Self.depthLimit))
  }

  /// A header with the rows below that belong to it.
  private func extended(_ finding: Finding, in rows: [Record]) -> Finding {
    var depth = finding.depth
    while depth < Self.depthLimit, finding.skipped + depth < rows.count,
      Self.continues(rows[finding.skipped..<finding.skipped + depth], rows[finding.skipped + depth])
        || Self.isUnitNote(rows, at: finding.skipped + depth)
    { depth += 1 }
    let names = Self.names(Array(rows[finding.skipped..<finding.skipped + depth]))
    return Finding(skipped: finding.skipped, depth: depth, names: names)
  }

  /// The first row as wide as most rows, when no name is known.
  private func fallback(_ rows: [Record], starts: [Int], depths: [Int]) -> Finding {
    let filled = rows.map { row in (0..<row.count).count { !row.field($0).isEmpty } }
    let widest = filled.max() ?? 0
    let start = starts.first { rows.indices.contains($0) && filled[$0] * 2 > widest } ?? starts.first ?? 0
    if layout.headerRows == nil, rows.indices.contains(start), Self.looksLikeData(rows[start]) {
      return Finding(skipped: start, depth: 0, names: [String](repeating: "", count: rows[start].count))
    }
    let end = min(rows.count, start + depths[0])
    let finding = Finding(skipped: start, depth: end - start, names: Self.names(Array(rows[start..<end])))
    return layout.headerRows == nil && finding.depth > 0 ? extended(finding, in: rows) : finding
  }

  /// Whether a row has a date or a number of five digits and more, which no header has.
  private static func looksLikeData(_ row: Record) -> Bool {
    (0..<row.count).contains { column in
      let text = row.text(column)
      if DateText.date(text) != nil { return true }
      guard let amount = try? AmountText(text, rounds: true, closing: .allowed) else { return false }
      return abs(amount.value) >= 10_000
    }
  }

  /// Whether the row below a header row belongs to it: it repeats a name, as merged cells do, or names what the
  /// row above leaves open and leaves open what that names; and it has no number.
  private static func continues(_ header: ArraySlice<Record>, _ row: Record) -> Bool {
    guard !looksLikeData(row), let above = header.last else { return false }
    let columns = 0..<min(above.count, row.count)
    if columns.contains(where: { !row.field($0).isEmpty && above.field($0) == row.field($0) }) { return true }
    let fills = columns.contains { above.field($0).isEmpty && !row.field($0).isEmpty }
    let leavesOpen = columns.contains { column in
      row.field(column).isEmpty && header.contains { column < $0.count && !$0.field(column).isEmpty }
    }
    let isText = columns.allSatisfy { row.field($0).isEmpty || (try? AmountText(row.text($0), rounds: true)) == nil }
    return fills && leavesOpen && isText
  }

  /// The names of columns under a header of several rows.
  ///
  /// A cell left of empty ones spans them, as merged cells do when they are exported, but only within what the row
  /// above spans, and never in the last row.
  package static func names(_ rows: [Record]) -> [String] { names(rows.map(texts)[...]) }

  private static func names(_ rows: ArraySlice<[String]>) -> [String] {
    levels(rows).map { path in
      path.reduce(into: [String]()) { parts, part in
        if !part.isEmpty, parts.last != part { parts.append(part) }
      }.joined(separator: "/")
    }
  }

  /// What each row of a header says of each column, as `names` reads it; empty where a row says nothing.
  package static func levels(_ rows: [Record]) -> [[String]] { levels(rows.map(texts)[...]) }

  private static func levels(_ rows: ArraySlice<[String]>) -> [[String]] {
    let width = rows.map(\.count).max() ?? 0
    // With one row nothing spans.
    if rows.count == 1 { return rows.joined().map { [$0] } }
    var paths = [[String]](repeating: [], count: width)
    for (level, row) in rows.enumerated() {
      let below = rows.dropFirst(level + 1)
      var spanning = ""
      for column in 0..<width {
        let text = column < row.count ? row[column] : ""
        let isSameParent = column > 0 && paths[column].prefix(level) == paths[column - 1].prefix(level)
        let hasLevelsBelow = below.contains { column < $0.count && !$0[column].isEmpty }
        if !text.isEmpty {
          spanning = text
        } else if below.isEmpty || !hasLevelsBelow || level > 0 && !isSameParent {
          spanning = ""
        }
        paths[column].append(spanning)
      }
    }
    return paths
  }

  /// The cells of a row, each on one line.
  private static func texts(_ row: Record) -> [String] { (0..<row.count).map { oneLine(row.text($0)) } }

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
