import ArgumentParser
import LedgerReading
import Reporting
import TabularReading

/// How and where a result is written; every subcommand that makes one has these options.
struct OutputOptions: ParsableArguments {
  /// The form of a result.
  enum Format: String, CaseIterable {
    case text, markdown, csv, json, html, xlsx, docx

    init?(suffixOf path: String) {
      switch path.split(separator: "/").last?.split(separator: ".").last?.lowercased() {
      case "txt": self = .text
      case "md": self = .markdown
      case "csv": self = .csv
      case "json": self = .json
      case "html", "htm": self = .html
      case "xlsx": self = .xlsx
      case "docx": self = .docx
      default: return nil
      }
    }
  }

  @Option(
    help: words(
      "形式。既定は --output の拡張子から、なければテキスト。",
      "text, markdown, csv, json, html, xlsx or docx; by default from the suffix of --output, else text."))
  var format: Format?

  @Option(
    help: words(
      "表示の言語。既定は JUCHU_LANG、LC_ALL、LANG から。JSON と CSV の項目名は常に英語です。",
      "ja or en; by default from LC_ALL and LANG. Keys of JSON and CSV are English always."))
  var lang: Language?

  @Option(
    help: words(
      "標準出力の代わりに、このファイルに書き出します（途中までのファイルは残りません）。",
      "Write to this file instead of standard output; it appears whole or not at all."))
  var output: String?

  @Flag(
    help: words(
      "同名のファイルがあれば上書きします。",
      "Replace the output file if it exists."))
  var force = false

  @Flag(
    help: words(
      "CSV の先頭に BOM を付けます（Excel が UTF-8 として読めます）。",
      "Begin CSV with a byte order mark, so that Excel reads it as UTF-8."))
  var bom = false

  @Flag(
    help: words(
      "テキストに棒グラフを描きます。",
      "Draw bars into text."))
  var plot = false

  @Option(
    help: words(
      "負の数の記号。",
      "The sign of numbers below zero in text, tables and pages: triangle (▲), hollow (△) or minus (−)."))
  var negative: NegativeSign?

  @Flag(
    help: words(
      "標準エラー出力に注記を出しません。",
      "No remarks on standard error."))
  var quiet = false

  func validate() throws {
    guard format == nil, let output, Format(suffixOf: output) == nil else { return }
    throw ValidationError(
      "「\(output)」の拡張子から形式が分かりません。.txt、.md、.csv、.json、.html、.xlsx、.docx のいずれかにするか、--format を指定してください。",
      "The suffix of '\(output)' names no format: use .txt, .md, .csv, .json, .html, .xlsx or .docx, or give --format.")
  }

  var chosenLanguage: Language { lang ?? ProgramLanguage.current }

  var chosenFormat: Format { format ?? output.flatMap(Format.init(suffixOf:)) ?? .text }

  /// Writes a result in the chosen form to the chosen place.
  func write(_ result: some PresentableResult) throws {
    if let run = KeptOutput.current {
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
    case .text: return Array(text(of: result.document(language)).utf8)
    case .markdown: return Array(Markdown.render(printed(result.document(language))).utf8)
    case .csv: return Array(((bom ? "\u{FEFF}" : "") + result.csv()).utf8)
    case .json: return try result.json().bytes()
    case .html:
      let page = try ReportPage(printed(result.document(language)), version: ProgramVersion.current, language: language)
      return Array(page.html().utf8)
    case .xlsx: return try bytes(of: result.workbook(language))
    case .docx: return try wordBytes(of: result.document(language))
    }
  }

  /// A document with numbers as people read them.
  func printed(_ document: Document) -> Document { document.printed(in: chosenLanguage, negative: negative) }

  /// A document as text, as wide as the terminal, or 80 columns.
  func text(of document: Document) -> String {
    PlainText.render(printed(document), plots: plot, width: StandardStreams.columns(writesFile: output ?? "-" != "-"))
  }

  /// The bytes of a workbook; where they cannot be put together, as on a full disk, the output cannot be written.
  func bytes(of workbook: Workbook) throws -> [UInt8] {
    var workbook = workbook
    workbook.negative = negative ?? (chosenLanguage == .japanese ? .triangle : nil)
    do { return try WorkbookFile.bytes(workbook) } catch {
      throw WholeFile.Failure.refused(path: output ?? "-", reason: "\(error)")
    }
  }

  /// The bytes of a document for word processors.
  func wordBytes(of document: Document) throws -> [UInt8] {
    do { return try WordFile.bytes(printed(document), language: chosenLanguage) } catch {
      throw WholeFile.Failure.refused(path: output ?? "-", reason: "\(error)")
    }
  }

  /// Whether results name the SHA-256 of their files.
  var namesDigests: Bool { [.json, .html, .xlsx, .docx].contains(chosenFormat) }

  /// Writes bytes to the chosen place.
  func write(_ bytes: [UInt8]) throws {
    try InputWatch.check()
    guard let output, output != "-" else { return try StandardStreams.writeResult(bytes) }
    var file = try WholeFile(output, overwrites: force)
    try file.write(bytes)
    try file.stage()
  }
}

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
