/// A seed that a party seals: its file, whose digest is the seal.
public struct SealedSeed: Sendable, Hashable {
  /// The digest of the notice.
  public let notice: String
  /// The party, from 1.
  public let party: Int
  /// The seed, 64 hexadecimal digits.
  public let seed: String

  /// A seed of a party for a notice.
  public init(notice: String, party: Int, seed: DrawSeed = DrawSeed()) {
    self.notice = notice
    self.party = party
    self.seed = seed.hex
  }

  /// Reads the file of a seed.
  ///
  /// - Throws: `DrawProtocolError` where it is none, byte for byte.
  public init(_ text: String) throws(DrawProtocolError) {
    var lines = ProtocolLines(text, .seed)
    _ = try lines.next("juchu seal 2", fields: 0...0)
    notice = try lines.value("notice") { DrawProtocol.isHex($0) }
    party = DrawProtocol.number(try lines.value("party") { (DrawProtocol.number($0) ?? 0) > 0 }) ?? 0
    seed = try lines.value("seed") { DrawProtocol.isHex($0) }
    guard Array(self.text.utf8) == Array(text.utf8) else { throw DrawProtocolError(.bytes, in: .seed) }
  }

  /// The text of the file, which is secret until it is opened.
  public var text: String { "juchu seal 2\nnotice \(notice)\nparty \(party)\nseed \(seed)\n" }

  /// The seal, which is published.
  public var seal: String { DrawProtocol.digest(text) }
}

/// All seals of a notice, published with it.
public struct DrawCommitment: Sendable, Hashable {
  /// The digest of the notice.
  public let notice: String
  /// The seals by party.
  public let seals: [String]

  /// The commitment of a notice to the seals of its parties.
  ///
  /// - Throws: `DrawProtocolError` where there are more or fewer of them, or two are equal.
  public init(_ notice: DrawNotice, seals: [String]) throws(DrawProtocolError) {
    self.notice = notice.digest
    self.seals = seals
    try check(notice)
  }

  /// Reads a commitment to a notice.
  ///
  /// - Throws: `DrawProtocolError` where it is none, byte for byte, or of another notice.
  public init(_ text: String, to notice: DrawNotice) throws(DrawProtocolError) {
    var lines = ProtocolLines(text, .commitment)
    _ = try lines.next("juchu commitment 2", fields: 0...0)
    self.notice = try lines.value("notice") { DrawProtocol.isHex($0) }
    var seals: [String] = []
    while lines.peek("seal") != nil {
      seals.append(try lines.value("seal \(seals.count + 1)") { DrawProtocol.isHex($0) })
    }
    self.seals = seals
    guard Array(self.text.utf8) == Array(text.utf8) else { throw DrawProtocolError(.bytes, in: .commitment) }
    try check(notice)
  }

  private func check(_ notice: DrawNotice) throws(DrawProtocolError) {
    guard self.notice == notice.digest else {
      throw DrawProtocolError(.otherText(found: notice.digest, expected: self.notice), in: .notice)
    }
    guard seals.count == notice.parties else {
      throw DrawProtocolError(.parties(found: seals.count, expected: notice.parties), in: .commitment)
    }
    for (party, seal) in seals.enumerated() {
      guard DrawProtocol.isHex(seal) else {
        throw DrawProtocolError(.line(party + 3, expected: "seal \(party + 1) …"), in: .commitment)
      }
      if seals[..<party].contains(seal) { throw DrawProtocolError(.repeated(seal), in: .commitment) }
    }
  }

  /// The text that is published.
  public var text: String {
    "juchu commitment 2\nnotice \(notice)\n"
      + seals.enumerated().map { "seal \($0.offset + 1) \($0.element)\n" }.joined()
  }

  /// The digest of the text.
  public var digest: String { DrawProtocol.digest(text) }
}
