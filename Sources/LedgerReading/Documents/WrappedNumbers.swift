import TabularReading

/// Puts numbers together that a narrow cell broke into two lines, as 7,848,031, above 454.
///
/// Two lines are one row where every figure of the one stands below or above a figure of the other, all of them joined are
/// numbers, and at least one of them is none before it is joined. Where all are numbers by themselves too, as 5001 above 8, the
/// second line is taken as a part of the first if it has no label and fewer figures; the table is in doubt then.
enum WrappedNumbers {
  /// How two pieces of a cell fit.
  private enum Fit { case broken, whole, apart }

  /// The lines of some pages with such lines as one.
  ///
  /// - Complexity: O(lines × figures of a line).
  static func whole(_ lines: [WordTables.Line], isPlaced: Bool) -> [WordTables.Line] {
    guard isPlaced else { return lines }
    var found: [WordTables.Line] = []
    for line in lines {
      if let last = found.last, let row = joined(last, line) {
        found[found.count - 1] = row
      } else if found.count > 1, let row = around(found[found.count - 2], found[found.count - 1], line) {
        found.removeLast()
        found[found.count - 1] = row
      } else {
        found.append(line)
      }
    }
    return found
  }

  /// Two lines as one row.
  private static func joined(_ upper: WordTables.Line, _ lower: WordTables.Line) -> WordTables.Line? {
    let (first, second) = (upper.figures, lower.figures)
    guard upper.page == lower.page, !first.isEmpty, !second.isEmpty else { return nil }
    // The row is the line with more figures; of the other each must be a piece of one of its cells.
    let isLowerRow = second.count > first.count || second.count == first.count && upper.labels.isEmpty
    let (row, pieces) = isLowerRow ? (lower, upper) : (upper, lower)
    guard pieces.figures.count < row.figures.count || pieces.labels.isEmpty else { return nil }
    var cells = row.figures
    var isProven = false
    var taken: Set<Int> = []
    for piece in pieces.figures {
      guard let place = cells.indices.first(where: { cells[$0].overlap(piece) > 0 }), taken.insert(place).inserted
      else { return nil }
      let parts = isLowerRow ? (piece, cells[place]) : (cells[place], piece)
      switch fit(parts.0.text, parts.1.text) {
      case .apart: return nil
      case .broken: isProven = true
      case .whole: break
      }
      cells[place] = joined(parts.0, parts.1, middle: cells[place].middle)
    }
    guard isProven || pieces.labels.isEmpty && !row.labels.isEmpty && pieces.figures.count < row.figures.count else {
      return nil
    }
    var found = whole(row, labels(upper.labels, lower.labels, middle: row.middle), cells)
    found.isJoinedByPlace = !isProven || upper.isJoinedByPlace || lower.isJoinedByPlace
    return found
  }

  /// Three lines as one row: what was broken stands above and below the middle of its row.
  private static func around(
    _ upper: WordTables.Line, _ row: WordTables.Line, _ lower: WordTables.Line
  ) -> WordTables.Line? {
    let (first, second) = (upper.figures, lower.figures)
    guard upper.page == lower.page, row.page == lower.page, !first.isEmpty, first.count == second.count,
      !row.labels.isEmpty, upper.labels.isEmpty, lower.labels.isEmpty
    else { return nil }
    var cells = row.figures
    var isProven = false
    for (upper, lower) in zip(first, second) {
      let cell = joined(upper, lower, middle: row.middle)
      guard upper.overlap(lower) > 0, !row.cells.contains(where: { $0.overlap(cell) > 0 }) else { return nil }
      switch fit(upper.text, lower.text) {
      case .apart: return nil
      case .broken: isProven = true
      case .whole: break
      }
      cells.append(cell)
    }
    return isProven ? whole(row, row.labels, cells.sorted { $0.left < $1.left }) : nil
  }

  /// The labels of two lines of a row: what stands below a label is the rest of it, but for a place or total, and for characters of
  /// a word that is printed downwards.
  private static func labels(_ upper: [PlacedWord], _ lower: [PlacedWord], middle: Double) -> [PlacedWord] {
    var labels = upper
    for word in lower {
      let above = upper.indices.filter { upper[$0].overlap(word) > 0 }
      if above.count == 1, let place = above.first, upper[place].text.count > 1,
        !TableVocabulary.isPlaceOrTotal(word.text), lower.count(where: { $0.overlap(upper[place]) > 0 }) == 1
      {
        labels[place] = joined(upper[place], word, middle: middle)
      } else {
        labels.append(word)
      }
    }
    return labels
  }

  private static func whole(
    _ row: WordTables.Line, _ labels: [PlacedWord], _ figures: [PlacedWord]
  ) -> WordTables.Line {
    var row = row
    row.cells = labels + figures
    row.firstFigure = labels.count
    return row
  }

  private static func joined(_ upper: PlacedWord, _ lower: PlacedWord, middle: Double) -> PlacedWord {
    PlacedWord(
      text: upper.text + lower.text, left: min(upper.left, lower.left), right: max(upper.right, lower.right),
      middle: middle)
  }

  private static func fit(_ upper: String, _ lower: String) -> Fit {
    let text = upper + lower
    // What ends with a comma goes on in a third line.
    guard isNumber(text) || text.hasSuffix(",") && isNumber(String(text.dropLast())) else { return .apart }
    return isNumber(upper) && isNumber(lower) ? .whole : .broken
  }

  /// Whether a text is a whole number as it is printed: groups of three, decimals, a sign, a percent sign.
  private static func isNumber(_ text: String) -> Bool {
    var digits = TextFolding.halfWidth(text).filter { $0 != " " }[...]
    if let sign = digits.first, "-−△▲".contains(sign) { digits = digits.dropFirst() }
    if digits.last == "%" { digits = digits.dropLast() }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
    let isPlain = { (part: Substring) in !part.isEmpty && part.allSatisfy { $0.isASCII && $0.isNumber } }
    guard parts.count < 3, parts.dropFirst().allSatisfy(isPlain), groups.allSatisfy(isPlain) else { return false }
    return groups.count == 1 || groups[0].count < 4 && groups.dropFirst().allSatisfy { $0.count == 3 }
  }
}
