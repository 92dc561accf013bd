#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files without a name, which are gone with the program that made them.
public enum UnnamedFile {
  /// What the system says where such a file cannot be had or written.
  public struct Failure: Error, Hashable, Sendable {
    /// The reason.
    public var reason: String

    /// The reason of the call that failed last.
    public static var last: Failure { Failure(reason: String(cString: strerror(errno))) }
  }

  /// Where there is room for them: `TMPDIR`, else /tmp.
  static var folder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

  /// Opens a new file for reading and writing.
  ///
  /// - Parameter folder: where there must be room.
  /// - Returns: its descriptor, which the caller closes.
  /// - Throws: `Failure`.
  public static func open(in folder: String) throws(Failure) -> Int32 {
    var template = Array("\(folder)/juchu-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw .last }
    unlink(template)
    return descriptor
  }

  /// Writes bytes behind those that were written before.
  ///
  /// - Throws: `Failure`.
  /// - Complexity: O(bytes).
  public static func append(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) throws(Failure) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .last }
      rest = rest.dropFirst(count)
    }
  }
}
