import LedgerReading
import Procurement
import ShareStatistics
import TabularReading

/// Puts the pieces of a share table together, in any order.
///
/// Memory does not grow with what the pieces hold: of each stays where it begins and ends.
public struct TablesMerge {
  private var inputs = MergedInputs()
  private var summary = ReadingSummary()
  private var sources: [FingerprintSweep.Source] = []
  private var currency: (code: String, file: String)?
  private let job: PartialJob
  /// The counts and amounts of all pieces added so far.
  public private(set) var tally: ContractTally

  /// The merge of no piece of a job; nil where the job is of something else than tables.
  public init?(_ job: PartialJob) {
    guard let scheme = job.tables?.scheme else { return nil }
    self.job = job
    tally = ContractTally(scheme: scheme)
  }

  /// The inputs that were read in pieces.
  public var origins: [PieceOrigin] { inputs.origins }

  /// Adds a piece.
  ///
  /// - Throws: `PartialError` where it does not fit with those before; `DataError` where a sum leaves Int64.
  /// - Complexity: O(cells + inputs of the piece).
  public mutating func add(_ partial: PartialFile, file path: String) throws {
    let file = inputs.add(file: path)
    guard let piece = partial.piece.tables else { throw PartialError(.damaged, file: path) }
    do throws(PartialFault) {
      for input in partial.piece.inputs { try inputs.add(input, file: file) }
      if let code = piece.currency {
        if let currency, currency.code != code {
          throw .currenciesDiffer(code, currency.code, other: currency.file)
        }
        currency = currency ?? (code, path)
      }
    } catch {
      throw PartialError(error, file: path)
    }
    do throws(ContractTally.Overflow) { try piece.add(to: &tally) } catch { throw DataError(.sumTooLarge, file: path) }
    piece.add(to: &summary)
    if !partial.numbers.isEmpty {
      sources.append(FingerprintSweep.Source(path: path, bytes: try PartialReader.numbers(of: partial, at: path)))
    }
  }

  /// What became of every row of every input, if no piece is missing and none overlaps.
  ///
  /// - Throws: `PartialError` that names what is missing or overlaps; `DataError` for an input without a row.
  public mutating func accounts() throws -> ReadingSummary {
    let merged = try inputs.complete(job.inputs)
    // Of a table in memory, which has no bytes, a piece may be without rows, and not all of them.
    let hasRows = merged.contains { $0.read > 0 }
    if let empty = merged.first(where: { $0.read == 0 && ($0.size > 0 || !hasRows) }) {
      throw DataError(.headerOnly, file: empty.name, line: empty.headerLine)
    }
    var result = summary
    result.files = merged.map(\.account)
    result.mappings = [job.mapping]
    return result
  }

  /// The partial files that may hold contracts with the same key: almost certainly they do.
  ///
  /// - Complexity: as `FingerprintSweep.repetitions(in:windowLimit:)`.
  public func suspects() throws(PartialError) -> [(first: String, second: String)] {
    try FingerprintSweep.repetitions(in: sources).map { (sources[$0.first].path, sources[$0.second].path) }
  }
}

extension PartialJob {
  /// What a result says of its mappings: the conditions for rows and the tax basis.
  var mapping: LedgerMapping {
    var mapping = LedgerMapping.canonical
    mapping.contracts.filters = filters.map {
      RowFilter(column: $0.column, values: Set($0.values), keeps: $0.keeps)
    }
    mapping.taxBasis = TaxBasis(rawValue: taxBasis) ?? .unstated
    return mapping
  }
}
