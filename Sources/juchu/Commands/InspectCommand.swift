import ArgumentParser
import LedgerReading
import Reporting

/// `juchu inspect`: what is in a file, and a first mapping for it.
struct InspectCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Profile a file: encoding, header, columns, and cells that cannot be read.",
    discussion: """
      Examples:
        juchu inspect ledger.xlsx
        juchu inspect export.csv --write-mapping export.yaml
        juchu tables export.csv --mapping export.yaml
      """
  )

  @Argument(help: "A ledger in CSV, XLSX or OCDS JSON.")
  var file: String

  @Option(help: "Write a commented guess of a mapping to this YAML file; what is missing is marked.")
  var writeMapping: String?

  @OptionGroup(title: "Ledgers") var source: SourceOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let profile = try FileInspector.profile(InputFile(file), layout: source.layout)
    if let writeMapping {
      let guess = try MappingGuess(profile)
      var mapping = try WholeFile(writeMapping, overwrites: output.force)
      try mapping.write(guess.yaml)
      try mapping.stage()
      output.say(
        guess.missing.isEmpty
          ? "\(writeMapping) is a guess that can be used; look it over"
          : "\(writeMapping) lacks: \(guess.missing.map(\.rawValue).joined(separator: ", ")); look for \(MappingGuess.mark)"
      )
    }
    try output.write(FileProfileResult(profile))
  }
}
