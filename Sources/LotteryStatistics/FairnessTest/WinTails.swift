/// The exact distribution of each tested firm's lottery wins under a policy, group by group, convolved over groups.
///
/// Groups are independent of each other. Where no earlier win can exclude a tied firm each draw is a coin of its own;
/// elsewhere the exact solver gives the group's distribution. Firms of a group that is too costly have none.
struct WinTails: Sendable {
  /// The distribution of each tested firm, nil where a group of its own could not be solved.
  let distributions: [WinDistribution?]

  /// The distributions of a record.
  ///
  /// - Parameter budget: transitions of the exact solver over all groups, shared out equally among those that
  ///   need it, so that the result does not depend on threads.
  /// - Complexity: O(entries) and the budget.
  init(_ record: DrawRecord, _ layout: HistoryLayout, budget: Int, threads: Int) {
    let problem = record.problem
    let needsSolver = layout.blocks.indices.filter { block in
      !layout.isSimple || layout.contests[layout.blocks[block]].contains(where: \.isTouched)
    }
    // So many groups that some are bound to be refused, which would spoil nearly every firm: none is tried.
    let share = budget / max(1, needsSolver.count)
    let solver = ExactSolver(budget: share)
    let solved = parallelMap(needsSolver.count, threads: threads) { index -> [FirmOutcome]? in
      if share < 5_000 { return nil }
      return (try? solver.solve(needsSolver[index], of: problem))?.outcome.firms
    }

    // Coins are counted by their chance, one in n.
    var coins = [[Int: Int]](repeating: [:], count: layout.firms.count)
    var isMissing = [Bool](repeating: false, count: layout.firms.count)
    var extra = [[WinDistribution]](repeating: [], count: layout.firms.count)
    var next = 0
    for (block, range) in layout.blocks.enumerated() {
      guard next < needsSolver.count, needsSolver[next] == block else {
        for contest in layout.contests[range] where contest.size > 1 {
          for entry in Int(contest.first)..<Int(contest.first) + Int(contest.size) where layout.firmOfEntry[entry] >= 0
          {
            coins[Int(layout.firmOfEntry[entry])][Int(contest.size), default: 0] += 1
          }
        }
        continue
      }
      let outcome = solved[next]
      next += 1
      guard let outcome else {
        for contest in problem.contests[range] {
          for entry in contest.entries where layout.firmOfEntry[entry] >= 0 {
            isMissing[Int(layout.firmOfEntry[entry])] = true
          }
        }
        continue
      }
      // The solver counts all wins. Those without a tie are no lotteries: certain ones are taken off, others are left to
      // the replicates.
      let untied = Self.untied(problem.contests[range], problem)
      for firm in outcome {
        guard let tested = layout.tested(firm.firm) else { continue }
        if let terms = firm.distribution, !untied.open.contains(firm.firm) {
          var law = WinDistribution(terms: terms)
          law.remove(certain: untied.certain[firm.firm] ?? 0)
          extra[tested].append(law)
        } else {
          isMissing[tested] = true
        }
      }
    }
    let (allCoins, missing, others) = (coins, isMissing, extra)
    distributions = parallelMap(layout.firms.count, threads: threads) { firm in
      missing[firm] ? nil : Self.sum(coins: allCoins[firm], others: others[firm])
    }
  }

  /// The wins without a tie that firms of some contests are certain of, and the firms of which some are open.
  private static func untied(
    _ contests: ArraySlice<LotteryProblem.Contest>, _ problem: LotteryProblem
  ) -> (certain: [Int: Int], open: Set<Int>) {
    var certain: [Int: Int] = [:]
    var open: Set<Int> = []
    for contest in contests {
      guard let first = contest.tiers.first, first.count == 1 else { continue }
      if problem.rule.cap == 0 || !contest.isCovered || problem.rule.outrightWin == .stands {
        certain[problem.entries[first.lowerBound].firm, default: 0] += 1
      } else {
        open.formUnion(contest.entries.map { problem.entries[$0].firm })
      }
    }
    return (certain, open)
  }

  private static func sum(coins: [Int: Int], others: [WinDistribution]) -> WinDistribution {
    var sum = WinDistribution()
    for (size, count) in coins.sorted(by: { $0.key < $1.key }) {
      sum.add(WinDistribution(trials: count, chance: 1 / Double(size)))
    }
    for other in others { sum.add(other) }
    return sum
  }
}
