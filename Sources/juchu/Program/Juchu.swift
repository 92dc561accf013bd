import ArgumentParser
import Reporting

/// The root command.
struct Juchu: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "juchu",
      abstract: words(
        "公共契約の統計：契約台帳から契約実績の表を作り、その増減と検算を示します。",
        "Procurement statistics: share tables from contract ledgers, and what they do not say."),
      discussion: words(
        """
        juchu（受注）は、公共契約の台帳から市が公表する表を作り、増減の要因を示し、公表された表の誤りを見つけます。
        数値は正確に計算し、読み込んだ行・除いた行・端数処理をいつも明記します。
        """,
        """
        juchu (受注) turns ledgers of public contracts into the tables that cities publish, explains how they \
        change, and finds misprints in published tables. All figures are exact; what was read, left out and \
        rounded is always said.
        """),
      version: ProgramVersion.current.identity,
      subcommands: [
        InspectCommand.self, TablesCommand.self, CompareCommand.self, AuditCommand.self, ExtractCommand.self,
        IndicatorsCommand.self,
        LotteryCommand.self,
        SynthesizeCommand.self, ReportCommand.self, ServeCommand.self, ReplayCommand.self, ShardCommand.self,
        MergeCommand.self,
      ]
    )
  }
}
