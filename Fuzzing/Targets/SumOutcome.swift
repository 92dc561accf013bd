import Procurement
import ShareStatistics

@testable import LedgerReading
@testable import TabularReading

/// What came of adding contracts up, so that adding up while reading can be compared with adding one by one.
struct SumOutcome: Equatable {
  private var tally: ContractTally?
  private var summary: ReadingSummary?
  private var rejected: [ReadingOutcome<Contract>.Rejected] = []
  private var error: DataError?

  /// Every locality and size is a row of its own.
  private static let scheme = RowScheme(
    ([nil] + Locality.allCases.map(Optional.some)).flatMap { locality in
      ([nil] + FirmSize.allCases.map(Optional.some)).map { size in
        let name = "\(locality?.identifier ?? "-") \(size?.identifier ?? "-")"
        return RowDefinition(identifier: name, label: name, localities: [locality], sizes: [size])
      }
    })

  /// Expects the same sums, accounts, notes, rejected rows and errors, however contracts are added up.
  static func check(_ path: String, _ mapping: LedgerMapping) throws {
    for (setsAside, repeated) in [(false, RepeatedContractPolicy.error), (false, .keep), (true, .keep)] {
      var options = ContractReader.Options()
      (options.mapping, options.repeatedContracts, options.hashesFiles) = (mapping, repeated, true)
      options.scan = ScanWays.all[0]
      let readable = try SumOutcome(path, options, setsAside: setsAside)
      // The lesser and the best instructions, in the smallest blocks and in ones that hold most inputs.
      for way in [ScanWays.all[1], ScanWays.all[ScanWays.all.count - 1]] {
        (options.scan, options.addsUp) = (way, true)
        var added = try SumOutcome(path, options, setsAside: setsAside)
        if added.error != nil {
          // An error of sums need not be the first one: whoever gets it reads again, as `juchu tables` does.
          options.addsUp = false
          added = try SumOutcome(path, options, setsAside: setsAside)
        }
        try require(
          added == readable,
          "added up, path \(way.path.rawValue), blocks of \(way.blockSize):\n\(added)\nelse:\n\(readable)")
      }
    }
  }

  private init(_ path: String, _ options: ContractReader.Options, setsAside: Bool) throws {
    var tally = ContractTally(scheme: Self.scheme)
    var rejected: [ReadingOutcome<Contract>.Rejected] = []
    var reader = ContractReader(
      [InputFile(path)], options: options,
      rejects: setsAside ? { rejected.append(.init(error: $0.error, value: $0.value, fields: $0.fields)) } : nil)
    do {
      summary = try reader.read { batch, file in
        do throws(ContractTally.Overflow) { try tally.add(batch) } catch {
          throw DataError(.sumTooLarge, file: file.path, line: error.row.map { batch.sourceLines[$0] })
        }
      }
      (self.tally, self.rejected) = (tally, rejected)
    } catch let error as DataError {
      self.error = error
    }
  }
}
