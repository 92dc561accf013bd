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
    // 不調 means that nobody bid: who writes it of a tender with bids says no more than that nobody won.
    #expect(Self.facts([(nil, .withdrawn)], outcome: .noBid).fate == .noBid)
    #expect(Self.facts([(90, .valid)], outcome: .noBid).fate == .otherwise)
    #expect(Self.facts([(101, .valid)], outcome: .noBid).fate == .aboveCeiling)
    #expect(Self.facts([(90, .valid)], outcome: .notAwarded).fate == .otherwise)
    // The record names losers alone: nobody won, whatever the bids.
    #expect(Self.facts([(90, .valid)], hasLosers: true).fate == .otherwise)
  }

  @Test("Bids of a round before the last compete no more, in whatever order rows stand; bids of no round do")
  func rounds() {
    let bids: [(price: Int64, round: UInt8)] = [(120, 1), (90, 1), (110, 2), (115, 2)]
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
      var tender = Tender(notice: TenderNotice(identifier: "A"), bids: [])
      tender.bids = order.map { TenderBid(firm: $0, amount: Yen(bids[$0].price)) }
      tender.rounds = order.map { BidRound(number: bids[$0].round) }
      let facts = TenderFacts(tender)
      #expect(facts.submitted == 4 && facts.valid == 2 && facts.tied == 1)
      #expect(facts.award == 110 && facts.round == 2)
    }
    var mixed = Tender(notice: TenderNotice(identifier: "A"), bids: [])
    mixed.bids = [TenderBid(firm: 0, amount: Yen(100)), TenderBid(firm: 1, amount: Yen(100))]
    mixed.rounds = [BidRound(number: 0), BidRound(number: 2)]
    #expect(TenderFacts(mixed).tied == 2 && TenderFacts(mixed).award == 100)
  }

  @Test("A list of results gives the winner, the price and what it says of bidders")
  func listed() {
    var notice = TenderNotice(identifier: "A", ceiling: Yen(100))
    notice.listed = ListedResult(bidders: 3, rounds: 2)
    let won = TenderFacts(Tender(notice: notice, bids: [TenderBid(firm: 0, amount: Yen(90), isWinner: true)]))
    #expect(won.fate == .awarded && won.award == 90 && won.submitted == 3 && won.round == 2 && won.valid == 0)
    #expect(TenderFacts(Tender(notice: notice, bids: [])).fate == .otherwise)
    notice.outcome = .noBid
    #expect(TenderFacts(Tender(notice: notice, bids: [])).fate == .noBid)
    var sums = TenderSums()
    sums.add(won)
    let figures = BidFigures(sums, showsNoBid: false)
    #expect(figures[.biddersMean].value?.description == "3.00" && figures[.singleValidBid].value == nil)
    #expect(figures[.invalidShare].value == nil && figures[.noBid].value?.description == "0")
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
