import TabularReading

/// Headings and labels that say two things taken apart, and rows put together that are one.
extension TableDraft {
  /// Takes headings apart that say two things, as 物品 契約件数 does.
  mutating func splitHeadings() {
    let depth = columns.map(\.count).max() ?? 0
    for level in (0..<depth).reversed() {
      let parts = columns.map { level < $0.count ? Self.split($0[level]) : [""] }
      let most = parts.map(\.count).max() ?? 1
      guard most > 1 else { continue }
      for column in columns.indices where level < columns[column].count {
        let own = parts[column]
        columns[column].replaceSubrange(
          level...level, with: [String](repeating: "", count: most - own.count) + own)
      }
    }
  }

  /// Takes labels apart that say two things, as 市内件数 does above 構成比, which is one of 市内 too.
  mutating func splitLabels() {
    for level in (labelNames.indices).reversed() {
      let parts = rows.map { level < $0.labels.count ? Self.split($0.labels[level]) : [""] }
      guard parts.count(where: { $0.count == 2 && TableVocabulary.kind(of: $0[1]) == .figure }) > 1 else { continue }
      var last = ""
      // Where 総件数 stands first, figures without a name are of the whole.
      let beginsWithWhole = parts.first.map(Self.isBase) ?? false
      for (row, parts) in zip(rows.indices, parts) where level < rows[row].labels.count {
        let isFigure = parts.count == 1 && TableVocabulary.kind(of: parts[0]) == .figure
        if beginsWithWhole, Self.isBase(parts) { last = "合計" }
        if !isFigure { last = parts.dropLast(parts.count > 1 ? 1 : 0).joined(separator: " ") }
        rows[row].labels.replaceSubrange(
          level...level, with: [last, isFigure || parts.count > 1 ? parts.last ?? "" : ""])
      }
      labelNames.insert("", at: level + 1)
    }
  }

  /// Whether a label is a count or an amount and nothing else.
  private static func isBase(_ parts: [String]) -> Bool {
    guard parts.count == 1, case .figure(let measure) = TableWords.heading(TableWords.split(parts[0]).stem) else {
      return false
    }
    return !measure.isShare
  }

  /// The parts of a heading: 令和2年度 物品 契約件数 is three.
  static func split(_ text: String) -> [String] {
    guard [.unknown, .category, .row].contains(TableVocabulary.kind(of: text)) else { return [text] }
    let separators: Set<Character> = [" ", "　", "/", "／", "\n", "_"]
    for place in text.indices where place > text.startIndex {
      let (front, back) = (String(text[..<place]), String(text[place...].drop { separators.contains($0) }))
      let isSeparated = text[place].isWhitespace || separators.contains(text[place])
      let (before, behind) = (TableVocabulary.kind(of: front), TableVocabulary.kind(of: back))
      let isFigure = behind == .figure && (isSeparated || back.count > 1)
      if isFigure,
        [.category, .total, .year].contains(before) || TableVocabulary.isPlace(front)
          || TableWords.isOfFirms(TableWords.folded(front)[...]) || isSeparated && before != .blank && before != .figure
      {
        return split(front) + [back]
      }
      if [.year, .category, .total].contains(before), isSeparated, before == .year || behind == .unit, behind != .blank
      {
        return split(front) + [back]
      }
    }
    return [text]
  }

  /// Gives うち中小企業 below 市内 and below 市外 the names of the rows above them, where the word alone is that of several rows.
  ///
  /// - Complexity: O(rows × levels).
  mutating func nameParts() {
    var whole: [[String]: String] = [:]
    var found: [(row: Int, level: Int, parent: String)] = []
    var parents: [[String]: Set<String>] = [:]
    for (place, row) in rows.enumerated() {
      guard let level = row.labels.lastIndex(where: { !$0.isEmpty }) else { continue }
      let outer = Array(row.labels[..<level])
      guard PublishedTableBuilder.isOfWhich(row.labels[level]) else {
        // What 契約件数 is a part of is told apart by its measure.
        let isName = ![.year, .figure].contains(TableVocabulary.kind(of: row.labels[level]))
        whole[outer] = isName ? row.labels[level] : nil
        continue
      }
      guard let parent = whole[outer] else { continue }
      parents[row.labels, default: []].insert(parent)
      found.append((place, level, parent))
    }
    for (place, level, parent) in found where parents[rows[place].labels, default: []].count > 1 {
      rows[place].labels[level] = parent + " " + rows[place].labels[level]
    }
  }

  /// Puts rows of shares, each of which stands below the row of its bases, behind these: （割合） below 工事 and below 委託.
  mutating func joinShares() {
    func isShares(_ row: Row) -> Bool {
      guard let label = row.labels.last(where: { !$0.isEmpty }) else { return false }
      return TableWords.isShare(label) && TableWords.partOfShare(TableWords.split(label).stem) == nil
    }
    func isBases(_ row: Row) -> Bool {
      guard let label = row.labels.last(where: { !$0.isEmpty }) else { return false }
      return ![.figure, .year].contains(TableVocabulary.kind(of: label))
    }
    guard rows.count > 3, rows.count.isMultiple(of: 2),
      rows.indices.allSatisfy({ $0.isMultiple(of: 2) ? isBases(rows[$0]) : isShares(rows[$0]) })
    else { return }
    rows = stride(from: 0, to: rows.count, by: 2).map { place in
      var row = rows[place]
      for (column, share) in rows[place + 1].cells.enumerated() where !share.isEmpty && column < row.cells.count {
        row.cells[column] += " (\(FigureText.isBracketed(share) ? FigureText.withoutBrackets(share) : share))"
      }
      return row
    }
  }

  /// Puts a row of shares in brackets behind the row of their bases.
  mutating func joinBrackets() {
    var joined: [Row] = []
    for row in rows {
      let filled = row.cells.filter { !$0.isEmpty }
      if let last = joined.indices.last, !filled.isEmpty, filled.allSatisfy(FigureText.isBracketed),
        joined[last].cells.contains(where: { !$0.isEmpty }),
        zip(row.cells, joined[last].cells).allSatisfy({ $0.isEmpty || !$1.isEmpty && !FigureText.isBracketed($1) })
      {
        for column in row.cells.indices where !row.cells[column].isEmpty {
          joined[last].cells[column] += " " + row.cells[column]
        }
        // The rest of a label that was broken into two lines.
        for level in row.labels.indices where row.labels[level] != joined[last].labels[level] {
          joined[last].labels[level] += row.labels[level]
        }
      } else {
        joined.append(row)
      }
    }
    rows = joined
  }
}
