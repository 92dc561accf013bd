import LotteryStatistics
import Procurement
import Testing

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
