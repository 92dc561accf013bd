import LotteryStatistics
import Procurement
import TestSupport

/// Small random registers: groups of one to three tenders with ties, dearer bids, points, wards and two opening days.
enum RandomRegister {
  static func make(_ generator: inout SplitMix64, groups: Int = 6, firms: Int = 7) throws -> TenderRegister {
    var tenders: [Tender] = []
    var members: [TenderGroup] = []
    let wards = ["南", "北", "西"]
    let list = (0..<firms).map { firm in
      Firm(
        name: "F\(firm)", ward: wards[firm % 3], points: Int.random(in: 10...90, using: &generator), size: .sme,
        locality: firm % 4 == 0 ? .nonLocal : .local, engineers: 1)
    }
    for group in 0..<groups {
      var own: [Int] = []
      for place in 0..<Int.random(in: 1...3, using: &generator) {
        let price = Int64.random(in: 10...40, using: &generator) * 1_000
        var bids: [TenderBid] = []
        for firm in 0..<firms where Int.random(in: 0..<3, using: &generator) > 0 {
          let dearer = Int64.random(in: 0...2, using: &generator) * 100
          bids.append(
            TenderBid(firm: firm, amount: Yen(price + dearer), status: .valid, technicalPoints: nil, sourceLine: 0))
        }
        let notice = TenderNotice(
          identifier: "T\(group)-\(place)", noticeDate: CivilDate(year: 2022, month: 4, day: 1),
          openingDate: CivilDate(year: 2022, month: 5, day: 1 + group / 2), requirement: group % 2 == 0 ? "A" : "B",
          order: place,
          siteWard: wards[group % 3], ceiling: Yen(price + 5_000))
        own.append(tenders.count)
        tenders.append(Tender(notice: notice, bids: bids))
      }
      members.append(TenderGroup(identifier: "G\(group)", tenders: own))
    }
    return try TenderRegister(firms: list, tenders: tenders, groups: members)
  }
}
