import Procurement
import TabularReading

/// The columns in which each round of bidding has its price (第1回, 2回目, 再度入札), as lists of bids name them.
enum RoundColumns {
  /// The columns of the rounds from the first on; none where fewer are named, or one of them twice.
  static func positions(in header: Header) -> [Int] {
    var found: [Int: [Int]] = [:]
    for (column, name) in header.names.enumerated() {
      if let round = round(of: name) { found[round, default: []].append(column) }
    }
    guard let last = found.keys.max(), found.count == last, found.values.allSatisfy({ $0.count == 1 }) else {
      return []
    }
    return (1...last).compactMap { found[$0]?.first }
  }

  /// The round that a name is of: 第1回入札額, 1回目, ２回目（税抜）, 入札結果/第3回; nil where it is of none.
  static func round(of name: String) -> Int? {
    let word = WordFolding.word(name)
    // Units, tax and levels of the header say nothing of the round.
    let plain = (UnitNote.split(folded: word)?.name ?? word).filter { $0 != "/" }
    if ["再度入札", "再入札", "再度入札額", "再入札額", "再度入札金額", "再入札金額"].contains(plain) { return 2 }
    let parts = plain.split(separator: "回", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return nil }
    var (before, behind) = (parts[0], parts[1])
    guard let digit = before.popLast(),
      let round = Array("123456789").firstIndex(of: digit) ?? kanji.firstIndex(of: digit)
    else { return nil }
    if before.hasSuffix("第") { before.removeLast() }
    if behind.hasPrefix("目") { behind.removeFirst() }
    let neutral = ["", "入札", "応札", "入札結果", "開札結果", "開札", "入札金額", "入札額", "入札価格", "応札額", "応札金額"]
    let prices = ["", "入札", "応札", "金額", "額", "価格", "税抜", "入札金額", "入札額", "入札価格", "入札書記載金額", "応札額", "応札金額", "応札価格"]
    return neutral.contains(before) && prices.contains(behind) ? round + 1 : nil
  }

  private static let kanji = Array("一二三四五六七八九")
}
