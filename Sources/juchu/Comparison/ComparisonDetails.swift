import ArgumentParser
import Procurement
import ShareStatistics

/// What else a comparison of ledgers shall say about the contracts behind its figures.
struct ComparisonDetails: ParsableArguments {
  /// What is drawn in resamples.
  enum SampledUnit: String, CaseIterable, ExpressibleByArgument {
    case contracts, vendors

    var unit: ShareBootstrap.Unit { self == .vendors ? .vendors : .contracts(strata: .years) }
  }

  /// By what contracts are divided a second time.
  enum SecondClass: String, CaseIterable, ExpressibleByArgument {
    case office, method, account

    var text: ContractText {
      switch self {
      case .office: .office
      case .method: .method
      case .account: .account
      }
    }
  }

  @Option(help: "The row whose share is looked at contract by contract; by default local-sme, or the first row.")
  var row: String?

  @Option(help: "How many contracts that move that share most are listed for each year; 0 for none.")
  var influential = 3

  @Option(help: "Divide contracts a second time: what did each office, method or account do to the shares?")
  var by: SecondClass?

  @Flag(help: "Contract sizes: bands by row and year, and crowding below limits.")
  var sizes = false

  @Option(help: "The upper limits of the bands in yen, joined by commas.")
  var sizeLimits = "1000000,10000000,100000000,1000000000"

  @Option(help: "Look for crowding below LIMIT or LIMIT:WIDTH, in yen; may be given several times.")
  var bunching: [String] = []

  @Flag(help: "Leave contracts of exactly the limit, a round price, out of the crowding below it.")
  var leaveOutLimit = false

  @Option(
    help: ArgumentHelp(
      "List contracts of one office and vendor that together exceed a limit, as in works=2500000; "
        + "may be given several times."))
  var splitLimit: [String] = []

  @Flag(help: "How unevenly contracts are spread over vendors, beside chance.")
  var concentration = false

  @Option(help: "Intervals for readers who take a year for a sample: resample contracts or vendors.")
  var uncertainty: SampledUnit?

  @Option(help: "The number of resamples.")
  var replicates = 2000

  @Option(help: "The confidence level of intervals, in percent.")
  var confidence = 95.0

  @Option(help: "The seed of what is simulated.")
  var seed: UInt64 = 1

  func validate() throws {
    guard (0...1000).contains(influential) else { throw ValidationError("--influential takes 0 to 1000.") }
    guard (100...1_000_000).contains(replicates) else { throw ValidationError("--replicates takes 100 to 1,000,000.") }
    guard (50..<100).contains(confidence) else {
      throw ValidationError("--confidence takes 50 to below 100 (percent).")
    }
    _ = try bandLimits
    _ = try windows
    _ = try splitLimits
    if leaveOutLimit, !sizes, bunching.isEmpty {
      throw ValidationError("--leave-out-limit belongs to --sizes or --bunching.")
    }
  }

  /// Whether the sizes of contracts are asked for in any way.
  var studiesSizes: Bool { sizes || !bunching.isEmpty || !splitLimit.isEmpty }

  var bandLimits: [Int64] {
    get throws {
      try sizeLimits.split(separator: ",", omittingEmptySubsequences: false).map { try Self.yen($0, "--size-limits") }
    }
  }

  /// Limits at which crowding is looked for: 1,000,000 yen, the limit of Table 2, where none is named.
  var windows: [SizeStudy.Window] {
    get throws {
      guard !bunching.isEmpty else {
        return [SizeStudy.Window(limit: 1_000_000, leavesOutLimit: leaveOutLimit)]
      }
      return try bunching.map { text in
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2 else { throw ValidationError("'\(text)' is not LIMIT or LIMIT:WIDTH in yen.") }
        let numbers = try parts.map { try Self.yen($0, "--bunching") }
        guard numbers.count == 1 || numbers[1] <= numbers[0] else {
          throw ValidationError("--bunching \(text): the width is at most the limit.")
        }
        return SizeStudy.Window(
          limit: numbers[0], width: numbers.count == 2 ? numbers[1] : nil, leavesOutLimit: leaveOutLimit)
      }
    }
  }

  var splitLimits: [Procurement.Category: Int64] {
    get throws {
      var limits: [Procurement.Category: Int64] = [:]
      for text in splitLimit {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        let category = Procurement.Category.allCases.first { parts.count == 2 && $0.identifier == parts[0] }
        guard let category else {
          throw ValidationError(
            "'\(text)' is not CATEGORY=YEN, such as goods=1600000, works=2500000 or services=1000000.")
        }
        limits[category] = try Self.yen(parts[1], "--split-limit")
      }
      return limits
    }
  }

  private static func yen(_ text: Substring, _ option: String) throws -> Int64 {
    guard let value = Int64(text), value > 0, value <= Int64.max / 2 else {
      throw ValidationError("\(option): '\(text)' is no whole number of yen above 0.")
    }
    return value
  }
}
