import LotteryStatistics
import Procurement
import Testing

@Suite struct TenderAssemblyTests {
  let day = CivilDate(year: 2022, month: 5, day: 10)

  func notice(
    _ identifier: String, requirement: String? = "土木 A", order: Int? = nil, group: String? = nil,
    ceiling: Int64? = nil, floor: Int64? = nil
  ) -> TenderNotice {
    TenderNotice(
      identifier: identifier, noticeDate: day, openingDate: day, requirement: requirement, order: order,
      group: group, ceiling: ceiling.map(Yen.init), floor: floor.map(Yen.init))
  }

  func register(_ bids: [Bid], firms: [Firm]? = nil) throws(RegisterError) -> TenderRegister {
    var assembly = if let firms { try TenderAssembly(firms: firms) } else { TenderAssembly() }
    try assembly.add(BidBatch(bids))
    return try assembly.register()
  }

  @Test func groupsByNameElseByDatesAndRequirement() throws {
    let bids = [
      Bid(notice: notice("1", order: 2), firm: "A", amount: Yen(5)),
      Bid(notice: notice("2", order: 1), firm: "B", amount: Yen(5)),
      Bid(notice: notice("3", requirement: "舗装 B"), firm: "A", amount: Yen(5)),
      Bid(notice: notice("4", requirement: nil), firm: "A", amount: Yen(5)),
      Bid(notice: notice("5", requirement: nil), firm: "A", amount: Yen(5)),
      Bid(notice: notice("6", group: "G"), firm: "A", amount: Yen(5)),
      Bid(notice: notice("7", requirement: "x", group: "G"), firm: "A", amount: Yen(5)),
      Bid(notice: notice("1", order: 2), firm: "B", amount: Yen(5)),
    ]
    let register = try register(bids)
    #expect(register.groups.map(\.tenders) == [[1, 0], [2], [3], [4], [5, 6]])
    #expect(register.groups[0].identifier == "2022-05-10 2022-05-10 土木 A")
    #expect(register.groups[4].identifier == "G")
    #expect(register.firms.map(\.name) == ["A", "B"])
    #expect(register.tenders[0].bids.map(\.firm) == [0, 1])
  }

  @Test func whatIsKnownOfAFirmComesFromItsBids() throws {
    let register = try register([
      Bid(notice: notice("1"), firm: "A", amount: Yen(5), members: ["X", "Y"]),
      Bid(notice: notice("2"), firm: "A", amount: Yen(5), firmWard: "川崎区", points: 60),
    ])
    #expect(register.firms == [Firm(name: "A", ward: "川崎区", points: 60, members: ["X", "Y"])])
  }

  @Test func aFirmThatIsNotListedIsNamedWithTenderAndLine() {
    let bid = Bid(notice: notice("1"), firm: "Z", amount: Yen(5), sourceLine: 17)
    let error = #expect(throws: RegisterError.self) { try register([bid], firms: [Firm(name: "A")]) }
    #expect(error?.kind == .unknownFirm && error?.tender == "1" && error?.firm == "Z" && error?.line == 17)
  }

  @Test func aFirmTwiceIsAnErrorUnlessTheFirstBidStands() throws {
    let bids = [5, 6].map { Bid(notice: notice("1"), firm: "A", amount: Yen($0), sourceLine: Int($0)) }
    let error = #expect(throws: RegisterError.self) { try register(bids) }
    #expect(error?.kind == .firmTwiceInTender && error?.line == 6)
    var lenient = TenderAssembly(repeated: .keepFirst)
    try lenient.add(BidBatch(bids))
    #expect(try lenient.register().tenders[0].bids.map(\.amount) == [Yen(5)])
    #expect(lenient.dropped == 1)
  }

  @Test func badTendersAreNamed() {
    func kind(_ bids: [Bid], firms: [Firm]? = nil) -> RegisterError.Kind? {
      do { _ = try register(bids, firms: firms) } catch { return error.kind }
      return nil
    }
    #expect(
      kind([Bid(notice: notice("1", ceiling: 9, floor: 10), firm: "A", amount: nil)]) == .floorAboveCeiling)
    #expect(kind([Bid(notice: notice("1"), firm: "A", amount: Yen(-1))]) == .negativeBid)
    #expect(kind([Bid(notice: notice("1"), firm: "A", amount: Yen(1), points: -1)]) == .negativePoints)
    #expect(
      kind([
        Bid(notice: notice("1", ceiling: 9), firm: "A", amount: Yen(1)),
        Bid(notice: notice("1", ceiling: 8), firm: "B", amount: Yen(1)),
      ]) == .noticesDisagree)
    #expect(kind([], firms: [Firm(name: "A"), Firm(name: "A")]) == .firmListedTwice)
    let empty = #expect(throws: RegisterError.self) {
      try TenderRegister(firms: [], tenders: [], groups: [TenderGroup(identifier: "G", tenders: [])])
    }
    #expect(empty?.kind == .emptyGroup && empty?.group == "G")
  }

  @Test("tenders whose bids stand apart become what they are together, and a firm that bids again is found")
  func tendersThatComeBack() throws {
    let names = ["A", "B", "C", "D"]
    let bids = names.flatMap { firm in
      ["1", "2", "3"].map { Bid(notice: notice($0), firm: firm, amount: Yen(5), points: firm == "B" ? 3 : nil) }
    }
    for size in 1...bids.count {
      for repeats in [false, true] {
        var assembly = TenderAssembly(repeated: .keepFirst)
        for start in stride(from: 0, to: bids.count, by: size) {
          try assembly.add(BidBatch(bids[start..<min(start + size, bids.count)]))
        }
        if repeats { try assembly.add(BidBatch([bids[0], bids[4], bids[11]])) }
        #expect(assembly.dropped == (repeats ? 3 : 0))
        let register = try assembly.register()
        #expect(register.tenders.map { $0.bids.map(\.firm) } == [[0, 1, 2, 3], [0, 1, 2, 3], [0, 1, 2, 3]])
        #expect(register.firms.map(\.points) == [nil, 3, nil, nil])
      }
    }
  }
}
