import LotteryStatistics
import Procurement
import TestSupport
import Testing

@testable import PolicyDesign

@Suite("Lattice of rules")
struct RuleLatticeTests {
  private func register(points: Int? = nil, area: AreaCondition = .none) throws -> TenderRegister {
    let notice = TenderNotice(identifier: "T", siteWard: "南", areaCondition: area, minimumPoints: points)
    let bid = TenderBid(firm: 0, amount: Yen(10), status: .valid, technicalPoints: nil, sourceLine: 0)
    let firms = [
      Firm(name: "A", ward: "南", points: 70), Firm(name: "B", ward: "南", points: 30),
      Firm(name: "C", ward: "北", points: 80),
    ]
    return try TenderRegister(
      firms: firms, tenders: [Tender(notice: notice, bids: [bid])], groups: [TenderGroup(identifier: "G", tenders: [0])]
    )
  }

  @Test("equal and contradicting combinations are left out and counted")
  func counts() throws {
    var lattice = RuleLattice()
    lattice.caps = [1, nil]
    lattice.counted = CountedWins.allCases
    lattice.drawForms = DrawForm.allCases
    lattice.nearestFirst = [false, true]
    let rules = try LatticeRules(lattice, for: register())
    #expect(rules.combinations == 16)
    // With a cap: passing on contradicts nearest first, for either count of wins; without one only nearness is left.
    #expect(rules.invalid == 2)
    #expect(rules.rules.count == 6 + 2)
    #expect(rules.equal == 6)
    #expect(Set(rules.rules.map(\.policy.name)).count == rules.rules.count)
    #expect(rules.rules.contains { $0.policy.name == "one-win" })
    #expect(rules.rules.contains { $0.policy.name == "independent" })
  }

  @Test("conditions wider than the record's are set aside, with the bids they might have brought")
  func relaxed() throws {
    var lattice = RuleLattice()
    lattice.minimumPoints = [.recorded, .set(20), .set(60), .set(80)]
    let rules = try LatticeRules(lattice, for: register(points: 60))
    #expect(rules.rules.map(\.policy.participation.minimumPoints) == [nil, 60, 80])
    #expect(rules.relaxed.map(\.relaxations) == [[.fewerPoints]])
    // B has 30 points and did not bid; C was admitted and stayed away.
    #expect(rules.relaxed.first?.possibleNewBids == 1)
  }

  @Test("a wider area, and a looser cap than that under which the bids were made")
  func widerAndLooser() throws {
    var lattice = RuleLattice()
    lattice.areas = [.set(.none), .set(.ward)]
    #expect(try LatticeRules(lattice, for: register(area: .ward)).relaxed.map(\.relaxations) == [[.widerArea]])
    lattice.areas = [.recorded]
    #expect(try LatticeRules(lattice, for: register(area: .ward)).relaxed.isEmpty)
    lattice = RuleLattice()
    lattice.caps = [1, 2]
    lattice.recordedUnder = .oneWin
    #expect(try LatticeRules(lattice, for: register()).relaxed.map(\.policy.cap) == [2])
  }

  @Test("no rule at all is an error that counts why")
  func empty() throws {
    var lattice = RuleLattice()
    lattice.minimumPoints = [.set(20)]
    let register = try register(points: 60)
    #expect(throws: LatticeRules.Failure.empty(invalid: 0, relaxed: 1)) { try LatticeRules(lattice, for: register) }
  }
}
