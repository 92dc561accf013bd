import ArgumentParser
import Reporting

/// The root command.
struct Juchu: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "juchu",
    abstract: "Procurement statistics: share tables from contract ledgers, and what they do not say.",
    discussion: """
      juchu (受注) turns ledgers of public contracts into the tables that cities publish, explains how they \
      change, and finds misprints in published tables. All figures are exact; what was read, left out and \
      rounded is always said.
      """,
    version: ProgramVersion.current.identity,
    subcommands: [
      InspectCommand.self, TablesCommand.self, CompareCommand.self, AuditCommand.self, ExtractCommand.self,
      IndicatorsCommand.self,
      LotteryCommand.self,
      SynthesizeCommand.self, ReportCommand.self, ShardCommand.self, MergeCommand.self,
    ]
  )
}
