import ArgumentParser
import BuildIdentity
import Reporting

/// The root command.
struct Juchu: ParsableCommand {
  /// The version of the program and of its results, with what was built.
  static let version = ProgramVersion(
    "0.1.0",
    build: .init(
      commit: BuildIdentity.commit, isModified: BuildIdentity.isModified, sources: BuildIdentity.sources))

  static let configuration = CommandConfiguration(
    commandName: "juchu",
    abstract: "Procurement statistics: share tables from contract ledgers, and what they do not say.",
    discussion: """
      juchu (受注) turns ledgers of public contracts into the tables that cities publish, explains how they \
      change, and finds misprints in published tables. All figures are exact; what was read, left out and \
      rounded is always said.
      """,
    version: version.identity,
    subcommands: [
      InspectCommand.self, TablesCommand.self, CompareCommand.self, AuditCommand.self, ExtractCommand.self,
      LotteryCommand.self,
      SynthesizeCommand.self, ReportCommand.self, ServeCommand.self, ReplayCommand.self, ShardCommand.self,
      MergeCommand.self,
    ]
  )
}
