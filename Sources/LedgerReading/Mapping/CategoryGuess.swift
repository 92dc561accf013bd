import Procurement
import TabularReading

/// Guesses what a ledger's own words for categories, sizes and localities mean.
///
/// The last noun of a Japanese word says what it is: 工事監理業務委託 is a service, 工事用資材購入 a purchase. Where parts of a
/// word contradict each other, or its end says nothing, there is no guess.
enum CategoryGuess {
  private static let nouns: [(words: [String], category: Procurement.Category)] = [
    (["工事", "施工", "舗装", "築造", "解体", "建設"], .works),
    (
      [
        "委託", "業務", "役務", "コンサル", "コンサルタント", "測量", "調査", "設計", "監理", "管理", "保守", "点検", "清掃", "警備", "運営", "運搬",
        "診断", "検査", "サービス",
      ], .services
    ),
    (["物品", "購入", "買入", "買入れ", "印刷", "製本", "製造", "資材", "燃料", "備品", "用品", "薬品", "納入"], .goods),
  ]
  /// What may follow the noun without changing what it says.
  private static let tails = ["一括", "一式", "関係", "契約", "の請負", "請負", "の提供", "提供", "等", "類", "費"]
  private static let english: [(words: [String], category: Procurement.Category)] = [
    (["construction", "works"], .works), (["consult", "service", "surveying"], .services),
    (["goods", "suppl", "purchase"], .goods),
  ]

  /// The category of a word, or nil where it suggests none.
  static func category(of word: String) -> Procurement.Category? {
    if let known = try? KnownWords.meaning(of: word, in: KnownWords.categories) { return known }
    let folded = WordFolding.word(word)
    if let guess = english.first(where: { $0.words.contains { folded.contains($0) } })?.category { return guess }
    var name = folded
    // 工事(単価契約) is 工事.
    if name.last == ")", let open = name.lastIndex(of: "("), open != name.startIndex { name = String(name[..<open]) }
    let parts = name.split { "・、,/／".contains($0) }.flatMap { $0.split(separator: "及び") }
    let guesses = parts.map { noun(at: String($0)) }
    // プレストレスト・コンクリート工事 is 工事; 設計・施工 is both.
    return Set(guesses.compactMap(\.self)).count == 1 ? guesses.last.flatMap(\.self) : nil
  }

  /// What the noun at the end of a word says.
  private static func noun(at word: String) -> Procurement.Category? {
    var word = word
    while let tail = tails.first(where: { word.hasSuffix($0) && word.count > $0.count }) {
      word = String(word.dropLast(tail.count))
    }
    return nouns.first { $0.words.contains { word.hasSuffix($0) } }?.category
  }

  /// The size class of a word, or nil where it suggests none.
  static func size(of word: String) -> FirmSize? {
    if let known = try? KnownWords.meaning(of: word, in: KnownWords.sizes) { return known }
    let folded = WordFolding.word(word)
    let (isLarge, isSmall) = (folded.hasPrefix("大"), ["中小", "小規模", "零細"].contains { folded.hasPrefix($0) })
    return isSmall ? .sme : isLarge ? .large : nil
  }

  /// The locality of a word, or nil where it suggests none.
  static func locality(of word: String) -> Locality? {
    if let known = try? KnownWords.meaning(of: word, in: KnownWords.localities) { return known }
    let folded = WordFolding.word(word)
    let words: [(String, Locality)] = [("準市内", .semiLocal), ("市内", .local), ("市外", .nonLocal)]
    return words.first { folded.hasPrefix($0.0) }?.1
  }
}
