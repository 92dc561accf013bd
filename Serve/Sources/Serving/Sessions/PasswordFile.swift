import CChild

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// A password as it is kept: never itself, but its scrypt key with a salt of its own.
public struct PasswordFile: Sendable, Equatable {
  /// Why a file is refused, or a password.
  public struct Refusal: Error, Equatable, CustomStringConvertible {
    /// What is wrong, and what can be done.
    public var description: String
    /// The exit code that goes with it.
    public var code: Int32 = 66
  }

  /// n = 2^15, r = 8, p = 1: 32 MB and a tenth of a second a check.
  static let cost = 15
  /// Bytes of a password.
  static let length = 10...256
  private static let head = "juchu-scrypt"

  private let cost: Int
  private let salt: [UInt8]
  private let key: [UInt8]

  /// What is kept of a password.
  ///
  /// - Throws: `Refusal` where it is shorter than 10 bytes or longer than 256.
  public init(of password: String) throws(Refusal) {
    guard Self.length.contains(password.utf8.count) else {
      throw Refusal(description: "a password has 10 to 256 bytes", code: 65)
    }
    var salt = [UInt8](repeating: 0, count: 16)
    guard random_bytes(&salt, salt.count) == 0 else { throw Refusal(description: "the system gives no random bytes") }
    self.salt = salt
    cost = Self.cost
    guard let key = Self.key(of: password, salt: salt, cost: cost) else {
      throw Refusal(description: "there is no memory for the key of the password")
    }
    self.key = key
  }

  /// A file's text as it was written by `text`; nil where it is none.
  init?(text: String) {
    let words = text.split(separator: "\n", omittingEmptySubsequences: false).first?.split(separator: " ") ?? []
    guard words.count == 4, words[0] == Self.head, let cost = Int(words[1]), (14...20).contains(cost),
      let salt = Self.bytes(words[2]), salt.count == 16, let key = Self.bytes(words[3]), key.count == 32
    else { return nil }
    (self.cost, self.salt, self.key) = (cost, salt, key)
  }

  /// What stands in the file.
  var text: String { "\(Self.head) \(cost) \(Self.hexadecimal(salt)) \(Self.hexadecimal(key))\n" }

  /// Whether a word is the password; the time taken does not depend on how much of it is right.
  func matches(_ word: String) -> Bool {
    guard word.utf8.count <= Self.length.upperBound, let other = Self.key(of: word, salt: salt, cost: cost) else {
      return false
    }
    return Secret.areEqual(Self.hexadecimal(other), Self.hexadecimal(key))
  }

  private static func key(of word: String, salt: [UInt8], cost: Int) -> [UInt8]? {
    let bytes = Array(word.utf8)
    var key = [UInt8](repeating: 0, count: 32)
    return scrypt_key(bytes, bytes.count, salt, Int32(cost), &key) == 0 ? key : nil
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func bytes(_ text: Substring) -> [UInt8]? {
    let digits = Array(text.utf8).map { UInt8(String(UnicodeScalar($0)), radix: 16) }
    guard digits.count.isMultiple(of: 2) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).reduce(into: [UInt8]?([])) { bytes, place in
      guard let high = digits[place], let low = digits[place + 1] else { return bytes = nil }
      bytes?.append(high << 4 | low)
    }
  }

  // MARK: Files

  /// Reads a password's file.
  ///
  /// - Throws: `Refusal` where it is not there, belongs to another user, may be read or written by others, or holds something
  ///   else.
  public init(path: String) throws(Refusal) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw Refusal(description: "\(path) cannot be read; juchu serve password \(path) makes such a file")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= 1024 else {
      throw Refusal(description: "\(path) is no file of a password")
    }
    guard status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
      throw Refusal(description: "\(path) has to be this user's, and nobody else's to read (mode 0600)")
    }
    var buffer = [UInt8](repeating: 0, count: 1024)
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 0, let file = PasswordFile(text: String(decoding: buffer[..<count], as: UTF8.self)) else {
      throw Refusal(description: "\(path) is no file of a password; juchu serve password FILE makes one", code: 65)
    }
    self = file
  }

  /// Writes the file with mode 0600; one that exists is left as it is.
  ///
  /// - Throws: `Refusal` where it exists or cannot be written.
  public func write(to path: String) throws(Refusal) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      let exists = errno == EEXIST
      throw Refusal(
        description: exists
          ? "\(path) exists: take it away first" : "\(path) cannot be written: \(String(cString: strerror(errno)))",
        code: exists ? 73 : 74)
    }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard fchmod(descriptor, 0o600) == 0, Glibc.write(descriptor, bytes, bytes.count) == bytes.count,
      fsync(descriptor) == 0
    else {
      unlink(path)
      throw Refusal(description: "\(path) cannot be written: \(String(cString: strerror(errno)))", code: 74)
    }
  }

  /// Asks for a password on the terminal, twice and without showing it.
  ///
  /// - Throws: `Refusal` where there is no terminal, it was cancelled, or the two differ.
  public static func ask() throws(Refusal) -> String {
    func word(_ prompt: String) throws(Refusal) -> String {
      var buffer = [CChar](repeating: 0, count: length.upperBound)
      let count = hidden_word(prompt, &buffer, buffer.count)
      guard count != -1 else {
        throw Refusal(description: "a password is typed on a terminal, and there is none", code: 64)
      }
      let bytes = buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
      guard count >= 0, let text = String(validating: bytes, as: UTF8.self) else {
        throw Refusal(description: "no password was taken: it was cancelled, is too long, or is no UTF-8", code: 65)
      }
      return text
    }
    let first = try word("Password (10 bytes or more): ")
    guard first.utf8.count >= length.lowerBound else {
      throw Refusal(description: "a password has 10 to 256 bytes", code: 65)
    }
    guard try word("Once more: ") == first else { throw Refusal(description: "the two are not the same", code: 65) }
    return first
  }
}
