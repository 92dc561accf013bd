import Procurement
import TabularReading

/// What a row that names no bidder is.
public enum TendersWithoutBids: Sendable {
  /// A fault.
  case refused
  /// A tender for which nobody bid: a row of its own, with an empty bidder and without an amount.
  case accepted
  /// As accepted, in a list of tenders that has no column of bidders or bids.
  case listed
}

/// Reads bids, in whatever format, into batches.
///
/// Rows that cannot be used stop the reading unless there is a place for them; structural faults always stop it.
public struct BidReader {
  /// How the files are to be read.
  public struct Options: Sendable {
    /// How columns and words become bids.
    public var mapping = LedgerMapping.canonical
    /// What is known of the files' layout; it goes before what the mapping says.
    public var layout = FileLayout()
    /// Whether the SHA-256 of each file is wanted.
    public var hashesFiles = false
    /// Whether batches shall say more than who offered what for which tender; without it large files are read faster.
    public var wantsDetails = true
    /// Whether batches without these details shall say who won.
    public var wantsWinners = false
    /// What to do with a row that names no bidder.
    public var tenders = TendersWithoutBids.refused
    /// How many digits a number of an electronic lottery may have: those of registered mail have eleven.
    public var lotteryDigits = 11
    /// How large files are read; bids, errors and accounts do not depend on it.
    public var scan = ScanOptions()

    /// The options for canonical files.
    public init() {}
  }

  private let inputs: [InputFile]
  private let mapping: LedgerMapping
  let options: Options
  let rejects: ((RejectedRow) throws -> Void)?
  /// The contracting processes of those files that are OCDS.
  private let processes: OCDSCollection

  /// A reader of some files.
  ///
  /// - Parameters:
  ///   - inputs: the files in order.
  ///   - options: how to read them.
  ///   - rejects: takes rows that cannot be used; nil makes the first of them an error.
  public init(
    _ inputs: [InputFile], options: Options = Options(), rejects: ((RejectedRow) throws -> Void)? = nil
  ) {
    self.inputs = inputs
    var mapping = options.mapping
    mapping.layout = mapping.layout.overridden(by: options.layout)
    self.mapping = mapping
    self.options = options
    self.rejects = rejects
    processes = OCDSCollection(
      inputs, options: inputs.map { _ in mapping.processOptions }, purpose: .bids, hashing: options.hashesFiles)
  }

  /// Reads all files.
  ///
  /// - Parameter body: takes each batch together with the file from which it comes.
  /// - Returns: what became of every row.
  /// - Throws: `DataError`, or what `body` throws.
  /// - Complexity: O(bytes) time; memory for one batch.
  public func read(_ body: (BidBatch, InputFile) throws -> Void) throws -> ReadingSummary {
    var summary = ReadingSummary()
    for (index, input) in inputs.enumerated() {
      summary.mappings.append(mapping)
      summary.files.append(try read(input, index, &summary.mappings[index].taxBasis, body))
    }
    return summary
  }

  /// The table of a file, without the other files that may belong to it.
  func open(_ input: InputFile) throws(DataError) -> RecordTable {
    try RecordTable(input, wanted: mapping.bids.wanted, layout: mapping.layout, purpose: .bids, hashing: false)
  }

  /// A parser for the rows below a header.
  func parser(of header: Header) throws(DataError) -> BidParser {
    try BidParser(mapping, header: header, lotteryDigits: options.lotteryDigits, tenders: options.tenders)
  }

  private func read(
    _ input: InputFile, _ index: Int, _ basis: inout TaxBasis, _ body: (BidBatch, InputFile) throws -> Void
  ) throws -> ReadingSummary.File {
    var table = try RecordTable(
      input, wanted: mapping.bids.wanted, layout: mapping.layout, purpose: .bids, hashing: options.hashesFiles,
      processes: OCDSProcesses(all: processes, input: index))
    var parser = try parser(of: table.header)
    table.expect(
      days: parser.columns.positions(of: [.noticeDate, .openingDate]), amounts: parser.columns.positions(of: [.bid]))
    try table.requireReadable(parser.columns.used)
    table.statesUnit = mapping.statesUnit || !parser.units.found.isEmpty
    var account = ReadingSummary.File(name: input.path)
    account.units = parser.units.found
    if table.source.format != .ocds { account.unreadColumns = table.header.names(without: parser.columns.used) }
    var batch = BidBatch(hasDetails: options.wantsDetails || options.wantsWinners)
    var record = Record()
    var scanFrom: Int? = 0
    while true {
      if let place = scanFrom, let source = table.unreadCSV, source.reader.place.offset >= place {
        scanFrom = try scan(input, source, parser, table.header, &account, &batch, body)
        if account.read > 0 { table.noteRecords() }
      }
      guard try table.next(&record) else { break }
      account.read += 1
      do throws(FieldFault) {
        if let fault = table.source.records.fault(of: record, header: table.header) { throw fault }
        switch try parser.take(record) {
        case .bid(let bid):
          account.used += 1
          for note in parser.notes { account.note(note, line: record.line) }
          batch.append(bid)
        case .left(let reason): account.leave(reason, line: record.line)
        }
      } catch {
        var problem = DataError(
          error.problem, file: input.path, line: record.line, column: error.column.map { table.header.column($0) })
        problem.place = OCDSRow.place(of: record, column: error.column, header: table.header)
        guard let rejects else { throw readOn(problem, input) }
        try rejects(RejectedRow(error: problem, value: error.value, fields: record.fields))
        account.rejected += 1
      }
      if batch.count == BidBatch.capacity {
        try body(batch, input)
        batch = BidBatch(hasDetails: options.wantsDetails || options.wantsWinners)
      }
    }
    if batch.count > 0 { try body(batch, input) }
    // A row that was set aside, or stands in another piece, may be the winner's.
    if let unmet = parser.winners?.unmet, account.rejected == 0, input.span == nil {
      throw DataError(
        unmet.fault.problem, file: input.path, line: unmet.line,
        column: unmet.fault.column.map { table.header.column($0) })
    }
    account.note(table)
    basis = parser.units.taxBasis
    return account
  }
}
