import LedgerReading
import TabularReading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard output and standard error, with the errors that `print` hides.
enum StandardStreams {
  /// Writes a result.
  ///
  /// - Throws: `ExitStatus.done` where the reader has gone away, which is its right; `writeError` otherwise.
  static func writeResult(_ text: String) throws { try writeResult(Array(text.utf8)) }

  /// Writes bytes of a result, as `writeResult(_:)` of a text.
  static func writeResult(_ result: [UInt8]) throws {
    if let run = KeptOutput.current { return run.append(result) }
    var bytes = result[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        if errno == EPIPE { throw ExitStatus.done }
        say("juchu: standard output: \(String(cString: strerror(errno)))")
        throw ExitStatus.writeError
      }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Writes a remark; one that cannot be written is lost.
  static func say(_ text: String, terminator: String = "\n") {
    if let run = KeptOutput.current { return run.say(SystemPath.visible(text)) }
    let bytes = Array((SystemPath.visible(text) + terminator).utf8)
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  /// A closed pipe, or a file beyond the limit on sizes, shall be an error that can be handled and not the end of the
  /// program.
  static func ignoreSignalsOfWriting() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// How many columns text has: the terminal's, or 80; the environment variable COLUMNS says otherwise.
  static func columns(writesFile: Bool) -> Int {
    if let wanted = environment("COLUMNS").flatMap({ Int($0) }), wanted > 0 { return max(40, wanted) }
    var size = winsize()
    guard !writesFile, isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else { return 80 }
    return max(40, Int(size.ws_col))
  }

  /// The number of processors that are online.
  static var processors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Where files may be written that are of no use behind this run.
  static var temporaryFolder: String { UnnamedFile.folder }

  /// Whether a file or folder has this path.
  static func stands(at path: String) -> Bool { SystemPath.with(path) { access($0, F_OK) } == 0 }

  /// The first bytes of a file; nil where it cannot be read.
  static func head(of path: String, count: Int) -> [UInt8]? {
    let descriptor = SystemPath.with(path) { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    let filled = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, count) }
    return Array(bytes.prefix(max(0, filled)))
  }

  /// The value of an environment variable, nil where it is unset or empty.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }
}
