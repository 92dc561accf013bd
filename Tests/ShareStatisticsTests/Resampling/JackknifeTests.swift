import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Jackknife")
struct JackknifeTests {
  private static let years = [SmallLedger.first, SmallLedger.second]

  /// The share of a row in a category by plain filtering, nil where there is nothing.
  private func share(_ contracts: [Contract], _ target: ShareTarget, _ year: FiscalYear) -> Double? {
    let scheme = RowScheme.table1
    let column = contracts.filter {
      $0.year == year && (target.category == nil || $0.category == target.category)
    }
    let row = column.filter {
      let leaf = scheme.leaves[scheme.leaf(locality: $0.locality, size: $0.size)]
      return target.row == scheme.total || leaf.identifier == target.row || leaf.subtotal == target.row
    }
    func sum(_ contracts: [Contract]) -> Double {
      target.measure == .count ? Double(contracts.count) : contracts.reduce(0) { $0 + Double($1.amount.value) }
    }
    return sum(column) == 0 ? nil : sum(row) / sum(column)
  }

  /// SciPy's formula over samples of units, every value computed anew without the unit.
  private func acceleration(_ samples: [[[Contract]]], _ value: ([Contract]) -> Double?) -> Double? {
    var (cubes, squares) = (0.0, 0.0)
    for (place, sample) in samples.enumerated() {
      let n = Double(sample.count)
      let others = samples.indices.filter { $0 != place }.flatMap { samples[$0].flatMap(\.self) }
      let left = sample.indices.compactMap { unit in
        value(others + sample.indices.filter { $0 != unit }.flatMap { sample[$0] })
      }
      guard left.count == sample.count else { return nil }
      let mean = left.reduce(0, +) / n
      for each in left {
        let u = (n - 1) * (mean - each)
        cubes += u * u * u / (n * n * n)
        squares += u * u / (n * n)
      }
    }
    return squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : nil
  }

  @Test("the acceleration is that of recomputing without each unit, on random ledgers")
  func bruteForce() throws {
    var generator = SplitMix64(seed: 11)
    var compared = 0
    for _ in 0..<12 {
      let contracts = SmallLedger.random(60, using: &generator)
      let sample = try SmallLedger.sample(contracts)
      let byYear = Self.years.map { year in contracts.filter { $0.year == year }.map { [$0] } }
      let named = Dictionary(grouping: contracts.filter { !$0.texts.isEmpty }) { $0.texts[.vendor] ?? "" }
      let byVendor = [Array(named.values) + contracts.filter { $0.texts.isEmpty }.map { [$0] }]
      let frames = [
        (SamplingFrame(contracts: sample, stratum: sample.yearPlace(ofCell:)), byYear),
        (SamplingFrame(vendors: sample), byVendor),
      ]
      for (frame, samples) in frames {
        for measure in [Measure.count, .amount] {
          for row in ["non-local", "local", "local-sme"] {
            for category in [nil, Procurement.Category.works] {
              let target = ShareTarget(category: category, row: row, measure: measure)
              let after = try #require(RatioTerm(target, in: SmallLedger.second, weight: 1, of: sample))
              let before = try #require(RatioTerm(target, in: SmallLedger.first, weight: -1, of: sample))
              let terms = [after, before]
              let sums = terms.map { term in
                let of = { (cells: [Int]) in
                  cells.reduce(Int64(0)) {
                    $0 + (term.isCount ? frame.observed[$1].count : frame.observed[$1].amount)
                  }
                }
                return (row: of(term.rowCells), column: of(term.columnCells))
              }
              let found = Jackknife(frame, terms: terms, sums: sums).acceleration()
              let expected = acceleration(samples) { contracts in
                guard let after = share(contracts, target, SmallLedger.second),
                  let before = share(contracts, target, SmallLedger.first)
                else { return nil }
                return after - before
              }
              #expect((found == nil) == (expected == nil))
              if let found, let expected {
                #expect(abs(found - expected) < 1e-9)
                compared += 1
              }
            }
          }
        }
      }
    }
    #expect(compared > 200)
  }
}
