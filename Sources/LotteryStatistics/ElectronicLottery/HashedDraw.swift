import Digests
import Procurement

/// A draw by the smallest hash of a text of the record, with every text and hash.
public struct HashedDraw: Sendable, Hashable {
  /// A firm with its hash.
  public struct Entry: Sendable, Hashable {
    /// The firm.
    public var bidder: LotteryBidder
    /// The text that was hashed.
    public var text: String
    /// The hash in hexadecimal digits.
    public var digest: String
  }

  /// The scheme.
  public let scheme: LotteryScheme
  /// The sum of the bids that the scheme adds up, in yen.
  public let sum: Int64
  /// The firms, the smallest hash first.
  public let entries: [Entry]

  /// Works out a draw among firms that may win.
  ///
  /// - Throws: `DrawError` where a firm has no code, or two have one.
  /// - Complexity: O(bids log bids).
  init(_ bidders: [LotteryBidder], of tender: Tender, scheme: LotteryScheme) throws(DrawError) {
    let hash = scheme.hash ?? RecordHash()
    let bids = hash.sum == .all ? tender.bids : tender.bids.filter(tender.isValid)
    let total = bids.reduce(Int128(0)) { $0 + Int128($1.amount?.value ?? 0) }
    guard let sum = Int64(exactly: total) else { throw DrawError(.sumTooLarge, scheme: scheme) }
    var entries: [Entry] = []
    for bidder in bidders {
      let code = try SchemeOrder.code(of: bidder, scheme)
      let text = hash.parts.map { part in
        switch part {
        case .tender: tender.notice.identifier
        case .firm: code
        case .sum: String(sum)
        case .text(let text): text
        }
      }.joined()
      let bytes = Array(text.utf8)
      let digest =
        switch hash.algorithm {
        case .sha1: SHA1.digest(of: bytes)
        case .sha256: SHA256.digest(of: bytes)
        }
      entries.append(Entry(bidder: bidder, text: text, digest: Hexadecimal.text(digest)))
    }
    // Hexadecimal digits of one length are in the order of the numbers.
    entries.sort { $0.digest < $1.digest }
    for (a, b) in zip(entries, entries.dropFirst()) where a.digest == b.digest {
      throw DrawError(.equalKeys(with: a.bidder.name), b.bidder, scheme: scheme)
    }
    self.scheme = scheme
    self.sum = sum
    self.entries = entries
  }
}
