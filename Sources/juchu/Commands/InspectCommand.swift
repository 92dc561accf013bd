import ArgumentParser
import LedgerReading
import Reporting
import TabularReading

/// `juchu inspect`: what is in a file, and a first mapping for it.
struct InspectCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "inspect",
      abstract: words(
        "ファイルの文字コード、見出し、列、読めない値を調べます。",
        "Profile a file: encoding, header, columns, and cells that cannot be read."),
      discussion: words(
        """
        例：
          juchu inspect ledger.xlsx
          juchu inspect export.csv --write-mapping export.yaml
          juchu tables export.csv --mapping export.yaml
        """,
        """
        Examples:
          juchu inspect ledger.xlsx
          juchu inspect export.csv --write-mapping export.yaml
          juchu tables export.csv --mapping export.yaml
        """)
    )
  }

  @Argument(
    help: words(
      "台帳（CSV、XLSX、OCDS の JSON）。",
      "A ledger in CSV, XLSX or OCDS JSON."))
  var file: String

  @Option(
    help: words(
      "推定したマッピングを、注を付けてこの YAML ファイルに書き出します。分からない箇所には印を付けます。",
      "Write a commented guess of a mapping to this YAML file; what is missing is marked."))
  var writeMapping: String?

  @OptionGroup(title: "Ledgers") var source: SourceOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let profile = try FileInspector.profile(InputFile(file), layout: source.layout)
    if let writeMapping {
      let guess = try MappingGuess(profile, say: MappingWords(ProgramLanguage.current).text)
      var mapping = try WholeFile(writeMapping, overwrites: output.force)
      try mapping.write(guess.yaml)
      try mapping.stage()
      output.say(
        guess.missing.isEmpty
          ? words(
            "\(writeMapping) は推定によるマッピングです。内容を確認してください",
            "\(writeMapping) is a guess that can be used; look it over")
          : words(
            "\(writeMapping) に足りない項目：\(guess.missing.map(\.rawValue).joined(separator: "、"))（\(YAMLText.mark) の箇所）",
            "\(writeMapping) lacks: \(guess.missing.map(\.rawValue).joined(separator: ", ")); look for \(YAMLText.mark)"
          )
      )
    }
    try output.write(FileProfileResult(profile))
  }
}
