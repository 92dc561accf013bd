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
    #expect(abs(found.mean - expected) < 5 * found.meanError)
    #expect(found.range.contains(expected))
  }

  // Without replacement: the mean of (sum of c of n amounts)² is c·S2/n + c(c − 1)(S1² − S2)/(n(n − 1)).
  @Test("the mean index of amounts is that of all permutations, and p counts them")
  func permutation() throws {
    let totals = try totals([("A", 1), ("A", 2), ("B", 4), ("B", 8), ("C", 40)])
    let amounts: [Int64] = [1, 2, 4, 8, 40]
    var sum = 0.0
    var atLeast = 0
    var count = 0
    let observed: Double = 1753.0 / 3025
    for single in 0..<5 {
      let rest = amounts.indices.filter { $0 != single }
      for partner in 1..<4 {
        let pair = amounts[rest[0]] + amounts[rest[partner]]
        let parts: [Int64] = [amounts[single], pair, 55 - amounts[single] - pair]
        let squares = parts.reduce(Int64(0)) { $0 + $1 * $1 }
        let hhi = Double(squares) / 3025
        sum += hhi
        count += 1
        if hhi >= observed - 1e-12 { atLeast += 1 }
      }
    }
    let found = try #require(
      ConcentrationChance.compare(totals, model: .permutation, indices: [.hhi], simulations: 4000).first)
    #expect(abs(found.observed - observed) < 1e-12)
    #expect(abs(found.mean - sum / Double(count)) < 5 * found.meanError)
    let p = Double(atLeast) / Double(count)
    // Five standard errors of 4,000 simulations.
    #expect(abs(found.pValue - p) < 5 * (p * (1 - p) / 4000).squareRoot() + 1.0 / 4000)
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
