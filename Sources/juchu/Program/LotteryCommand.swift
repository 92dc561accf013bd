import ArgumentParser

/// `juchu lottery`: ties, draws and one-win rules.
struct LotteryCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "lottery",
      abstract: words(
        "くじ引きの発生状況と、1者1件などの方式の効果を調べます。",
        "How often lots decide tenders (くじ引き), and what a one-win rule (1者1件) would do."),
      subcommands: [
        LotteryIncidenceCommand.self, LotteryEvaluateCommand.self, LotteryDrawCommand.self, LotteryVerifyCommand.self,
        LotteryUniformityCommand.self, LotteryTestCommand.self, LotteryVerifiableCommand.self,
        LotteryLeversCommand.self,
        LotteryDesignCommand.self, LotteryEntryCommand.self,
      ]
    )
  }
}
