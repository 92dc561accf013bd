import Digests

/// The number of a beacon as it was stored: which one it is said to be, and the number.
public struct BeaconNumber: Sendable, Hashable {
  /// The beacon that it is said to be of.
  public let beacon: DrawNotice.Beacon
  /// The number, hexadecimal.
  public let number: String

  /// Reads a stored number: `juchu beacon 2`, the beacon's line of the notice, `number HEX`.
  ///
  /// - Throws: `DrawProtocolError` where it is none, byte for byte.
  public init(_ text: String) throws(DrawProtocolError) {
    var lines = ProtocolLines(text, .beacon)
    _ = try lines.next("juchu beacon 2", fields: 0...0)
    guard let beacon = DrawNotice.Beacon(try lines.next("beacon", fields: 1...4).joined(separator: " ")),
      beacon != .none
    else {
      throw DrawProtocolError(.line(2, expected: "beacon drand CHAIN ROUND | other SOURCE FIELD TIME"), in: .beacon)
    }
    self.beacon = beacon
    var isDrand = false
    if case .drand = beacon { isDrand = true }
    number = try lines.value("number") { text in
      isDrand
        ? DrawProtocol.isHex(text)
        : (2...1_024).contains(text.utf8.count) && DrawProtocol.isHex(text, digits: text.utf8.count)
    }
    guard Array(self.text.utf8) == Array(text.utf8) else { throw DrawProtocolError(.bytes, in: .beacon) }
  }

  /// The text of the file.
  public var text: String { "juchu beacon 2\nbeacon \(beacon.text)\nnumber \(number)\n" }
}

/// A draw from opened seeds, by version 2 of the protocol.
public struct SealedDraw: Sendable, Hashable {
  /// One tender.
  public struct Place: Sendable, Hashable {
    /// The tender's number in the notice, from 1.
    public var tender: Int
    /// The tied firms from the first place to the last.
    public var ranking: [String]
    /// The firm that gets the award; nil where the policy makes none.
    public var winner: String?
  }

  /// The key, hexadecimal.
  public let key: String
  /// The text whose digest the key is.
  public let keyText: String
  /// The parties whose seed is missing or not the sealed one.
  public let missing: [Int]
  /// The tenders in order.
  public let places: [Place]

  /// Draws.
  ///
  /// - Parameters:
  ///   - seeds: the opened seeds, in any order; what is of no seal counts as missing.
  ///   - policy: the policy of the notice.
  /// - Throws: `DrawProtocolError` where the draw must be made by hand, or a text is another than the notice names.
  /// - Complexity: O(tied log tied).
  public init(
    _ ties: DrawTies, notice: DrawNotice, commitment: DrawCommitment, seeds: [SealedSeed], beacon: BeaconNumber?,
    policy: LotteryPolicy
  ) throws(DrawProtocolError) {
    guard (beacon?.beacon ?? .none) == notice.beacon else {
      throw DrawProtocolError(
        .beacon(expected: notice.beacon.text, found: (beacon?.beacon ?? .none).text), in: .beacon)
    }
    guard Self.permits(policy) else { throw DrawProtocolError(.policy(policy.name), in: .policy) }
    var opened = [String?](repeating: nil, count: commitment.seals.count)
    for seed in seeds {
      guard let party = commitment.seals.firstIndex(of: seed.seal), party + 1 == seed.party,
        seed.notice == commitment.notice
      else { continue }
      opened[party] = seed.seed
    }
    missing = opened.indices.filter { opened[$0] == nil }.map { $0 + 1 }
    if let first = missing.first {
      switch notice.beacon {
      case .none: throw DrawProtocolError(.handDraw(party: first), in: .seed)
      case .drand: break
      case .other: if missing.count == opened.count { throw DrawProtocolError(.noSeed, in: .seed) }
      }
    }
    keyText =
      "juchu key 2\nrecord \(ties.digest)\n"
      + opened.enumerated().map { "seed \($0.offset + 1) \($0.element ?? "missing")\n" }.joined()
      + "beacon \(beacon?.number ?? "none")\n"
    let bytes = SHA256.digest(of: Array(keyText.utf8))
    key = Hexadecimal.text(bytes)
    var wins: [String: Int] = [:]
    let rule = AwardRule(policy)
    places = ties.ties.map { tie in
      let ranking = Self.ranking(tie, key: bytes)
      let eligible = ranking.filter { rule.cap == 0 || wins[$0, default: 0] < Int(rule.cap) }
      let verdict = rule.verdict(
        tiers: 1, isCovered: true, size: { _ in ranking.count }, eligible: { _ in eligible.count })
      let winner = verdict.tier == nil ? nil : verdict.isWaived ? ranking.first : eligible.first
      if let winner, rule.counts(verdict, isCovered: true) { wins[winner, default: 0] += 1 }
      return Place(tender: tie.tender, ranking: ranking, winner: winner)
    }
  }

  /// The tied firms by ascending authentication codes.
  private static func ranking(_ tie: DrawTies.Tie, key: [UInt8]) -> [String] {
    tie.codes.map { code in
      let message = "juchu place 2\ntender \(tie.tender)\nfirm \(code)\n"
      return (code: code, place: SHA256.authenticationCode(of: Array(message.utf8), key: key))
    }.sorted { $0.place.lexicographicallyPrecedes($1.place) }.map(\.code)
  }

  /// Whether the winners under a policy follow from the tied sets alone: only lottery wins count, in the order of the
  /// notice, with equal chances.
  public static func permits(_ policy: LotteryPolicy) -> Bool {
    // Who is left alone and what no bid leaves follow from ties alone; halves matter to nearness and areas only.
    let (
      cap, counted, outrightWin, _, nobodyRemaining, _, order, drawForm, scope, jointVentures, weighting,
      drawsNearestFirst, participation, coverage, _
    ) = policy.components
    let isPlain =
      weighting == .equal && drawForm == .renumber && !drawsNearestFirst && jointVentures == .ownName
      && coverage == Coverage() && participation == Participation()
    let isOfTies =
      cap == nil
      || (counted == .lottery && outrightWin == .stands && nobodyRemaining != .nextLowest && order == .caseNumber
        && scope == .group)
    return isPlain && isOfTies
  }

  /// The result as it is published: a line for each tender with its winner and its ranking.
  public func text(record: String) -> String {
    "juchu result 2\nrecord \(record)\nkey \(key)\n"
      + places.map {
        "tender \($0.tender) winner \($0.winner ?? "none") ranking \($0.ranking.joined(separator: " "))\n"
      }
      .joined()
  }
}
