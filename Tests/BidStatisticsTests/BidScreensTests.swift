import BidStatistics
import LotteryStatistics
import Procurement
import TestSupport
import Testing

@Suite struct BidScreensTests {
  private static func tender(
    _ number: Int, _ prices: [(firm: Int, price: Int64)], floor: Int64? = nil, day: Int = 1, trade: String = "土木"
  ) -> Tender {
    var notice = TenderNotice(
      identifier: "T\(number)", openingDate: CivilDate(daysSince1970: 18_000 + day), trade: trade)
    notice.ceiling = Yen(100_000)
    notice.floor = floor.map(Yen.init)
    return Tender(
      notice: notice,
      bids: prices.map { TenderBid(firm: $0.firm, amount: Yen($0.price), status: .valid, technicalPoints: nil) })
  }

  private static let plan = IndicatorPlan { _ in .open }

  @Test("Equal prices at the floor are told from others, and few tenders from many")
  func identical() {
    let tenders = [
      Self.tender(1, [(0, 90_000), (1, 90_000), (2, 95_000)], floor: 90_000),
      Self.tender(2, [(0, 91_000), (1, 95_000), (2, 95_000)], floor: 90_000),
      Self.tender(3, [(0, 90_000), (1, 90_000), (2, 95_000), (3, 95_000)], floor: 90_000),
      Self.tender(4, [(0, 90_000), (1, 96_000)]), Self.tender(5, [(0, 90_000)]),
    ]
    let screens = BidScreens(tenders, Self.plan)
    #expect(screens.compared == 4 && screens.equal == [.elsewhere: 2, .atFloor: 1])
    #expect(screens.gapProbability == nil && screens.rotationProbability == nil)
    // 95, 95, 91 thousand: mean 93,667, deviation 2,309: 2.466 % in one of three tenders with three prices.
    #expect(screens.variations.count == 1 && screens.variations[0].withFloor.tenders == 3)
  }

  @Test("A gap behind the winner and turns at near ties stand out, chance does not")
  func patterns() {
    var random = SplitMix64(seed: 3)
    // By turns, and never nearer than 0.1 %.
    let turns = (0..<60).map { number in
      Self.tender(
        number, [(number % 2, 90_000), (1 - number % 2, 90_000 + Int64.random(in: 100..<200, using: &random))],
        day: 10 * number)
    }
    let arranged = BidScreens(turns, Self.plan)
    #expect(arranged.near == 0 && arranged.twiceAsNear == 60)
    #expect(arranged.gapProbability.map { $0 < 1e-6 } == true)
    // Both have won within 90 days after the first turns.
    #expect(arranged.winnerWonBefore + arranged.loserWonBefore < BidScreens.least)
    let apart = (0..<60).map { number in
      Self.tender(
        number, [(number % 2, 90_000), (1 - number % 2, 90_150)], day: 80 * number)
    }
    let rotating = BidScreens(apart, Self.plan)
    #expect(rotating.loserWonBefore == 59 && rotating.winnerWonBefore == 0)
    #expect(rotating.rotationProbability.map { $0 < 1e-9 } == true)
    let chance = (0..<400).map { number in
      let first = Bool.random(using: &random) ? 0 : 1
      return Self.tender(
        number, [(first, 90_000), (1 - first, 90_000 + Int64.random(in: 1..<200, using: &random))], day: 60 * number)
    }
    let fair = BidScreens(chance, Self.plan)
    #expect(fair.gapProbability.map { $0 > 0.001 } == true && fair.rotationProbability.map { $0 > 0.001 } == true)
  }

  @Test("The chance of few heads is the binomial one, and frequent losers are held against equal chances")
  func chance() {
    #expect(abs(BidScreens.coinProbability(0, of: 5) - 2.0 / 32) < 1e-12)
    #expect(abs(BidScreens.coinProbability(2, of: 4) - 1) < 1e-12)
    #expect(BidScreens.coinProbability(0, of: 0) == 1)
    // Firm 1 bids eleven times beside firm 0 and never wins: 2^-11 by chance; firm 0 wins all of them.
    let screens = BidScreens((0..<11).map { Self.tender($0, [(0, 90_000), (1, 96_000)]) }, Self.plan)
    #expect(screens.frequentBidders == 2 && screens.frequentLosers == 1)
    #expect(abs(screens.expectedLosers - 2 * 0.000_488_281_25) < 1e-12)
  }
}
