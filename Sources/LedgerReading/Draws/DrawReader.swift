import Procurement
import TabularReading

/// Reads past draws into batches.
///
/// A row is a tied firm, or a draw with the list of its tied firms. Every fault stops the reading: a draw with a firm
/// missing would be another draw.
public struct DrawReader {
  /// What a file of past draws may be.
  public enum Kind: Sendable, Hashable {
    /// Draws, with their mapping.
    case draws
    /// Bids, from which the ties are taken.
    case bids
  }

  private let inputs: [InputFile]
  private let mapping: LedgerMapping
  private let hashesFiles: Bool

  /// A reader of some files.
  ///
  /// - Parameters:
  ///   - inputs: the files in order.
  ///   - mapping: how their columns become draws.
  ///   - hashesFiles: whether the SHA-256 of each file is wanted.
  public init(_ inputs: [InputFile], mapping: LedgerMapping, hashesFiles: Bool = false) {
    self.inputs = inputs
    self.mapping = mapping
    self.hashesFiles = hashesFiles
  }

  /// Tells draws from bids by a file's header, and finds the shipped mapping of a known table of ties.
  ///
  /// - Parameters:
  ///   - input: a file; standard input cannot be looked at twice and is taken for draws.
  ///   - mapping: the mapping that the user chose.
  /// - Returns: what the file is, and the mapping to read it with.
  /// - Throws: `DataError` where the file cannot be opened.
  public static func kind(of input: InputFile, mapping: LedgerMapping) throws(DataError) -> (Kind, LedgerMapping) {
    if mapping.draws.columns != nil { return (.draws, mapping) }
    if mapping.bids.columns != nil { return (.bids, mapping) }
    if input.path == "-" { return (.draws, mapping) }
    let table = try RecordTable(
      input, wanted: mapping.draws.wanted + mapping.bids.wanted, layout: mapping.layout, purpose: .bids)
    if table.source.format == .ocds { return (.bids, mapping) }
    let ties = try LedgerMapping.named("mlit-ties")
    if table.header.matches(ties.draws.wanted) == ties.draws.wanted.count {
      var known = ties
      known.layout = known.layout.overridden(by: mapping.layout)
      return (.draws, known)
    }
    let hasDraws = try table.header.position(ofAny: [DrawField.draw.rawValue]) != nil
    let hasBids = try table.header.position(ofAny: BidField.bid.knownHeaders) != nil
    return (hasBids && !hasDraws ? .bids : .draws, mapping)
  }

  /// Reads all files.
  ///
  /// - Parameter body: takes each batch together with the file from which it comes.
  /// - Returns: what became of every row.
  /// - Throws: `DataError`, or what `body` throws.
  /// - Complexity: O(bytes) time; memory for one batch.
  public func read(_ body: (DrawBatch, InputFile) throws -> Void) throws -> ReadingSummary {
    var summary = ReadingSummary()
    for input in inputs {
      summary.mappings.append(mapping)
      summary.files.append(try read(input, body))
    }
    return summary
  }

  private func read(
    _ input: InputFile, _ body: (DrawBatch, InputFile) throws -> Void
  ) throws -> ReadingSummary.File {
    var table = try RecordTable(
      input, wanted: mapping.draws.wanted, layout: mapping.layout, purpose: .bids, hashing: hashesFiles)
    var parser = try DrawParser(mapping, header: table.header)
    try table.requireReadable(parser.columns.used)
    var account = ReadingSummary.File(name: input.path)
    account.unreadColumns = table.header.names(without: parser.columns.used)
    var batch = DrawBatch()
    var record = Record()
    while try table.next(&record) {
      account.read += 1
      do throws(FieldFault) {
        switch try parser.take(record) {
        case .firms(let rows):
          account.used += 1
          for row in rows { batch.append(row) }
        case .left(let reason): account.leave(reason, line: record.line)
        }
      } catch {
        throw DataError(
          error.problem, file: input.path, line: record.line, column: error.column.map { table.header.column($0) })
      }
      if batch.count >= DrawBatch.capacity {
        try body(batch, input)
        batch = DrawBatch()
      }
    }
    if batch.count > 0 { try body(batch, input) }
    account.note(table)
    return account
  }
}
