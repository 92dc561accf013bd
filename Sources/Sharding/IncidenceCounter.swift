import LedgerReading
import LotteryStatistics
import Procurement
import TabularReading

/// Counts the lotteries of a piece of a bid set in which the bids for a tender stand together.
///
/// The first and the last tender of the piece are not judged: their bids go with the piece.
public struct IncidenceCounter {
  /// Judges whole tenders; nil where those of one pass suffice.
  private let judge: ((BidBatch) throws -> LotteryIncidence)?
  private var tally = IncidenceTally()
  private var judged = LotteryIncidence()
  private var cutter = TenderCutter()

  /// A counter of no bid.
  ///
  /// - Parameter judge: judges a batch of whole tenders; nil where `IncidenceTally` does.
  public init(judge: ((BidBatch) throws -> LotteryIncidence)? = nil) { self.judge = judge }

  /// Adds the bids of a batch.
  ///
  /// - Throws: what `judge` throws, or `IncidenceTally.NeedsRegister`.
  /// - Complexity: O(rows).
  public mutating func add(_ batch: BidBatch) throws {
    for whole in cutter.add(batch) {
      if let judge { judged.merge(try judge(whole)) } else { try tally.add(whole) }
    }
  }

  /// The piece, and the fingerprints of the tenders that are whole in it, ascending.
  ///
  /// - Throws: `StandsApart` where a tender's bids do; `IncidenceTally.NeedsRegister`.
  public mutating func piece() throws -> (IncidencePiece, [UInt64]) {
    let tenders = try cutter.fingerprints()
    if judge == nil { judged.merge(try tally.incidence()) }
    return (IncidencePiece(judged, head: cutter.head ?? [], tail: cutter.open), tenders)
  }
}
