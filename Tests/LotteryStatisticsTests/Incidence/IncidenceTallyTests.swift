import Procurement
import TestSupport
import Testing

@testable import LotteryStatistics

/// One pass over bids against the register that holds them all.
@Suite("Incidence tally")
struct IncidenceTallyTests {
  /// Bids of some tenders in the order of the tenders, with ties, invalid bids and missing prices.
  private func bids(_ seed: UInt64) -> [Bid] {
    var random = SplitMix64(seed: seed)
    var bids: [Bid] = []
    for tender in 0..<60 {
      var notice = TenderNotice(
        identifier: "T\(tender)", noticeDate: CivilDate(year: 2022, month: 4, day: 1 + tender / 20),
        openingDate: CivilDate(year: 2022, month: 5, day: 1), requirement: tender % 7 == 0 ? nil : "土木 A",
        group: tender % 5 == 0 ? "G\(tender / 10)" : nil, trade: ["土木", "舗装", nil][tender % 3],
        category: tender % 2 == 0 ? .works : nil)
      if tender % 4 > 0 { notice.floor = Yen(100) }
      if tender % 3 > 0 { notice.ceiling = Yen(104) }
      notice.isScored = tender % 9 == 0
      for firm in 0..<Int.random(in: 1...8, using: &random) {
        let amount = Int64.random(in: 98...106, using: &random)
        bids.append(
          Bid(
            notice: notice, firm: "F\((firm + tender) % 11)", amount: amount == 106 ? nil : Yen(amount),
            status: BidStatus.allCases.randomElement(using: &random) == .absent ? .withdrawn : .valid,
            technicalPoints: notice.isScored ? FixedPoint(units: Int64(amount % 3), decimals: 0) : nil))
      }
    }
    return bids
  }

  @Test("the same incidence as of a register, wherever batches are cut", arguments: 0..<20)
  func sameAsRegister(_ seed: Int) throws {
    let bids = bids(UInt64(seed))
    var assembly = TenderAssembly()
    try assembly.add(BidBatch(bids))
    let expected = LotteryIncidence(try assembly.register())
    for size in [1, 3, 17, bids.count] {
      var tally = IncidenceTally()
      for start in stride(from: 0, to: bids.count, by: size) {
        try tally.add(BidBatch(bids[start..<min(start + size, bids.count)]))
      }
      #expect(try tally.incidence() == expected, "batches of \(size)")
    }
    #expect(expected.all.decidedByLot > 0)
  }

  @Test("bids that one pass cannot judge are left to a register")
  func needsRegister() throws {
    let first = Bid(notice: TenderNotice(identifier: "A"), firm: "F", amount: Yen(5))
    var other = first
    other.notice.identifier = "B"
    var twice = first
    twice.amount = Yen(6)
    var disagreeing = first
    (disagreeing.firm, disagreeing.notice.floor) = ("G", Yen(3))
    var apart = first
    apart.firm = "H"
    var negative = other
    (negative.firm, negative.amount) = ("N", Yen(-1))
    var crossed = other
    (crossed.notice.identifier, crossed.notice.floor, crossed.notice.ceiling) = ("C", Yen(9), Yen(8))
    let cases: [[Bid]] = [[first, twice], [first, disagreeing], [first, other, apart], [negative], [crossed]]
    for bids in cases {
      for size in 1...bids.count {
        #expect(throws: IncidenceTally.NeedsRegister.self, "\(bids) in batches of \(size)") {
          var tally = IncidenceTally()
          for start in stride(from: 0, to: bids.count, by: size) {
            try tally.add(BidBatch(bids[start..<min(start + size, bids.count)]))
          }
          _ = try tally.incidence()
        }
      }
    }
    var tally = IncidenceTally()
    try tally.add(BidBatch([first, other]))
    #expect(try tally.incidence().all.tenders == 2)
  }

  @Test("a bid of a firm that is not listed is left to a register, listed ones are counted")
  func listed() throws {
    let bids = bids(3)
    let names = Set(bids.map(\.firm))
    for size in [1, 17, bids.count] {
      func counted(_ listed: Set<String>) throws -> LotteryIncidence {
        var tally = IncidenceTally(listed: listed)
        for start in stride(from: 0, to: bids.count, by: size) {
          try tally.add(BidBatch(bids[start..<min(start + size, bids.count)]))
        }
        return try tally.incidence()
      }
      var any = IncidenceTally()
      try any.add(BidBatch(bids))
      #expect(try counted(names) == any.incidence())
      #expect(throws: IncidenceTally.NeedsRegister.self) { try counted(names.subtracting(["F7"])) }
    }
  }
}
