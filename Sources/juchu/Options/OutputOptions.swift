import ArgumentParser
import Reporting

/// How and where a result is written; every subcommand that makes one has these options.
struct OutputOptions: ParsableArguments {
  /// The form of a result.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, markdown, csv, json, html

    init?(suffixOf path: String) {
      switch path.split(separator: "/").last?.split(separator: ".").last {
      case "txt": self = .text
      case "md": self = .markdown
      case "csv": self = .csv
      case "json": self = .json
      case "html", "htm": self = .html
      default: return nil
      }
    }
  }

  @Option(help: "text, markdown, csv, json or html; by default from the suffix of --output, else text.")
  var format: Format?

  @Option(help: "ja or en; by default from LC_ALL and LANG. Keys of JSON and CSV are English always.")
  var lang: Language?

  @Option(help: "Write to this file instead of standard output; it appears whole or not at all.")
  var output: String?

  @Flag(help: "Replace the output file if it exists.")
  var force = false

  @Flag(help: "Draw bars into text.")
  var plot = false

  @Flag(help: "No remarks on standard error.")
  var quiet = false

  func validate() throws {
    guard format == nil, let output, Format(suffixOf: output) == nil else { return }
    throw ValidationError(
      "The suffix of '\(output)' names no format: use .txt, .md, .csv, .json or .html, or give --format.")
  }

  static var defaultLanguage: Language {
    Language(locale: StandardStreams.environment("LC_ALL") ?? StandardStreams.environment("LANG"))
  }

  var chosenLanguage: Language { lang ?? Self.defaultLanguage }

  var chosenFormat: Format { format ?? output.flatMap(Format.init(suffixOf:)) ?? .text }

  /// Writes a result in the chosen form to the chosen place.
  func write(_ result: some PresentableResult) throws {
    let text =
      switch chosenFormat {
      case .text: PlainText.render(result.document(chosenLanguage), plots: plot)
      case .markdown: Markdown.render(result.document(chosenLanguage))
      case .csv: result.csv()
      case .json: try result.json().text()
      case .html:
        try ReportPage(result.document(chosenLanguage), version: Juchu.version, language: chosenLanguage).html()
      }
    try write(text)
  }

  /// Whether results name the SHA-256 of their files.
  var namesDigests: Bool { chosenFormat == .json || chosenFormat == .html }

  /// Writes a text to the chosen place.
  func write(_ text: String) throws {
    guard let output, output != "-" else { return try StandardStreams.writeResult(text) }
    var file = try WholeFile(output, overwrites: force)
    try file.write(text)
    try file.commit()
  }

  /// Says something on standard error, unless it shall be quiet.
  func say(_ text: String) {
    if !quiet { StandardStreams.say("juchu: " + text) }
  }
}

extension Language: ExpressibleByArgument {}

/// A command whose result is written with `OutputOptions`.
protocol ReportingCommand: ParsableCommand {
  var output: OutputOptions { get }
}
