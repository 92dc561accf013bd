import Procurement
import TestSupport

@testable import LedgerReading
@testable import TabularReading

/// All contracts of some files with their account, for tests.
struct ReadLedgers {
  var contracts: [Contract] = []
  var rejected: [RejectedRow] = []
  var summary = ReadingSummary()

  /// Reads files; rows that cannot be used are an error unless they shall be kept apart.
  init(
    _ paths: [String], keepsRejects: Bool = false, _ change: (inout ContractReader.Options) throws -> Void = { _ in }
  ) throws {
    var options = ContractReader.Options()
    options.population = PopulationFilter(population: nil, includesEnterpriseAccounts: true, amountsAbove: nil)
    options.texts = [.contract, .vendor, .title]
    try change(&options)
    var rejected: [RejectedRow] = []
    var contracts: [Contract] = []
    let files = paths.map(InputFile.init)
    let rejects: ((RejectedRow) -> Void)? = keepsRejects ? { rejected.append($0) } : nil
    var reader = ContractReader(files, options: options, rejects: rejects)
    summary = try reader.read { batch, _ in contracts += (0..<batch.count).map { batch[$0] } }
    self.contracts = contracts
    self.rejected = rejected
  }

  /// Whether rows read = used + rejected + filtered in every file.
  var reconciles: Bool { summary.files.allSatisfy { $0.read == $0.used + $0.rejected + $0.filtered } }
}

/// All bids of some files with their account, for tests.
struct ReadBids {
  var bids: [Bid] = []
  var summary = ReadingSummary()

  init(_ paths: [String], mapping: LedgerMapping = .canonical, currency: String? = nil, lotteryDigits: Int = 11) throws
  {
    var options = BidReader.Options()
    options.lotteryDigits = lotteryDigits
    options.mapping = mapping
    options.layout.currency = currency
    var bids: [Bid] = []
    summary = try BidReader(paths.map(InputFile.init), options: options).read { batch, _ in
      bids += (0..<batch.count).map { batch[$0] }
    }
    self.bids = bids
  }
}
