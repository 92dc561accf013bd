import ArgumentParser
import LedgerReading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `juchu serve`: the server, a product of its own.
struct ServeCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "serve",
      abstract: words(
        "juchu の全てを、このコンピューターの中だけで、ブラウザーから使います。",
        "The whole of juchu in a browser, on this computer alone."),
      discussion: words(
        """
        juchu と同じ場所にある juchu-serve を起動します（作り方と導入は docs/serve.md）。オプションは juchu serve -- --help で示します。

        例：
          juchu serve
          juchu serve --port 8613
        """,
        """
        Starts juchu-serve, which stands beside juchu and is built or installed on its own: docs/serve.md. Its options are \
        listed by juchu serve -- --help.

        Examples:
          juchu serve
          juchu serve --port 8613
        """))
  }

  @Argument(
    parsing: .captureForPassthrough,
    help: words(
      "juchu-serve のオプション。",
      "Options of juchu-serve."))
  var options: [String] = []

  func run() throws {
    // Options are the server's, but help is first of all about this command.
    if let first = options.first, ["-h", "--help"].contains(first) { throw CleanExit.helpRequest(self) }
    try ServeProgram.become(["serve"] + options.filter { $0 != "--" })
  }
}

/// `juchu replay`: recomputes what the server handed out.
struct ReplayCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "replay",
      abstract: words(
        "juchu serve が渡したバンドルの結果を計算し直し、比べます。",
        "Recompute the result of a bundle that juchu serve handed out, and compare."),
      discussion: words(
        """
        入力はフォルダーの中から SHA-256 で探します。異なる数値があれば全て示し、終了コードは 1 です。juchu と同じ場所にある juchu-serve が行います（docs/serve.md）。

        例：
          juchu replay juchu-bundle.json --inputs ledgers
        """,
        """
        The inputs are found in a folder by their SHA-256. The exit code is 1 where a figure differs, each of which is \
        listed. Done by juchu-serve, which stands beside juchu: docs/serve.md.

        Examples:
          juchu replay juchu-bundle.json --inputs ledgers
        """))
  }

  @Argument(
    help: words(
      "バンドル。",
      "The bundle."))
  var bundle: String

  @Option(
    help: words(
      "入力ファイルのあるフォルダー（3階層まで）。",
      "The folder that holds the inputs, up to three folders deep."))
  var inputs: String

  func run() throws { try ServeProgram.become(["replay", "--inputs", inputs, "--", bundle]) }
}

/// The program `juchu-serve` beside this one.
private enum ServeProgram {
  /// Becomes that program.
  ///
  /// - Throws: `ExitStatus.noInput` where it is not there.
  static func become(_ words: [String]) throws {
    let program = beside("juchu-serve")
    var arguments: [UnsafeMutablePointer<CChar>?] = ([program] + words).map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    execv(program, &arguments)
    // It returns only where the program could not be started.
    let reason = errno == ENOENT ? "" : " (\(String(cString: strerror(errno))))"
    StandardStreams.say(
      ProgramLanguage.current(
        """
        juchu: juchu-serve がありません\(reason)： \(program)
          対処： juchu と同じフォルダーに juchu-serve を置いてください。作り方は docs/serve.md にあります
        """,
        """
        juchu: juchu-serve is not installed\(reason): \(program)
          hint:     put juchu-serve into the folder of juchu; docs/serve.md says how it is built
        """))
    throw ExitStatus.noInput
  }

  /// A program in the folder of this one, whatever link led to it.
  private static func beside(_ name: String) -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    let own =
      length > 0
      ? String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      : CommandLine.arguments.first ?? ""
    guard let slash = own.lastIndex(of: "/") else { return name }
    return own[...slash] + name
  }
}
