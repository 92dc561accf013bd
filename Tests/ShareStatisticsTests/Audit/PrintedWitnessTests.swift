import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Printed numbers as their own witness")
struct PrintedWitnessTests {
  private func contradicted(_ columns: [[String]], _ rule: RoundingRule = .halfUp) throws -> [String]? {
    let structure = try TableStructure(SmallTable.counts(columns))
    return PrintedWitness(structure, year: SmallTable.year)?.contradicted(RoundingPair(rule))?
      .map { "\($0.row) \($0.measure.rawValue)" }.sorted()
  }

  @Test("A table that closes explains itself")
  func closed() throws {
    #expect(try contradicted([["1 33.3", "2 66.7", "3 100"]]) == [])
  }

  @Test("What the cells do not give is named; a missing cell leaves no witness")
  func open() throws {
    #expect(try contradicted([["1 33.3", "2 66.6", "4 100"]]) == ["r1 countShare", "total count"])
    #expect(try contradicted([["1 33.3", "-", "3 100"]]) == nil)
  }

  @Test(
    "The witness never says feasible where enumeration says otherwise", arguments: 0..<40 as Range<UInt64>)
  func sound(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let cells = (0..<3).map { _ in Int64.random(in: 0...4, using: &random) }
    let share = Int64.random(in: 0...100, using: &random)
    let table = SmallTable.counts([["\(cells[0]) \(share)", "\(cells[1])", "\(cells[0] + cells[1]) 100"]])
    let structure = try TableStructure(table)
    let says = PrintedWitness(structure, year: SmallTable.year)?.explains(RoundingPair(.halfUp))
    let sets = try SmallTable.smallestSets(of: table, rule: .halfUp, upTo: 12)
    #expect(says == (sets == [[]]))
  }
}
