import BidStatistics
import Procurement

/// Counts the tenders of a piece of a bid set in which the bids for a tender stand together.
///
/// The first and the last tender of the piece are not judged: their bids go with the piece.
public struct IndicatorsCounter {
  /// Who counts whole tenders.
  private enum Engine {
    /// One pass.
    case tally(BidTally)
    /// Tenders in memory.
    case gathering(TenderGathering)
  }

  private var engine: Engine
  private var cutter = TenderCutter()

  /// A counter of one pass: it throws `BidTally.NeedsGathering` where that does not do.
  public init(_ tally: BidTally) { engine = .tally(tally) }

  /// A counter that holds the tenders of the piece.
  public init(_ gathering: TenderGathering) { engine = .gathering(gathering) }

  /// Adds the bids of a batch.
  ///
  /// - Parameter replacing: makes of a batch of whole tenders the one that counts.
  /// - Throws: what `BidTally` and `TenderGathering` throw.
  /// - Complexity: O(rows).
  public mutating func add(_ batch: BidBatch, replacing: (BidBatch) -> BidBatch = { $0 }) throws {
    // Taken out, as the closure changes what is counted.
    var cutter = self.cutter
    self.cutter = TenderCutter()
    try cutter.add(batch) { whole in
      switch engine {
      case .tally(var tally):
        engine = .gathering(TenderGathering(tally.plan, repeated: .reject))
        try tally.add(replacing(whole))
        engine = .tally(tally)
      case .gathering(var gathering):
        engine = .tally(BidTally(gathering.plan))
        try gathering.add(replacing(whole))
        engine = .gathering(gathering)
      }
    }
    self.cutter = cutter
  }

  /// The piece, and its numbers.
  ///
  /// - Throws: `StandsApart` where a tender's bids do; `BidTally.NeedsGathering`.
  public mutating func piece() throws -> (IndicatorsPiece, [UInt64]) {
    let sums: IndicatorSums
    let listed: [Int]
    var dropped = 0
    switch engine {
    case .tally(var tally):
      sums = try tally.finishPart()
      listed = tally.listed.met
    case .gathering(var gathering):
      sums = gathering.finishPart()
      (listed, dropped) = (gathering.listed.met, gathering.dropped)
    }
    let fingerprints = try cutter.fingerprints()
    let piece = IndicatorsPiece(
      sums, tenders: fingerprints.count, listed: listed, dropped: dropped, head: cutter.head ?? [], tail: cutter.open)
    return (piece, fingerprints + IndicatorsPiece.numbers(sums))
  }
}
