import Procurement

extension DrawTies {
  /// The ties of a register of bids: the lowest valid bids of each of the notice's tenders, where two or more are equal.
  ///
  /// - Throws: `DrawProtocolError` where a tender is not of the notice, or a firm has no code in the register.
  /// - Complexity: O(bids log bids).
  public init(
    _ bids: TenderRegister, commitment: DrawCommitment, notice: DrawNotice, register: [String]
  ) throws(DrawProtocolError) {
    var ties: [Tie] = []
    for tender in bids.tenders {
      guard let place = notice.tenders.firstIndex(of: tender.notice.identifier) else {
        throw DrawProtocolError(.unknownTender(tender.notice.identifier), in: .record)
      }
      guard let lowest = BidRanking(tender).tiers.first, lowest.count > 1 else { continue }
      let codes = lowest.map { bid in
        let firm = bids.firms[tender.bids[bid].firm]
        return firm.code ?? firm.name
      }
      ties.append(Tie(tender: place + 1, codes: codes))
    }
    try self.init(ties, commitment: commitment, notice: notice, register: register)
  }
}
