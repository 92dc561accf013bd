import LotteryStatistics
import TestSupport
import Testing

@testable import PolicyDesign

@Suite("Pareto set")
struct ParetoSetTests {
  private static let aims = [
    WeightedAim(.awards, materiality: .absolute(0.1)), WeightedAim(.amount, materiality: .relative(0.05)),
    WeightedAim(.clauses, materiality: .absolute(1)),
  ]

  /// Written from the words alone: no aim materially worse, one materially better.
  private static func isDominated(_ b: [Double], by a: [Double]) -> Bool {
    let gains = [a[0] - b[0], b[1] - a[1], b[2] - a[2]]
    let material = [0.1, 0.05 * max(abs(a[1]), abs(b[1])), 1]
    return zip(gains, material).allSatisfy { $0 > -$1 + 1e-9 } && zip(gains, material).contains { $0 >= $1 - 1e-9 }
  }

  @Test("equals brute force on random values, and every dominated rule names one that dominates it", arguments: 1...20)
  func bruteForce(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let values = (0..<60).map { _ in
      [
        Double.random(in: 0...1, using: &generator), Double.random(in: 100...130, using: &generator),
        Double(Int.random(in: 3...6, using: &generator)),
      ]
    }
    let set = ParetoSet(values.map { .init(values: $0) }, aims: Self.aims)
    let expected = values.indices.filter { b in !values.contains { Self.isDominated(values[b], by: $0) } }
    #expect(set.members == expected)
    #expect(Set(set.dominatedBy.keys).isDisjoint(with: expected))
    for (rule, other) in set.dominatedBy { #expect(Self.isDominated(values[rule], by: values[other])) }
    #expect(set.dominatedBy.count + set.members.count == values.count)
  }

  @Test("a simulated lead within three paired standard errors is none, common noise cancels")
  func paired() {
    let aims = [WeightedAim(.noAward, materiality: .absolute(0.001))]
    let noise = [0.3, -0.2, 0.1, -0.2]
    let a = ParetoSet.Candidate(values: [1], batches: noise.map { [1 + $0] })
    let b = ParetoSet.Candidate(values: [1.05], batches: noise.map { [1.05 + $0] })
    let c = ParetoSet.Candidate(values: [1.05], batches: noise.map { [1.05 - $0] })
    #expect(ParetoSet.dominates(a, b, aims))
    #expect(!ParetoSet.dominates(a, c, aims))
  }

  @Test("weights decide among members")
  func weights() {
    let values = [[1.0, 100, 3], [0.5, 60, 3]].map { ParetoSet.Candidate(values: $0) }
    for (weight, expected) in [(3.0, 0), (0.2, 1)] {
      var aims = Self.aims
      aims[0].weight = weight
      let set = ParetoSet(values, aims: aims)
      #expect(set.members == [0, 1])
      #expect(set.choice(of: values, among: set.members) == expected)
    }
  }
}
