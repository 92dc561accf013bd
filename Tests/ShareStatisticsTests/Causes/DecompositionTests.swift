import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Decompositions")
struct DecompositionTests {
  @Test("on random ledgers every decomposition sums to the change exactly")
  func sums() throws {
    var generator = SplitMix64(seed: 11)
    var tested = 0
    for _ in 0..<150 {
      var tally = ContractTally(scheme: .table1)
      let contracts = (0..<Int.random(in: 2...40, using: &generator)).map { _ in
        RandomContracts.contract(using: &generator)
      }
      try tally.add(ContractBatch(contracts))
      let table = ShareTable.table1(tally)
      for comparison in zip(table.years, table.years.dropFirst()) {
        let causes = ShareCauses(table, from: comparison.0, to: comparison.1)
        for row in causes.rows {
          if let parts = row.byCategory, let split = row.ownOthers {
            #expect(parts.within + parts.mix == parts.total)
            #expect(split.own + split.others == split.total)
            #expect(parts.total == split.total)
            tested += 1
          }
        }
        #expect(causes.movements.map(\.delta).reduce(0, +) == causes.totalDelta)
      }
    }
    #expect(tested > 500)
  }

  @Test("a category that appears is all mix")
  func appearing() throws {
    func contract(_ year: Int, _ category: Procurement.Category, _ size: FirmSize, _ amount: Int64) -> Contract {
      Contract(
        year: FiscalYear(startingIn: year), category: category, size: size, locality: .local, amount: Yen(amount))
    }
    var tally = ContractTally(scheme: .table1)
    try tally.add(
      ContractBatch([
        contract(2020, .goods, .sme, 50), contract(2020, .goods, .large, 50), contract(2021, .goods, .sme, 50),
        contract(2021, .goods, .large, 50), contract(2021, .works, .sme, 100),
      ]))
    let parts = try #require(
      CategoryDecomposition(
        .table1(tally), row: "local-sme", measure: .amount, from: FiscalYear(startingIn: 2020),
        to: FiscalYear(startingIn: 2021)))
    #expect(parts.within == .zero)
    #expect(parts.mix.percent(decimals: 2)?.description == "25.00")
  }

  @Test("three factors: the mean over six orders, by brute force on a small case")
  func threeFactors() throws {
    let cells = [
      ThreeFactorDecomposition.Cell(category: "a", part: (2, 3), whole: (4, 10)),
      ThreeFactorDecomposition.Cell(category: "a", part: (1, 5), whole: (6, 6)),
      ThreeFactorDecomposition.Cell(category: "b", part: (3, 1), whole: (5, 9)),
      ThreeFactorDecomposition.Cell(category: "b", part: (0, 2), whole: (0, 4)),
    ]
    let result = try #require(ThreeFactorDecomposition(cells))
    #expect(result.categories + result.classes + result.within == result.total)
    let (before, after) = (try #require(ExactRatio(6, over: 15)), try #require(ExactRatio(11, over: 29)))
    #expect(result.total == after - before)
    // In floating point, factor by factor: w of the categories, v inside them, s inside the classes.
    func quotients(_ numerators: [Double], _ denominators: [Double]) -> [Double] {
      zip(numerators, denominators).map { $0 / $1 }
    }
    let w = [quotients([10, 10, 5, 5], [15, 15, 15, 15]), quotients([16, 16, 13, 13], [29, 29, 29, 29])]
    let v = [quotients([4, 6, 5, 0], [10, 10, 5, 5]), quotients([10, 6, 9, 4], [16, 16, 13, 13])]
    let s = [quotients([2, 1, 3, 1], [4, 6, 5, 2]), quotients([3, 5, 1, 2], [10, 6, 9, 4])]
    func sum(_ i: Int, _ j: Int, _ k: Int) -> Double {
      var sum = 0.0
      for cell in 0..<4 { sum += w[i][cell] * v[j][cell] * s[k][cell] }
      return sum
    }
    // Of the six orders two change w first, two last, and one each after v and after s alone.
    var categories: Double = 2 * (sum(1, 0, 0) - sum(0, 0, 0))
    categories += 2 * (sum(1, 1, 1) - sum(0, 1, 1))
    categories += sum(1, 1, 0) - sum(0, 1, 0)
    categories += sum(1, 0, 1) - sum(0, 0, 1)
    categories /= 6
    let printed = try #require(result.categories.rounded(decimals: 12))
    #expect(abs(Double(printed.units) / 1e12 - categories) < 1e-11)
  }

  @Test("there is no decomposition of nothing")
  func empty() {
    #expect(OwnOthersDecomposition(part: (0, 0), whole: (0, 5)) == nil)
    #expect(ThreeFactorDecomposition([]) == nil)
    #expect(BreakEven(part: (0, 1), whole: (5, 5), isRounded: false) == nil)
  }

  @Test("what restores a share restores it: put back into the definition")
  func breakEven() throws {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<500 {
      let whole = (
        from: Int64.random(in: 2...1_000, using: &generator), to: Int64.random(in: 2...1_000, using: &generator)
      )
      let part = (
        from: Int64.random(in: 1...whole.from, using: &generator), to: Int64.random(in: 1...whole.to, using: &generator)
      )
      guard let result = BreakEven(part: part, whole: whole, isRounded: true) else { continue }
      let before = try #require(ExactRatio(part.from, over: whole.from))
      let after = try #require(ExactRatio(part.to, over: whole.to))
      let removed = try #require(result.removedFromOthers)
      #expect(ExactRatio(part.to) / (ExactRatio(whole.to) - removed) == before)
      #expect((ExactRatio(part.to) + result.movedToRow) / ExactRatio(whole.to) == before)
      if let cut = result.removedFromRowBefore {
        #expect((ExactRatio(part.from) - cut) / (ExactRatio(whole.from) - cut) == after)
      }
      #expect(try #require(result.range).contains(removed))
    }
  }
}
