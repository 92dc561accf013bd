import LedgerReading
import LotteryStatistics
import Procurement
import TabularReading

/// Puts the pieces of a count of lotteries together, in any order.
///
/// Tenders that neighbouring pieces share are judged here, from all their bids.
public struct IncidenceMerge {
  private struct Border {
    var order: (input: Int, start: Int)
    var head: [Bid]
    var tail: [Bid]
    var file: String
    var name: String
  }

  private let job: PartialJob
  private var inputs = MergedInputs()
  private var sources: [FingerprintSweep.Source] = []
  private var borders: [Border] = []
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
      guard let piece = partial.piece.incidence, let head = piece.head.rows, let tail = piece.tail.rows else {
        throw .damaged
      }
      incidence.merge(piece.incidence)
      if let first = partial.piece.inputs.first, !tail.isEmpty {
        borders.append(
          Border(order: (first.number, first.range.lowerBound), head: head, tail: tail, file: path, name: first.name))
      }
    } catch {
      throw PartialError(error, file: path)
    }
    if !partial.numbers.isEmpty {
      sources.append(FingerprintSweep.Source(path: path, bytes: try PartialReader.numbers(of: partial, at: path)))
    }
  }

  /// The counts of all bids, and what became of every row.
  ///
  /// - Parameter judge: judges a whole tender, whose bids begin in the file that is named.
  /// - Throws: `PartialError` where a piece is missing, overlaps, or a tender stands apart; what `judge` throws.
  public mutating func whole(
    judge: (BidBatch, _ file: String) throws -> LotteryIncidence
  ) throws -> (LotteryIncidence, ReadingSummary) {
    let merged = try inputs.complete(job.inputs)
    if let empty = merged.first(where: { $0.read == 0 }) {
      throw DataError(.headerOnly, file: empty.name, line: empty.headerLine)
    }
    var summary = ReadingSummary()
    summary.files = merged.map(\.account)
    summary.mappings = [job.mapping]
    borders.sort { $0.order < $1.order }
    var (open, file, name) = ([Bid](), "", "")
    var shared: [UInt64] = []
    func close() throws {
      guard let first = open.first else { return }
      shared.append(KeyFingerprint.of(first.notice.identifier))
      incidence.merge(try judge(BidBatch(open), name))
      open = []
    }
    for border in borders {
      for (run, isLast) in [(border.head, false), (border.tail, true)] where !run.isEmpty {
        if run[0].notice.identifier != open.first?.notice.identifier {
          try close()
          (file, name) = (border.file, border.name)
        }
        open += run
        if !isLast { try close() }
      }
    }
    try close()
    try checkApart(shared.sorted(), file)
    return (incidence, summary)
  }

  /// That no tender is in two places.
  private func checkApart(_ shared: [UInt64], _ file: String) throws(PartialError) {
    var all = sources
    all.append(FingerprintSweep.Source(path: file, values: shared))
    guard let found = try FingerprintSweep.repetitions(in: all).first else { return }
    throw PartialError(.tenderApart(other: all[found.second].path), file: all[found.first].path)
  }
}
