import ArgumentParser
import LotteryStatistics
import Reporting

/// `juchu lottery draw`: electronic lotteries worked out line by line.
struct LotteryDrawCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "draw",
      abstract: words(
        "同額入札の電子くじを1行ずつ計算し、順位を全て示します。",
        "Work out the lots (電子くじ) of tied tenders line by line, with the full ranking."),
      discussion: words(
        """
        案件の有効な最低の札が同額のものを対象とします。番号は列 entered_number、system_number、arrival から読みます。方式とその書き方は docs/methods/electronic-lottery.md にあります。

        --commit と --reveal は、検証できるくじの第1版です。新しいくじには juchu lottery verifiable を使ってください。

        例：
          juchu lottery draw bids.csv --scheme core-seconds --tender R4-301
          juchu lottery draw bids.csv --scheme my-city.yaml --policy one-win
          juchu lottery draw --commit seed.txt
          juchu lottery draw bids.csv --reveal seed.txt --commitment 7166fc53...
        """,
        """
        The lowest valid bids of a tender tie. Their numbers come from the columns entered_number, system_number and \
        arrival. The schemes, and how to write one's own: docs/methods/electronic-lottery.md.

        --commit and --reveal are version 1 of the verifiable draw, whose winners depend on how names are spelled: for new \
        draws use juchu lottery verifiable: docs/methods/verifiable-draw.md.

        Examples:
          juchu lottery draw bids.csv --scheme core-seconds --tender R4-301
          juchu lottery draw bids.csv --scheme my-city.yaml --policy one-win
          juchu lottery draw --commit seed.txt
          juchu lottery draw bids.csv --reveal seed.txt --commitment 7166fc53...
        """)
    )
  }

  @Argument(
    help: words(
      "入札データ（1行に1つの札）。- は標準入力。",
      "Bids in CSV, one line a bid; - is standard input."))
  var bids: [String] = []

  @Option(
    help: words(
      "種を作ってこのファイルに書き出し、公表する値を表示します（入札データは使いません）。",
      "Make a seed, write it to this file and print the commitment to publish; takes no bids."))
  var commit: String?

  @OptionGroup(title: "Draw") var draw: DrawOptions
  @OptionGroup(title: "Bids") var source: BidOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if commit != nil {
      guard bids.isEmpty, draw.scheme == nil, draw.reveal == nil else {
        throw ValidationError(
          "--commit は開札前に行うものです。入札データ、--scheme、--reveal とは同時に指定できません。",
          "--commit comes before the opening: it takes no bids, --scheme or --reveal.")
      }
      return
    }
    guard draw.scheme != nil || draw.reveal != nil else {
      throw ValidationError(
        "--scheme、--reveal、--commit のいずれかを指定してください。",
        "Give --scheme, --reveal or --commit.")
    }
    guard !bids.isEmpty else {
      throw ValidationError(
        "入札データのファイルを指定してください。",
        "Give the file of bids.")
    }
  }

  func run() throws {
    if let commit { return try commitSeed(to: commit) }
    let method = try draw.method()
    let (register, summary) = try source.register(bids, output: output, lotteryDigits: method.numberDigits)
    let file = bids.joined(separator: ", ")
    let draws = try draw.tied(register, method, file: file).map { tied in
      do throws(DrawError) {
        return try method.draw(tied, of: register)
      } catch {
        throw DrawProblem.open(file: file, error: error)
      }
    }
    let meta = ResultMeta(version: ProgramVersion.current, bids: summary, seed: nil)
    let untied = draw.tender == nil ? register.tenders.count - draws.count : 0
    try output.write(
      ElectronicDrawResult(draws, of: register, method: method, followed: draw.followed, untied: untied, meta: meta))
  }

  private func commitSeed(to path: String) throws {
    let seed = DrawSeed()
    try SecretFile.write(SeedFile.text(seed), to: path)
    try output.write(DrawCommitmentResult(seed, file: path))
  }
}
