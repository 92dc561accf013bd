/// How a contractor is chosen (契約方法), as far as competition goes.
public enum ContractMethod: String, CaseIterable, Sendable, Hashable {
  /// 一般競争入札: whoever meets the requirements may bid.
  case open
  /// 指名競争入札: named firms may bid.
  case designated
  /// A selective tender between the two, as 公募型競争入札.
  case selective
  /// プロポーザル方式, 企画競争: the best proposal is contracted with, at a quoted price.
  case proposal
  /// 随意契約: without a tender.
  case negotiated
  /// 不落随契, 不調随契: negotiated after a tender that failed.
  case afterFailure = "after-failure"
  /// Not said, or in words that are not known.
  case unknown

  /// Whether firms bid against each other.
  public var isCompetitive: Bool {
    switch self {
    case .open, .designated, .selective, .unknown: true
    case .proposal, .negotiated, .afterFailure: false
    }
  }
}
