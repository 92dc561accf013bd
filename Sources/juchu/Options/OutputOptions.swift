import ArgumentParser
import LedgerReading
import Reporting

/// How and where a result is written; every subcommand that makes one has these options.
struct OutputOptions: ParsableArguments {
  /// The form of a result.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, markdown, csv, json, html, xlsx

    init?(suffixOf path: String) {
      switch path.split(separator: "/").last?.split(separator: ".").last?.lowercased() {
      case "txt": self = .text
      case "md": self = .markdown
      case "csv": self = .csv
      case "json": self = .json
      case "html", "htm": self = .html
      case "xlsx": self = .xlsx
      default: return nil
      }
    }
  }

  @Option(help: "text, markdown, csv, json, html or xlsx; by default from the suffix of --output, else text.")
  var format: Format?

  @Option(help: "ja or en; by default from LC_ALL and LANG. Keys of JSON and CSV are English always.")
  var lang: Language?

  @Option(help: "Write to this file instead of standard output; it appears whole or not at all.")
  var output: String?

  @Flag(help: "Replace the output file if it exists.")
  var force = false

  @Flag(help: "Begin CSV with a byte order mark, so that Excel reads it as UTF-8.")
  var bom = false

  @Flag(help: "Draw bars into text.")
  var plot = false

  @Flag(help: "No remarks on standard error.")
  var quiet = false

  func validate() throws {
    guard format == nil, let output, Format(suffixOf: output) == nil else { return }
    throw ValidationError(
      "The suffix of '\(output)' names no format: use .txt, .md, .csv, .json, .html or .xlsx, or give --format.")
  }

  static var defaultLanguage: Language {
    Language(locale: StandardStreams.environment("LC_ALL") ?? StandardStreams.environment("LANG"))
  }

  var chosenLanguage: Language { lang ?? Self.defaultLanguage }

  var chosenFormat: Format { format ?? output.flatMap(Format.init(suffixOf:)) ?? .text }

  /// Writes a result in the chosen form to the chosen place.
  func write(_ result: some PresentableResult) throws {
    if let run = EmbeddedRun.current {
      run.keep(Presented(result, self))
      // What nobody wants in a file is written when it is asked for.
      if output == nil { return try InputWatch.check() }
    }
    try write(bytes(of: result))
  }

  /// The bytes of a result in the chosen form.
  func bytes(of result: some PresentableResult) throws -> [UInt8] {
    let language = chosenLanguage
    switch chosenFormat {
    case .text: return Array(PlainText.render(result.document(language), plots: plot).utf8)
    case .markdown: return Array(Markdown.render(result.document(language)).utf8)
    case .csv: return Array(((bom ? "\u{FEFF}" : "") + result.csv()).utf8)
    case .json: return try result.json().bytes()
    case .html:
      let page = try ReportPage(result.document(language), version: Juchu.version, language: language)
      return Array(page.html().utf8)
    case .xlsx: return try bytes(of: result.workbook(language))
    }
  }

  /// The bytes of a workbook; where they cannot be put together, as on a full disk, the output cannot be written.
  func bytes(of workbook: Workbook) throws -> [UInt8] {
    do { return try WorkbookFile.bytes(workbook) } catch {
      throw WholeFile.Failure.refused(path: output ?? "-", reason: "\(error)")
    }
  }

  /// Whether results name the SHA-256 of their files.
  var namesDigests: Bool { [.json, .html, .xlsx].contains(chosenFormat) }

  /// Writes bytes to the chosen place.
  func write(_ bytes: [UInt8]) throws {
    try InputWatch.check()
    guard let output, output != "-" else { return try StandardStreams.writeResult(bytes) }
    var file = try WholeFile(output, overwrites: force)
    try file.write(bytes)
    try file.stage()
  }
}

extension Language: ExpressibleByArgument {}

/// What reading must know of how its results are written.
protocol ReadingManner {
  /// Whether nothing shall be said on standard error.
  var quiet: Bool { get }
  /// Whether files that exist may be replaced.
  var force: Bool { get }
  /// Whether results name the SHA-256 of their files.
  var namesDigests: Bool { get }
  var chosenLanguage: Language { get }
}

extension ReadingManner {
  /// Says something on standard error, unless it shall be quiet.
  func say(_ text: String) {
    if !quiet { StandardStreams.say("juchu: " + text) }
  }
}

extension OutputOptions: ReadingManner {}

/// The manner of a command in which the SHA-256 of files is taken, whether the result names it or not.
struct HashingManner: ReadingManner {
  private let manner: any ReadingManner

  init(_ manner: some ReadingManner) { self.manner = manner }

  var quiet: Bool { manner.quiet }
  var force: Bool { manner.force }
  var namesDigests: Bool { true }
  var chosenLanguage: Language { manner.chosenLanguage }
}

/// A command whose result is written with `OutputOptions`.
protocol ReportingCommand: ParsableCommand {
  var output: OutputOptions { get }
}
