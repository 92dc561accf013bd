import LedgerReading
import LotteryStatistics
import Procurement
import TabularReading

/// Puts the pieces of a count of lotteries together, in any order.
///
/// Tenders that neighbouring pieces share are judged here, from all their bids.
public struct IncidenceMerge {
  private let job: PartialJob
  private var inputs = MergedInputs()
  private var borders = TenderBorders()
  private var incidence = LotteryIncidence()

  /// The merge of no piece of a job.
  public init(_ job: PartialJob) { self.job = job }

  /// The inputs that were read in pieces.
  public var origins: [PieceOrigin] { inputs.origins }

  /// Adds a piece.
  ///
  /// - Throws: `PartialError` where it does not fit with those before.
  /// - Complexity: O(groups and firms of the piece).
  public mutating func add(_ partial: PartialFile, file path: String) throws(PartialError) {
    let file = inputs.add(file: path)
    do throws(PartialFault) {
      for input in partial.piece.inputs { try inputs.add(input, file: file) }
      guard let piece = partial.piece.incidence else { throw .damaged }
      incidence.merge(piece.incidence)
      try borders.add(head: piece.head, tail: piece.tail, of: partial.piece.inputs, file: path)
    } catch {
      throw PartialError(error, file: path)
    }
    borders.add(fingerprints: try PartialReader.numbers(of: partial, at: path), file: path)
  }

  /// The counts of all bids, and what became of every row.
  ///
  /// - Parameter judge: judges a whole tender, whose bids begin in the file that is named.
  /// - Throws: `PartialError` where a piece is missing, overlaps, or a tender stands apart; what `judge` throws.
  public mutating func whole(
    judge: (BidBatch, _ file: String) throws -> LotteryIncidence
  ) throws -> (LotteryIncidence, ReadingSummary) {
    let summary = try inputs.bids(of: job)
    var incidence = incidence
    try borders.close { batch, file in incidence.merge(try judge(batch, file)) }
    return (incidence, summary)
  }
}
