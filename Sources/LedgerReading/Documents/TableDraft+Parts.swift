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
      let divided = parts.count { $0.count == 2 && TableVocabulary.kind(of: $0[1]) == .figure }
      let isOfFigures = parts.allSatisfy {
        $0.last.map { [.figure, .blank].contains(TableVocabulary.kind(of: $0)) } ?? true
      }
      guard divided > 1 || divided == 1 && isOfFigures else { continue }
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
    guard parts.count == 1, case let (stem, note) = TableWords.split(parts[0]),
      case .figure(let measure) = TableWords.heading(stem, note: note)
    else { return false }
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
      let isOfFirms = TableWords.isOfFirms(TableWords.folded(front)[...])
      let isFigure = behind == .figure && (isSeparated || isOfFirms || back.count > 1)
      if isFigure,
        [.category, .total, .year].contains(before) || TableVocabulary.isPlace(front)
          || isOfFirms || isSeparated && before != .blank && before != .figure
      {
        return split(front) + [back]
      }
      if [.category, .row].contains(before), behind == .unit, "(（[【".contains(back.first ?? " "),
        !TableWords.isFormula(back)
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
    let saysBelow = titles.contains { title in ["下段", "下欄"].contains(where: title.contains) }
    func isShares(_ row: Row) -> Bool {
      guard let label = row.labels.last(where: { !$0.isEmpty }) else {
        // 上段：件数、下段：構成比
        return saysBelow
          || row.cells.allSatisfy { $0.isEmpty || "%％".contains($0.last ?? " ") || FigureText.isDash($0) }
      }
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
      row.shareLine = rows[place + 1].line
      for (column, share) in rows[place + 1].cells.enumerated() where !share.isEmpty && column < row.cells.count {
        row.cells[column] += " (\(FigureText.isBracketed(share) ? FigureText.withoutBrackets(share) : share))"
      }
      return row
    }
  }

  /// Puts a row of the shares of one other row behind it: 中小企業比率 below 大企業, 中小企業 and 合計.
  ///
  /// - Complexity: O(rows²).
  mutating func joinSharesOfFirms() {
    func isOfFigures(_ label: String) -> Bool {
      TableVocabulary.kind(of: label) == .figure && TableWords.partOfShare(TableWords.split(label).stem) == nil
    }
    guard !rows.contains(where: { $0.labels.contains(where: isOfFigures) }),
      !columns.joined().contains(where: TableWords.isShare),
      rows.contains(where: { $0.labels.last(where: { !$0.isEmpty }).map(TableWords.isTotal) ?? false })
    else { return }
    for place in rows.indices.reversed() {
      guard let label = rows[place].labels.last(where: { !$0.isEmpty }),
        let firms = TableWords.partOfShare(TableWords.split(label).stem),
        rows[place].cells.allSatisfy({ $0.isEmpty || FigureText.isFigure($0) && !FigureText.isBracketed($0) })
      else { continue }
      let owners = rows.indices.filter { owner in
        guard let own = rows[owner].labels.last(where: { !$0.isEmpty }).map(TableWords.folded) else { return false }
        let name = own.hasPrefix("うち") ? String(own.dropFirst(2)) : own
        return owner != place && (name == firms || name + "者" == firms || name == firms + "者")
          && !rows[owner].cells.contains { $0.contains("(") || $0.contains("（") }
      }
      guard owners.count == 1, let owner = owners.first else { continue }
      for (column, share) in rows[place].cells.enumerated() where !share.isEmpty && column < rows[owner].cells.count {
        rows[owner].cells[column] += " (\(share))"
      }
      rows[owner].shareLine = rows[place].line
      rows.remove(at: place)
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
        joined[last].shareLine = row.line
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
