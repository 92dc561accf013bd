import Procurement
import TabularReading

extension ContractMethod {
  /// The method that a record's words mean; `unknown` where they say nothing known.
  ///
  /// Bodies have words of their own (簡易公募型競争入札, 一般競争入札（拡大型）): what they contain decides. A mapping may give the
  /// canonical words instead.
  public init(words: String) {
    let word = WordFolding.word(words)
    if let known = ContractMethod(rawValue: word) {
      self = known
      return
    }
    func has(_ parts: String...) -> Bool { parts.contains { word.contains($0) } }
    if has("不落随", "不調随", "不落による随", "不調による随") {
      self = .afterFailure
    } else if has("プロポーザル", "企画競争", "技術提案・交渉", "公募型提案", "proposal") {
      self = .proposal
    } else if has("随意", "随契", "特命", "見積合わせ", "見積合せ", "direct", "limited", "negotiated") {
      self = .negotiated
    } else if has("公募型競争", "公募型指名", "工事希望型") {
      self = .selective
    } else if has("指名") {
      self = .designated
    } else if has("一般競争", "制限付一般", "条件付一般", "open") {
      self = .open
    } else {
      self = .unknown
    }
  }
}
