import Foundation
import TestSupport
import Testing

@testable import PolicyDesign

@Suite("Cost of a bid over the margin")
struct EntryEstimateTests {
  /// Entries of equal firms in the symmetric equilibrium, tenders without a bid left out.
  static func observations(_ ratio: Double, tenders: Int, _ generator: inout SplitMix64) -> [EntryEstimate.Observation]
  {
    (0..<tenders).compactMap { _ in
      let price = Double.random(in: 10...100, using: &generator) * 1e6
      let potential = Int.random(in: 10...30, using: &generator)
      let tender = EntryEstimate.Observation(price: price, potential: potential, entrants: 0)
      let p = EntryEstimate.entryChance(tender, ratio: ratio)
      let entrants = (0..<potential).count { _ in Double.random(in: 0..<1, using: &generator) < p }
      return entrants > 0 ? .init(price: price, potential: potential, entrants: entrants) : nil
    }
  }

  @Test("the chance of entry leaves nothing to gain: two potential entrants by hand")
  func chance() {
    // v (1 − (1 − p)²) / (2p) = v (1 − p/2) = c/m: at three quarters of the price p is a half.
    let tender = EntryEstimate.Observation(price: 100, potential: 2, entrants: 0)
    #expect(abs(EntryEstimate.entryChance(tender, ratio: 75) - 0.5) < 1e-8)
    #expect(EntryEstimate.entryChance(tender, ratio: 50) == 1)
    #expect(EntryEstimate.entryChance(tender, ratio: 100) == 0)
  }

  /// 100 runs, or JUCHU_RUNS of them; the method page has the table of 1,000.
  private static let runs = ProcessInfo.processInfo.environment["JUCHU_RUNS"].flatMap(Int.init) ?? 100

  @Test("the 95 % interval holds the true ratio in 88 % or more of the runs, its width is a factor below 3")
  func coverage() throws {
    var generator = SplitMix64(seed: 9)
    let truth = 4e6
    var (held, robust, widths) = (0, 0, [Double]())
    for _ in 0..<Self.runs {
      let estimate = try EntryEstimate(Self.observations(truth, tenders: 40, &generator), isTruncated: true)
      if estimate.interval.contains(truth) { held += 1 }
      if estimate.robustInterval.contains(truth) { robust += 1 }
      widths.append(estimate.interval.upperBound / estimate.interval.lowerBound)
    }
    if Self.runs > 100 {
      print("right model: \(held), robust \(robust) of \(Self.runs), median width \(widths.sorted()[Self.runs / 2])")
    }
    // A right interval falls below 88 of 100 in some 0.2 % of seeds.
    #expect(Double(held) >= 0.88 * Double(Self.runs))
    #expect(robust >= held)
    #expect(widths.sorted()[Self.runs / 2] < 3)
  }

  @Test("under another model the interval is too narrow and the dispersion says so")
  func misspecified() throws {
    var generator = SplitMix64(seed: 10)
    let truth = 4e6
    var rows: [(name: String, held: Int, robust: Int, dispersion: Double)] = []
    for name in ["costs differ", "capacity", "pure equilibrium"] {
      var row = (name: name, held: 0, robust: 0, dispersion: 0.0)
      for _ in 0..<Self.runs {
        let tenders = Self.observations(truth, tenders: 60, &generator).map { tender -> EntryEstimate.Observation in
          var changed = tender
          switch name {
          case "costs differ":
            let p = EntryEstimate.entryChance(tender, ratio: truth * Double.random(in: 0.5...1.5, using: &generator))
            changed.entrants = max(
              1, (0..<tender.potential).count { _ in Double.random(in: 0..<1, using: &generator) < p })
          case "capacity": changed.entrants = max(1, min(tender.entrants, tender.potential / 2))
          default: changed.entrants = max(1, min(tender.potential, Int(tender.price / truth)))
          }
          return changed
        }
        let estimate = try EntryEstimate(tenders, isTruncated: true)
        if estimate.interval.contains(truth) { row.held += 1 }
        if estimate.robustInterval.contains(truth) { row.robust += 1 }
        row.dispersion += estimate.dispersion / Double(Self.runs)
      }
      rows.append(row)
    }
    if Self.runs > 100 { for row in rows { print(row) } }
    // Where costs differ from tender to tender, entries vary more than the model says, and the wider interval holds more often.
    #expect(rows[0].dispersion > 1.2)
    #expect(rows.allSatisfy { $0.robust >= $0.held })
  }

  @Test("what entries cannot show is said")
  func unidentified() {
    #expect(throws: EntryEstimate.Unidentified.noTenders) { try EntryEstimate([]) }
    let all = [
      EntryEstimate.Observation(price: 100, potential: 5, entrants: 5), .init(price: 300, potential: 5, entrants: 5),
    ]
    #expect(throws: EntryEstimate.Unidentified.everybodyEnters(atMost: 20)) { try EntryEstimate(all) }
    let same = [
      EntryEstimate.Observation(price: 100, potential: 5, entrants: 2), .init(price: 100, potential: 5, entrants: 3),
    ]
    #expect(throws: EntryEstimate.Unidentified.noVariation) { try EntryEstimate(same) }
  }
}
