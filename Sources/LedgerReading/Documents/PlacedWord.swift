/// A word with its place on a page: of a PDF in points, of a text in characters.
struct PlacedWord {
  var text: String
  var left: Double
  var right: Double
  /// The height of its middle, from the top.
  var middle: Double

  var center: Double { (left + right) / 2 }

  /// How much of this word lies above or below a range.
  func overlap(_ other: PlacedWord) -> Double { min(right, other.right) - max(left, other.left) }
}

/// Words on one height, from left to right.
struct PlacedLine {
  var words: [PlacedWord]
  var middle: Double
  /// The line of the file, or the line of the page, from 1.
  var number: Int
  var page: Int

  var text: String { words.map(\.text).joined(separator: " ") }
}

extension PlacedLine {
  /// Puts the characters and words together that are one cell.
  ///
  /// - Parameter em: the width of an ideograph.
  func cells(em: Double) -> [PlacedWord] {
    var cells: [PlacedWord] = []
    var run: [PlacedWord] = []
    func flush() {
      cells += Self.cut(run)
      run = []
    }
    for (place, word) in words.enumerated() {
      let next = place + 1 < words.count ? words[place + 1] : nil
      if let last = run.last {
        let gap = word.left - last.right
        let isLetter = Self.isLetter(word, after: last, before: next)
        if isLetter, run.allSatisfy({ $0.text.count <= 2 }), gap <= 2.6 * em {
          run.append(word)
          continue
        }
        flush()
      }
      if let last = cells.last, let next,
        Self.isBracketed(word, between: last, next, em: em) || Self.areMonths(word, after: last, before: next, em: em)
      {
        cells[cells.count - 1].text += word.text
        cells[cells.count - 1].right = word.right
      } else if Self.isLetter(word, after: nil, before: next) {
        run = [word]
      } else if var last = cells.last, Self.belongs(word, to: last, em: em) {
        let isASCII = last.text.last?.isASCII == true && word.text.first?.isASCII == true
        last.text += (isASCII && word.left - last.right > 0.1 * em ? " " : "") + word.text
        last.right = word.right
        cells[cells.count - 1] = last
      } else {
        cells.append(word)
      }
    }
    flush()
    return cells
  }

  /// Whether a word may be one character of a word that was set with spaces, as 中 小 企 業 is.
  private static func isLetter(_ word: PlacedWord, after last: PlacedWord?, before next: PlacedWord?) -> Bool {
    let text = word.text
    guard text.count == 1 else {
      // 令 和 12 年 度
      guard text.count == 2, text.allSatisfy(\.isWholeNumber) else { return text == "年度" && last != nil }
      return last.map { !$0.text.allSatisfy(\.isNumber) } ?? false && next.map { $0.text.hasPrefix("年") } ?? false
    }
    guard let character = text.first else { return false }
    if character.isNumber {
      // 平 成 2 7 年 度
      let follows = last?.text.last.map { $0.isWholeNumber || "成和昭".contains($0) } ?? false
      return follows && next.map { $0.text.hasPrefix("年") || $0.text.first?.isWholeNumber == true } ?? false
    }
    return !character.isASCII && !FigureText.isFigure(text)
  }

  /// Whether a word stands alone in brackets, as the unit 件 of a heading does.
  private static func isBracketed(
    _ word: PlacedWord, between last: PlacedWord, _ next: PlacedWord, em: Double
  ) -> Bool {
    "(（［[【".contains(last.text.last ?? " ") && ")）］]】".contains(next.text.first ?? " ")
      && word.left - last.right < 0.2 * em && next.left - word.right < 0.2 * em
  }

  /// Whether a word is of the months of a part of a year: 4-12 or 月 in H23年度 4-12 月.
  private static func areMonths(_ word: PlacedWord, after last: PlacedWord, before next: PlacedWord, em: Double) -> Bool
  {
    guard word.left - last.right < 0.35 * em, last.text.contains("年") else { return false }
    if word.text == "月" { return TableVocabulary.time(last.text + word.text) != nil }
    return next.text.hasPrefix("月") && next.left - word.right < 0.35 * em && FigureText.isFigure(word.text)
      && TableVocabulary.time(last.text + word.text + "月") != nil
  }

  /// Cuts a run of characters where its gaps are wider than within words.
  private static func cut(_ run: [PlacedWord]) -> [PlacedWord] {
    guard run.count > 1 else { return run }
    let gaps = zip(run, run.dropFirst()).map { max($1.left - $0.right, 0) }
    let least = gaps.min() ?? 0
    var cells = [run[0]]
    for (gap, word) in zip(gaps, run.dropFirst()) {
      if gap > max(1.8 * least, least + (run[0].right - run[0].left) * 0.6) {
        cells.append(word)
      } else {
        cells[cells.count - 1].text += word.text
        cells[cells.count - 1].right = word.right
      }
    }
    return cells
  }

  /// Whether a word goes on with the cell before it.
  private static func belongs(_ word: PlacedWord, to cell: PlacedWord, em: Double) -> Bool {
    let gap = word.left - cell.right
    if FigureText.isFigure(cell.text) {
      // 2022 年度
      if FigureText.isBareYear(cell.text), word.text.hasPrefix("年") { return gap < 0.35 * em }
      return gap < 0.6 * em && ["%", "％", "件", "円"].contains(word.text)
    }
    if FigureText.isFigure(word.text) { return gap < 0.35 * em && !TableVocabulary.isKnown(cell.text) }
    if gap < 0.2 * em { return true }
    if gap < 0.8 * em, "(（［[【".contains(cell.text.last ?? " ") || ")）］]】".contains(word.text.first ?? " ") {
      return true
    }
    if "(（［[【".contains(word.text.first ?? " "), gap < 0.8 * em { return true }
    let bothKnown = TableVocabulary.isKnown(cell.text) && TableVocabulary.isKnown(word.text)
    return gap < 0.6 * em && !bothKnown
  }
}
