import LotteryStatistics

/// The names of policies: what they are in Japanese, and their words on the command line.
package struct PolicyWords: Sendable {
  private let language: Language

  /// The names in a language.
  package init(language: Language) { self.language = language }

  /// The documented policies, of each its word, its Japanese name and further names by which people call it.
  private static let named: [(word: String, name: String, others: [String])] = [
    ("independent", "制限なし", []),
    ("one-win", "1者1件（くじによる落札のみ）", ["1者1件", "一者一件"]),
    ("hiratsuka", "平塚市型（同日抽選の受注数制限）", ["平塚市型", "平塚市", "平塚"]),
    ("nabari", "名張市型（一抜け方式）", ["名張市型", "名張市", "名張", "一抜け方式", "一抜け"]),
    ("torinuke", "取り抜け方式（落札した者は以後すべて無効）", ["取り抜け方式", "取り抜け", "取抜け"]),
  ]

  /// A policy as results name it; one of a user's own has the name that its file gives it.
  package func name(_ word: String) -> String {
    guard language == .japanese, let known = Self.named.first(where: { $0.word == word }) else { return word }
    return known.name
  }

  /// A policy in a table, where its word is known from elsewhere.
  package func short(_ word: String) -> String {
    guard language == .japanese, let known = Self.named.first(where: { $0.word == word }) else { return word }
    return known.others.first ?? known.name
  }

  /// A policy in a list of those that can be named.
  package func listed(_ word: String) -> String {
    guard language == .japanese, Self.named.contains(where: { $0.word == word }) else { return word }
    return "\(short(word))（\(word)）"
  }

  /// The word of a policy that is named in Japanese, or nil.
  package static func word(_ text: String) -> String? {
    let wanted = folded(text)
    return named.first { ([$0.name, $0.word] + $0.others).contains { folded($0) == wanted } }?.word
  }

  /// All names of all documented policies.
  package static var all: [String] { named.flatMap { [$0.word, $0.name] + $0.others } }

  /// A name with digits and brackets in half width.
  private static func folded(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.compactMap { scalar in
          if scalar == " " || scalar == "\u{3000}" { return nil }
          return (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) : scalar
        })
    ).lowercased()
  }
}
