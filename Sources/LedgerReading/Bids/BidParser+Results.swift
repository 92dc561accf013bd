import Procurement
import TabularReading

// Rows that are tenders with their results (入札結果一覧).
extension BidParser {
  /// A tender with its result: who won for how much, or why nobody did.
  mutating func result(_ notice: inout TenderNotice, in record: borrowing Record) throws(FieldFault) -> Bid {
    let texts = [BidField.firm, .bid].map { columns.value($0, in: record) ?? "" }
    let failure = texts.lazy.compactMap(BidRemark.failure).first
    let remark = try remark(in: record)
    notice.outcome = notice.outcome ?? failure ?? remark?.outcome
    notice.listed = ListedResult(bidders: try bidders(in: record), rounds: try round(in: record))
    var firm = name(.firm, in: record) ?? ""
    if Self.isPlaceholder(firm) || BidRemark.failure(firm) != nil { firm = "" }
    var amount = BidRemark.failure(texts[1]) == nil ? try price(.bid, in: record) : nil
    // A failed tender may have 0 in the place of a price.
    if firm.isEmpty, amount?.value == 0 || notice.outcome.map({ $0 != .awarded && $0 != .negotiated }) ?? false {
      amount = nil
    }
    let isAwarded = !firm.isEmpty || amount != nil
    if !isAwarded, notice.outcome == nil {
      if notice.listed?.bidders == 0 { notice.outcome = .noBid } else { notes.append(.undecided) }
    }
    return Bid(
      notice: notice, firm: firm, amount: amount, status: isAwarded ? .valid : .absent,
      isWinner: isAwarded ? true : nil,
      sourceLine: record.line)
  }

  /// How many firms submitted a bid, as a list of results says it.
  private func bidders(in record: borrowing Record) throws(FieldFault) -> Int? {
    guard let text = columns.value(.bidders, in: record), !Self.isPlaceholder(text) else { return nil }
    guard let number = LedgerTexts.count(text), number <= ListedResult.mostBidders else {
      throw columns.fault(.notAnAmount(text), .bidders, text)
    }
    return number
  }
}
