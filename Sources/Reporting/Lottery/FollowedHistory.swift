import LotteryStatistics

/// A policy that excludes earlier winners from draws, and whose wins it follows.
package struct FollowedHistory: Sendable, Hashable {
  /// The policy's name.
  package var policy: String
  /// Whose wins exclude.
  package var history: DrawHistory

  /// A policy with its history.
  package init(policy: String, history: DrawHistory) {
    self.policy = policy
    self.history = history
  }

  /// What is followed, or that nothing is.
  static func text(_ followed: FollowedHistory?, _ language: Language) -> String {
    guard let followed else {
      return language("どのくじも同額の全員で引く（除外なし、履歴なし）", "every draw is among all tied firms: no history is followed")
    }
    let policy = ErrorText.printable(PolicyWords(language: language).short(followed.policy))
    switch followed.history {
    case .recorded:
      return language(
        "除外の方式：\(policy)。記録された落札者の履歴に従う（記録のない案件は計算した当選者）",
        "firms are excluded as the policy \(policy) says, after the recorded winners (computed ones where none is "
          + "recorded)")
    case .chained:
      return language(
        "除外の方式：\(policy)。計算した当選者の履歴に従う（記録は使わない）",
        "firms are excluded as the policy \(policy) says, after the computed winners, one draw after the other")
    }
  }
}
