import BidStatistics
import LedgerReading
import LotteryStatistics
import Procurement
import TabularReading

/// Puts the pieces of indicators together, in any order.
///
/// Tenders that neighbouring pieces share are judged here, from all their bids.
public struct IndicatorsMerge {
  private let job: PartialJob
  private var inputs = MergedInputs()
  private var borders = TenderBorders()
  private var sums: IndicatorSums
  private var listed: ListedTenders
  /// How many further rows of a firm in one tender were left out.
  public private(set) var dropped = 0

  /// The merge of no piece of a job.
  ///
  /// - Parameter listed: the list of all tenders, as every piece had it.
  public init(_ job: PartialJob, _ plan: IndicatorPlan, listed: ListedTenders = ListedTenders()) {
    (self.job, self.listed) = (job, listed)
    sums = IndicatorSums(plan)
  }

  /// The inputs that were read in pieces.
  public var origins: [PieceOrigin] { inputs.origins }

  /// Adds a piece.
  ///
  /// - Throws: `PartialError` where it does not fit with those before.
  /// - Complexity: O(awards and firms of the piece).
  public mutating func add(_ partial: PartialFile, file path: String) throws(PartialError) {
    let file = inputs.add(file: path)
    var tenders = 0
    do throws(PartialFault) {
      for input in partial.piece.inputs { try inputs.add(input, file: file) }
      guard let piece = partial.piece.indicators, piece.add(to: &sums, numbers: partial.numbers[piece.tenders...]),
        listed.remove(piece.listed)
      else { throw .damaged }
      tenders = piece.tenders
      dropped += piece.dropped
      try borders.add(head: piece.head, tail: piece.tail, of: partial.piece.inputs, file: path)
    } catch {
      throw PartialError(error, file: path)
    }
    let numbers = try PartialReader.numbers(of: partial, at: path)
    borders.add(fingerprints: numbers.lowerBound..<numbers.lowerBound + 8 * tenders, file: path)
  }

  /// The sums of all bids, and what became of every row.
  ///
  /// - Parameters:
  ///   - repeated: what to do with a second row of a firm for a tender.
  ///   - gather: adds a whole tender, whose bids begin in the file that is named, to a gathering.
  /// - Throws: `PartialError` where a piece is missing, overlaps, or a tender stands apart; what `gather` throws.
  public mutating func whole(
    repeated: TenderAssembly.RepeatedBid, gather: (BidBatch, _ file: String, inout TenderGathering) throws -> Void
  ) throws -> (IndicatorSums, ReadingSummary) {
    let summary = try inputs.bids(of: job)
    var gathering = TenderGathering(sums.plan, listed: listed, repeated: repeated)
    try borders.close { batch, file in try gather(batch, file, &gathering) }
    sums.merge(gathering.finish())
    dropped += gathering.dropped
    return (sums, summary)
  }
}
