import LotteryStatistics
import Procurement
import TestSupport

/// A register of draws: each of tied firms, with the place of the winner among them, in the groups given.
func draws(_ sets: [(group: Int, firms: [Int], winner: Int)], firms count: Int? = nil) throws -> TenderRegister {
  let highest = sets.flatMap(\.firms).max() ?? -1
  let tenders = sets.enumerated().map { place, set in
    Tender(
      notice: TenderNotice(identifier: "D\(place)"),
      bids: set.firms.enumerated().map { TenderBid(firm: $1, amount: Yen(0), isWinner: $0 == set.winner) })
  }
  let numbers = Set(sets.map(\.group)).sorted()
  return try TenderRegister(
    firms: (0..<(count ?? highest + 1)).map { Firm(name: "F\($0)") }, tenders: tenders,
    groups: numbers.map { number in
      TenderGroup(identifier: "G\(number)", tenders: sets.indices.filter { sets[$0].group == number })
    })
}

/// The register with its tenders numbered in the order of opening.
func numbered(_ register: TenderRegister) throws -> TenderRegister {
  var tenders = register.tenders
  for place in tenders.indices { tenders[place].notice.order = place }
  return try TenderRegister(firms: register.firms, tenders: tenders, groups: register.groups)
}

/// Random tied sets: groups of a few draws whose firms come from a small pool, so that exclusion bites.
func randomSets(
  groups: Int, draws: ClosedRange<Int>, pool: Int, firms: Int, using generator: inout SplitMix64
) -> [(group: Int, firms: [Int])] {
  (0..<groups).flatMap { group -> [(group: Int, firms: [Int])] in
    let pool = Array((0..<firms).shuffled(using: &generator).prefix(pool))
    return (0..<Int.random(in: draws, using: &generator)).map { _ in
      let size = Int.random(in: 2...max(2, pool.count - 1), using: &generator)
      return (group, Array(pool.shuffled(using: &generator).prefix(size)))
    }
  }
}

/// The sets with winners at random places.
func withWinners(
  _ sets: [(group: Int, firms: [Int])], using generator: inout SplitMix64
) -> [(group: Int, firms: [Int], winner: Int)] {
  sets.map { ($0.group, $0.firms, Int.random(in: $0.firms.indices, using: &generator)) }
}

/// The largest distance between the empirical distribution of values and the uniform one, times √n.
///
/// Kolmogorov's limit: beyond 1.628 with probability 0.01, beyond 1.949 with 0.001.
func kolmogorov(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  let n = Double(sorted.count)
  let distance = sorted.enumerated().reduce(0.0) { largest, item in
    max(largest, item.element - Double(item.offset) / n, Double(item.offset + 1) / n - item.element)
  }
  return distance * n.squareRoot()
}
