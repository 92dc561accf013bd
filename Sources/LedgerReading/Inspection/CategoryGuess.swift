import Procurement

/// Guesses what a ledger's own words for categories mean.
enum CategoryGuess {
  private static let hints: [(words: [String], category: Procurement.Category)] = [
    (["工事", "construction", "works"], .works),
    (["委託", "業務", "役務", "コンサル", "測量", "調査", "設計", "consult", "service", "surveying"], .services),
    (["物品", "購入", "印刷", "製造", "goods", "suppl", "purchase"], .goods),
  ]

  /// The category of a word, or nil where it suggests none.
  static func category(of word: String) -> Procurement.Category? {
    if let known = try? KnownWords.meaning(of: word, in: KnownWords.categories) { return known }
    let folded = TextFolding.halfWidth(word).lowercased()
    return hints.first { $0.words.contains { folded.contains($0) } }?.category
  }
}
