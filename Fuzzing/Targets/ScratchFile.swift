import Foundation

/// A file with given bytes that nobody else sees, in memory where the system has a place for that.
final class ScratchFile {
  private let path: String
  private let descriptor: Int32

  private init(_ bytes: [UInt8]) throws {
    let folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm/" : NSTemporaryDirectory()
    var template = Array((folder + "fuzz-XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Disagreement("no scratch file") }
    let name = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    #if os(Linux)
      // The file goes with its descriptor, even where the program is ended.
      unlink(name)
      path = "/proc/self/fd/\(descriptor)"
    #else
      path = name
    #endif
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw Disagreement("the scratch file cannot be written") }
      written += count
    }
  }

  /// Gives the path of a file that is there as long as the body runs.
  static func with(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    let file = try ScratchFile(bytes)
    try withExtendedLifetime(file) { try body(file.path) }
  }

  deinit {
    close(descriptor)
    #if !os(Linux)
      unlink(path)
    #endif
  }
}
