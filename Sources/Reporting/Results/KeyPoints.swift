// The sentence of a result that a page begins with.

extension LotteryIncidenceResult {
  /// How often lots decide.
  public func keyPoints(_ language: Language) -> [String] { [summary(language)] }
}
