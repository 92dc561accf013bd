import Procurement

/// The words that canonical and Japanese ledgers use for categories, sizes and localities.
enum KnownWords {
  static let categories: [String: Procurement.Category] = [
    "goods": .goods, "物品": .goods,
    "works": .works, "工事": .works, "請負工事": .works,
    "services": .services, "委託": .services, "業務委託": .services,
  ]

  static let sizes: [String: FirmSize] = [
    "large": .large, "大企業": .large,
    "sme": .sme, "中小企業": .sme,
    "other": .other, "その他": .other,
  ]

  static let localities: [String: Locality] = [
    "local": .local, "市内": .local,
    "semi-local": .semiLocal, "準市内": .semiLocal,
    "non-local": .nonLocal, "市外": .nonLocal, "準市内・市外": .nonLocal,
  ]

  /// Populations: whose orders a contract belongs to.
  static let populations: [String: Population] = [
    "city": .city, "市": .city,
    "subsidy-recipient": .subsidyRecipient, "補助金交付先": .subsidyRecipient,
  ]

  /// Accounts: the enterprise accounts stand apart in Table 1.
  static let accounts: [String: Account] = [
    "general": .general, "一般会計": .general,
    "special": .special, "特別会計": .special,
    "enterprise": .enterprise, "企業会計": .enterprise,
  ]

  /// The meaning of a word, whatever its width and case.
  ///
  /// - Throws: the problem with the nearest known word, without its place.
  static func meaning<Value>(of text: String, in words: [String: Value]) throws(WordProblem) -> Value {
    if let value = words[text] { return value }
    let folded = TextFolding.halfWidth(text).lowercased()
    if let value = words[folded] { return value }
    let known = words.keys.sorted()
    throw WordProblem(word: text, known: known, nearest: NearestWord.of(folded, in: known))
  }
}

/// A word that is not known where one of a few was expected.
struct WordProblem: Error {
  var word: String
  var known: [String]
  var nearest: String?

  var problem: DataError.Problem { .unknownWord(word, known: known, nearest: nearest) }
}
