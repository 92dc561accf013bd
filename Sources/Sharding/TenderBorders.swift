import LedgerReading
import Procurement

/// The tenders at the borders of pieces: what neighbouring pieces hold of them is put together here.
struct TenderBorders {
  private struct Border {
    var order: (input: Int, start: Int)
    var head: [Bid]
    var tail: [Bid]
    var file: String
    var name: String
  }

  private var borders: [Border] = []
  private var sources: [FingerprintSweep.Source] = []

  /// Adds the first and the last tender of a piece.
  ///
  /// - Throws: `PartialFault` where they could not have been written by juchu.
  mutating func add(
    head: BidRecords, tail: BidRecords, of inputs: [PartialInput], file: String
  ) throws(PartialFault) {
    guard let head = head.rows, let tail = tail.rows else { throw .damaged }
    guard let first = inputs.first, !tail.isEmpty else { return }
    borders.append(
      Border(order: (first.number, first.range.lowerBound), head: head, tail: tail, file: file, name: first.name))
  }

  /// Adds where the fingerprints of a piece's whole tenders stand in its file.
  mutating func add(fingerprints bytes: Range<Int>, file: String) {
    guard !bytes.isEmpty else { return }
    sources.append(FingerprintSweep.Source(path: file, bytes: bytes))
  }

  /// Hands on the border tenders, each whole, with the input in which it begins.
  ///
  /// - Throws: `PartialError` where a tender stands apart; what `judge` throws.
  mutating func close(_ judge: (BidBatch, _ file: String) throws -> Void) throws {
    borders.sort { $0.order < $1.order }
    var (open, file, name) = ([Bid](), "", "")
    var shared: [UInt64] = []
    func close() throws {
      guard let first = open.first else { return }
      shared.append(KeyFingerprint.of(first.notice.identifier))
      try judge(BidBatch(open), name)
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
  }

  /// That no tender is in two places.
  private func checkApart(_ shared: [UInt64], _ file: String) throws(PartialError) {
    var all = sources
    all.append(FingerprintSweep.Source(path: file, values: shared))
    guard let found = try FingerprintSweep.repetitions(in: all).first else { return }
    throw PartialError(.tenderApart(other: all[found.second].path), file: all[found.first].path)
  }
}
