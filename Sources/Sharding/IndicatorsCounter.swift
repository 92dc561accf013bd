import BidStatistics
import Procurement

/// Counts the tenders of a piece of a bid set in which the bids for a tender stand together.
///
/// The first and the last tender of the piece are not judged: their bids go with the piece.
public struct IndicatorsCounter {
  private var engine: any WholeTenders
  private var cutter = TenderCutter()

  /// A counter of one pass: it throws `BidTally.NeedsGathering` where that does not do.
  public init(_ tally: BidTally) { engine = tally }

  /// A counter that holds the tenders of the piece.
  public init(_ gathering: TenderGathering) { engine = gathering }

  /// Adds the bids of a batch.
  ///
  /// - Parameter replacing: makes of a batch of whole tenders the one that counts.
  /// - Throws: what `BidTally` and `TenderGathering` throw.
  /// - Complexity: O(rows).
  public mutating func add(_ batch: BidBatch, replacing: (BidBatch) -> BidBatch = { $0 }) throws {
    for whole in cutter.add(batch) { try engine.add(replacing(whole)) }
  }

  /// The piece, and its numbers.
  ///
  /// - Throws: `StandsApart` where a tender's bids do; `BidTally.NeedsGathering`.
  public mutating func piece() throws -> (IndicatorsPiece, [UInt64]) {
    let sums = try engine.finishPart()
    let fingerprints = try cutter.fingerprints()
    let piece = IndicatorsPiece(
      sums, tenders: fingerprints.count, listed: engine.listed.met, dropped: engine.dropped, head: cutter.head ?? [],
      tail: cutter.open)
    return (piece, fingerprints + IndicatorsPiece.numbers(sums))
  }
}

/// Whoever counts whole tenders, in one pass or with all of them in memory.
private protocol WholeTenders {
  /// The listed tenders that have not been met.
  var listed: ListedTenders { get }
  /// How many further rows of a firm in one tender were left out.
  var dropped: Int { get }

  mutating func add(_ batch: BidBatch) throws
  mutating func finishPart() throws -> IndicatorSums
}

extension BidTally: WholeTenders {
  /// One pass leaves no row out.
  fileprivate var dropped: Int { 0 }
}

extension TenderGathering: WholeTenders {}
