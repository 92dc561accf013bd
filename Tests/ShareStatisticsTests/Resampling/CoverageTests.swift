import Foundation
import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Coverage of bootstrap intervals")
struct CoverageTests {
  // A bounded version of scripts/measure-coverage: 200 ledgers of 200 contracts, lognormal with σ = 0.8. Were the
  // coverage 95 % (count) or anywhere from 92 to 95 % (amount), a count of hits outside these bounds would have a
  // chance below 1e-3 for each of the four; the seeds are fixed.
  @Test("95 % intervals of 200 contracts contain the true share about as often as they say")
  func coverage() throws {
    var generator = SplitMix64(seed: 61)
    var hits = [String: Int]()
    for ledger in 0..<200 {
      let contracts = (0..<200).map { _ in
        let radius = (-2 * log(Double.random(in: 1e-300..<1, using: &generator))).squareRoot()
        let normal = radius * cos(2 * Double.pi * Double.random(in: 0..<1, using: &generator))
        return SmallLedger.contract(
          Int64(1_000_000 * exp(0.8 * normal)) + 1, isSME: Double.random(in: 0..<1, using: &generator) < 0.4)
      }
      let bootstrap = ShareBootstrap(
        try SmallLedger.sample(contracts), unit: .contracts(strata: .years),
        options: .init(replicates: 400, seed: UInt64(ledger)))
      for measure in [Measure.count, .amount] {
        let target = ShareTarget(category: .works, row: "local-sme", measure: measure)
        let estimate = try #require(bootstrap.share(target, in: SmallLedger.first))
        if estimate.percentile?.contains(0.4) == true { hits["\(measure) percentile", default: 0] += 1 }
        if estimate.bca?.contains(0.4) == true { hits["\(measure) BCa", default: 0] += 1 }
      }
    }
    for (name, hits) in hits { #expect((170...199).contains(hits), "\(name): \(hits) of 200") }
    #expect(hits.count == 4)
  }
}
