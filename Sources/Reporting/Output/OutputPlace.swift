import LedgerReading
import TabularReading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where an output goes: what stands at its path once all links are followed.
package struct OutputPlace: Sendable {
  /// What tells one place from another, however it is spelled: a file by its number, a file that is not there by its folder
  /// and name.
  package struct Identity: Hashable, Sendable {
    private var device: UInt64
    private var number: UInt64
    private var name: String?

    init(_ status: stat, name: String? = nil) {
      (device, number, self.name) = (UInt64(status.st_dev), UInt64(status.st_ino), name)
    }

    /// The identity of the regular file at a path; nil where there is none.
    package init?(ofFileAt path: String) {
      guard let status = systemStatus(path), status.st_mode & S_IFMT == S_IFREG else { return nil }
      self.init(status)
    }

    /// The identity of the regular file behind a descriptor; nil where there is none.
    package init?(ofFileBehind descriptor: Int32) {
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
      self.init(status)
    }
  }

  enum Kind {
    /// A regular file, or none yet; the mode and the owner of the one that stands there.
    case file(mode: mode_t?, owner: (uid_t, gid_t)?)
    /// A device or a pipe, which is written through.
    case stream
    /// A descriptor of this program, which is written through too.
    case descriptor(Int32)
  }

  /// The path as the user named it.
  package let path: String
  /// The path with its links followed.
  let target: String
  let kind: Kind
  /// What tells the place from others; nil for devices and pipes, to which several outputs may go.
  package let identity: Identity?

  /// Whether a file stands there that would be replaced.
  package var isTaken: Bool {
    if case .file(.some, _) = kind { true } else { false }
  }

  /// Looks at a place without touching it.
  ///
  /// - Throws: `WholeFile.Failure` where no file can stand, such as at a folder or in none.
  package init(_ path: String) throws(WholeFile.Failure) {
    self.path = path
    if let descriptor = Self.descriptor(path) {
      (target, kind, identity) = (path, .descriptor(descriptor), nil)
      return
    }
    target = try Self.followed(path)
    if let status = systemStatus(target) {
      switch status.st_mode & S_IFMT {
      case S_IFREG:
        kind = .file(mode: status.st_mode & 0o7777, owner: (status.st_uid, status.st_gid))
        identity = Identity(status)
      case S_IFDIR: throw .refused(path: path, reason: String(cString: strerror(EISDIR)))
      default: (kind, identity) = (.stream, nil)
      }
      return
    }
    guard let folder = systemStatus(Self.folder(of: target)) else { throw .last(path) }
    guard folder.st_mode & S_IFMT == S_IFDIR else {
      throw .refused(path: path, reason: String(cString: strerror(ENOTDIR)))
    }
    kind = .file(mode: nil, owner: nil)
    identity = Identity(folder, name: Self.name(of: target))
  }

  /// The folder of a path, with its slash; `./` where it names none.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
  }

  private static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// The descriptor that a path names, such as /dev/stdout.
  private static func descriptor(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default:
      for prefix in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(prefix) {
        return Int32(path.dropFirst(prefix.count))
      }
      return nil
    }
  }

  /// A path whose last part is no link; a link to nothing leads to where a file would appear.
  private static func followed(_ path: String) throws(WholeFile.Failure) -> String {
    var place = path
    for _ in 0..<40 {
      guard let link = linkTarget(place) else { return place }
      place = link.hasPrefix("/") ? link : folder(of: place) + link
    }
    throw .refused(path: path, reason: String(cString: strerror(ELOOP)))
  }

  private static func linkTarget(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let size = buffer.count
    let count = SystemPath.with(path) { readlink($0, &buffer, size) }
    return count > 0 ? SystemPath.text(buffer[..<count].map { UInt8(bitPattern: $0) }) : nil
  }
}

extension WholeFile.Failure {
  /// What the system said last.
  static func last(_ path: String) -> WholeFile.Failure {
    .refused(path: path, reason: String(cString: strerror(errno)))
  }
}

private func systemStatus(_ path: String) -> stat? {
  var status = stat()
  return SystemPath.with(path) { stat($0, &status) } == 0 ? status : nil
}
