import CounterRandom

/// Which random numbers serve what: the experiments of this room under a seed.
///
/// The numbers are part of what a seed promises (docs/seeds.md); a new use takes a new number.
enum SyntheticStreams: UInt16 {
  case ledgerAmounts = 0x5101
  case ledgerRows = 0x5102
  case ledgerVendors = 0x5103
  case ledgerDirt = 0x5104
  case bidFirms = 0x5201
  case bidGroups = 0x5202
  case bidTenders = 0x5203
  case bidStrategy = 0x5204
  case bidNumbers = 0x5205
  case bidInterest = 0x5206
  case bidOutsiders = 0x5207
  case bidOpenGroups = 0x5208

  /// The words of a piece of work, such as a page.
  func words(seed: UInt64, _ number: Int, _ part: Int = 0) -> DrawStream {
    TrialStreams(seed: seed, experiment: rawValue).stream(
      trial: UInt64(number), draw: UInt32(truncatingIfNeeded: part))
  }
}

extension DrawStream {
  /// A number from 0 to below a bound; the chances of two numbers differ by less than 2^−32.
  mutating func next(below bound: Int) -> Int {
    Int((UInt64(nextWord()) &* UInt64(bound)) >> 32)
  }

  /// A number of a closed range, as `next(below:)`.
  mutating func next(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + next(below: range.count)
  }

  /// Whether an event of so many chances in 1,000 happens.
  mutating func happens(perMille: Int) -> Bool { next(below: 1_000) < perMille }

  /// The position of a weight, drawn in proportion; the weights are not negative and not all 0.
  mutating func next(weights: [Int]) -> Int {
    var rest = next(below: weights.reduce(0, +))
    for (position, weight) in weights.enumerated() {
      if rest < weight { return position }
      rest -= weight
    }
    return weights.count - 1
  }
}
