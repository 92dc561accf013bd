/// Where a contractor is at home, seen from the buying city (所在区分).
public enum Locality: UInt8, CaseIterable, Sendable, Hashable {
  /// 市内: head office in the city.
  case local
  /// 準市内: a branch with contract power in the city.
  case semiLocal
  /// 市外: elsewhere.
  case nonLocal

  /// The word used in canonical files and in JSON.
  public var identifier: String {
    switch self {
    case .local: "local"
    case .semiLocal: "semi-local"
    case .nonLocal: "non-local"
    }
  }
}
