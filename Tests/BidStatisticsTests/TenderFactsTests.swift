import BidStatistics
import LotteryStatistics
import Procurement
import Testing

@Suite struct TenderFactsTests {
  private static func facts(
    _ bids: [(Int64?, BidStatus)], winner: Int? = nil, hasLosers: Bool = false, ceiling: Int64? = 100,
    floor: Int64? = 70, outcome: RecordedOutcome? = nil
  ) -> TenderFacts {
    var notice = TenderNotice(identifier: "A", outcome: outcome)
    (notice.ceiling, notice.floor) = (ceiling.map(Yen.init), floor.map(Yen.init))
    let rows = bids.enumerated().map { place, bid in
      TenderBid(
        firm: place, amount: bid.0.map(Yen.init), status: bid.1,
        isWinner: winner.map { $0 == place } ?? (hasLosers ? false : nil))
    }
    return TenderFacts(Tender(notice: notice, bids: rows))
  }

  @Test("A bidder submitted a bid: disqualified and invalid ones are in, withdrawn and absent ones are not")
  func bidders() {
    let facts = Self.facts([
      (90, .valid), (60, .valid), (80, .disqualified), (nil, .invalid), (nil, .withdrawn), (nil, .absent),
      (110, .valid),
    ])
    #expect(facts.submitted == 5)
    #expect(facts.valid == 1)
    #expect(facts.disqualified == 2)
    #expect(facts.invalid == 1)
    #expect(facts.withdrawn == 1)
    #expect(facts.fate == .awarded)
    #expect(facts.award == 90)
  }

  @Test("What became of a tender")
  func fates() {
    #expect(Self.facts([]).fate == .noBid)
    #expect(Self.facts([(nil, .withdrawn), (nil, .absent)]).fate == .noBid)
    #expect(Self.facts([(101, .valid), (120, .valid), (nil, .withdrawn)]).fate == .aboveCeiling)
    #expect(Self.facts([(69, .valid), (70, .disqualified)]).fate == .belowFloor)
    #expect(Self.facts([(69, .valid), (101, .valid)]).fate == .otherwise)
    #expect(Self.facts([(nil, .invalid)]).fate == .otherwise)
    #expect(Self.facts([(90, .valid)], outcome: .cancelled).fate == .cancelled)
    #expect(Self.facts([], outcome: .awarded).fate == .awarded)
    #expect(Self.facts([(90, .valid)], outcome: .noBid).fate == .noBid)
    // The record names losers alone: nobody won, whatever the bids.
    #expect(Self.facts([(90, .valid)], hasLosers: true).fate == .otherwise)
  }

  @Test("The recorded winner has the award, though it is not the lowest; a tie is of the lowest valid bids")
  func awards() {
    #expect(Self.facts([(80, .valid), (85, .valid)], winner: 1).award == 85)
    #expect(Self.facts([(105, .valid)], winner: 0).award == 105)
    let tie = Self.facts([(80, .valid), (80, .valid), (80, .invalid)])
    #expect(tie.tied == 2)
    #expect(tie.award == 80)
    // No bound, no rate: the sums say so.
    var sums = TenderSums()
    sums.add(Self.facts([(80, .valid)], ceiling: nil))
    #expect(sums.withoutCeiling == 1)
    #expect(sums.rates.isEmpty)
  }
}
