import Testing

@testable import LotteryStatistics

@Suite("Verifiable draw")
struct VerifiableDrawTests {
  private static let hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
  private let bidders = ["青葉建設", "大橋組", "みどり工業"].map { LotteryBidder(name: $0, typed: 42) }

  @Test("the commitment is a SHA-256 that anybody can compute")
  func commitment() throws {
    let seed = try #require(DrawSeed(hex: Self.hex))
    #expect(seed.hex == Self.hex)
    // printf 'juchu draw seed 1\n%s\n' 0001...1f | sha256sum (GNU coreutils 9.1)
    #expect(seed.commitment == "7166fc536483638eaa4da91fe278cfbd6c572cef7c08ae2ad6093ef249bb351d")
    #expect(DrawSeed(hex: "00") == nil)
    #expect(DrawSeed(hex: String(repeating: "g", count: 64)) == nil)
    #expect(DrawSeed(hex: Self.hex + "0") == nil)
    #expect(DrawSeed() != DrawSeed())
  }

  @Test("the numbers are those of another implementation of HMAC-SHA-256")
  func numbers() throws {
    let seed = try #require(DrawSeed(hex: Self.hex))
    let draw = VerifiableDraw(bidders, tender: "R4-301", seed: seed)
    // Python 3.11: hmac.new(bytes(range(32)), message, "sha256"), first 8 bytes, high byte first.
    let expected: [UInt64] = [3_065_361_548_901_152_492, 437_965_911_347_516_786, 14_770_396_212_638_924_608]
    #expect(draw.steps.map(\.number) == expected)
    #expect(draw.ranking.map(\.name) == ["青葉建設", "みどり工業", "大橋組"])
  }

  @Test("the record's order plays no part; tender, typed numbers and seed do")
  func inputs() throws {
    let seed = try #require(DrawSeed(hex: Self.hex))
    let draw = VerifiableDraw(bidders, tender: "R4-301", seed: seed)
    #expect(VerifiableDraw(bidders.reversed(), tender: "R4-301", seed: seed) == draw)
    let numbers = draw.steps.map(\.number)
    #expect(VerifiableDraw(bidders, tender: "R4-302", seed: seed).steps.map(\.number) != numbers)
    #expect(VerifiableDraw(bidders, tender: "R4-301", seed: DrawSeed()).steps.map(\.number) != numbers)
    var changed = bidders
    changed[0].typed = 43
    #expect(VerifiableDraw(changed, tender: "R4-301", seed: seed).steps.map(\.number) != numbers)
  }

  @Test("no two records are written alike")
  func injective() {
    let one = VerifiableDraw.record([LotteryBidder(name: "A 1\nfirm 1:B", typed: 2)], tender: "T")
    let two = VerifiableDraw.record(
      [LotteryBidder(name: "A", typed: 1), LotteryBidder(name: "B", typed: 2)], tender: "T")
    #expect(one != two)
  }

  @Test("numbers beyond the last multiple are passed over", arguments: [1, 2, 3, 7, 10, 200, 1 << 40] as [UInt64])
  func limits(_ count: UInt64) {
    if let limit = VerifiableDraw.limit(count) {
      #expect(limit % count == 0)
      #expect(UInt64.max - limit < count - 1)
    } else {
      #expect(UInt64.max % count == count - 1)
    }
  }

  @Test("all rankings are equally likely: χ² over 1,200 tenders, 5 degrees of freedom")
  func uniform() throws {
    let seed = try #require(DrawSeed(hex: Self.hex))
    let count = 1_200
    var rankings: [[String]: Int] = [:]
    for tender in 0..<count {
      let draw = VerifiableDraw(bidders, tender: "T\(tender)", seed: seed)
      rankings[draw.ranking.map(\.name), default: 0] += 1
    }
    #expect(rankings.count == 6)
    let expected = Double(count) / 6
    let statistic = rankings.values.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    // P(χ²₅ > 20.52) = 0.001, so a right draw fails for one seed of 1,000; the seed is fixed.
    #expect(statistic < 20.52)
  }
}
