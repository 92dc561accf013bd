import LedgerReading

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
    var template = Array("\(StandardStreams.temporaryFolder)/juchu-XXXXXX".utf8CString)
    let copy = mkstemp(&template)
    func failure() -> DataError { DataError(.unreadable(reason: String(cString: strerror(errno))), file: name) }
    guard copy >= 0 else { throw failure() }
    unlink(template)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure() }
      if count == 0 { break }
      var written = 0
      while written < count {
        let done = buffer.withUnsafeBytes { write(copy, $0.baseAddress.map { $0 + written }, count - written) }
        if done < 0, errno == EINTR { continue }
        guard done > 0 else { throw failure() }
        written += done
      }
    }
    return InputFile(name, copiedTo: "/dev/fd/\(copy)")
  }
}
