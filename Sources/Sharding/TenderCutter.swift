import LedgerReading
import Procurement

/// Cuts a piece of a bid set, in which the bids for a tender stand together, into whole tenders and the two at its borders.
///
/// The first and the last tender of the piece may go on in its neighbours: their bids go with the piece.
struct TenderCutter {
  /// The first tender, once it is over.
  private(set) var head: [Bid]?
  /// The tender that may go on.
  private(set) var open: [Bid] = []
  private var tenders: [UInt64] = []

  /// Takes a batch; returns the rows that are now of whole tenders, in their order.
  ///
  /// - Complexity: O(rows).
  mutating func add(_ batch: BidBatch) -> [BidBatch] {
    guard batch.count > 0 else { return [] }
    var whole: [BidBatch] = []
    // Neighbours mostly have one notice; otherwise different notices may still be of one tender.
    var last: (code: UInt32, name: String) = (.max, "")
    func identifier(_ row: Int) -> String {
      if batch.noticeCodes[row] != last.code { last = (batch.noticeCodes[row], batch.tender(of: row)) }
      return last.name
    }
    var start = 0
    if let known = open.first?.notice.identifier {
      while start < batch.count, identifier(start) == known { start += 1 }
      open += (0..<start).map { batch[$0] }
      if start == batch.count { return [] }
      if let closed = close() { whole.append(closed) }
    }
    let final = identifier(batch.count - 1)
    var tail = batch.count - 1
    while tail > start, identifier(tail - 1) == final { tail -= 1 }
    if head == nil, tail > start {
      var end = start + 1
      let first = identifier(start)
      while identifier(end) == first { end += 1 }
      head = (start..<end).map { batch[$0] }
      start = end
    }
    if tail > start {
      note(batch, start..<tail)
      whole.append(batch.rows(start..<tail))
    }
    open = (tail..<batch.count).map { batch[$0] }
    return whole
  }

  /// Ends the tender that was open: it is the first one, or it is whole and returned.
  private mutating func close() -> BidBatch? {
    defer { open = [] }
    guard head != nil else {
      head = open
      return nil
    }
    let batch = BidBatch(open)
    note(batch, 0..<batch.count)
    return batch
  }

  /// Notes the tenders of some rows.
  private mutating func note(_ batch: BidBatch, _ rows: Range<Int>) {
    var code = UInt32.max
    var name = ""
    for row in rows where batch.noticeCodes[row] != code {
      code = batch.noticeCodes[row]
      // Rows of a tender may disagree about it: then they have two notices and one identifier.
      let identifier = batch.tender(of: row)
      if row > rows.lowerBound, identifier == name { continue }
      name = identifier
      tenders.append(KeyFingerprint.of(identifier))
    }
  }

  /// The fingerprints of the tenders that are whole in the piece, ascending.
  ///
  /// - Throws: `StandsApart` where a tender's bids do.
  mutating func fingerprints() throws(StandsApart) -> [UInt64] {
    tenders.sort()
    for place in tenders.indices.dropFirst() where tenders[place] == tenders[place - 1] { throw StandsApart() }
    return tenders
  }
}

/// That the bids for a tender stand apart, so that no piece can judge it.
public struct StandsApart: Error, Hashable {
  /// The tender's identifier, where it is known.
  public var tender: String?

  /// An error about a tender.
  public init(tender: String? = nil) { self.tender = tender }
}
