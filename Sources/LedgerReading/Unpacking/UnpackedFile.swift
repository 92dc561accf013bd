import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A copy of a file as it is read: decompressed, and in UTF-8. It has no name and is gone with the program.
struct UnpackedFile: Sendable {
  /// The copy, open as long as the program runs.
  let descriptor: Int32
  /// How the file was made smaller, from the outside in.
  var compressions: [Compression] = []
  /// The encoding from which the text was converted.
  var encoding: TextEncoding?
  /// The SHA-256 of the file as it was, where it was asked for in time.
  var digest: String?

  /// Where the copy can be opened.
  var location: String { "/dev/fd/\(descriptor)" }
}

/// The copies of this run: a file that is opened again is not decompressed again.
enum UnpackedFiles {
  /// What tells a file from others and from its former self.
  private struct Identity: Hashable {
    var device: UInt64
    var number: UInt64
    var size: Int
    var modified: Int
    var fraction: Int

    /// The identity of a file; nil for a pipe and the like.
    init?(_ file: InputFile) {
      var status = stat()
      guard !file.isStandardInput, stat(file.location, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        return nil
      }
      (device, number, size) = (UInt64(status.st_dev), UInt64(status.st_ino), Int(status.st_size))
      #if canImport(Darwin)
        (modified, fraction) = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
      #else
        (modified, fraction) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
      #endif
    }
  }

  private static let known = Mutex<[Identity: UnpackedFile]>([:])

  /// The copy of a file, where one was made.
  static func copy(of file: InputFile) -> UnpackedFile? {
    known.withLock { copies in copies.isEmpty ? nil : Identity(file).flatMap { copies[$0] } }
  }

  /// Keeps a copy for whoever opens the file again.
  static func keep(_ copy: UnpackedFile, of file: InputFile) {
    guard let identity = Identity(file) else { return }
    known.withLock { $0[identity] = copy }
  }

  /// Where a file can be opened: its copy, if there is one.
  static func location(of file: InputFile) -> String { copy(of: file)?.location ?? file.location }
}
