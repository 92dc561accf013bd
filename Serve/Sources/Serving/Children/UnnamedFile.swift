import CChild

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// A file without a name: it is gone with its last descriptor, whatever ends this process.
final class UnnamedFile: Sendable {
  /// A file that could not be made or written.
  struct Failure: Error {
    var code: Int32
    /// Whether the disk is full.
    var isFull: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }
  }

  let descriptor: Int32

  /// An empty file on the file system of a folder.
  init(in folder: String) throws(Failure) {
    descriptor = unnamed_file(folder)
    guard descriptor >= 0 else { throw Failure(code: errno) }
  }

  /// A file that was opened elsewhere, and is closed here.
  init(adopting descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// A file with this text.
  convenience init(in folder: String, holding text: String) throws(Failure) {
    try self.init(in: folder)
    try append(Array(text.utf8)[...])
  }

  /// Writes bytes behind those that were written.
  func append(_ bytes: ArraySlice<UInt8>) throws(Failure) {
    var offset = bytes.startIndex
    while offset < bytes.endIndex {
      let written = bytes[offset...].withUnsafeBytes { raw in write(descriptor, raw.baseAddress, raw.count) }
      if written < 0 {
        if errno == EINTR { continue }
        throw Failure(code: errno)
      }
      offset += written
    }
  }

  /// Bytes it holds.
  var size: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Up to so many bytes from a place.
  func bytes(from offset: Int = 0, atMost count: Int) -> [UInt8] {
    let wanted = max(0, min(count, size - offset))
    return [UInt8](unsafeUninitializedCapacity: wanted) { buffer, length in
      length = 0
      while length < wanted, let base = buffer.baseAddress {
        let read = pread(descriptor, base + length, wanted - length, off_t(offset + length))
        if read < 0, errno == EINTR { continue }
        guard read > 0 else { return }
        length += read
      }
    }
  }

  /// The text it holds, at most so many bytes of it.
  func text(atMost count: Int) -> String { String(decoding: bytes(atMost: count), as: UTF8.self) }
}
