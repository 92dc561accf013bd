/// A text of the record whose hash decides: the tied firm with the smallest one wins.
///
/// 広島市 drew by the smallest SHA-1 of case number, firm number and the sum of all bids, on trial from September 2011; it suspended the
/// scheme in February 2012, because bidders could steer the sum. How the three were joined is not published, so that is a
/// component. Nothing in such a draw is random: whoever knows the other bids tries its own amount, or that of a helper who
/// need not win, until the wanted hash is the smallest.
public struct RecordHash: Sendable, Hashable {
  /// A part of the text.
  public enum Part: Sendable, Hashable {
    /// The tender's identifier (案件番号).
    case tender
    /// The firm's code (業者番号).
    case firm
    /// The sum of the bids in yen.
    case sum
    /// The same characters for everybody.
    case text(String)
  }

  /// How the text is hashed.
  public enum Algorithm: String, CaseIterable, Sendable, Hashable {
    /// SHA-1 (FIPS 180-4).
    case sha1 = "sha-1"
    /// SHA-256 (FIPS 180-4).
    case sha256 = "sha-256"
  }

  /// Which bids are added up.
  public enum Summands: String, CaseIterable, Sendable, Hashable {
    /// Every recorded amount.
    case all
    /// Those of bids that take part.
    case valid
  }

  /// How the text is hashed.
  public var algorithm = Algorithm.sha1
  /// The text, part by part; written in UTF-8, numbers in decimal digits.
  public var parts: [Part] = [.tender, .firm, .sum]
  /// Which bids are added up.
  public var sum = Summands.all

  /// SHA-1 of tender, firm and the sum of all recorded amounts, one behind the other.
  public init() {}

  /// The parts of a pattern such as `{tender}-{firm}-{sum}`; nil where braces hold another word or do not close.
  public static func parts(_ pattern: String) -> [Part]? {
    let names: [Substring: Part] = ["tender": .tender, "firm": .firm, "sum": .sum]
    var parts: [Part] = []
    var rest = pattern[...]
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: "}"), let part = names[rest[rest.index(after: open)..<close]]
      else { return nil }
      parts.append(part)
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    return parts
  }

  /// The pattern of the parts.
  public var pattern: String {
    parts.map { part in
      switch part {
      case .tender: "{tender}"
      case .firm: "{firm}"
      case .sum: "{sum}"
      case .text(let text): text
      }
    }.joined()
  }
}
