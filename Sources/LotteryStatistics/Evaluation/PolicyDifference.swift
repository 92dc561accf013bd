/// What one firm gains or loses from a policy against another, in expectation.
public struct PolicyDifference: Sendable, Hashable {
  /// The firm, a position in the register.
  public var firm: Int
  /// Expected wins under the policy less those under the other.
  public var wins: Double
  /// The standard error of the difference where both were simulated on the same picks; nil otherwise.
  public var standardError: Double?
  /// Expected amount in yen under the policy less that under the other.
  public var amount: Double

  /// Whether the firm is better off, worse off or neither: a difference within 1e-9 wins, or within 3 standard
  /// errors (false alarms: 0.3 % a firm), is neither.
  public var verdict: Verdict {
    let margin = max(1e-9, 3 * (standardError ?? 0))
    return wins > margin ? .better : wins < -margin ? .worse : .neither
  }

  /// Who is better and who is worse off.
  public enum Verdict: String, Sendable {
    /// More expected wins.
    case better
    /// Fewer expected wins.
    case worse
    /// As many, as far as can be told.
    case neither
  }

  /// The differences of two outcomes of one register, firm by firm.
  ///
  /// Standard errors are left out: those of two outcomes do not tell that of their difference.
  public static func differences(of outcome: LotteryOutcome, from other: LotteryOutcome) -> [PolicyDifference] {
    differences(of: FirmTotal.totals(of: outcome), from: FirmTotal.totals(of: other))
  }

  /// The differences of the totals of two outcomes of one register, firm by firm, without standard errors.
  public static func differences(of firms: [FirmTotal], from others: [FirmTotal]) -> [PolicyDifference] {
    var differences: [Int: PolicyDifference] = [:]
    for (sign, totals) in [(1.0, firms), (-1, others)] {
      for total in totals {
        var difference = differences[total.firm] ?? PolicyDifference(firm: total.firm, wins: 0, amount: 0)
        difference.wins += sign * total.wins
        difference.amount += sign * total.amount
        differences[total.firm] = difference
      }
    }
    return differences.values.sorted { $0.firm < $1.firm }
  }
}

extension LotterySimulation {
  /// The differences between two policies of a simulation with paired standard errors: both saw the same picks,
  /// so that the errors are those of the trials in which the rule bites.
  ///
  /// - Parameters:
  ///   - policy: the position of the policy.
  ///   - other: the position of the policy to which it is compared.
  ///   - state: of at least one batch.
  public func differences(
    of policy: Int, from other: Int, state: SimulationState, estimator: Estimator = .combined
  ) -> [PolicyDifference] {
    let estimator = options.conditional ? estimator : .plain
    let pilot = estimator == .combined ? pilotCoefficients() : nil
    let amounts = [policy, other].map { outcome($0, state: state, estimator: .plain) }
    var found = PolicyDifference.differences(of: amounts[0], from: amounts[1])
    var batches = [[Double]](
      repeating: [Double](repeating: 0, count: state.batchIndices.count),
      count: problems[policy].register.firms.count)
    for (sign, index) in [(1.0, policy), (-1, other)] {
      let seatBatches = seatBatches(index, state: state, estimator: estimator, coefficients: pilot?[index])
      for block in layouts[index].blocks {
        for (place, firm) in block.firms.enumerated() {
          for (batch, seats) in seatBatches.enumerated() {
            batches[firm][batch] += sign * seats[block.seats.lowerBound + place]
          }
        }
      }
    }
    for place in found.indices {
      let estimate = SimulationEstimates.Estimate(batches[found[place].firm])
      found[place].wins = estimate.mean
      found[place].standardError = estimate.standardError
    }
    return found
  }
}
