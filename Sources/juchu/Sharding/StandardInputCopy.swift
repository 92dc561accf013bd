import LedgerReading
import TabularReading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard input as a file: large files are read side by side and, where something is to be looked up, again.
enum StandardInputCopy {
  /// The file behind standard input, or a copy of what comes through a pipe in a file without a name, which is gone with
  /// the program.
  ///
  /// - Parameter name: what it is called in results.
  /// - Throws: `DataError` where standard input cannot be read or there is no room for the copy.
  static func file(named name: String) throws(DataError) -> InputFile {
    var status = stat()
    if fstat(STDIN_FILENO, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      return InputFile(name, copiedTo: "/dev/fd/\(STDIN_FILENO)")
    }
    do throws(UnnamedFile.Failure) {
      return InputFile(name, copiedTo: "/dev/fd/\(try copy())")
    } catch {
      throw DataError(.unreadable(reason: error.reason), file: name)
    }
  }

  /// The descriptor of a file with all that comes through standard input.
  private static func copy() throws(UnnamedFile.Failure) -> Int32 {
    let copy = try UnnamedFile.open(in: StandardStreams.temporaryFolder)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .last }
      if count == 0 { return copy }
      try UnnamedFile.append(buffer[..<count], to: copy)
    }
  }
}
