import Procurement
import TabularReading

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
    "other": .other, "その他": .other, "公益法人": .other,
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

  /// Main lines of business, as 官公需法 tells them apart.
  static let businesses: [String: LineOfBusiness] = [
    "manufacturing": .manufacturing, "製造業": .manufacturing, "建設業": .manufacturing, "運輸業": .manufacturing,
    "その他の業種": .manufacturing, "wholesale": .wholesale, "卸売業": .wholesale, "services": .services,
    "サービス業": .services, "retail": .retail, "小売業": .retail, "rubber": .rubber, "ゴム製品製造業": .rubber,
    "software": .software, "ソフトウェア業": .software, "情報処理サービス業": .software, "hotels": .hotels,
    "旅館業": .hotels,
  ]

  /// Legal forms that matter for the size class.
  static let legalForms: [String: LegalForm] = [
    "company": .company, "会社": .company, "sole-trader": .soleTrader, "個人": .soleTrader, "個人事業主": .soleTrader,
    "cooperative": .cooperative, "組合": .cooperative, "other": .other, "その他": .other,
  ]

  /// What is noted in the place of a bid.
  static let bidStatuses: [String: BidStatus] = [
    "valid": .valid, "有効": .valid, "invalid": .invalid, "無効": .invalid, "失格": .disqualified,
    "disqualified": .disqualified,
    // A bid that is still pending was not admitted.
    "pending": .invalid, "withdrawn": .withdrawn, "辞退": .withdrawn, "absent": .absent, "不参加": .absent,
    "入札不参加": .absent, "欠席": .absent, "未入札": .absent, "未提出": .absent, "棄権": .absent, "invited": .absent,
  ]

  /// What became of a tender.
  static let outcomes: [String: RecordedOutcome] = [
    "awarded": .awarded, "落札": .awarded, "決定": .awarded, "契約": .awarded, "no-bid": .noBid, "不調": .noBid,
    "入札不調": .noBid, "応札者なし": .noBid, "入札者なし": .noBid, "above-ceiling": .aboveCeiling, "不落": .aboveCeiling,
    "cancelled": .cancelled, "中止": .cancelled, "入札中止": .cancelled, "取止め": .cancelled, "取りやめ": .cancelled,
    "取り止め": .cancelled, "取止": .cancelled, "取消": .cancelled, "取消し": .cancelled,
    "not-awarded": .notAwarded, "不成立": .notAwarded, "落札者なし": .notAwarded, "打切り": .notAwarded, "打ち切り": .notAwarded,
    "after-failure": .negotiated, "不落随契": .negotiated, "不調随契": .negotiated, "不落随意契約": .negotiated,
    "随意契約": .negotiated,
  ]

  /// Yes and no.
  static let answers: [String: Bool] = [
    "1": true, "true": true, "yes": true, "有": true, "○": true, "落札": true, "決定": true, "当選": true, "◎": true,
    "×": false, "-": false, "―": false, "−": false, "ー": false, "—": false, "–": false,
    "0": false, "false": false, "no": false, "無": false, "落選": false,
  ]

  /// Whether a text is a yes or a no, and which.
  static func answer(_ text: String) -> Bool? {
    answers[TextFolding.halfWidth(text).lowercased()] ?? answers[WordFolding.word(text)]
  }

  /// Where bidders must have their head office.
  static let areaConditions: [String: AreaCondition] = [
    "none": .none, "なし": .none, "ward": .ward, "区内": .ward, "half": .half, "市南部・北部": .half,
  ]

  /// The meaning of a word, whatever its width and case.
  ///
  /// - Throws: the problem with the nearest known word, without its place.
  static func meaning<Value>(of text: String, in words: [String: Value]) throws(WordProblem) -> Value {
    if let value = words[text] { return value }
    let folded = TextFolding.halfWidth(text).lowercased()
    if let value = words[folded] ?? words[WordFolding.word(text)] { return value }
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
