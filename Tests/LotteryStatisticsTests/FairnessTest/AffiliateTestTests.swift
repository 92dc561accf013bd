import Procurement
import TestSupport
import Testing

@testable import LotteryStatistics

@Suite struct AffiliateTestTests {
  private func test(_ sets: [[Int]], winners: [Int], named: [Int: String], chosen: [Int] = []) throws -> FairnessTest {
    let register = try draws(sets.enumerated().map { (group: $0, firms: $1, winner: winners[$0]) })
    let firms = register.firms.enumerated().map { index, firm in
      var firm = firm
      firm.affiliation = named[index]
      return firm
    }
    var options = FairnessTest.Options()
    options.replicates = 499
    options.powerHistories = 0
    options.chosenSet = chosen
    let named = try TenderRegister(firms: firms, tenders: register.tenders, groups: register.groups)
    return try FairnessTest(DrawRecord(named, under: .independent), options: options)
  }

  /// Two affiliates among four, and one of them among three: Σ k/n = 1/2 + 1/3; entering once each, 1/3 + 1/3.
  @Test func theSetIsHeldAgainstOneEntry() throws {
    let test = try test([[0, 1, 2, 3], [0, 2, 3]], winners: [0, 1], named: [0: "甲", 1: "甲", 2: "乙"])
    let group = try #require(test.affiliates?.groups.first)
    #expect(test.affiliates?.groups.count == 1 && group.firms == [0, 1])
    #expect(group.draws == 2 && group.together == 1 && group.won == 1)
    #expect(abs(group.expected - 5.0 / 6) < 1e-9 && abs(group.expectedOfOneEntry - 2.0 / 3) < 1e-9)
    #expect(test.headline.tests.contains { $0.family == .affiliates })
  }

  /// A set that was chosen after looking has its own p, and no part in the joint one.
  @Test func aChosenSetStandsOutside() throws {
    let sets = (0..<12).map { _ in [0, 1, 2, 3] }
    let winners = (0..<12).map { $0 % 2 }
    let test = try test(sets, winners: winners, named: [:], chosen: [0, 1])
    let group = try #require(test.affiliates?.groups.first)
    #expect(group.isAfterLooking && group.won == 12 && group.pValue < 0.01)
    #expect(!test.headline.tests.contains { $0.family == .affiliates })
  }
}
