/// The size class of a contractor (規模) in the sense of 官公需法 第2条.
public enum FirmSize: UInt8, CaseIterable, Sendable, Hashable {
  /// 大企業: above both limits of its line of business.
  case large
  /// 中小企業: within either limit.
  case sme
  /// その他: outside the size classes (foundations, social-welfare corporations, NPOs ...).
  case other

  /// The word used in canonical files and in JSON.
  public var identifier: String {
    switch self {
    case .large: "large"
    case .sme: "sme"
    case .other: "other"
    }
  }
}
