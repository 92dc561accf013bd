import CByteScan
import Procurement

@testable import LedgerReading
@testable import TabularReading

/// What came of reading a file, so that two ways of reading can be compared.
struct ReadingOutcome<Row: Equatable>: Equatable {
  struct Rejected: Equatable {
    var error: DataError
    var value: String
    var fields: [String]
  }

  var rows: [Row] = []
  var rejected: [Rejected] = []
  var summary: ReadingSummary?
  var error: DataError?

  /// Reads to the end or to an error.
  ///
  /// - Parameters:
  ///   - setsAside: whether rows that cannot be used are set aside.
  ///   - read: reads, with a place for rejected rows and one for rows.
  init(
    setsAside: Bool,
    _ read: (((RejectedRow) throws -> Void)?, (Row) -> Void) throws -> ReadingSummary
  ) throws {
    var rows: [Row] = []
    var rejected: [Rejected] = []
    let take: ((RejectedRow) throws -> Void)? =
      setsAside ? { rejected.append(Rejected(error: $0.error, value: $0.value, fields: $0.fields)) } : nil
    do {
      summary = try read(take) { rows.append($0) }
    } catch let error as DataError {
      self.error = error
    }
    // After an error nobody looks at rows.
    self.rows = error == nil ? rows : []
    self.rejected = rejected
    try checkAccount()
  }

  /// Rows read are used, rejected or filtered.
  private func checkAccount() throws {
    for file in summary?.files ?? [] {
      try require(file.read == file.used + file.rejected + file.filtered, "the account does not add up: \(file)")
      try require(min(file.read, file.used, file.rejected, file.filtered) >= 0, "a count below 0: \(file)")
    }
  }
}

/// The ways of reading in passing that are compared with the readable one.
enum ScanWays {
  /// Options of each way; the first reads readably.
  static let all: [ScanOptions] = {
    var readable = ScanOptions()
    readable.isEnabled = false
    let paths = [BYTESCAN_PORTABLE, BYTESCAN_AVX2, BYTESCAN_AVX512].filter {
      $0.rawValue <= bytescan_best_path().rawValue
    }
    return [readable]
      + paths.enumerated().flatMap { index, path in
        // The smallest block, and one that holds most inputs.
        [64, 2_048].map { size in
          var options = ScanOptions()
          (options.leastBytes, options.blockSize, options.path, options.threads) = (0, size, path, 1 + index % 2)
          return options
        }
      }
  }()
}

extension ReadingOutcome<Contract> {
  /// Reads contracts in every way, and expects the same of all.
  @discardableResult
  static func contracts(
    _ path: String, span: RecordSpan? = nil, setsAside: Bool, ways: [ScanOptions] = ScanWays.all,
    _ change: (inout ContractReader.Options) -> Void = { _ in }
  ) throws -> ReadingOutcome {
    var file = InputFile(path)
    file.span = span
    return try agreeing(ways) { way in
      var options = ContractReader.Options()
      options.hashesFiles = true
      change(&options)
      options.scan = way
      return try ReadingOutcome(setsAside: setsAside) { rejects, take in
        var reader = ContractReader([file], options: options, rejects: rejects)
        return try reader.read { batch, _ in for row in 0..<batch.count { take(batch[row]) } }
      }
    }
  }
}

extension ReadingOutcome<Bid> {
  /// Reads bids in every way, and expects the same of all.
  @discardableResult
  static func bids(
    _ path: String, setsAside: Bool, details: Bool = false, ways: [ScanOptions] = ScanWays.all,
    _ change: (inout BidReader.Options) -> Void = { _ in }
  ) throws -> ReadingOutcome {
    try agreeing(ways) { way in
      var options = BidReader.Options()
      (options.wantsDetails, options.hashesFiles) = (details, true)
      change(&options)
      options.scan = way
      return try ReadingOutcome(setsAside: setsAside) { rejects, take in
        let reader = BidReader([InputFile(path)], options: options, rejects: rejects)
        return try reader.read { batch, _ in for row in 0..<batch.count { take(batch[row]) } }
      }
    }
  }
}

extension ReadingOutcome {
  private static func agreeing(
    _ ways: [ScanOptions], _ read: (ScanOptions) throws -> ReadingOutcome
  ) throws -> ReadingOutcome {
    let readable = try read(ways[0])
    for way in ways.dropFirst() {
      let scanned = try read(way)
      try require(
        scanned == readable,
        "path \(way.path.rawValue), blocks of \(way.blockSize):\n\(scanned)\nreadably:\n\(readable)")
    }
    return readable
  }
}
