import ArgumentParser
import LotteryStatistics
import Reporting

/// `juchu lottery verify`: recorded winners beside recomputed ones.
struct LotteryVerifyCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "verify",
      abstract: words(
        "記録されたくじを計算し直し、異なるものを説明できる方式を示します。相違があれば終了コードは 1 です。",
        "Recompute recorded lots and say which scheme would explain those that differ; exit code 1 on a difference."),
      discussion: words(
        """
        記録された落札者は列 winner から読みます。--policy を付けると、対象グループで先に落札した者を以後のくじから除きます。--history 計算結果 では、計算した落札者を除きます。

        第1版のくじ（--reveal）は再計算であり検証ではないため、相違がなくても終了コードは 2 です。

        例：
          juchu lottery verify bids.csv --scheme core-seconds
          juchu lottery verify bids.csv --scheme random --policy one-win --format json
          juchu lottery verify bids.csv --reveal seed.txt --commitment 7166fc53...
        """,
        """
        The recorded winners come from the column winner. With --policy the recorded winners of a group are the history \
        that excludes firms from its later draws; --history chained takes the computed ones.

        A draw of version 1 (--reveal) is recomputed, not verified: without a difference the exit code is 2.

        Examples:
          juchu lottery verify bids.csv --scheme core-seconds
          juchu lottery verify bids.csv --scheme random --policy one-win --format json
          juchu lottery verify bids.csv --reveal seed.txt --commitment 7166fc53...
        """)
    )
  }

  @Argument(
    help: words(
      "落札者の記録のある入札データ（1行に1つの札）。- は標準入力。",
      "Bids in CSV with recorded winners, one line a bid; - is standard input."))
  var bids: [String]

  @OptionGroup(title: "Draw") var draw: DrawOptions
  @OptionGroup(title: "Bids") var source: BidOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard draw.scheme != nil || draw.reveal != nil else {
      throw ValidationError(
        "--scheme か --reveal を指定してください。",
        "Give --scheme or --reveal.")
    }
  }

  func run() throws {
    let method = try draw.method()
    let (register, summary) = try source.register(bids, output: output, lotteryDigits: method.numberDigits)
    let file = bids.joined(separator: ", ")
    let tied = try draw.tied(register, method, file: file)
    guard tied.contains(where: { $0.recorded != .none }) else { throw DrawProblem.noWinners(file: file) }
    let verification: DrawVerification
    do throws(DrawError) {
      verification = try DrawVerification(tied, of: register, method: method)
    } catch {
      throw DrawProblem.open(file: file, error: error)
    }
    let meta = ResultMeta(version: ProgramVersion.current, bids: summary, seed: nil)
    try output.write(
      DrawVerificationResult(verification, of: register, method: method, followed: draw.followed, meta: meta))
    if verification.hasFindings { throw ExitStatus.found }
    // A seed of version 1 names no tender, and its draw depends on how the record spells its firms.
    if case .seed = method { throw ExitStatus.undecided }
  }
}
