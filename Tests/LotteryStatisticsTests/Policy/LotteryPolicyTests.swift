import Procurement
import Testing

@testable import LotteryStatistics

@Suite struct LotteryPolicyTests {
  @Test func badComponentsAreNamed() {
    func error(_ make: () throws(PolicyError) -> LotteryPolicy) -> PolicyError? {
      do { _ = try make() } catch { return error }
      return nil
    }
    let zero = error { () throws(PolicyError) in try LotteryPolicy(name: "p", cap: 0) }
    #expect(zero?.kind == .capBelowOne && zero?.policy == "p" && zero?.component == "cap")
    #expect(
      error { () throws(PolicyError) in try LotteryPolicy(name: "p", cap: 256) }?.kind == .capAboveLimit)
    let negative = error { () throws(PolicyError) in
      try LotteryPolicy(name: "p", participation: Participation(minimumPoints: -1))
    }
    #expect(negative?.kind == .negativePoints && negative?.component == "minimum-points")
    #expect(
      error { () throws(PolicyError) in try LotteryPolicy(name: "p", weighting: .pastLosses(limit: 0)) }?.kind
        == .limitOutOfRange)
    #expect(
      error { () throws(PolicyError) in
        try LotteryPolicy(name: "p", drawForm: .pass, drawsNearestFirst: true)
      }?.kind == .contradiction)
  }

  @Test func namedModelsAreCompositions() throws {
    #expect(LotteryPolicy.named.map(\.name) == ["independent", "one-win", "hiratsuka", "nabari", "torinuke"])
    #expect(LotteryPolicy.named("nabari") == .nabari && LotteryPolicy.named("else") == nil)
    #expect(try LotteryPolicy(name: "one-win") == .oneWin)
    #expect(try LotteryPolicy(name: "hiratsuka", soleRemaining: .waived) == .hiratsuka)
  }

  /// Whatever a component changes, states of the two simulations do not merge.
  @Test func everyComponentIsPartOfTheFingerprint() throws {
    let (_, _, _, _, _, _, _, _, _, _, _, _, _, _, _) = LotteryPolicy.oneWin.components
    let near = { (policy: inout LotteryPolicy) in policy.drawsNearestFirst = true }
    let changes: [(LotteryPolicy, (inout LotteryPolicy) -> Void)] = [
      (.oneWin, { $0.cap = 2 }), (.oneWin, { $0.counted = .any }), (.oneWin, { $0.outrightWin = .void }),
      (.oneWin, { $0.soleRemaining = .waived }), (.oneWin, { $0.nobodyRemaining = .noAward }),
      (.oneWin, { $0.noBidRemaining = .noAward }), (.oneWin, { $0.order = .random }),
      (.oneWin, { $0.drawForm = .pass }),
      (.oneWin, { $0.scope = .fiscalYear }), (.oneWin, { $0.jointVentures = .members }),
      (.oneWin, { $0.weighting = .pastLosses(limit: 2) }), (.oneWin, near),
      (.oneWin, { $0.participation = Participation(minimumPoints: 1) }),
      (.oneWin, { $0.coverage = Coverage(trades: ["舗装"]) }),
      // Halves matter where something asks for them.
      (.oneWin, { $0.participation = Participation(area: .half) }),
    ]
    var firms = ["a", "b", "c"].map { Firm(name: $0, ward: $0) }
    firms[2].members = ["a", "b"]
    let register = try register(
      prices: [[100, 100, 100]], firms: firms, notices: [TenderNotice(identifier: "T", trade: "土木", siteWard: "a")])
    for (index, (base, change)) in changes.enumerated() {
      var other = base
      change(&other)
      let states = [base, other].map { LotterySimulation(register, under: [$0]).emptyState }
      #expect(states[0].fingerprint != states[1].fingerprint, "\(index)")
    }
    var (one, other) = (LotteryPolicy.oneWin, LotteryPolicy.oneWin)
    near(&one)
    near(&other)
    other.halves = CityHalves(["a": "south", "b": "south"])
    let states = [one, other].map { LotterySimulation(register, under: [$0]).emptyState }
    #expect(states[0].fingerprint != states[1].fingerprint, "halves")
  }

  @Test func participationAdmitsByPointsAreaAndGrade() {
    let firm = Firm(name: "A", ward: "a", points: 40, grade: "B")
    let halves = CityHalves(["a": "south", "b": "south", "c": "north"])
    func admits(_ participation: Participation, _ notice: TenderNotice) -> Bool {
      participation.admits(firm, to: notice, halves: halves)
    }
    let site = TenderNotice(identifier: "1", siteWard: "b", areaCondition: .ward, minimumPoints: 60)
    #expect(admits(Participation(), site))
    #expect(!admits(Participation(appliesTenderConditions: true), site))
    #expect(admits(Participation(minimumPoints: 40), site) && !admits(Participation(minimumPoints: 41), site))
    #expect(admits(Participation(area: .half), site) && !admits(Participation(area: .ward), site))
    #expect(!admits(Participation(area: .half), TenderNotice(identifier: "1")))
    #expect(admits(Participation(grades: ["B"]), site) && !admits(Participation(grades: ["A"]), site))
    let unknown = Firm(name: "U")
    #expect(!Participation(minimumPoints: 0).admits(unknown, to: site, halves: halves))
    #expect(!Participation(grades: ["A"]).admits(unknown, to: site, halves: halves))
  }
}
