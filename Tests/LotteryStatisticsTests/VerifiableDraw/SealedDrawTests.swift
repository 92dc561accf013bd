import Foundation
import TestSupport
import Testing

@testable import LotteryStatistics

@Suite("verifiable draw, version 2") struct SealedDrawTests {
  static let register = ["A-01", "B-02", "C-03", "D-04", "00109"]

  static func notice(
    tenders: [String] = ["R8-301", "R8-302"], parties: Int = 2, beacon: DrawNotice.Beacon = .none,
    register: [String] = register
  ) throws -> DrawNotice {
    try DrawNotice(
      body: "141305", closing: "2026-06-01T17:00:00+09:00", opening: "2026-06-02T10:00:00+09:00",
      openBy: "2026-06-02T12:00:00+09:00", policy: DrawProtocol.digest("one-win\n"),
      register: try DrawProtocol.digest(ofRegister: register), tenders: tenders, parties: parties, beacon: beacon)
  }

  static func seed(_ notice: DrawNotice, _ party: Int, _ byte: Int) throws -> SealedSeed {
    let hex = String(repeating: "0\(byte)", count: 32)
    return SealedSeed(notice: notice.digest, party: party, seed: try #require(DrawSeed(hex: hex)))
  }

  /// A notice with its commitment, record and seeds.
  static func published(
    _ ties: [DrawTies.Tie], beacon: DrawNotice.Beacon = .none
  ) throws -> (notice: DrawNotice, commitment: DrawCommitment, ties: DrawTies, seeds: [SealedSeed]) {
    let notice = try notice(beacon: beacon)
    let seeds = [try seed(notice, 1, 1), try seed(notice, 2, 2)]
    let commitment = try DrawCommitment(notice, seals: seeds.map(\.seal))
    return (notice, commitment, try DrawTies(ties, commitment: commitment, notice: notice, register: register), seeds)
  }

  static let ties = [
    DrawTies.Tie(tender: 1, codes: ["A-01", "B-02", "C-03"]),
    DrawTies.Tie(tender: 2, codes: ["00109", "A-01", "D-04"]),
  ]

  private func kind(_ body: () throws -> some Any) -> DrawProtocolError.Kind? {
    do { _ = try body() } catch let error as DrawProtocolError { return error.kind } catch { return nil }
    return nil
  }

  @Test("texts read back are the same; what differs by a byte is refused")
  func texts() throws {
    let (notice, commitment, ties, seeds) = try Self.published(Self.ties)
    #expect(try DrawNotice(notice.text) == notice)
    #expect(try DrawCommitment(commitment.text, to: notice) == commitment)
    #expect(try DrawTies(ties.text, commitment: commitment, notice: notice, register: Self.register) == ties)
    #expect(try SealedSeed(seeds[0].text) == seeds[0])
    let changes: [(String) -> String] = [
      { $0 + "\n" }, { String($0.dropLast()) }, { $0.replacingOccurrences(of: "\n", with: "\r\n") },
      { "\u{FEFF}" + $0 },
      { $0.replacingOccurrences(of: " ", with: "  ") }, { $0.uppercased() }, { $0 + " " },
      { $0.replacingOccurrences(of: " 2", with: " 02") }, { $0.replacingOccurrences(of: "A-01", with: "Ａ-01") },
    ]
    for (number, change) in changes.enumerated() {
      let changed = [notice.text, commitment.text, ties.text, seeds[0].text].map(change)
      if changed[0] != notice.text { #expect(kind { try DrawNotice(changed[0]) } != nil, "\(number)") }
      #expect(changed[1] == commitment.text || kind { try DrawCommitment(changed[1], to: notice) } != nil, "\(number)")
      #expect(
        changed[2] == ties.text
          || kind { try DrawTies(changed[2], commitment: commitment, notice: notice, register: Self.register) } != nil,
        "\(number)")
      #expect(changed[3] == seeds[0].text || kind { try SealedSeed(changed[3]) } != nil, "\(number)")
    }
  }

  @Test("an error names the field of a notice that is wrong")
  func fields() throws {
    func notice(_ body: String, _ closing: String, _ tender: String) throws -> DrawNotice {
      try DrawNotice(
        body: body, closing: closing, opening: "2026-06-02T10:00:00+09:00", openBy: "2026-06-02T12:00:00+09:00",
        policy: DrawProtocol.digest("one-win\n"), register: try DrawProtocol.digest(ofRegister: Self.register),
        tenders: [tender], parties: 2, beacon: .none)
    }
    let closing = "2026-06-01T17:00:00+09:00"
    #expect(kind { try notice("141305", closing, "R8-301") } == nil)
    #expect(kind { try notice("14130", closing, "R8-301") } == .field("body", found: "14130"))
    #expect(kind { try notice("141305", "2026-06-01", "R8-301") } == .field("closing", found: "2026-06-01"))
    #expect(kind { try notice("141305", closing, "R8 301") } == .field("tender", found: "R8 301"))
  }

  @Test("the order of bids and seeds changes nothing")
  func order() throws {
    let (notice, commitment, ties, seeds) = try Self.published(Self.ties)
    let turned = try DrawTies(
      Self.ties.reversed().map { DrawTies.Tie(tender: $0.tender, codes: $0.codes.reversed()) }, commitment: commitment,
      notice: notice, register: Self.register.reversed())
    #expect(turned == ties)
    let draw = try SealedDraw(
      ties, notice: notice, commitment: commitment, seeds: seeds, beacon: nil, policy: .oneWin)
    #expect(
      try SealedDraw(
        turned, notice: notice, commitment: commitment, seeds: seeds.reversed(), beacon: nil, policy: .oneWin) == draw)
    for place in draw.places { #expect(Set(place.ranking) == Set(Self.ties[place.tender - 1].codes)) }
    // The winner of the first tender leaves the second.
    let first = try #require(draw.places[0].winner)
    #expect(draw.places[1].winner == draw.places[1].ranking.first { $0 != first })
  }

  @Test("spellings, doubled codes, codes outside the register and reordered tenders are refused")
  func refusals() throws {
    let (notice, commitment, _, _) = try Self.published(Self.ties)
    func record(_ ties: [(Int, [String])]) -> DrawProtocolError.Kind? {
      kind {
        try DrawTies(
          ties.map { DrawTies.Tie(tender: $0.0, codes: $0.1) }, commitment: commitment, notice: notice,
          register: Self.register)
      }
    }
    for code in ["a-01", "A-01 ", "Ａ-01", "株式会社甲", "A_01", "", String(repeating: "A", count: 21)] {
      #expect(record([(1, [code, "B-02"])]) == .code(code))
    }
    #expect(record([(1, ["A-01", "A-01", "B-02"])]) == .repeated("A-01"))
    #expect(record([(1, ["A-01", "E-05"])]) == .notInRegister("E-05"))
    #expect(record([(3, ["A-01", "B-02"])]) != nil && record([(1, ["A-01"])]) != nil)
    #expect(record([(1, ["A-01", "B-02"]), (1, ["A-01", "C-03"])]) != nil)
    #expect(
      kind {
        try DrawTies(Self.ties, commitment: commitment, notice: notice, register: Self.register + ["E-05"])
      } != nil)
    let swapped = try Self.notice(tenders: ["R8-302", "R8-301"])
    #expect(swapped.digest != notice.digest)
    #expect(kind { try DrawCommitment(commitment.text, to: swapped) } != nil)
    #expect(kind { try Self.notice(tenders: ["A", "A"]) } == .repeated("A"))
    #expect(kind { try Self.notice(parties: 1) } == .oneParty)
    #expect(
      kind {
        try DrawTies("juchu draw 1\ntender 1:T\n", commitment: commitment, notice: notice, register: Self.register)
      }
        == .versionOne)
  }

  @Test("a copied seal is refused, and a copied seed is of no other party")
  func copies() throws {
    let notice = try Self.notice()
    let seed = try Self.seed(notice, 1, 1)
    #expect(kind { try DrawCommitment(notice, seals: [seed.seal, seed.seal]) } == .repeated(seed.seal))
    // The same secret of another party has another seal.
    #expect(try Self.seed(notice, 2, 1).seal != seed.seal)
    let (_, commitment, ties, seeds) = try Self.published(Self.ties)
    let renamed = try SealedSeed(seeds[0].text.replacingOccurrences(of: "party 1", with: "party 2"))
    #expect(
      kind {
        try SealedDraw(
          ties, notice: notice, commitment: commitment, seeds: [seeds[0], renamed], beacon: nil, policy: .oneWin)
      } == .handDraw(party: 2))
  }

  @Test("a missing seed: by hand without a beacon, missing with one; another round is refused")
  func aborts() throws {
    let chain = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
    let round = DrawNotice.Beacon.drand(chain: chain, round: 40_000_000)
    let (notice, commitment, ties, seeds) = try Self.published(Self.ties, beacon: round)
    let number = String(repeating: "ab", count: 32)
    func beacon(_ text: String) throws -> BeaconNumber {
      try BeaconNumber("juchu beacon 2\nbeacon \(text)\nnumber \(number)\n")
    }
    func draw(_ seeds: [SealedSeed], _ beacon: BeaconNumber?) throws -> SealedDraw {
      try SealedDraw(ties, notice: notice, commitment: commitment, seeds: seeds, beacon: beacon, policy: .oneWin)
    }
    let whole = try draw(seeds, try beacon(round.text))
    let part = try draw([seeds[1]], try beacon(round.text))
    #expect(whole.missing == [] && part.missing == [1] && part.key != whole.key)
    #expect(part.keyText.contains("seed 1 missing\n"))
    #expect(kind { try draw(seeds, nil) } == .beacon(expected: round.text, found: "none"))
    #expect(kind { try draw(seeds, try beacon("drand \(chain) 40000001")) } != nil)
    // Round 1 came out in 2023, long before anybody opens a seed.
    #expect(kind { try Self.notice(beacon: .drand(chain: chain, round: 1)) } != nil)
    let other = DrawNotice.Beacon.other(source: "TSE", field: "close", time: "2026-06-02T15:00:00+09:00")
    let (n, c, t, s) = try Self.published(Self.ties, beacon: other)
    let stored = try BeaconNumber("juchu beacon 2\nbeacon \(other.text)\nnumber 9a3c\n")
    #expect(kind { try SealedDraw(t, notice: n, commitment: c, seeds: [], beacon: stored, policy: .oneWin) } == .noSeed)
    #expect(try SealedDraw(t, notice: n, commitment: c, seeds: [s[0]], beacon: stored, policy: .oneWin).missing == [2])
  }

  @Test("policies whose winners do not follow from the tied sets are refused")
  func policies() {
    #expect(SealedDraw.permits(.independent) && SealedDraw.permits(.oneWin) && SealedDraw.permits(.hiratsuka))
    #expect(!SealedDraw.permits(.nabari) && !SealedDraw.permits(.torinuke))
  }

  /// 1,200 draws among five: χ² with 4 degrees of freedom for the winners below 23.5 (false alarm 1e-4).
  @Test("every firm wins equally often") func uniform() throws {
    let tenders = (1...1_200).map { "T-\($0)" }
    let notice = try Self.notice(tenders: tenders)
    let seeds = [try Self.seed(notice, 1, 3), try Self.seed(notice, 2, 4)]
    let commitment = try DrawCommitment(notice, seals: seeds.map(\.seal))
    let ties = try DrawTies(
      (1...1_200).map { DrawTies.Tie(tender: $0, codes: Self.register) }, commitment: commitment, notice: notice,
      register: Self.register)
    let draw = try SealedDraw(
      ties, notice: notice, commitment: commitment, seeds: seeds, beacon: nil, policy: .independent)
    var wins: [String: Double] = [:]
    for place in draw.places { wins[place.winner ?? "", default: 0] += 1 }
    let statistic = Self.register.reduce(0) { $0 + (wins[$1, default: 0] - 240) * (wins[$1, default: 0] - 240) / 240 }
    #expect(wins.count == 5 && statistic < 23.5)
  }

  @Test("1,000 random draws have the rankings of the Python of the method page")
  func randomDraws() throws {
    var generator = SplitMix64(seed: 2)
    let folder = try TemporaryFolder()
    let codes = (0..<60).map { "\(Int.random(in: 0..<100_000, using: &generator))-\($0)" }
    let notice = try DrawNotice(
      body: "141305", closing: "2026-06-01T17:00:00+09:00", opening: "2026-06-02T10:00:00+09:00",
      openBy: "2026-06-02T12:00:00+09:00", policy: DrawProtocol.digest("independent\n"),
      register: try DrawProtocol.digest(ofRegister: codes), tenders: (1...1_000).map { "T-\($0)" }, parties: 3,
      beacon: .none)
    let seeds = (1...3).map { SealedSeed(notice: notice.digest, party: $0) }
    let commitment = try DrawCommitment(notice, seals: seeds.map(\.seal))
    let ties = try DrawTies(
      (1...1_000).map { tender in
        let count = Int.random(in: 2...14, using: &generator)
        return DrawTies.Tie(tender: tender, codes: Array(codes.shuffled(using: &generator).prefix(count)))
      }, commitment: commitment, notice: notice, register: codes)
    let draw = try SealedDraw(
      ties, notice: notice, commitment: commitment, seeds: seeds, beacon: nil, policy: .independent)
    let texts =
      [notice.text, commitment.text, ties.text, codes.map { $0 + "\n" }.joined(), draw.text(record: ties.digest)]
      + seeds.map(\.text)
    let paths = try texts.enumerated().map { "'" + (try folder.write($0.element, to: "\($0.offset).txt")) + "'" }
    let python = try BuiltProgram.shell(
      "python3 docs/methods/verify_draw.py " + paths.joined(separator: " "))
    #expect(python.code == 0 && python.output.contains("same rankings 1000 tenders"), "\(python.remarks)")
  }
}
