import Digests

/// The secret of a verifiable draw: 32 random bytes, committed to before the opening and published after it.
public struct DrawSeed: Sendable, Hashable {
  /// The number of bytes.
  public static let size = 32
  /// What stands before the seed when it is hashed, so that the commitment is of nothing else.
  static let domain = "juchu draw seed 1\n"

  let bytes: [UInt8]

  /// A new seed from the system's cryptographic generator.
  public init() {
    var generator = SystemRandomNumberGenerator()
    bytes = (0..<Self.size).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// The seed written as 64 hexadecimal digits, or nil where the text is something else.
  public init?(hex: String) {
    let digits = hex.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    guard digits.count == 2 * Self.size, hex.utf8.count == digits.count else { return nil }
    bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  /// The seed as 64 hexadecimal digits.
  public var hex: String { Hexadecimal.text(bytes) }

  /// The commitment: SHA-256 of the line `juchu draw seed 1` and the line of the seed's digits, in hexadecimal.
  public var commitment: String {
    Hexadecimal.text(SHA256.digest(of: Array((Self.domain + hex + "\n").utf8)))
  }
}

/// A draw whose every place follows from a committed seed and the public record of the tie.
///
/// The remaining firms stand in the order of their names' bytes. For each place HMAC-SHA-256, keyed by the seed, of
/// the tender, the tied firms with their typed numbers, the place and the attempt gives a number of 64 bits; numbers
/// at or above the largest multiple of the number of firms are passed over, so that the remainder has no bias.
///
/// Source: rejection sampling as in Lemire, *Fast random integer generation in an interval* (2019); commitment and
/// opening as in Blum, *Coin flipping by telephone* (1983).
public struct VerifiableDraw: Sendable, Hashable {
  /// How one place was found.
  public struct Step: Sendable, Hashable {
    /// The number of firms still there.
    public var count: Int
    /// How many numbers were passed over.
    public var attempt: Int
    /// The number, the first 64 bits of the authentication code, high byte first.
    public var number: UInt64
    /// number mod count: the place from 0 among the firms still there.
    public var remainder: Int
    /// The firm.
    public var chosen: LotteryBidder
  }

  /// The tender's identifier.
  public let tender: String
  /// The commitment to the seed.
  public let commitment: String
  /// The firms in the order of the bytes of their names.
  public let entries: [LotteryBidder]
  /// The places in order.
  public let steps: [Step]

  /// The firms from the first place to the last.
  public var ranking: [LotteryBidder] { steps.map(\.chosen) }

  /// Draws among tied firms; their order does not matter.
  ///
  /// - Parameters:
  ///   - bidders: the tied firms that may win, their names distinct.
  ///   - tender: the identifier, which makes the draws of one seed independent of each other.
  ///   - seed: the seed.
  /// - Complexity: O(n²) for n firms.
  public init(_ bidders: [LotteryBidder], tender: String, seed: DrawSeed) {
    let entries = bidders.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let record = Self.record(entries, tender: tender)
    var remaining = entries
    var steps: [Step] = []
    while !remaining.isEmpty {
      let count = UInt64(remaining.count)
      let limit = Self.limit(count)
      var attempt = 0
      var number = Self.number(record, place: steps.count + 1, attempt: attempt, seed)
      while let limit, number >= limit {
        attempt += 1
        number = Self.number(record, place: steps.count + 1, attempt: attempt, seed)
      }
      let remainder = Int(number % count)
      steps.append(
        Step(
          count: remaining.count, attempt: attempt, number: number, remainder: remainder,
          chosen: remaining.remove(at: remainder)))
    }
    self.tender = tender
    self.entries = entries
    self.steps = steps
    commitment = seed.commitment
  }

  /// The public record that is drawn from: one line each for the tender and the firms. Lengths in bytes stand before
  /// texts, so that no two records are written alike.
  static func record(_ entries: [LotteryBidder], tender: String) -> String {
    func text(_ value: String) -> String { "\(value.utf8.count):\(value)" }
    let firms = entries.map { "firm \(text($0.name)) \($0.typed.map(String.init) ?? "-")\n" }
    return "juchu draw 1\ntender \(text(tender))\n" + firms.joined()
  }

  /// Numbers from here on are passed over: the largest multiple of `count` below 2^64; nil where 2^64 is one.
  static func limit(_ count: UInt64) -> UInt64? {
    let excess = (UInt64.max % count + 1) % count
    return excess == 0 ? nil : UInt64.max - excess + 1
  }

  private static func number(_ record: String, place: Int, attempt: Int, _ seed: DrawSeed) -> UInt64 {
    let message = record + "place \(place)\nattempt \(attempt)\n"
    let code = SHA256.authenticationCode(of: Array(message.utf8), key: seed.bytes)
    return code.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
