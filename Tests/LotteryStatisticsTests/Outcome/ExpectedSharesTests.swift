import LotteryStatistics
import Procurement
import Testing

@Suite struct ExpectedSharesTests {
  @Test func rowsFollowLocalityThenSize() {
    func row(_ locality: Locality?, _ size: FirmSize?) -> ExpectedShares.Row {
      ExpectedShares.Row(Firm(name: "A", size: size, locality: locality))
    }
    #expect(row(.local, .large) == .localLarge && row(.local, .sme) == .localSME)
    #expect(row(.local, .other) == .localOther && row(.semiLocal, .sme) == .nonLocal)
    #expect(
      row(.nonLocal, nil) == .nonLocal && row(.local, nil) == .unclassified && row(nil, .sme) == .unclassified
    )
  }

  @Test func sharesOfTheRuleByHand() throws {
    let firms = [
      Firm(name: "A", size: .sme, locality: .local), Firm(name: "B", size: .large, locality: .local),
      Firm(name: "C", locality: .nonLocal),
    ]
    let notices = [Category.works, .works, .goods].enumerated().map {
      TenderNotice(identifier: "\($0.offset)", category: $0.element)
    }
    // Expected wins 3/4, 3/4 and 3/2 as in the solver's test; prices 100, 300 and 200.
    let register = try register(
      prices: [[100, 100, nil], [300, 300, 300], [nil, nil, 200]], firms: firms, notices: notices)
    let outcome = try ExactSolver().outcome(of: LotteryProblem(register, under: .oneWin))
    let shares = ExpectedShares(outcome, of: register)
    #expect(abs((shares.countShare(.localSME) ?? 0) - 0.25) < 1e-12)
    #expect(abs(shares.total(.nonLocal).amount - (150 + 200)) < 1e-9)
    #expect(abs((shares.amountShare(.nonLocal) ?? 0) - 350.0 / 600) < 1e-12)
    #expect(abs((shares.cells[.works]?[.localSME]?.count ?? 0) - 0.75) < 1e-12)
    #expect(shares.cells[.goods]?[.localSME] == nil)
  }

  @Test func worksBeyondEngineers() throws {
    let firms = [Firm(name: "A", engineers: 1), Firm(name: "B")]
    let register = try register(tiedSets: [[0, 1], [0, 1]])
    let known = try TenderRegister(firms: firms, tenders: register.tenders, groups: register.groups)
    let chance = try ExactSolver().outcome(of: LotteryProblem(known, under: .independent))
    let workloads = Workload.workloads(of: chance, in: known)
    #expect(workloads[0].beyondEngineers == 0.25 && workloads[0].expectedExcess == 0.25)
    #expect(workloads[0].severalAtOnce == 0.25 && workloads[1].beyondEngineers == nil)
    let rule = try ExactSolver().outcome(of: LotteryProblem(known, under: .oneWin))
    #expect(Workload.workloads(of: rule, in: known)[0].beyondEngineers == 0)
  }
}
