/// How expected wins are estimated from trials.
public enum Estimator: String, CaseIterable, Sendable {
  /// The mean number of wins O.
  case plain
  /// The mean conditional probability E given what came before: never of larger variance for one firm in one
  /// tender, but for sums over tenders it may be either.
  case conditional
  /// O − β (O − E) with β = Cov(O, O − E) / Var(O − E) from a pilot on separate trials: unbiased, and no worse
  /// than either up to the pilot's error.
  case combined
}

/// Estimates by entry and by seat.
struct SimulationEstimates {
  /// A mean with its standard error from between-batch variance, nil for a single batch.
  struct Estimate {
    var mean: Double
    var standardError: Double?

    /// The mean of equally large batches.
    init(_ batches: [Double]) {
      self = Self.columns(1, of: batches.count) { batch, row in row[0] = batches[batch] }[0]
    }

    private init(mean: Double, standardError: Double?) {
      self.mean = mean
      self.standardError = standardError
    }

    /// The means of the columns of equally large batches.
    ///
    /// - Parameter row: writes the values of a batch, one for each column; asked for twice, so that nobody holds them all.
    /// - Complexity: O(columns × batches), memory for two rows.
    static func columns(_ columns: Int, of batches: Int, row: (Int, inout [Double]) -> Void) -> [Estimate] {
      let count = Double(batches)
      var values = [Double](repeating: 0, count: columns)
      var (means, squares) = (values, values)
      for batch in 0..<batches {
        row(batch, &values)
        for column in values.indices { means[column] += values[column] }
      }
      for column in means.indices { means[column] /= max(1, count) }
      guard batches > 1 else { return means.map { Estimate(mean: $0, standardError: nil) } }
      for batch in 0..<batches {
        row(batch, &values)
        for column in values.indices {
          let deviation = values[column] - means[column]
          squares[column] += deviation * deviation
        }
      }
      return zip(means, squares).map { mean, squares in
        Estimate(mean: mean, standardError: (squares / (count * (count - 1))).squareRoot())
      }
    }
  }

  /// The win probability of each entry.
  var entries: [Estimate]
  /// The expected wins of each seat.
  var seats: [Estimate]
}

extension LotterySimulation {
  /// How many pilot batches of how many trials decide β: the pilot costs the trials of one batch, and with 64
  /// points the variance is about 1/62 above that of the best β.
  static let pilotBatches = 64
  static let pilotBatchSize = 256

  /// β of every seat, by policy.
  func pilotCoefficients() -> [[Double]] {
    let runner = runner(Experiment.pilot)
    var work = runner.workspace()
    let batches = (0..<Self.pilotBatches).map { batch -> [BatchState] in
      let first = UInt64(batch * Self.pilotBatchSize)
      return runner.run(first..<first + UInt64(Self.pilotBatchSize), in: &work)
    }
    return problems.indices.map { policy in
      let sums = batches.map { (wins: meanWins($0[policy], policy), chances: meanChances($0[policy], policy)) }
      return (0..<layouts[policy].seatCount).map { seat in
        let wins = sums.map { $0.wins[seat] }
        let excess = sums.map { $0.wins[seat] - $0.chances[seat] }
        let (meanWins, meanExcess) = (wins.reduce(0, +), excess.reduce(0, +))
        let count = Double(Self.pilotBatches)
        var covariance = 0.0
        var variance = 0.0
        for (w, x) in zip(wins, excess) {
          covariance += (w - meanWins / count) * (x - meanExcess / count)
          variance += (x - meanExcess / count) * (x - meanExcess / count)
        }
        return variance > 0 ? covariance / variance : 0
      }
    }
  }

  /// Wins a trial, by seat.
  private func meanWins(_ state: BatchState, _ policy: Int) -> [Double] {
    let trials = Double(max(1, state.trials))
    return seatWins(state, policy).map { Double($0) / trials }
  }

  /// Conditional probabilities a trial, by seat.
  private func meanChances(_ state: BatchState, _ policy: Int) -> [Double] {
    // A batch of 2^22 trials has chances of up to 2^62 an entry: a seat with several leaves Int64.
    let chances: [Int128] = sums(policy) { Int128(state.chances[$0]) }
    let unit = Double(max(1, state.trials)) * Double(TrialEngine.chanceUnit)
    return chances.map { Double(nearest: $0) / unit }
  }

  private func seatWins(_ state: BatchState, _ policy: Int) -> [Int64] { sums(policy) { Int64(state.wins[$0]) } }

  /// The sums of something of each entry, by seat.
  private func sums<Sum: FixedWidthInteger>(_ policy: Int, of value: (Int) -> Sum) -> [Sum] {
    let layout = layouts[policy]
    var sums = [Sum](repeating: 0, count: layout.seatCount)
    for block in layout.blocks {
      for contest in block.contests {
        for entry in problems[policy].contests[contest].entries {
          sums[block.seats.lowerBound + Int(layout.seatOfEntry[entry])] += value(entry)
        }
      }
    }
    return sums
  }

  /// The sums of rows of the same length, column by column.
  private static func totals<Value: FixedWidthInteger>(_ rows: [[Value]]) -> [Int128] {
    var sums = [Int128](repeating: 0, count: rows.first?.count ?? 0)
    sums.withUnsafeMutableBufferPointer { sums in
      for row in rows {
        for (column, value) in row.enumerated() { sums[column] += Int128(value) }
      }
    }
    return sums
  }

  /// Whether the wins of each seat, those beyond the first of a trial and pairs of wins can be those of the trials.
  func isPossible(_ state: BatchState, _ policy: Int) -> Bool {
    let wins = seatWins(state, policy)
    return wins.indices.allSatisfy { seat in
      let (repeats, pairs) = (state.repeats[seat], state.pairs[seat])
      return 0 <= wins[seat] - repeats && wins[seat] - repeats <= state.trials && repeats <= pairs
    }
  }

  /// The expected wins of each seat under one policy, batch by batch.
  func seatBatches(
    _ policy: Int, state: SimulationState, estimator: Estimator, coefficients: [Double]?
  ) -> [[Double]] {
    state.states(of: policy).map { batch in
      switch estimator {
      case .plain: return meanWins(batch, policy)
      case .conditional: return meanChances(batch, policy)
      case .combined:
        let (wins, chances) = (meanWins(batch, policy), meanChances(batch, policy))
        return wins.indices.map { wins[$0] - (coefficients?[$0] ?? 0) * (wins[$0] - chances[$0]) }
      }
    }
  }

  /// The estimated wins of each seat under one policy.
  func seatEstimates(
    _ policy: Int, state: SimulationState, estimator: Estimator, coefficients: [Double]?
  ) -> [SimulationEstimates.Estimate] {
    let batches = seatBatches(policy, state: state, estimator: estimator, coefficients: coefficients)
    return SimulationEstimates.Estimate.columns(layouts[policy].seatCount, of: batches.count) { $1 = batches[$0] }
  }

  /// The estimates of one policy.
  func estimates(
    _ policy: Int, state: SimulationState, estimator: Estimator, coefficients: [Double]?
  ) -> SimulationEstimates {
    let batches = state.states(of: policy)
    let width = problems[policy].entries.count
    let entries = SimulationEstimates.Estimate.columns(width, of: batches.count) { index, row in
      let batch = batches[index]
      if estimator == .plain {
        let scale = 1 / Double(batch.trials)
        batch.wins.forEach { entry, wins in row[entry] = Double(wins) * scale }
      } else {
        let scale = 1 / (Double(TrialEngine.chanceUnit) * Double(batch.trials))
        for (entry, chance) in batch.chances.enumerated() { row[entry] = Double(chance) * scale }
      }
    }
    return SimulationEstimates(
      entries: entries,
      seats: seatEstimates(policy, state: state, estimator: estimator, coefficients: coefficients))
  }

  /// The outcome of one policy as its state estimates it.
  ///
  /// A simulation without conditional probabilities estimates plainly.
  ///
  /// - Parameters:
  ///   - policy: the position of the policy.
  ///   - state: of at least one batch.
  public func outcome(
    _ policy: Int, state: SimulationState, estimator: Estimator = .combined
  ) -> LotteryOutcome {
    let estimator = options.conditional ? estimator : .plain
    let coefficients = estimator == .combined ? pilotCoefficients()[policy] : nil
    let estimates = estimates(policy, state: state, estimator: estimator, coefficients: coefficients)
    let states = state.states(of: policy)
    let trials = Double(max(1, state.trials))
    let noAward = Self.totals(states.map(\.noAward)).map { Double(nearest: $0) / trials }
    let wins = Self.totals(states.map { seatWins($0, policy) })
    let trialsWon = zip(wins, Self.totals(states.map(\.repeats))).map { Double(nearest: $0 - $1) / trials }
    let squares = zip(wins, Self.totals(states.map(\.pairs))).map { Double(nearest: $0 + 2 * $1) / trials }
    let problem = problems[policy]
    let layout = layouts[policy]
    let blocks = problem.blocks.indices.map { index -> BlockOutcome in
      let block = layout.blocks[index]
      var amounts = [Double](repeating: 0, count: block.firms.count)
      let tenders = block.contests.map { contest -> TenderOutcome in
        let chances = problem.contests[contest].entries.compactMap { entry -> TenderOutcome.Chance? in
          let estimate = estimates.entries[entry]
          if estimate.mean == 0 { return nil }
          let price = problem.entries[entry].price
          amounts[Int(layout.seatOfEntry[entry])] += estimate.mean * Double(price)
          return TenderOutcome.Chance(
            firm: problem.entries[entry].firm, probability: estimate.mean,
            standardError: estimate.standardError, price: price)
        }
        return TenderOutcome(
          tender: problem.contests[contest].tender, noAward: noAward[contest], chances: chances)
      }
      let firms = block.firms.enumerated().map { place, firm in
        let seat = block.seats.lowerBound + place
        return FirmOutcome(
          firm: firm, expectedWins: estimates.seats[seat].mean,
          standardError: estimates.seats[seat].standardError, winAtLeastOne: trialsWon[seat],
          distribution: nil, expectedAmount: amounts[place], expectedSquaredWins: squares[seat],
          expectedSquaredAmount: nil)
      }
      return BlockOutcome(
        identifier: problem.blocks[index].identifier, tenders: tenders,
        firms: firms.sorted { $0.firm < $1.firm })
    }
    return LotteryOutcome(policy: problem.policy, method: .simulation(trials: state.trials), blocks: blocks)
  }

  /// Ex-post measures of inequality with standard errors, of wins or of amounts; nil where never measured.
  func measures(
    _ policy: Int, state: SimulationState, ofAmounts: Bool
  ) -> [Inequality.Measure: SimulationEstimates.Estimate] {
    let kind = ofAmounts ? 1 : 0
    var result: [Inequality.Measure: SimulationEstimates.Estimate] = [:]
    for measure in Inequality.Measure.allCases {
      let unit = BatchRunner.unit(of: measure, amounts: ofAmounts, problems[policy])
      let index = kind * Inequality.Measure.allCases.count + measure.rawValue
      let batches = state.states(of: policy).compactMap { batch -> Double? in
        batch.measured[kind] > 0
          ? Double(batch.measures[index]) / unit / Double(batch.measured[kind]) : nil
      }
      if !batches.isEmpty { result[measure] = SimulationEstimates.Estimate(batches) }
    }
    return result
  }

  /// The share of trials in which a tender's award differs from the first policy's, by tender of the register.
  public func changedShare(_ policy: Int, state: SimulationState) -> [Int: Double] {
    let states = state.states(of: policy)
    let trials = Double(max(1, state.trials))
    return Dictionary(
      uniqueKeysWithValues: problems[policy].contests.enumerated().map { contest, value in
        (value.tender, Double(nearest: states.reduce(0) { $0 + Int128($1.changed[contest]) }) / trials)
      })
  }
}
