import LotteryStatistics
import Procurement
import Testing

@Suite struct LotteryIncidenceTests {
  func register(_ range: Range<Int>) throws -> TenderRegister {
    let may = CivilDate(year: 2022, month: 5, day: 1)
    let notices = [
      TenderNotice(identifier: "1", openingDate: may, group: "g", trade: "土木", floor: Yen(90)),
      TenderNotice(identifier: "2", openingDate: may, group: "g", trade: "土木", floor: Yen(80)),
      TenderNotice(identifier: "3", group: "h", trade: "舗装", category: .works),
      TenderNotice(identifier: "4", group: "h", trade: "舗装"),
      TenderNotice(identifier: "5", group: "h", floor: Yen(95)),
    ]
    let prices: [[Int64?]] = [
      [90, 90, 95, 80], [nil, 90, 90, 90], [90, 90, nil, nil], [90, 91, nil, nil], [90, 90, nil, nil],
    ]
    let firms = ["A", "B", "C", "D"].map { Firm(name: $0) }
    let tenders = range.map { place in
      Tender(
        notice: notices[place],
        bids: prices[place].enumerated().compactMap { firm, price in
          price.map { TenderBid(firm: firm, amount: Yen($0)) }
        })
    }
    let groups = Dictionary(grouping: tenders.indices) { tenders[$0].notice.group ?? "" }
    return try TenderRegister(
      firms: firms, tenders: tenders,
      groups: groups.sorted { $0.key < $1.key }.map { TenderGroup(identifier: $0.key, tenders: $0.value) })
  }

  @Test func countsByHand() throws {
    let incidence = LotteryIncidence(try register(0..<5))
    #expect(incidence.all.tenders == 4 && incidence.withoutValidBid == 1)
    #expect(incidence.all.decidedByLot == 3 && incidence.all.share == 0.75)
    #expect(incidence.all.tied == [2: 2, 3: 1])
    #expect(incidence.all.atFloor == 1 && incidence.all.elsewhere == 1 && incidence.all.floorUnknown == 1)
    #expect(incidence.by[.trade]?["土木"]?.decidedByLot == 2 && incidence.by[.trade]?["舗装"]?.tenders == 2)
    #expect(incidence.by[.year]?["2022"]?.tenders == 2 && incidence.by[.category]?["works"]?.tenders == 1)
    let groups = incidence.groups.groups()
    #expect(groups.map(\.identifier) == ["g", "h"] && groups[0].tenders == 2 && groups[0].ties == 2)
    #expect(incidence.groups.tiedFirms()[0] == ["A": 1, "B": 2, "C": 1, "D": 1])
    #expect(groups[0].isTouched && groups[0].firms == 4 && groups[0].repeatedFirms == 1 && !groups[1].isTouched)
  }

  @Test func tiesAtTheFloorAndElsewhere() throws {
    let atFloor = LotteryIncidence(try register(0..<1)).all
    #expect(atFloor.atFloor == 1 && atFloor.elsewhere == 0 && atFloor.floorUnknown == 0)
    let elsewhere = LotteryIncidence(try register(1..<2)).all
    #expect(elsewhere.atFloor == 0 && elsewhere.elsewhere == 1 && elsewhere.floorUnknown == 0)
  }

  @Test(arguments: 0...5) func partsAddUp(cut: Int) throws {
    var sum = LotteryIncidence(try register(0..<cut))
    sum.merge(LotteryIncidence(try register(cut..<5)))
    #expect(sum == LotteryIncidence(try register(0..<5)))
    var other = LotteryIncidence()
    other.merge(sum)
    #expect(other == sum)
  }
}
