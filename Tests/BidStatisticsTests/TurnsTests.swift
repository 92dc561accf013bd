import LotteryStatistics
import Procurement
import TestSupport
import Testing

@testable import BidStatistics

@Suite struct TurnsTests {
  /// Tenders, ten days apart, of two firms with the given winners; the loser is 0.1 % of the ceiling behind.
  private static func turns(_ winners: [Int], days: Int = 10) -> Turns {
    let tenders = winners.enumerated().map { place, winner in
      let notice = TenderNotice(
        identifier: "T\(place)", openingDate: CivilDate(daysSince1970: 18_000 + days * place), trade: "土木",
        ceiling: Yen(1_000))
      return Tender(
        notice: notice,
        bids: [TenderBid(firm: winner, amount: Yen(900)), TenderBid(firm: 1 - winner, amount: Yen(901))])
    }
    return Turns(tenders, winners)
  }

  @Test("The same bidders again: who won before wins again half of the time by chance")
  func rotation() {
    let turns = Self.turns([0, 0, 1, 0, 0])
    #expect(turns.again == 4 && turns.sameWinner == 2 && turns.expected == 2)
    #expect(turns.winnerIncumbent == 2 && turns.loserIncumbent == 2 && turns.rotationProbability == nil)
    // Tenders of one day follow nobody of that day.
    #expect(Self.turns([0, 1, 0], days: 0).again == 0)
    let inTurn = Self.turns((0..<41).map { $0 % 2 })
    #expect(inTurn.again == 40 && inTurn.sameWinner == 0)
    // 2^-40.
    #expect(inTurn.rotationProbability.map { abs($0 * 0x1p40 - 1) < 1e-9 } == true)
    #expect(inTurn.loserIncumbent == 40 && inTurn.winnerIncumbent == 0)
    #expect(inTurn.incumbencyProbability.map { $0 < 1e-9 } == true)
    let stays = Self.turns([Int](repeating: 0, count: 41))
    #expect(stays.sameWinner == 40 && stays.rotationProbability == 1)
  }
}
