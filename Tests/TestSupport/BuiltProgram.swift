import Foundation

/// The built `juchu`, run as a process.
public enum BuiltProgram {
  /// What a run left behind.
  public struct Outcome: Sendable {
    /// Standard output.
    public var output: String
    /// Standard error.
    public var remarks: String
    /// The exit code.
    public var code: Int32
  }

  /// The path of the program: the one that `JUCHU_PROGRAM` names, as a release build, whose thousands of runs take a tenth of
  /// the time, else the one beside the test bundle.
  public static let path: String = {
    if let named = ProcessInfo.processInfo.environment["JUCHU_PROGRAM"], !named.isEmpty {
      return URL(fileURLWithPath: named, relativeTo: Repository.root).path
    }
    // The test runner is started with the bundle's path or from the folder of products.
    let candidates = CommandLine.arguments + [Bundle.main.executablePath ?? ""]
    for argument in candidates {
      var folder = URL(fileURLWithPath: argument)
      while folder.path != "/" {
        folder.deleteLastPathComponent()
        let program = folder.appendingPathComponent("juchu").path
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: program, isDirectory: &isFolder)
        if exists, !isFolder.boolValue, FileManager.default.isExecutableFile(atPath: program) { return program }
      }
    }
    return Repository.path(".build/debug/juchu")
  }()

  /// How many seconds a program may take, on a machine that does much else beside.
  public static let timeLimit = 600.0

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - arguments: the command line.
  ///   - input: standard input.
  ///   - environment: added to a bare environment with an English locale.
  ///   - folder: the working directory.
  public static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    in folder: String = Repository.root.path
  ) throws -> Outcome {
    try run(path, arguments, input: input, environment: environment, in: folder)
  }

  /// Runs a shell command in which `juchu` is the built program.
  public static func shell(
    _ command: String, environment: [String: String] = [:], in folder: String = Repository.root.path
  ) throws -> Outcome {
    let folderOfProgram = URL(fileURLWithPath: path).deletingLastPathComponent().path
    return try run(
      "/bin/bash", ["-c", command],
      environment: ["PATH": "\(folderOfProgram):/usr/local/bin:/usr/bin:/bin", "COLUMNS": "1000"].merging(environment) {
        $1
      },
      in: folder
    )
  }

  private static func run(
    _ program: String, _ arguments: [String], input: String = "", environment: [String: String], in folder: String
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "COLUMNS": "1000"].merging(environment) { $1 }
    let spool = try TemporaryFolder()
    // Files, not pipes: a pipe that nobody empties stops the program.
    let standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: spool.write(input, to: "in")))
    let standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: spool.write("", to: "out")))
    let standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: spool.write("", to: "err")))
    process.standardInput = standardInput
    process.standardOutput = standardOutput
    process.standardError = standardError
    try process.run()
    // A program that hangs shall fail its test and not stop all others.
    let watch = DispatchWorkItem { kill(process.processIdentifier, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + timeLimit, execute: watch)
    process.waitUntilExit()
    watch.cancel()
    return Outcome(
      output: String(decoding: try Data(contentsOf: URL(fileURLWithPath: spool.file("out"))), as: UTF8.self),
      remarks: String(decoding: try Data(contentsOf: URL(fileURLWithPath: spool.file("err"))), as: UTF8.self),
      code: process.terminationStatus)
  }
}
