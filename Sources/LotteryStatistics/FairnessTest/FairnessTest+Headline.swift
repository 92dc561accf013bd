#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

// The families of statistics and what explains a record that is too even.
extension FairnessTest {
  static func headline(
    _ families: [FairnessFamily], _ observed: HistoryRunner.History, _ histories: [HistoryRunner.History], rank: Int
  ) -> FairnessHeadline {
    FairnessHeadline(
      families.map { family in
        (family, value(of: family, observed, rank: rank), histories.map { value(of: family, $0, rank: rank) })
      })
  }

  /// The families that a record has something to say about.
  static func families(_ runner: HistoryRunner) -> [FairnessFamily] {
    FairnessFamily.allCases.filter { family in
      switch family {
      case .high, .low, .firms: true
      case .arrival: runner.positions != nil
      case .officers, .officerPairs: runner.officers != nil
      case .firmStreaks, .streak: runner.sequence != nil
      case .affiliates: runner.affiliates?.hasFamily ?? false
      }
    }
  }

  /// The statistic of a family, large where suspicious.
  private static func value(of family: FairnessFamily, _ history: HistoryRunner.History, rank: Int) -> Double {
    switch family {
    case .high: history.statistic
    case .low: max(evenness(history.statistic, rank), history.sequence.turns)
    case .firms: history.largest
    case .arrival: history.positions?.largest ?? 0
    case .officers: history.officers.sum
    case .officerPairs: history.officers.largest
    case .firmStreaks: history.sequence.firmStreak
    case .streak: history.sequence.streak
    case .affiliates: history.affiliateLargest
    }
  }

  /// How far T lies below its mean, on the scale of a standard normal: Wilson and Hilferty's cube root.
  private static func evenness(_ statistic: Double, _ rank: Int) -> Double {
    let spread = 2 / (9 * Double(max(1, rank)))
    return (1 - spread - cbrt(max(0, statistic) / Double(max(1, rank)))) / spread.squareRoot()
  }

  /// The named policies under which a record that is too even is nothing unusual and contains nothing impossible.
  static func explanations(
    _ record: DrawRecord, _ options: Options, _ headline: FairnessHeadline
  ) -> [Explanation] {
    guard options.explainsEvenness, !record.isAfterExclusion, isTooEven(headline, options.alpha) else { return [] }
    var again = options
    again.explainsEvenness = false
    again.testsFirms = false
    again.powerHistories = 0
    return LotteryPolicy.named.filter { $0 != record.policy }.compactMap { policy in
      let other = DrawRecord(record.source, under: policy)
      guard let test = try? FairnessTest(other, options: again), test.contradictions.isEmpty, !test.isFinding,
        other.account.draws == record.account.draws
      else { return nil }
      return Explanation(policy: policy.name, pValue: test.headline.pValue)
    }
  }
}
