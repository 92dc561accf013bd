import Procurement
import TabularReading

/// What a remark beside a bid says (結果, 判定, 備考): whether it won, takes part, or what became of the tender.
struct BidRemark {
  /// Whether the bid won; nil where the remark does not say.
  var isWinner: Bool?
  /// Why the bid takes no part.
  var status: BidStatus?
  /// What became of the tender.
  var outcome: RecordedOutcome?
  /// Whether the remark was understood at all.
  var isUnderstood = true

  /// The meaning of a text by what it contains; the marks of yes and no count as well.
  init(_ text: String) {
    let word = WordFolding.word(text)
    func has(_ parts: String...) -> Bool { parts.contains { word.contains($0) } }
    if let answer = KnownWords.answer(text), !text.contains(where: \.isNumber) {
      isWinner = answer
    } else if has("失格", "最低制限価格未満", "最低制限価格を下回", "最低制限未満") {
      (status, isWinner) = (.disqualified, false)
    } else if has("無効") {
      (status, isWinner) = (.invalid, false)
    } else if has("辞退") {
      (status, isWinner) = (.withdrawn, false)
    } else if has("不参加", "未入札", "欠席", "未提出", "未着", "棄権", "入札なし", "未応札") {
      (status, isWinner) = (.absent, false)
    } else if let outcome = Self.outcome(of: word), outcome != .awarded {
      (self.outcome, isWinner) = (outcome, false)
    } else if has("次点", "落選", "非落札", "落札せず", "予定価格超過", "超過", "候補", "くじ外れ", "くじはずれ") {
      isWinner = false
    } else if has("落札", "決定", "採用", "契約の相手方", "契約者") {
      isWinner = true
    } else if ["有効", "参加", "応札", "入札", "くじ", "くじ引き", "くじ対象", "同額"].contains(word) || word.hasSuffix("位") {
      return
    } else {
      isUnderstood = false
    }
  }

  /// Words that remarks have, for errors.
  static let words = ["落札", "失格", "無効", "辞退", "不参加", "次点", "不調", "不落", "中止"]

  /// Why a tender has no winner, where a text in the place of a winner or a price says it; nil for a name.
  static func failure(_ text: String) -> RecordedOutcome? {
    let word = WordFolding.word(text)
    if let known = KnownWords.outcomes[word] { return known == .awarded || known == .negotiated ? nil : known }
    let parts = ["不調", "不落", "中止", "取止", "取り止", "取りやめ", "打切", "打ち切", "不成立", "者なし", "該当なし", "者無し"]
    guard word.count < 20, parts.contains(where: { word.contains($0) }) else { return nil }
    return outcome(of: word).flatMap { $0 == .awarded || $0 == .negotiated ? nil : $0 }
  }

  /// Whether a text in the place of a ceiling, floor or threshold says that there is none, or that it is not told.
  static func isUnpublished(_ text: String) -> Bool { unpublished.contains(WordFolding.word(text)) }

  private static let unpublished: Set<String> = [
    "非公表", "未公表", "事後公表", "公表せず", "公表しない", "非公開", "設定なし", "設定無し", "未設定", "設定せず", "なし", "無し", "無", "該当なし", "適用なし", "対象外",
    "不明", "未定",
  ]

  /// What became of a tender, by what a text contains; nil where it says nothing of that.
  static func outcome(of text: String) -> RecordedOutcome? {
    let word = WordFolding.word(text)
    func has(_ parts: String...) -> Bool { parts.contains { word.contains($0) } }
    if let known = KnownWords.outcomes[word] { return known }
    if has("不落随", "不調随", "随意契約", "随契") { return .negotiated }
    if has("中止", "取止", "取り止", "取りやめ", "とりやめ", "取消", "取り消", "撤回") { return .cancelled }
    if has("不落札") { return .notAwarded }
    if has("不落") { return .aboveCeiling }
    if has("不調", "応札者なし", "入札者なし", "参加者なし", "応募者なし", "応札なし", "全者辞退", "全社辞退") { return .noBid }
    if has("不成立", "打切", "打ち切", "落札者なし", "該当者なし", "落札者無", "該当なし", "業者なし") { return .notAwarded }
    if has("落札候補") { return nil }
    if has("落札", "決定", "契約締結") || word == "成立" { return .awarded }
    return nil
  }
}
