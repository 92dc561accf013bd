import LotteryStatistics
import Procurement
import Testing

@testable import PolicyDesign

@Suite("Conditions of participation")
struct LeverStudyTests {
  private func register() throws -> TenderRegister {
    let firms = [
      Firm(name: "A", ward: "南", points: 20, size: .sme, locality: .local, engineers: 1),
      Firm(name: "B", ward: "北", points: 55, size: .sme, locality: .local, engineers: 1),
      Firm(name: "C", ward: "西", points: 70, size: .large, locality: .nonLocal, engineers: 5),
    ]
    func bids(_ amounts: [Int64]) -> [TenderBid] {
      amounts.enumerated().map { firm, amount in
        TenderBid(firm: firm, amount: Yen(amount), status: .valid, technicalPoints: nil, sourceLine: 0)
      }
    }
    let tenders = [
      Tender(
        notice: TenderNotice(identifier: "T1", trade: "土木", grade: "A", siteWard: "南"), bids: bids([100, 100, 110])),
      Tender(
        notice: TenderNotice(identifier: "T2", trade: "舗装", grade: "A", siteWard: "北", minimumPoints: 40),
        bids: bids([100, 100, 100])),
    ]
    return try TenderRegister(firms: firms, tenders: tenders, groups: [TenderGroup(identifier: "G", tenders: [0, 1])])
  }

  @Test("points, an item of points, the area and the work in hand, by hand")
  func settings() throws {
    var options = LeverStudy.Options()
    options.thresholds = [20, 50, 60]
    options.item = (5, ["B"])
    options.halves = CityHalves(["南": "南部", "西": "南部", "北": "北部"])
    let study = try LeverStudy(register(), options: options)
    func setting(_ condition: LeverStudy.Setting.Condition) throws -> LeverStudy.Setting {
      try #require(study.settings.first { $0.condition == condition })
    }
    let low = try setting(.points(20))
    #expect(low.all.after.bids == 6)
    #expect(low.all.after.ties == 2)
    #expect(!low.isInRecord)
    let middle = try setting(.points(50))
    #expect(middle.isInRecord)
    #expect(middle.qualified == [.localSME: 1, .nonLocal: 1])
    // B alone in the first, B and C tie in the second.
    #expect([middle.all.after.bids, middle.all.after.ties, middle.all.dearer] == [4, 1, 0])
    let high = try setting(.points(60))
    #expect([high.all.after.bids, high.all.after.sole, high.all.dearer] == [2, 2, 1])
    #expect(high.all.dearerBy == 10)
    #expect(high.lots[.init(trade: "舗装", grade: "A")]?.after.bids == 1)
    #expect(try setting(.pointsWithItem(60)).all.after.bids == 4)
    #expect(try setting(.area(.ward)).all.after.bids == 2)
    #expect(try setting(.area(.half)).all.after.bids == 3)
    #expect(study.curve.points.map(\.total) == [3, 3, 2, 1])
    // Independent draws of two ties: A and B win both with 1/2 · 1/3 each; C has engineers enough.
    let load = try #require(study.loads.first)
    #expect(abs(load.severalAtOnce - 2.0 / 6) < 1e-12)
    #expect(abs((load.expectedExcess ?? 0) - 2.0 / 6) < 1e-12)
    #expect(load.worst.map(\.firm) == [0, 1])
  }

  @Test("a firm with the item that is not in the register is named")
  func stranger() throws {
    var options = LeverStudy.Options()
    options.item = (5, ["Z"])
    let register = try register()
    #expect(throws: RegisterError.self) { try LeverStudy(register, options: options) }
  }
}
