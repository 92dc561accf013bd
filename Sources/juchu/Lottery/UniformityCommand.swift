import ArgumentParser
import LedgerReading
import LotteryStatistics
import Reporting

/// `juchu lottery uniformity`: the exact bias of a scheme.
struct LotteryUniformityCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "uniformity",
    abstract:
      "How even an electronic lottery is, exactly: by place in the order, for who chooses a number or an arrival.",
    discussion: """
      Numbers that are known leave the draw open only as far as others are not: the table assumes one, two, three or \
      all numbers to be uniform on 000 to 999. --typed and --system give distributions of every firm's numbers instead.

      Examples:
        juchu lottery uniformity --scheme milliseconds-cut --firms 30
        juchu lottery uniformity --scheme random --firms 2-200 --format csv
        juchu lottery uniformity --scheme typed-only --firms 6 --typed typed-numbers.csv
      """
  )

  @Option(help: "A scheme's name or a YAML file of components.")
  var scheme: String

  @Option(help: "How many firms draw, 2 to 200, or a range such as 2-200.")
  var firms: FirmRange

  @Option(help: "Typed numbers: uniform, one number such as 000, or a CSV with number,weight.")
  var typed: String?

  @Option(help: "System numbers, as for --typed.")
  var system: String?

  @Option(
    help: "The moments (seconds or milliseconds, as the scheme counts) within which bids arrive; an hour by default.")
  var window: Int?

  @Flag(help: "For a range also the first two places and who chooses, in CSV and JSON; a minute or two for 2-200.")
  var more = false

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard (1...100_000_000).contains(window ?? 1) else { throw ValidationError("--window takes 1 to 100,000,000.") }
  }

  func run() throws {
    let scheme = try SchemeFile.scheme(scheme)
    guard scheme.hasKnownLaw else {
      throw ValidationError(
        "The exact laws are those of numbers of three digits; the scheme \(scheme.name) draws from "
          + (scheme.hash == nil ? "longer ones." : "hashes: even as long as nobody steers them."))
    }
    if typed != nil, !scheme.usesTypedNumber {
      throw ValidationError("The scheme \(scheme.name) has no typed numbers: leave out --typed.")
    }
    if system != nil, scheme.systemNumber == .none {
      throw ValidationError("The scheme \(scheme.name) has no system numbers: leave out --system.")
    }
    var given: FirmNumbers?
    if typed != nil || system != nil {
      given = FirmNumbers(
        typed: try typed.map(NumberWeights.distribution) ?? .certain(0),
        system: try system.map(NumberWeights.distribution) ?? .certain(0))
    }
    let isSingle = firms.range.count == 1
    let hour = scheme.systemNumber == .seconds ? 3_600 : 3_600_000
    let studies = firms.range.map {
      UniformityStudy(
        scheme, firms: $0, given: given, window: isSingle ? window ?? hour : nil, asksMore: isSingle || more)
    }
    try output.write(UniformityResult(studies, version: ProgramVersion.current))
  }
}

/// A number of firms or a range of them.
struct FirmRange: ExpressibleByArgument {
  let range: ClosedRange<Int>

  init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(parts.count), let low = parts[0], let high = parts[parts.count - 1], low <= high,
      (2...200).contains(low), (2...200).contains(high)
    else { return nil }
    range = low...high
  }
}

/// A distribution as the command line names it.
enum NumberWeights {
  /// `uniform`, a number of three digits, or a CSV with the columns number and weight.
  static func distribution(_ text: String) throws -> NumberDistribution {
    if text == "uniform" { return .uniform }
    if let number = Int(text), (0..<LotteryScheme.numberLimit).contains(number) { return .certain(number) }
    guard text.contains(".") || text.contains("/") else {
      throw ValidationError("'\(text)' is no distribution: use uniform, a number from 000 to 999, or a CSV file.")
    }
    let rows = try NumberWeightsReader.read(InputFile(text))
    guard let distribution = NumberDistribution(weights: rows) else {
      throw ValidationError("The weights of '\(text)' make no distribution: their sum must be above 0 and below 2^31.")
    }
    return distribution
  }
}
