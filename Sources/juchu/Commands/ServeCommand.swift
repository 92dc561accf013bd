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
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "The whole of juchu in a browser, on this computer alone.",
    discussion: """
      Starts juchu-serve, which stands beside juchu and is built or installed on its own: docs/serve.md. Its options are \
      listed by juchu serve -- --help.

      Examples:
        juchu serve
        juchu serve --port 8613
      """)

  @Argument(parsing: .captureForPassthrough, help: "Options of juchu-serve.")
  var options: [String] = []

  func run() throws { try ServeProgram.become(["serve"] + options.filter { $0 != "--" }) }
}

/// `juchu replay`: recomputes what the server handed out.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Recompute the result of a bundle that juchu serve handed out, and compare.",
    discussion: """
      The inputs are found in a folder by their SHA-256. The exit code is 1 where a figure differs, each of which is \
      listed. Done by juchu-serve, which stands beside juchu: docs/serve.md.

      Examples:
        juchu replay juchu-bundle.json --inputs ledgers
      """)

  @Argument(help: "The bundle.")
  var bundle: String

  @Option(help: "The folder that holds the inputs, up to three folders deep.")
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
      OutputOptions.defaultLanguage(
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
