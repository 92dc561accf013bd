import LotteryStatistics

/// The words for what the exact solver and the replay refuse.
package enum RefusalText {
  /// Why a policy is not solved exactly.
  package static func text(of refusal: ExactSolver.Refusal, language: Language) -> String {
    switch refusal {
    case .tooCostly(let steps, let budget):
      language(
        "状態の遷移が \(NumberText.grouped(steps)) 以上で、上限 \(NumberText.grouped(budget)) を超える",
        "at least \(NumberText.grouped(steps)) transitions between states, above the limit of "
          + NumberText.grouped(budget))
    case .tooManyTypes(let bits):
      language("入札の組合せが多く、状態が \(bits) ビットになる", "so many bidders differ that a state takes \(bits) bits")
    case .tooManyOrders(let tenders):
      language(
        "\(tenders) 案件の無作為な開札順は数え上げられない", "\(tenders) tenders in random order have too many orders to go through")
    case .weightsByPastLosses:
      language("過去の落選による重みは履歴ごとに異なる", "weights by past losses depend on the whole history")
    case .jointVentureMembers:
      language("共同企業体を構成員で数えると業者の状態が互いに関わる", "joint ventures that count through members tie firms together")
    }
  }

  /// Why a record is not replayed under a policy.
  static func text(of error: Replay.ReplayError, language: Language) -> String {
    switch error {
    case .weightsByPastLosses:
      language(
        "過去の落選による重みでは、記録のくじから確率が決まらない",
        "weights by past losses: the recorded draws were made with equal chances and say nothing about weighted ones")
    case .randomOrder:
      language("無作為な開札順に当たる記録はない", "a random order of opening has no counterpart in the record")
    case .tooManyHistories(let block):
      language(
        "グループ \(ErrorText.printable(block)) の場合分けが多すぎる",
        "the group \(ErrorText.printable(block)) branches into too many histories")
    }
  }
}
