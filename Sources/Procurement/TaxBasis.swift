/// Whether amounts contain the consumption tax; two bases are never added.
public enum TaxBasis: String, CaseIterable, Sendable, Hashable {
  /// 税込.
  case included
  /// 税抜.
  case excluded
  /// The source does not say.
  case unstated
}
