import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// What uploads may take: a file, a session, and all sessions together.
final class Room: Sendable {
  /// The bounds, each an option of the program.
  struct Limits: Sendable {
    var file = 256 << 20
    var session = 1 << 30
    var filesOfSession = 20
    var all = 4 << 30
  }

  /// Why an upload finds no room.
  enum Refusal: Error, Equatable {
    case fileTooLarge(most: Int)
    case sessionFull(most: Int)
    case tooManyFiles(most: Int)
    case serverFull
  }

  let limits: Limits
  private let used = Mutex(0)

  /// Room on the file system of a folder: what is asked for, and at most half of what is free there now.
  init(_ limits: Limits, folder: String) {
    var limits = limits
    var status = statvfs()
    if statvfs(folder, &status) == 0 {
      limits.all = min(limits.all, Int(status.f_bavail) * Int(status.f_frsize) / 2)
    }
    self.limits = limits
  }

  /// Takes so many bytes for all sessions.
  ///
  /// - Throws: `Refusal.serverFull`.
  func take(_ bytes: Int) throws(Refusal) {
    let isThere = used.withLock { used in
      guard used + bytes <= limits.all else { return false }
      used += bytes
      return true
    }
    guard isThere else { throw .serverFull }
  }

  func giveBack(_ bytes: Int) { used.withLock { $0 -= bytes } }

  /// Bytes that are taken.
  var taken: Int { used.withLock { $0 } }
}

/// A file that a user gave, under a name that is safe to show and to hand to a child.
final class Upload: Sendable {
  let name: String
  let file: UnnamedFile
  private let room: Room
  private let count = Mutex(0)
  private let isBorrowed: Bool

  init(name: String, room: Room, folder: String) throws(UnnamedFile.Failure) {
    self.name = FileName.safe(name)
    self.room = room
    file = try UnnamedFile(in: folder)
    isBorrowed = false
  }

  /// A file of the library, which takes no room of the uploads.
  init(name: String, library file: UnnamedFile, room: Room) {
    self.name = FileName.safe(name)
    self.room = room
    self.file = file
    isBorrowed = true
  }

  deinit { room.giveBack(count.withLock { $0 }) }

  /// Bytes it holds.
  var size: Int { isBorrowed ? file.size : count.withLock { $0 } }

  /// Adds bytes where there is room for them.
  ///
  /// - Throws: `Room.Refusal`, `UnnamedFile.Failure`.
  func append(_ bytes: ArraySlice<UInt8>, session: Int) throws {
    let after = size + bytes.count
    guard after <= room.limits.file else { throw Room.Refusal.fileTooLarge(most: room.limits.file) }
    guard session + after <= room.limits.session else { throw Room.Refusal.sessionFull(most: room.limits.session) }
    try room.take(bytes.count)
    count.withLock { $0 += bytes.count }
    try file.append(bytes)
  }
}

/// Names of files as clients give them.
enum FileName {
  /// The file of rows that a child sets aside.
  static let rejects = "rejects.csv"
  /// Names of the server's own beside uploads.
  static let reserved: Set<String> = ["mapping.yaml", "policy.yaml", rejects]

  /// The last part of a name, without anything that is a path, an option, hidden, or no character to be seen.
  ///
  /// Windows' separators and those of Mac OS count as well; at most 80 characters and 200 bytes are kept, the suffix among them.
  static func safe(_ name: String) -> String {
    let last = name.unicodeScalars.split { "/\\:".unicodeScalars.contains($0) }.last.map { String($0) } ?? ""
    var kept = String.UnicodeScalarView()
    for scalar in last.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .otherLetter, .modifierLetter, .titlecaseLetter, .decimalNumber,
        .nonspacingMark, .letterNumber, .otherNumber:
        kept.append(scalar)
      default: kept.append("-_.()（）・ー　".unicodeScalars.contains(scalar) ? scalar : "_")
      }
    }
    var text = String(String(kept).drop { "-.　".contains($0) })
    while let end = text.last, "._　".contains(end) { text.removeLast() }
    let suffix = text.lastIndex(of: ".").map { String(text[$0...]) } ?? ""
    if suffix.count <= 8, !suffix.isEmpty {
      text = String(text.dropLast(suffix.count))
    }
    let tail = suffix.count <= 8 ? suffix : ""
    while text.count > 80 - tail.count || text.utf8.count > 200 - tail.utf8.count { text.removeLast() }
    return text.isEmpty ? "file" + tail : text + tail
  }
}
