import Foundation
import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Concentration beside chance")
struct ConcentrationChanceTests {
  private func totals(_ contracts: [(vendor: String, amount: Int64)]) throws -> VendorTotals {
    let sample = try SmallLedger.sample(contracts.map { SmallLedger.contract($0.amount, vendor: $0.vendor) })
    return try #require(VendorTotals(sample, year: SmallLedger.first, category: nil, row: "total"))
  }

  // Two contracts are of the same vendor with chance Surj(n − 1, V) / Surj(n, V): glue them together.
  @Test("the mean index of counts is that of all surjections")
  func allocation() throws {
    let totals = try totals((0..<12).map { ("\(min($0, 4))", 10) })
    // Onto five vendors, by inclusion and exclusion.
    func surjections(_ n: Int) -> Double {
      let terms: [(sign: Double, base: Double)] = [(1, 5), (-5, 4), (10, 3), (-10, 2), (5, 1)]
      return terms.reduce(0) { $0 + $1.sign * pow($1.base, Double(n)) }
    }
    let glued: Double = surjections(11) / surjections(12)
    let expected: Double = (12 + 132 * glued) / 144
    let found = try #require(
      ConcentrationChance.compare(totals, model: .allocation, indices: [.hhi], simulations: 4000).first)
    // Counts 1, 1, 1, 1, 8.
    #expect(abs(found.observed - 68.0 / 144) < 1e-12)
    #expect(abs(found.mean - expected) < 1e-14)
    #expect(found.meanError == nil)
    #expect(found.range.contains(expected))
  }

  private static let indices: [Concentration.Index] = [.hhi, .topShare(1), .gini, .theil]

  /// The measures of every order of the amounts, each vendor keeping its number of contracts.
  private func permutations(_ amounts: [Int64], counts: [Int]) throws -> [[Double]] {
    var orders: [[Int64]] = [[]]
    for amount in amounts {
      orders = orders.flatMap { order in
        (0...order.count).map { place in
          var longer = order
          longer.insert(amount, at: place)
          return longer
        }
      }
    }
    return try orders.compactMap { order in
      var place = 0
      let totals = counts.map { count in
        defer { place += count }
        return order[place..<place + count].reduce(0, +)
      }
      if totals.contains(where: { $0 < 0 }) { return nil }
      let concentration = try #require(Concentration(totals))
      return Self.indices.map { concentration[$0] }
    }
  }

  // Few shuffles for many simulations are what large ledgers have: each simulation is a permutation all the same.
  @Test("means and chances of amounts are those of all permutations", arguments: [1, 5], [Int64(8), -1])
  func permutation(_ perShuffle: Int, _ amount: Int64) throws {
    let totals = try totals([("A", 1), ("A", 2), ("B", 4), ("B", amount), ("C", 40), ("A", 4), ("D", 6)])
    let all = try permutations(totals.contracts, counts: totals.counts.map(Int.init))
    var ordered = OrderedTotals()
    totals.amounts.withUnsafeBufferPointer { ordered.assign(amounts: $0) }
    let observed = ordered.measures(Self.indices)
    let plan =
      perShuffle == 1
      ? ChancePlan(contracts: 7, vendors: 4, simulations: 4000)
      : ChancePlan(contracts: 1 << 24 / 200, vendors: 1 << 23 / 1000)
    #expect(plan.perShuffle == perShuffle)
    let simulation = PermutationChance(totals, seed: 1)
    let groups = plan.chunks.flatMap { simulation.measures(Self.indices, groups: $0, of: plan) }
    #expect(groups.reduce(0) { $0 + $1.count } == plan.simulations)
    for (place, index) in Self.indices.enumerated() {
      let found = try #require(
        ConcentrationChance(
          .permutation, index, observed: observed[place], mean: nil, groups.map { group in group.map { $0[place] } }))
      let mean = all.reduce(0) { $0 + $1[place] } / Double(all.count)
      let error = try #require(found.meanError)
      #expect(abs(found.mean - mean) < 5 * error)
      if let exact = simulation.mean(of: index) {
        #expect(index == .hhi && amount > 0)
        #expect(abs(exact - mean) < 1e-12)
      } else {
        #expect(index != .hhi || amount < 0)
      }
      let p = Double(all.count { $0[place] >= observed[place] - 1e-12 }) / Double(all.count)
      // Five standard errors, were all simulations of a group the same.
      let independent = Double(plan.simulations / perShuffle)
      #expect(abs(found.pValue - p) < 5 * (p * (1 - p) / independent).squareRoot() + 2 / independent)
      if amount > 0 { #expect(found.simulations == plan.simulations) }
    }
  }

  @Test("small cells are simulated a thousand times, large ones at the price of reading them")
  func plan() {
    #expect(ChancePlan(contracts: 100, vendors: 10).simulations == 1000)
    #expect(ChancePlan(contracts: 100, vendors: 10).perShuffle == 1)
    #expect(ChancePlan(contracts: 70_000, vendors: 5000).simulations == 1000)
    #expect(ChancePlan(contracts: 70_000, vendors: 5000).perShuffle == 5)
    let large = ChancePlan(contracts: 5_000_000, vendors: 200_000)
    #expect(large.simulations == 200)
    #expect(large.perShuffle == 10)
    #expect(ChancePlan(contracts: 5_000_000, vendors: 200_000, simulations: 9).perShuffle == 1)
    let all = (0..<200).map { large.simulations(of: $0) }.prefix { $0 > 0 }
    #expect(all.reduce(0, +) == 200)
    #expect(large.chunks.last?.upperBound == all.count)
  }

  @Test("threads change nothing, and all measures come from the same simulations")
  func threads() throws {
    let totals = try totals((0..<60).map { ("\($0 % 17)", Int64(1 + $0 * $0)) })
    let indices: [Concentration.Index] = [.hhi, .topShare(3), .gini, .theil]
    for model in [ConcentrationChance.Model.allocation, .permutation] {
      let one = ConcentrationChance.compare(totals, model: model, indices: indices, simulations: 50)
      let two = ConcentrationChance.compare(totals, model: model, indices: indices, simulations: 50, threads: 3)
      #expect(one.count == 4)
      #expect(one == two)
      #expect(one.allSatisfy { (0...1).contains($0.pValue) && $0.pValue > 0 })
    }
  }

  @Test("without vendors there is nothing to compare")
  func nothing() throws {
    let sample = try SmallLedger.sample([SmallLedger.contract(5)])
    let totals = try #require(VendorTotals(sample, year: SmallLedger.first, category: nil, row: "total"))
    #expect(ConcentrationChance.compare(totals, model: .allocation, indices: [.hhi]).isEmpty)
    #expect(ConcentrationChance.compare(totals, model: .permutation, indices: [.hhi]).isEmpty)
  }
}
