import ArgumentParser
import LedgerReading
import LotteryStatistics
import Reporting
import TabularReading

/// `juchu lottery uniformity`: the exact bias of a scheme.
struct LotteryUniformityCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "uniformity",
      abstract: words(
        "電子くじの均等さを正確に計算します：順番ごと、番号や到着を選ぶ者。",
        "How even an electronic lottery is, exactly: by place in the order, for who chooses a number or an arrival."),
      discussion: words(
        """
        知られている番号があると、くじは残りの番号の分しか未定になりません。表では、1つ、2つ、3つ、又は全ての番号が 000～999 で一様と仮定します。--typed と --system で、全業者の番号の分布を指定できます。

        例：
          juchu lottery uniformity --scheme milliseconds-cut --firms 30
          juchu lottery uniformity --scheme random --firms 2-200 --format csv
          juchu lottery uniformity --scheme typed-only --firms 6 --typed typed-numbers.csv
        """,
        """
        Numbers that are known leave the draw open only as far as others are not: the table assumes one, two, three or \
        all numbers to be uniform on 000 to 999. --typed and --system give distributions of every firm's numbers instead.

        Examples:
          juchu lottery uniformity --scheme milliseconds-cut --firms 30
          juchu lottery uniformity --scheme random --firms 2-200 --format csv
          juchu lottery uniformity --scheme typed-only --firms 6 --typed typed-numbers.csv
        """)
    )
  }

  @Option(
    help: words(
      "方式の名前又は YAML ファイル。",
      "A scheme's name or a YAML file of components."))
  var scheme: String

  @Option(
    help: words(
      "くじに加わる業者の数。2～200、又は 2-200 のような範囲。",
      "How many firms draw, 2 to 200, or a range such as 2-200."))
  var firms: FirmRange

  @Option(
    help: words(
      "入力番号の分布：uniform（一様）、000 のような番号1つ、又は number,weight の CSV。",
      "Typed numbers: uniform, one number such as 000, or a CSV with number,weight."))
  var typed: String?

  @Option(
    help: words(
      "システム番号の分布（--typed と同じ形）。",
      "System numbers, as for --typed."))
  var system: String?

  @Option(
    help: words(
      "札が到着する期間（方式により秒又はミリ秒）。既定は1時間。",
      "The moments (seconds or milliseconds, as the scheme counts) within which bids arrive; an hour by default."))
  var window: Int?

  @Flag(
    help: words(
      "範囲を指定したとき、1・2位の組と、番号を選ぶ者も求めます（CSV と JSON。2-200 では1～2分）。",
      "For a range also the first two places and who chooses, in CSV and JSON; a minute or two for 2-200."))
  var more = false

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard (1...100_000_000).contains(window ?? 1) else {
      throw ValidationError(
        "--window の値は 1 から 100,000,000 までです。",
        "--window takes 1 to 100,000,000.")
    }
  }

  func run() throws {
    let scheme = try SchemeFile.scheme(scheme)
    guard scheme.hasKnownLaw else {
      throw ValidationError(
        "正確な分布を計算できるのは3桁のくじ番号の方式です。方式 \(scheme.name) は"
          + (scheme.hash == nil ? "より長い番号を使います。" : "ハッシュ値を使います（誰も操作しない限り均等です）。"),
        "The exact laws are those of numbers of three digits; the scheme \(scheme.name) draws from "
          + (scheme.hash == nil ? "longer ones." : "hashes: even as long as nobody steers them."))
    }
    if typed != nil, !scheme.usesTypedNumber {
      throw ValidationError(
        "方式 \(scheme.name) には入力番号がありません。--typed を外してください。",
        "The scheme \(scheme.name) has no typed numbers: leave out --typed.")
    }
    if system != nil, scheme.systemNumber == .none {
      throw ValidationError(
        "方式 \(scheme.name) にはシステム番号がありません。--system を外してください。",
        "The scheme \(scheme.name) has no system numbers: leave out --system.")
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
      throw ValidationError(
        "「\(text)」は分布の指定として使用できません。uniform（一様）、000 から 999 までの番号、または CSV ファイルを指定してください。",
        "'\(text)' is no distribution: use uniform, a number from 000 to 999, or a CSV file.")
    }
    let rows = try NumberWeightsReader.read(InputFile(text))
    guard let distribution = NumberDistribution(weights: rows) else {
      throw ValidationError(
        "「\(text)」の重みでは分布になりません。重みの合計は 0 を超え 2,147,483,648 未満にしてください。",
        "The weights of '\(text)' make no distribution: their sum must be above 0 and below 2^31.")
    }
    return distribution
  }
}
