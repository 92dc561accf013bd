#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Values in a file without a name, which are written, then read: what does not fit into memory waits there.
package final class SpillFile {
  private let descriptor: Int32
  private var buffer = SpillBytes()
  private var written = 0
  private static let bufferSize = 1 << 16

  /// A file without a value yet.
  ///
  /// - Parameter folder: where there must be room.
  package init(in folder: String = UnnamedFile.folder) throws(UnnamedFile.Failure) {
    descriptor = try UnnamedFile.open(in: folder)
  }

  deinit { close(descriptor) }

  /// How many bytes were appended.
  package var count: Int { written + buffer.bytes.count }

  /// Appends what `record` puts into the bytes.
  package func append(_ record: (inout SpillBytes) -> Void) throws(UnnamedFile.Failure) {
    record(&buffer)
    if buffer.bytes.count >= Self.bufferSize { try flush() }
  }

  private func flush() throws(UnnamedFile.Failure) {
    try UnnamedFile.append(buffer.bytes[...], to: descriptor)
    written += buffer.bytes.count
    buffer.removeAll()
  }

  /// All that was appended.
  package func contents() throws(UnnamedFile.Failure) -> SpillBytes { try contents(0..<count) }

  /// Some of the bytes that were appended.
  package func contents(_ range: Range<Int>) throws(UnnamedFile.Failure) -> SpillBytes {
    try flush()
    var found = SpillBytes(count: range.count)
    var done = 0
    while done < range.count {
      let count = found.bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + done }, range.count - done, off_t(range.lowerBound + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .last }
      done += count
    }
    return found
  }
}
