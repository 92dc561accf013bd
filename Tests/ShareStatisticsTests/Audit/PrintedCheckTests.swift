import Procurement
import Testing

@testable import ShareStatistics

@Suite("Relations between printed figures")
struct PrintedCheckTests {
  @Test("Every quotient and sum is made once, with its figures")
  func all() throws {
    let table = SmallTable.counts(
      [["1 33.3", "2 66.7", "3 100"], ["4 40", "6 60", "10 100"], ["5 38.5", "8 61.5", "13 100"]],
      hasTotalColumn: true)
    let checks = PrintedCheck.all(of: try TableStructure(table), year: SmallTable.year, pair: RoundingPair(.halfUp))
    let counts = Dictionary(grouping: checks, by: \.kind).mapValues(\.count)
    #expect(counts == [.quotient: 9, .sumOfRows: 3, .sumOfCategories: 3, .sumOfShares: 3])
    #expect(checks.allSatisfy { $0.closes })
    #expect(checks.filter { $0.kind == .sumOfCategories }.allSatisfy { $0.members.count == 3 })
  }

  @Test("A sum with a figure that is not printed is no check; shares of an unprinted total make 100")
  func partial() throws {
    let table = SmallTable.counts([["1 20.0", "- 79.9"]], hasTotalRow: false)
    let checks = PrintedCheck.all(of: try TableStructure(table), year: SmallTable.year, pair: RoundingPair(.halfUp))
    #expect(checks.map(\.kind) == [.sumOfShares])
    #expect(checks[0].place.row == TableStructure.impliedTotal && checks[0].members.count == 2)
    #expect(checks[0].printed.description == "100" && checks[0].computed.description == "99.9")
  }
}
