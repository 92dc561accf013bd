import ArgumentParser
import Procurement
import Reporting
import ShareStatistics

/// What else a comparison of ledgers shall say about the contracts behind its figures.
struct ComparisonDetails: ParsableArguments {
  /// What is drawn in resamples.
  enum SampledUnit: String, CaseIterable {
    case contracts, vendors

    var unit: ShareBootstrap.Unit { self == .vendors ? .vendors : .contracts(strata: .years) }
  }

  /// By what contracts are divided a second time.
  enum SecondClass: String, CaseIterable {
    case office, method, account

    var text: ContractText {
      switch self {
      case .office: .office
      case .method: .method
      case .account: .account
      }
    }
  }

  @Option(
    help: words(
      "契約ごとの影響を調べる区分。既定は市内中小企業、なければ最初の区分。",
      "The row whose share is looked at contract by contract; by default local-sme, or the first row."))
  var row: String?

  @Option(
    help: words(
      "影響の大きい契約を、年度ごとに何件示すか（0 は示さない）。",
      "How many contracts that move that share most are listed for each year; 0 for none."))
  var influential = 3

  @Option(
    help: words(
      "影響の大きい契約相手方を、年度ごとに何者示すか（0 は示さない）。",
      "How many vendors that move that share most are listed for each year; 0 for none."))
  var influentialVendors = 0

  @Option(
    help: words(
      "割合の変化を、所管課・契約方法・会計のいずれかで更に分けます。",
      "Divide contracts a second time: what did each office, method or account do to the shares?"))
  var by: SecondClass?

  @Flag(
    help: words(
      "契約の規模：金額帯と、基準額以下への集中を調べます。",
      "Contract sizes: bands by row and year, and crowding below limits."))
  var sizes = false

  @Option(
    help: words(
      "金額帯の上限（円、コンマ区切り）。",
      "The upper limits of the bands in yen, joined by commas."))
  var sizeLimits = "1000000,10000000,100000000,1000000000"

  @Option(
    help: words(
      "この基準額以下への集中を調べます。基準額 又は 基準額:幅（繰り返し指定できます）。",
      "Look for crowding below LIMIT or LIMIT:WIDTH, in yen; may be given several times."))
  var bunching: [String] = []

  @Flag(
    help: words(
      "基準額ちょうどの契約（切りのよい額）を、集中の対象から除きます。",
      "Leave contracts of exactly the limit, a round price, out of the crowding below it."))
  var leaveOutLimit = false

  @Option(
    help: words(
      "同じ所管課・相手方で、合わせると基準額を超える契約を示します。例：工事=250万円（繰り返し指定できます）。",
      "List contracts of one office and vendor that together exceed a limit, as in works=2500000; may be given several times."
    ))
  var splitLimit: [String] = []

  @Flag(
    help: words(
      "契約相手方への集中を、無作為の場合と並べて示します。",
      "How unevenly contracts are spread over vendors, beside chance."))
  var concentration = false

  @Option(
    help: words(
      "その年度を標本とみなす場合の区間を、契約又は契約相手方の再抽出で求めます。",
      "Intervals for readers who take a year for a sample: resample contracts or vendors."))
  var uncertainty: SampledUnit?

  @Option(
    help: words(
      "再抽出の回数。",
      "The number of resamples."))
  var replicates = 2000

  @Option(
    help: words(
      "区間の信頼水準（％）。",
      "The confidence level of intervals, in percent."))
  var confidence = 95.0

  @Option(
    help: words(
      "シミュレーションの乱数の種。",
      "The seed of what is simulated."))
  var seed: UInt64 = 1

  func validate() throws {
    guard (0...1000).contains(influential) else {
      throw ValidationError(
        "--influential の値は 0 から 1000 までです。",
        "--influential takes 0 to 1000.")
    }
    guard (0...1000).contains(influentialVendors) else {
      throw ValidationError(
        "--influential-vendors の値は 0 から 1000 までです。",
        "--influential-vendors takes 0 to 1000.")
    }
    guard (100...1_000_000).contains(replicates) else {
      throw ValidationError(
        "--replicates の値は 100 から 1,000,000 までです。",
        "--replicates takes 100 to 1,000,000.")
    }
    guard (50..<100).contains(confidence) else {
      throw ValidationError(
        "--confidence の値は 50 以上 100 未満（％）です。",
        "--confidence takes 50 to below 100 (percent).")
    }
    _ = try bandLimits
    _ = try windows
    _ = try splitLimits
    if leaveOutLimit, !sizes, bunching.isEmpty {
      throw ValidationError(
        "--leave-out-limit は --sizes か --bunching と一緒に指定してください。",
        "--leave-out-limit belongs to --sizes or --bunching.")
    }
  }

  /// Whether something is simulated.
  var simulates: Bool { concentration || uncertainty != nil }

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
        guard parts.count <= 2 else {
          throw ValidationError(
            "「\(text)」は 基準額 または 基準額:幅（円）の形になっていません。例：2500000、250万円:50万円。",
            "'\(text)' is not LIMIT or LIMIT:WIDTH in yen.")
        }
        let numbers = try parts.map { try Self.yen($0, "--bunching") }
        guard numbers.count == 1 || numbers[1] <= numbers[0] else {
          throw ValidationError(
            "--bunching \(text)：幅は基準額以下にしてください。",
            "--bunching \(text): the width is at most the limit.")
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
        let word = parts.count == 2 ? RowWords.category(String(parts[0])) : nil
        let category = Procurement.Category.allCases.first { $0.identifier == word }
        guard let category else {
          throw ValidationError(
            "「\(text)」は 種別=金額 の形になっていません。例：工事=250万円、物品=1600000、委託=1000000。",
            "'\(text)' is not CATEGORY=YEN, such as goods=1600000, works=2500000 or services=1000000.")
        }
        limits[category] = try Self.yen(parts[1], "--split-limit")
      }
      return limits
    }
  }

  private static func yen(_ text: Substring, _ option: String) throws -> Int64 {
    guard let value = ArgumentFolding.yen(ArgumentFolding.word(String(text))), value > 0, value <= Int64.max / 2 else {
      throw ValidationError(
        "\(option)：「\(text)」は 0 を超える円単位の整数ではありません。例：1000000、100万円。",
        "\(option): '\(text)' is no whole number of yen above 0.")
    }
    return value
  }
}
