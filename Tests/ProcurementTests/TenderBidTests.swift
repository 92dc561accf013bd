import Procurement
import Testing

@Suite("Tender bids")
struct TenderBidTests {
  @Test("a bid keeps what it was given, and nothing where nothing was")
  func facts() {
    var bid = TenderBid(firm: 7, amount: nil)
    #expect(bid.amount == nil && bid.technicalPoints == nil && bid.isWinner == nil)
    #expect(bid.enteredNumber == nil && bid.systemNumber == nil && bid.arrival == nil && bid.sourceLine == 0)
    for value in [0, -1, 1, .max, .min + 1] as [Int64] {
      (bid.amount, bid.arrival) = (Yen(value), value)
      bid.technicalPoints = FixedPoint(units: value, decimals: 18)
      #expect(bid.amount == Yen(value) && bid.arrival == value)
      #expect(bid.technicalPoints == FixedPoint(units: value, decimals: 18))
    }
    for number in [0, 999, -1, 86_399_999] {
      (bid.enteredNumber, bid.systemNumber) = (number, number + 1)
      #expect(bid.enteredNumber == number && bid.systemNumber == number + 1)
    }
    // Registered mail has eleven digits.
    for number in [99_999_999_999, 1 << 32, (1 << 32) - 1, (1 << 39) - 1, 1 - 1 << 39] {
      bid.enteredNumber = number
      #expect(bid.enteredNumber == number)
    }
    (bid.firm, bid.sourceLine, bid.status, bid.isWinner) = (3, .max, .withdrawn, false)
    #expect(bid.firm == 3 && bid.sourceLine == .max && bid.status == .withdrawn && bid.isWinner == false)
    (bid.amount, bid.arrival, bid.technicalPoints, bid.enteredNumber, bid.systemNumber) = (nil, nil, nil, nil, nil)
    #expect(bid == TenderBid(firm: 3, amount: nil, status: .withdrawn, isWinner: false, sourceLine: .max))
    #expect(MemoryLayout<TenderBid>.stride == 48)
  }
}
