/// Marks behind words that refer to notes.
package enum NoteMarks {
  /// A folded word without the marks behind it that refer to notes: ※, ※1, *2, (注), 注3.
  package static func removed(from word: String) -> String {
    var rest = word[...]
    while true {
      let before = rest
      for (open, close) in brackets where rest.last == close {
        guard let start = rest.lastIndex(of: open), start > rest.startIndex else { continue }
        let inside = rest[rest.index(after: start)...].dropLast()
        if let first = inside.first, "※*注".contains(first), inside.dropFirst().allSatisfy(isDigit) {
          rest = rest[..<start]
        }
      }
      let unnumbered = rest.dropLast(rest.reversed().prefix(while: isDigit).count)
      // 発注 and 受注 end with no mark.
      if let mark = unnumbered.last, unnumbered.count > 1, case let word = unnumbered.dropLast(),
        "※*".contains(mark) || mark == "注" && unnumbered != rest && !"発受".contains(word.last ?? "発")
      {
        rest = word
      }
      if rest == before { return String(rest) }
    }
  }

  /// Brackets that words may stand in.
  private static let brackets: [(open: Character, close: Character)] = [
    ("(", ")"), ("[", "]"), ("【", "】"), ("〔", "〕"), ("<", ">"), ("〈", "〉"), ("《", "》"), ("「", "」"), ("『", "』"),
  ]

  private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}
