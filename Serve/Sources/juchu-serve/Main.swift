import ArgumentParser
import Foundation
import Serving

/// The program: the server, and the replay of what it handed out.
@main
struct JuchuServe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "juchu-serve", abstract: "The whole of juchu in a browser, on this computer alone.",
    subcommands: [ServeCommand.self, ReplayCommand.self], defaultSubcommand: ServeCommand.self)
}

/// The server: its options, and nothing else.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "The whole of juchu in a browser, on this computer alone.",
    discussion: """
      Prints a link with a key. The key is valid once and for ten minutes; when it was used, or on Enter, the next is printed.
      Files are kept without a name and are gone with the session. Every reading and every calculation is a juchu of its own.

      Examples:
        juchu serve
        juchu serve --port 8613
        juchu serve --socket /run/juchu/socket --origin https://juchu.city.example
        juchu serve password /etc/juchu/password
        juchu serve --host 192.0.2.7 --origin https://juchu.city.example --certificate juchu.pem --key juchu.key \
          --password-file /etc/juchu/password
      """,
    subcommands: [PasswordCommand.self])

  @Option(help: "The port on 127.0.0.1; by default any that is free.")
  var port: Int?

  @Option(help: "A socket in the file system instead, behind a proxy that does TLS and signs users in.")
  var socket: String?

  @Option(help: "An address of this machine to listen on for others, with TLS and a password.")
  var host: String?

  @Option(help: "With --host: the certificate and those that lead to its authority, in PEM.")
  var certificate: String?

  @Option(help: "With --host: the certificate's private key, in PEM; not for everybody to read.")
  var key: String?

  @Option(help: "With --host: the file that juchu serve password has made.")
  var passwordFile: String?

  @Option(help: "With --socket or --host: the origin that browsers see, as in https://juchu.city.example.")
  var origin: String?

  @Option(help: "The folder of files without a name; by default TMPDIR, else /tmp.")
  var temporary: String?

  @Option(help: "A folder of files that every user may read, three folders deep.")
  var library: String?

  @Option(help: "The program juchu; by default the one beside this program.")
  var juchu: String?

  @Option(help: "Megabytes that a file may have.")
  var fileMegabytes = 256

  @Option(help: "Megabytes that the files of a session may have.")
  var sessionMegabytes = 1024

  @Option(help: "Files that a session may have.")
  var sessionFiles = 20

  @Option(help: "Megabytes of all sessions; never more than half of what is free.")
  var allMegabytes = 4096

  @Option(help: "Sessions at once.")
  var sessions = 64

  @Option(help: "Connections at once.")
  var connections = 256

  @Option(help: "Calculations at once; by default as many as there are cores.")
  var children: Int?

  @Option(help: "Megabytes of memory of a calculation.")
  var childMegabytes = 4096

  @Option(help: "Seconds of a calculation.")
  var childSeconds = 600

  func validate() throws {
    if let port, !(0...65535).contains(port) { throw ValidationError("--port is 0 to 65535.") }
    if socket != nil, port != nil || host != nil {
      throw ValidationError("--socket excludes --port and --host.")
    }
    guard (socket != nil || host != nil) == (origin != nil) else {
      throw ValidationError("--origin belongs to --socket or --host, and they to it.")
    }
    let parts = [certificate, key, passwordFile]
    guard host == nil ? parts.allSatisfy({ $0 == nil }) : parts.allSatisfy({ $0 != nil }) else {
      throw ValidationError("--host needs --certificate, --key and --password-file, and they need --host.")
    }
    let numbers = [
      fileMegabytes, sessionMegabytes, sessionFiles, allMegabytes, sessions, connections, children ?? 1, childMegabytes,
      childSeconds,
    ]
    guard numbers.allSatisfy({ (1...1_000_000).contains($0) }) else {
      throw ValidationError("Limits are whole numbers from 1 to 1000000.")
    }
  }

  /// Where it listens.
  private func place() throws -> Server.Place {
    if let socket, let origin { return .socket(path: socket, origin: origin) }
    if let host, let origin, let certificate, let key, let passwordFile {
      return .network(
        try .init(
          address: host, port: port, origin: origin, certificate: certificate, key: key,
          password: PasswordFile(path: passwordFile)))
    }
    return .loopback(port: port ?? 0)
  }

  func run() async throws {
    var limits = Server.Limits()
    limits.fileBytes = fileMegabytes << 20
    limits.sessionBytes = sessionMegabytes << 20
    limits.sessionFiles = sessionFiles
    limits.allBytes = allMegabytes << 20
    limits.sessions = sessions
    limits.connections = connections
    limits.children = children ?? limits.children
    limits.childMemory = childMegabytes << 20
    limits.childSeconds = childSeconds
    let surroundings = ProcessInfo.processInfo.environment
    do {
      let server = try Server(
        place: try place(),
        program: juchu ?? Place.beside("juchu"), temporary: temporary ?? surroundings["TMPDIR"] ?? "/tmp",
        limits: limits, library: try library.map { try Library($0) })
      try await server.run()
    } catch let refusal as PasswordFile.Refusal {
      throw told(refusal.description, refusal.code)
    } catch let refusal as Library.Refusal {
      throw told(refusal.description, 66)
    } catch let refusal as Server.Refusal {
      throw told(refusal.description, 66)
    }
  }
}

/// The file of the password for a server beyond this computer.
struct PasswordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "password",
    abstract: "Make the file of a password, for juchu serve --host.",
    discussion: """
      The password is typed twice on the terminal and is not shown. The file holds its scrypt key, and is for this user alone to read \
      (mode 0600). A file that exists is left as it is.
      """)

  @Argument(help: "The file.")
  var file: String

  func run() throws {
    do {
      try PasswordFile(of: PasswordFile.ask()).write(to: file)
      print("\(file) is made: juchu serve --host ... --password-file \(file)")
    } catch let refusal as PasswordFile.Refusal {
      throw told(refusal.description, refusal.code)
    }
  }
}

/// The replay of a bundle.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Recompute the result of a bundle, and compare.",
    discussion: """
      The inputs are found in a folder by their SHA-256. The exit code is 0 where the result is the same, byte for byte, or has the \
      same figures in another version; 1 where a figure differs, each of which is listed; 65 where the bundle is refused, 66 where an \
      input is missing.
      """)

  @Argument(help: "A bundle that juchu serve handed out.")
  var bundle: String

  @Option(help: "The folder that holds the inputs, up to three folders deep.")
  var inputs: String

  @Option(help: "The program juchu; by default the one beside this program.")
  var juchu: String?

  func run() async throws {
    let surroundings = ProcessInfo.processInfo.environment
    guard let handle = FileHandle(forReadingAtPath: bundle) else { throw told("\(bundle) cannot be read", 66) }
    // Nothing is read of an empty file, and of a folder.
    let data = (try? handle.read(upToCount: Replay.mostBytes + 1)) ?? Data()
    do {
      let replay = try Replay(
        bundle: Array(data), inputs: inputs, program: juchu ?? Place.beside("juchu"),
        temporary: surroundings["TMPDIR"] ?? "/tmp")
      switch try await replay.run() {
      case .same: print("The result is the same, byte for byte.")
      case .sameFigures:
        print("Every figure is the same; the program is another version, or the machine another architecture.")
      case .different(let differences):
        for difference in differences { print(difference) }
        throw ExitCode(1)
      }
    } catch let refusal as Replay.Refusal {
      throw told(refusal.description, refusal.isMissing ? 66 : 65)
    }
  }
}

/// Where programs stand.
enum Place {
  /// A program in the folder of this one.
  static func beside(_ name: String) -> String {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent(name).path
  }
}

/// Says an error, and gives the exit code that goes with it.
func told(_ text: String, _ code: Int32) -> ExitCode {
  FileHandle.standardError.write(Data("juchu-serve: \(text)\n".utf8))
  return ExitCode(code)
}
