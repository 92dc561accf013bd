import LedgerReading
import LotteryStatistics
import Reporting
import TabularReading

/// The files of a verifiable draw.
enum ProtocolFiles {
  static func text(_ path: String) throws -> String { try InputFile(path).text() }

  static func notice(_ path: String) throws -> DrawNotice {
    let text = try text(path)
    return try checking(path) { () throws(DrawProtocolError) in try DrawNotice(text) }
  }

  static func commitment(_ path: String, _ notice: DrawNotice) throws -> DrawCommitment {
    let text = try text(path)
    return try checking(path) { () throws(DrawProtocolError) in try DrawCommitment(text, to: notice) }
  }

  /// The codes of a register, one a line.
  static func register(_ path: String) throws -> [String] {
    var lines = try text(path).utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(Substring($0))
    }
    if lines.last == "" { lines.removeLast() }
    let codes = lines
    _ = try checking(path) { () throws(DrawProtocolError) in try DrawProtocol.digest(ofRegister: codes) }
    return codes
  }

  /// The digest of a policy: of the bytes of its file, or of its name and a line end.
  static func digest(ofPolicy name: String) throws -> String {
    DrawProtocol.digest(LotteryPolicy.named(name) == nil ? try text(name) : name + "\n")
  }

  static func write(_ text: String, to path: String, overwrites: Bool) throws {
    var file = try WholeFile(path, overwrites: overwrites)
    try file.write(text)
    try file.stage()
  }

  /// Gives an error of the protocol the name of its file.
  static func checking<Value>(_ file: String, _ body: () throws(DrawProtocolError) -> Value) throws -> Value {
    do throws(DrawProtocolError) { return try body() } catch { throw ProtocolProblem(error: error, file: file) }
  }
}

/// A text of a verifiable draw that is refused, with its file.
struct ProtocolProblem: WordedError {
  var error: DrawProtocolError
  var file: String

  func text(_ language: Language) -> String { DrawProtocolText.text(of: error, file: file, language: language) }
}
