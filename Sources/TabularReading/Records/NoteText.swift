/// Texts between and below the rows of a table that are no rows.
package enum NoteText {
  /// Whether a text is a note's: ※, 注, 備考, 出典, 資料, or the end mark of an old system.
  package static func isNote(_ text: String) -> Bool {
    let folded = WordFolding.word(text)
    if folded == "\u{1A}" { return true }
    return ["※", "*", "注", "(注", "[注", "【注", "備考", "出典", "資料", "(出典", "(資料", "以上"].contains { folded.hasPrefix($0) }
  }
}
