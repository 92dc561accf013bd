/// The notice of a verifiable draw, published before bidding closes.
public struct DrawNotice: Sendable, Hashable {
  /// The public number that enters beside the seeds.
  public enum Beacon: Sendable, Hashable {
    /// None.
    case none
    /// A round of a drand chain.
    case drand(chain: String, round: Int)
    /// A field of another source at a time.
    case other(source: String, field: String, time: String)

    /// As it stands behind the word `beacon`.
    public var text: String {
      switch self {
      case .none: "none"
      case .drand(let chain, let round): "drand \(chain) \(round)"
      case .other(let source, let field, let time): "other \(source) \(field) \(time)"
      }
    }

    /// The beacon of a text, or nil.
    public init?(_ text: String) {
      let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      switch (words.first, words.count) {
      case ("none", 1): self = .none
      case ("drand", 3):
        guard DrawProtocol.isHex(words[1]), let round = DrawProtocol.number(words[2]), round > 0 else { return nil }
        self = .drand(chain: words[1], round: round)
      case ("other", 4):
        guard Self.isWord(words[1]), Self.isWord(words[2]), DrawProtocol.seconds(words[3]) != nil else { return nil }
        self = .other(source: words[1], field: words[2], time: words[3])
      default: return nil
      }
    }

    /// A word of visible ASCII.
    private static func isWord(_ text: String) -> Bool {
      !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// When the number comes out in seconds since 1970, as far as that is known: drand's two public chains have a fixed
    /// beginning and period.
    var seconds: Int? {
      switch self {
      case .none: nil
      case .other(_, _, let time): DrawProtocol.seconds(time)
      case .drand(let chain, let round):
        Self.chains[chain].flatMap { chain in
          let (seconds, overflow) = (round - 1).multipliedReportingOverflow(by: chain.period)
          return overflow ? nil : chain.genesis + seconds
        }
      }
    }

    private static let chains: [String: (genesis: Int, period: Int)] = [
      "8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce": (1_595_431_050, 30),
      "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971": (1_692_803_367, 3),
    ]
  }

  /// The code of the body, six digits (団体コード).
  public let body: String
  /// When bidding closes, as YYYY-MM-DDTHH:MM:SS+09:00.
  public let closing: String
  /// When bids are opened.
  public let opening: String
  /// Until when all seeds are opened.
  public let openBy: String
  /// The digest of the policy.
  public let policy: String
  /// The digest of the register of admitted firms.
  public let register: String
  /// The tenders in the order of opening.
  public let tenders: [String]
  /// The number of parties that seal a seed.
  public let parties: Int
  /// The public number.
  public let beacon: Beacon

  /// A notice of checked parts.
  ///
  /// - Throws: `DrawProtocolError` for what the protocol does not allow.
  public init(
    body: String, closing: String, opening: String, openBy: String, policy: String, register: String,
    tenders: [String], parties: Int, beacon: Beacon
  ) throws(DrawProtocolError) {
    // Each part by itself, so that an error names the part and not a line that nobody has written.
    let isCode = body.utf8.count == 6 && body.utf8.allSatisfy(DrawProtocol.isDigit)
    guard isCode else { throw DrawProtocolError(.field("body", found: body), in: .notice) }
    for (name, time) in [("closing", closing), ("opening", opening), ("open-by", openBy)]
    where DrawProtocol.seconds(time) == nil {
      throw DrawProtocolError(.field(name, found: time), in: .notice)
    }
    for tender in tenders where !Self.isTender(tender) {
      throw DrawProtocolError(.field("tender", found: tender), in: .notice)
    }
    let head = "juchu notice 2\nbody \(body)\nclosing \(closing)\nopening \(opening)\nopen-by \(openBy)\n"
    let list = tenders.enumerated().map { "tender \($0.offset + 1) \($0.element)\n" }.joined()
    try self.init(
      head + "policy \(policy)\nregister \(register)\n" + list
        + "parties \(parties)\nbeacon \(beacon.text)\nabort hand\n")
  }

  /// Reads a notice.
  ///
  /// - Throws: `DrawProtocolError` where it is none, byte for byte.
  public init(_ text: String) throws(DrawProtocolError) {
    var lines = ProtocolLines(text, .notice)
    _ = try lines.next("juchu notice 2", fields: 0...0)
    body = try lines.value("body") { $0.utf8.count == 6 && $0.utf8.allSatisfy(DrawProtocol.isDigit) }
    closing = try lines.value("closing") { DrawProtocol.seconds($0) != nil }
    opening = try lines.value("opening") { DrawProtocol.seconds($0) != nil }
    openBy = try lines.value("open-by") { DrawProtocol.seconds($0) != nil }
    policy = try lines.value("policy") { DrawProtocol.isHex($0) }
    register = try lines.value("register") { DrawProtocol.isHex($0) }
    var tenders: [String] = []
    repeat {
      tenders.append(try lines.value("tender \(tenders.count + 1)", where: Self.isTender))
    } while lines.peek("tender") != nil
    parties = DrawProtocol.number(try lines.value("parties") { DrawProtocol.number($0) != nil }) ?? 0
    let words = try lines.next("beacon", fields: 1...4)
    guard let beacon = Beacon(words.joined(separator: " ")) else {
      let expected = "beacon none | drand CHAIN ROUND | other SOURCE FIELD TIME"
      throw DrawProtocolError(.line(tenders.count + 9, expected: expected), in: .notice)
    }
    _ = try lines.next("abort hand", fields: 0...0)
    self.tenders = tenders
    self.beacon = beacon
    try check(against: text)
  }

  private func check(against text: String) throws(DrawProtocolError) {
    guard Array(self.text.utf8) == Array(text.utf8) else { throw DrawProtocolError(.bytes, in: .notice) }
    if parties < 1 || (parties < 2 && beacon == .none) { throw DrawProtocolError(.oneParty, in: .notice) }
    var seen: Set<String> = []
    for tender in tenders where !seen.insert(tender).inserted {
      throw DrawProtocolError(.repeated(tender), in: .notice)
    }
    for (first, second) in [(closing, opening), (opening, openBy)] {
      guard let a = DrawProtocol.seconds(first), let b = DrawProtocol.seconds(second), a < b else {
        throw DrawProtocolError(.timesOutOfOrder(first: first, second: second), in: .notice)
      }
    }
    if let time = beacon.seconds, let last = DrawProtocol.seconds(openBy), time <= last {
      throw DrawProtocolError(.earlyRound(time: beacon.text, openBy: openBy), in: .notice)
    }
  }

  private static func isTender(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        DrawProtocol.isDigit($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
      }
  }

  /// The text that is published.
  public var text: String {
    let head = "juchu notice 2\nbody \(body)\nclosing \(closing)\nopening \(opening)\nopen-by \(openBy)\n"
    let list = tenders.enumerated().map { "tender \($0.offset + 1) \($0.element)\n" }.joined()
    return head + "policy \(policy)\nregister \(register)\n" + list
      + "parties \(parties)\nbeacon \(beacon.text)\nabort hand\n"
  }

  /// n, the digest of the text.
  public var digest: String { DrawProtocol.digest(text) }

  /// Whether the time of the beacon could be held against the time until which seeds are opened.
  public var knowsBeaconTime: Bool { beacon.seconds != nil }
}
