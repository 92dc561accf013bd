import LotteryStatistics
import Procurement
import Testing

@Suite struct ParticipationLeversTests {
  let firms = [
    Firm(name: "A", points: 20, size: .sme, locality: .local),
    Firm(name: "B", points: 60, size: .large, locality: .local),
    Firm(name: "C", points: 60, locality: .nonLocal),
    Firm(name: "D"),
  ]

  @Test func curveStepsWhereFirmsStand() {
    let curve = ThresholdCurve(firms)
    #expect(curve.points.map(\.threshold) == [0, 20, 60] && curve.points.map(\.total) == [3, 3, 2])
    #expect(curve.points[2].qualified == [.localLarge: 1, .nonLocal: 1] && curve.unknown == 1)
    #expect([0, 20, 21, 60, 61].map(curve.qualified(at:)) == [3, 3, 2, 2, 0])
  }

  @Test func filterLeavesBiddersTiesAndPrices() throws {
    let register = try register(
      prices: [[90, 95, 95, nil], [90, nil, nil, 90], [nil, nil, nil, nil]], firms: firms)
    let effects = TenderFilterEffect.effects(of: Participation(minimumPoints: 60), on: register)
    #expect(effects.map(\.before.bidders) == [3, 2, 0] && effects.map(\.after.bidders) == [2, 0, 0])
    #expect(effects.map(\.before.tied) == [1, 2, 0] && effects.map(\.after.tied) == [2, 0, 0])
    #expect(effects[0].before.price == Yen(90) && effects[0].after.price == Yen(95))
    #expect(effects.map(\.leavesNobody) == [false, true, false])
  }

  @Test func anItemAddsPointsForListedFirms() throws {
    let register = try register(prices: [[90, 95, 95, 90]], firms: firms)
    let after = try register.adding(points: 40, to: ["A", "D"])
    #expect(after.firms.map(\.points) == [60, 60, 60, 40])
    #expect(try register.adding(points: -30, to: ["A"]).firms[0].points == 0)
    let error = #expect(throws: RegisterError.self) { try register.adding(points: 1, to: ["Z"]) }
    #expect(error?.kind == .unknownFirm && error?.firm == "Z")
  }
}
