import CPartFiles
import LedgerReading
import TabularReading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file under a name of its own beside its place, or the device or pipe that is its place.
///
/// What was not placed is removed, by whatever the program ends: an error, or a signal.
final class PartFile: @unchecked Sendable {
  // Sendable: one thread at a time has it, the writer and then whoever holds the lock of StagedFiles.
  let place: OutputPlace
  private let overwrites: Bool
  /// The name until the file is placed; nil for devices and pipes.
  private var temporaryPath: String?
  private var number: Int32 = -1
  private var descriptor: Int32 = -1

  init(_ place: OutputPlace, overwrites: Bool, isPrivate: Bool) throws(WholeFile.Failure) {
    (self.place, self.overwrites) = (place, overwrites)
    switch place.kind {
    case .descriptor(let known): descriptor = dup(known)
    case .stream: descriptor = SystemPath.with(place.target) { open($0, O_WRONLY | O_CLOEXEC) }
    case .file(let mode, let owner):
      guard overwrites || mode == nil else { throw .exists(path: place.path) }
      try begin(isPrivate: isPrivate)
      if let mode, let owner, descriptor >= 0 {
        // Who may read a file stays as it was; to give it away takes rights that most have not.
        if fchown(descriptor, owner.0, owner.1) == 0 || owner == (geteuid(), getegid()) {
          fchmod(descriptor, mode)
        } else {
          fchmod(descriptor, mode & 0o777)
        }
      }
    }
    guard descriptor >= 0 else { throw .last(place.path) }
  }

  /// Makes a file under a short name that nobody else has, so that no left-over and no long name is in its way.
  private func begin(isPrivate: Bool) throws(WholeFile.Failure) {
    let folder = OutputPlace.folder(of: place.target)
    for _ in 0..<16 {
      let path = folder + ".juchu-" + String(UInt64.random(in: .min ... .max), radix: 36) + ".part"
      number = SystemPath.with(path) { part_files_add($0) }
      descriptor = SystemPath.with(path) {
        open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isPrivate ? 0o600 : 0o666)
      }
      if descriptor >= 0 {
        temporaryPath = path
        return
      }
      let error = errno
      part_files_remove(number)
      errno = error
      guard error == EEXIST else { return }
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    remove()
  }

  private func remove() {
    guard let path = temporaryPath else { return }
    SystemPath.with(path) { _ = unlink($0) }
    part_files_remove(number)
    temporaryPath = nil
  }

  /// Writes bytes.
  func write(_ bytes: [UInt8]) throws(WholeFile.Failure) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { writeBytes(UnsafeRawBufferPointer(rebasing: $0[written...])) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .last(place.path) }
      written += count
    }
  }

  /// Sees that all of it has arrived.
  func finish() throws(WholeFile.Failure) {
    // Devices and pipes have nothing to keep.
    guard fsync(descriptor) == 0 || [EINVAL, EROFS, ENOTSUP].contains(errno) else { throw .last(place.path) }
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0 else { throw .last(place.path) }
  }

  /// Moves the file to its place.
  ///
  /// - Returns: whether there was none before.
  func put() throws(WholeFile.Failure) -> Bool {
    guard let temporary = temporaryPath else { return false }
    let target = place.target
    func rename() -> Bool { SystemPath.with(temporary) { from in SystemPath.with(target) { Self.move(from, $0) } } }
    if overwrites {
      guard rename() else { throw .last(place.path) }
    } else {
      // A link, unlike a rename, never replaces a file that somebody made in the meantime.
      let linked = SystemPath.with(temporary) { from in SystemPath.with(target) { link(from, $0) } } == 0
      if !linked {
        if errno == EEXIST { throw .exists(path: place.path) }
        guard errno == EPERM || errno == ENOTSUP || errno == ENOSYS, rename() else { throw .last(place.path) }
      } else {
        SystemPath.with(temporary) { _ = unlink($0) }
      }
    }
    temporaryPath = nil
    part_files_remove(number)
    return !place.isTaken
  }

  /// Takes a file away again that was put.
  func takeBack() { SystemPath.with(place.target) { _ = unlink($0) } }

  private static func move(_ from: UnsafePointer<CChar>, _ target: UnsafePointer<CChar>) -> Bool {
    #if canImport(Glibc)
      Glibc.rename(from, target) == 0
    #elseif canImport(Musl)
      Musl.rename(from, target) == 0
    #else
      Darwin.rename(from, target) == 0
    #endif
  }

  private func writeBytes(_ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }
}
