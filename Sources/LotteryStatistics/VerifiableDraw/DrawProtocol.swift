import Digests
import Procurement

/// A verifiable draw, version 2: texts that are published, and the ranking that follows from them.
///
/// Every text is ASCII with LF behind every line, one space between fields and its keys in a fixed order. A file that does
/// not write itself again byte for byte is refused, so that one text has one meaning and one digest. No names and no typed
/// numbers enter: firms stand by their codes in the register of the notice. The protocol is docs/methods/verifiable-draw.md.
public enum DrawProtocol {
  /// SHA-256 of a text as 64 hexadecimal digits.
  public static func digest(_ text: String) -> String { Hexadecimal.text(SHA256.digest(of: Array(text.utf8))) }

  /// The digest of a register: its codes ascending by their bytes, one a line.
  ///
  /// - Throws: `DrawProtocolError` where a code has other characters than A–Z, 0–9 and -, or stands twice.
  public static func digest(ofRegister codes: [String]) throws(DrawProtocolError) -> String {
    for code in codes where !isCode(code) { throw DrawProtocolError(.code(code), in: .register) }
    let sorted = sortedCodes(codes)
    for (a, b) in zip(sorted, sorted.dropFirst()) where a == b { throw DrawProtocolError(.repeated(a), in: .register) }
    return digest(sorted.map { $0 + "\n" }.joined())
  }

  static func sortedCodes(_ codes: [String]) -> [String] {
    codes.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether a text is a firm's code: 1 to 20 of A–Z, 0–9 and -.
  static func isCode(_ text: String) -> Bool {
    (1...20).contains(text.utf8.count)
      && text.utf8.allSatisfy { isDigit($0) || (0x41...0x5A).contains($0) || $0 == 0x2D }
  }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Whether a text is so many lower-case hexadecimal digits.
  static func isHex(_ text: String, digits: Int = 64) -> Bool {
    text.utf8.count == digits && text.utf8.allSatisfy { isDigit($0) || (0x61...0x66).contains($0) }
  }

  /// A decimal number without leading zeros, or nil.
  static func number(_ text: String) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy(isDigit), text == "0" || !text.hasPrefix("0") else { return nil }
    return Int(text)
  }

  /// The seconds since 1970 of a time written YYYY-MM-DDTHH:MM:SS+09:00, or nil.
  static func seconds(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 25, text.hasSuffix("+09:00") else { return nil }
    for (place, mark) in [(4, 0x2D), (7, 0x2D), (10, 0x54), (13, 0x3A), (16, 0x3A)] where bytes[place] != mark {
      return nil
    }
    func value(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard isDigit(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard let year = value(0..<4), let month = value(5..<7), let day = value(8..<10), let hour = value(11..<13),
      let minute = value(14..<16), let second = value(17..<19), hour < 24, minute < 60, second < 60,
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    return date.daysSince1970 * 86_400 + hour * 3_600 + minute * 60 + second - 9 * 3_600
  }
}

/// Why a text of a verifiable draw is refused, and which.
public struct DrawProtocolError: Error, Hashable, Sendable {
  /// A text of the protocol.
  public enum Part: String, Hashable, Sendable {
    case notice, seal, commitment, record, register, beacon, seed, result, policy
  }

  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// A line is not what the protocol has there: its number from 1 and the line expected.
    case line(Int, expected: String)
    /// A field that is not what its line takes: the words before it and what it was.
    case field(String, found: String)
    /// The text does not write itself again byte for byte.
    case bytes
    /// A text that is no code of a firm.
    case code(String)
    /// A code, tender or seal that stands twice.
    case repeated(String)
    /// A code that the register does not have.
    case notInRegister(String)
    /// Another text than the one that was published: its digest and the published one.
    case otherText(found: String, expected: String)
    /// Times that do not follow each other.
    case timesOutOfOrder(first: String, second: String)
    /// The number of seals is not the number of parties.
    case parties(found: Int, expected: Int)
    /// One party alone, and no beacon.
    case oneParty
    /// A seed that is missing or is not the sealed one, and no beacon: the notice goes to a draw by hand.
    case handDraw(party: Int)
    /// No seed at all beside a number that somebody could steer.
    case noSeed
    /// The notice names a beacon, and its number is not given; or it names none and one is given.
    case beacon(expected: String, found: String)
    /// A round of a known chain that comes before all seeds are open.
    case earlyRound(time: String, openBy: String)
    /// A tender of the bids that the notice does not have.
    case unknownTender(String)
    /// A policy whose winners do not follow from the tied sets alone.
    case policy(String)
    /// A record or draw of version 1.
    case versionOne
  }

  /// What is wrong.
  public var kind: Kind
  /// The text.
  public var part: Part

  /// Why a text is refused.
  public init(_ kind: Kind, in part: Part) {
    self.kind = kind
    self.part = part
  }
}

/// The lines of a text, taken one after the other.
struct ProtocolLines {
  private let lines: [Substring]
  private let part: DrawProtocolError.Part
  private var place = 0

  init(_ text: String, _ part: DrawProtocolError.Part) {
    // Bytes, not characters: CR LF is one character.
    lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
    self.part = part
  }

  /// The fields of the next line, which begins with some words and has so many fields behind them.
  mutating func next(_ head: String, fields: ClosedRange<Int>) throws(DrawProtocolError) -> [String] {
    guard let found = peek(head), fields.contains(found.count) else {
      let more = String(repeating: " …", count: min(1, fields.upperBound))
      throw DrawProtocolError(.line(place + 1, expected: head + more), in: part)
    }
    place += 1
    return found
  }

  /// The field of the next line.
  mutating func value(_ head: String, where isValid: (String) -> Bool) throws(DrawProtocolError) -> String {
    let found = try next(head, fields: 1...1)[0]
    guard isValid(found) else { throw DrawProtocolError(.line(place, expected: head + " …"), in: part) }
    return found
  }

  /// The fields behind a head, nil where the next line begins otherwise.
  func peek(_ head: String) -> [String]? {
    guard place < lines.count else { return nil }
    let words = lines[place].split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let first = head.split(separator: " ").map(String.init)
    return words.starts(with: first) ? Array(words.dropFirst(first.count)) : nil
  }
}
