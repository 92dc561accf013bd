import CounterRandom

/// Draws totals of vendors by chance and measures them.
protocol ChanceSimulation: Sendable {
  /// The exact mean of a measure, where it is known.
  func mean(of index: Concentration.Index) -> Double?

  /// The measures of every simulation of some groups; NaN where they do not exist.
  ///
  /// Group g is a function of the seed, g and the totals.
  func measures(_ indices: [Concentration.Index], groups: Range<Int>, of plan: ChancePlan) -> [[[Double]]]
}

/// Contracts that fall to the same vendors at random, each having at least one.
struct AllocationChance: ChanceSimulation {
  private let allocation: SurjectiveAllocation
  private let streams: TrialStreams

  /// The chance of the counts of some vendors; nil where there are none.
  init?(_ totals: VendorTotals, seed: UInt64) {
    let contracts = totals.counts.reduce(0, +)
    guard let allocation = SurjectiveAllocation(contracts: Int(contracts), vendors: totals.counts.count) else {
      return nil
    }
    self.allocation = allocation
    streams = TrialStreams(seed: seed, experiment: 0xB003)
  }

  func mean(of index: Concentration.Index) -> Double? { allocation.mean(of: index) }

  func measures(_ indices: [Concentration.Index], groups: Range<Int>, of plan: ChancePlan) -> [[[Double]]] {
    var ordered = OrderedTotals()
    return withUnsafeTemporaryAllocation(of: Int64.self, capacity: allocation.vendors) { counts in
      groups.map { group in
        var words = ChanceWords(streams, trial: group)
        return (0..<plan.simulations(of: group)).map { _ in
          allocation.draw(&words, into: counts)
          ordered.assign(counts: UnsafeBufferPointer(counts))
          return ordered.measures(indices)
        }
      }
    }
  }
}

/// The observed amounts dealt anew, each vendor keeping its number of contracts.
struct PermutationChance: ChanceSimulation {
  private let amounts: [Int64]
  private let counts: [Int64]
  private let streams: TrialStreams

  /// The chance of the amounts of some vendors.
  init(_ totals: VendorTotals, seed: UInt64) {
    (amounts, counts) = (totals.contracts, totals.counts)
    streams = TrialStreams(seed: seed, experiment: 0xB004)
  }

  /// Known of the index of Herfindahl and Hirschman, unless some deals are left out because a vendor falls below 0.
  ///
  /// A vendor with c of n contracts has the mean square c·S₂/n + c(c − 1)·(S₁² − S₂)/(n(n − 1)), where S₁ and S₂ are the
  /// sums of the amounts and of their squares: two contracts of his are any two of all.
  func mean(of index: Concentration.Index) -> Double? {
    guard index == .hhi, let least = amounts.first, least >= 0 else { return nil }
    let n = Double(amounts.count)
    let sum = Double(amounts.reduce(0, +))
    let squares = amounts.reduce(Int128(0)) { $0 + Int128($1) * Int128($1) }
    let alone = Double(squares) / (sum * sum)
    if amounts.count == 1 { return alone }
    let pairs = counts.reduce(0.0) { $0 + Double($1) * Double($1 - 1) }
    return alone + pairs * (1 - alone) / (n * (n - 1))
  }

  func measures(_ indices: [Concentration.Index], groups: Range<Int>, of plan: ChancePlan) -> [[[Double]]] {
    var ordered = OrderedTotals()
    let missing = indices.map { _ in Double.nan }
    return withUnsafeTemporaryAllocation(of: Int64.self, capacity: amounts.count) { shuffled in
      withUnsafeTemporaryAllocation(of: Int64.self, capacity: 2 * counts.count) { vendors in
        let order = UnsafeMutableBufferPointer(rebasing: vendors[..<counts.count])
        let totals = UnsafeMutableBufferPointer(rebasing: vendors[counts.count...])
        return groups.map { group in
          var words = ChanceWords(streams, trial: group)
          amounts.withUnsafeBufferPointer { words.shuffle($0, into: shuffled) }
          Self.accumulate(shuffled)
          return (0..<plan.simulations(of: group)).map { _ in
            // One deal of a shuffle needs no order of the vendors.
            if plan.perShuffle == 1 {
              _ = order.initialize(from: counts)
            } else {
              counts.withUnsafeBufferPointer { words.shuffle($0, into: order) }
            }
            let isMeasured = Self.deal(shuffled, order, into: totals)
            guard isMeasured else { return missing }
            ordered.assign(amounts: UnsafeBufferPointer(totals))
            return ordered.measures(indices)
          }
        }
      }
    }
  }

  /// Replaces amounts by the sums up to each, whose differences are sums of neighbours.
  ///
  /// No sum of some amounts leaves Int64: the sample has made sure of the sum of all without their signs.
  private static func accumulate(_ amounts: UnsafeMutableBufferPointer<Int64>) {
    var sum: Int64 = 0
    for place in amounts.indices {
      sum &+= amounts[place]
      amounts[place] = sum
    }
  }

  /// Gives each vendor the amounts that follow, so many as he has contracts; whether none has less than 0.
  private static func deal(
    _ sums: UnsafeMutableBufferPointer<Int64>, _ counts: UnsafeMutableBufferPointer<Int64>,
    into totals: UnsafeMutableBufferPointer<Int64>
  ) -> Bool {
    var (end, before, least) = (0, Int64(0), Int64(0))
    for vendor in counts.indices {
      end &+= Int(counts[vendor])
      let after = sums[end &- 1]
      totals[vendor] = after &- before
      least = min(least, totals[vendor])
      before = after
    }
    return least == 0
  }
}
