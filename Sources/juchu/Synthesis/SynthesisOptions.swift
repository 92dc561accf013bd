import ArgumentParser
import Reporting
import SyntheticData

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where synthetic files go and how they are made; both subcommands have these options.
struct SynthesisOptions: ParsableArguments {
  @Option(
    help: words(
      "乱数の種。同じ種からは同じ内容ができます。",
      "The seed of all random numbers; the same seed gives the same bytes."))
  var seed: UInt64 = 1

  @OptionGroup var parallel: ThreadOptions

  @Option(
    help: words(
      "標準出力の代わりに、このファイルに書き出します（途中までのファイルは残りません）。",
      "Write to this file instead of standard output; it appears whole or not at all."))
  var output: String?

  @Flag(
    help: words(
      "同名のファイルがあれば上書きします。",
      "Replace files that exist."))
  var force = false

  @Flag(
    help: words(
      "標準エラー出力に注記も進み具合も出しません。",
      "No remarks and no progress on standard error."))
  var quiet = false

  @Option(
    help: words(
      "表示の言語。既定は JUCHU_LANG、LC_ALL、LANG から。",
      "ja or en; by default from LC_ALL and LANG."))
  var lang: Language?

  /// The language of remarks and errors.
  var language: Language { lang ?? ProgramLanguage.current }

  /// Says something on standard error in the user's language, unless it shall be quiet.
  func say(japanese: String, english: String) {
    if !quiet { StandardStreams.say("juchu: " + (language == .japanese ? japanese : english)) }
  }

  /// Writes a file of pages, handing each page's account on.
  func write<File: PagedFile>(_ file: File, _ take: (File.Account) throws -> Void) throws {
    var progress = ProgressBar(pages: file.pageCount, isShown: !quiet)
    defer { progress.clear() }
    guard let output, output != "-" else {
      return try file.write(threads: parallel.count) { bytes, account in
        try StandardStreams.writeResult(bytes)
        try account.map(take)
        progress.advance()
      }
    }
    var whole = try WholeFile(output, overwrites: force)
    try file.write(threads: parallel.count) { bytes, account in
      try whole.write(bytes)
      try account.map(take)
      progress.advance()
    }
    try whole.stage()
  }
}

/// A bar on standard error, where that is a terminal.
struct ProgressBar {
  private static let width = 40
  private let pages: Int
  private let isShown: Bool
  private var made = -1
  private var drawn = -1

  init(pages: Int, isShown: Bool) {
    self.pages = pages
    self.isShown = isShown && KeptOutput.current == nil && isatty(STDERR_FILENO) == 1
  }

  /// Counts a piece, the header first, and draws when a step is done.
  mutating func advance() {
    made += 1
    let steps = pages == 0 ? Self.width : made * Self.width / pages
    guard isShown, steps != drawn else { return }
    drawn = steps
    let bar = String(repeating: "#", count: steps) + String(repeating: ".", count: Self.width - steps)
    put("\r[\(bar)] \(made * 100 / max(pages, 1)) %")
  }

  /// Removes the bar.
  func clear() {
    if drawn >= 0 { put("\r\u{1B}[K") }
  }

  private func put(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Self.writeBytes($0) }
  }

  private static func writeBytes(_ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      Musl.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
    #else
      Darwin.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
    #endif
  }
}
