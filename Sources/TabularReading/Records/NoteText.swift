/// Texts between and below the rows of a table that are no rows.
package enum NoteText {
  /// Whether a text alone in its row is a note's: it begins or ends as notes do, stands in brackets, is a sentence, says something of
  /// something (担当：契約課), or numbers a page; so is the end mark of an old system.
  package static func isNote(_ text: String) -> Bool {
    let folded = WordFolding.word(text)
    if folded == "\u{1A}" { return true }
    if beginnings.contains(where: folded.hasPrefix) || endings.contains(where: folded.hasSuffix) { return true }
    if folded.contains("。") || folded.contains(":") && folded.contains(where: \.isLetter) { return true }
    if let first = folded.first, let last = folded.last, let close = brackets[first], close == last { return true }
    return isPageNumber(folded) || ends.contains(folded.filter { !"-―—–ー=*~".contains($0) })
  }

  private static let beginnings = [
    "※", "*", "注", "(注", "[注", "【注", "備考", "出典", "資料", "(出典", "(資料", "以上", "作成", "担当", "問合せ", "問い合わせ", "お問い合わせ", "連絡先",
    "更新", "出所", "参考", "なお", "ただし", "単価契約", "source", "note", "updated", "asof", "(end", "endof",
  ]
  private static let endings = ["現在", "除く", "除く)", "含む", "含む)", "作成", "調べ", "ます", "です", "ページ", "頁", "[eof]", "以上"]
  private static let ends: Set<String> = [
    "以下余白", "余白", "以下空白", "以下なし",
    "終", "終り", "終わり", "おわり", "以上", "end",
  ]
  private static let brackets: [Character: Character] = ["(": ")", "[": "]", "【": "】", "〔": "〕", "<": ">", "《": "》"]

  /// Whether a text is 1/2, -1- or page 1.
  private static func isPageNumber(_ text: String) -> Bool {
    let parts = (text.hasPrefix("page") ? text.dropFirst(4) : text[...]).split { "/-–—of".contains($0) }
    return !parts.isEmpty && parts.count < 3 && parts.allSatisfy { $0.count < 5 && $0.allSatisfy(\.isNumber) }
      && (text.hasPrefix("page") || text.hasPrefix("-") && text.hasSuffix("-")
        || text.contains("/") && parts.count == 2)
  }
}
