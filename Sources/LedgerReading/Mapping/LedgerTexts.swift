import Procurement
import TabularReading

/// Reads texts of a ledger that a batch carries as they stand: days, amounts, numbers, grounds.
public enum LedgerTexts {
  /// A number without the marks that people put into it.
  static func number(_ text: String) -> String {
    TextFolding.halfWidth(text).filter { $0 != "-" && $0 != " " }
  }

  /// The month of a day, 1 to 12; nil where the text is no day.
  public static func month(_ text: String) -> Int? { DateText.date(text)?.month }

  /// An amount in the currency's minor unit; nil where the text is none.
  ///
  /// - Parameters:
  ///   - unit: of the mapping.
  ///   - rounds: whether fractions are rounded half-up, as the mapping says.
  public static func amount(_ text: String, unit: Int64, rounds: Bool) -> Int64? {
    (try? AmountText(text, unit: unit, rounds: rounds))?.value
  }

  /// A whole number such as 3 or ３者; nil where the text is none.
  public static func count(_ text: String) -> Int? {
    let folded = TextFolding.halfWidth(text).filter { !"者社人名 ,".contains($0) }
    return Int(folded).flatMap { $0 >= 0 ? $0 : nil }
  }

  /// The item of 地方自治法施行令 第167条の2第1項 that a text names: 2号, 第２号, 第167条の2第1項第8号, 少額, 緊急, 不落; nil where
  /// it names none.
  public static func groundItem(_ text: String) -> Int? {
    let word = WordFolding.word(text)
    if let item = Int(word), (1...9).contains(item) { return item }
    if let item = item(of: word) { return item }
    let words = [
      (1, ["少額"]), (2, ["性質", "目的"]), (3, ["福祉", "障害者", "シルバー"]), (4, ["新商品", "新規事業"]), (5, ["緊急"]),
      (6, ["不利"]), (7, ["有利"]), (8, ["不落", "不調", "落札者なし", "入札者なし", "入札者がない", "落札者がない"]), (9, ["契約を締結しない", "契約を結ばない"]),
    ]
    return words.first { $0.1.contains { word.contains($0) } }?.0
  }

  /// The item that an article of a law names: 第167条の2第1項第2号, 令167の2①二, 2号; nil for another article, whose items are others.
  private static func item(of word: String) -> Int? {
    let kanji = Array("一二三四五六七八九")
    let digits = word.map { kanji.firstIndex(of: $0).map { Character(String($0 + 1)) } ?? $0 }
    let text = String(digits).replacing("百6十7", with: "167")
    for article in ["167条の2", "167の2", "167条2", "167-2", "21条の14", "21条の13"] {
      guard let range = text.firstRange(of: article) else { continue }
      // 第1項 and the item, however they are set apart; the item alone where there is no paragraph.
      let numbers = text[range.upperBound...].compactMap(\.wholeNumberValue)
      if numbers.count >= 2, numbers[0] == 1, (1...9).contains(numbers[1]) { return numbers[1] }
      if let only = numbers.first, numbers.count == 1, text.contains("号"), (1...9).contains(only) { return only }
      return nil
    }
    guard !text.contains("条"), !text.contains("予決令"), let end = text.lastIndex(of: "号") else { return nil }
    let item = text[..<end].reversed().prefix { $0.isWholeNumber }
    return item.count == 1 ? item.first?.wholeNumberValue.flatMap { (1...9).contains($0) ? $0 : nil } : nil
  }
}
