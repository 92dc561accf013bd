import Testing

@testable import LotteryStatistics

@Suite("Orders of tied firms")
struct SchemeOrderTests {
  @Test(
    "五十音順",
    arguments: [
      ["アオキ", "アサヒ", "イトウ", "カトウ", "ガトウ", "サトウ", "ワダ", "ンダ"],
      // Voiced behind unvoiced only where all letters agree; small before large; the long mark is its vowel.
      ["かき", "かぎ", "がき", "かきね"], ["ハシ", "バシ", "パシ", "ハス"], ["きよ", "きょう", "きよう"], ["オーサカ", "オオサワ"],
      ["1", "A", "b", "ア"], ["ｱｵｷ", "アオタ", "ｲﾄｳ", "ｶﾞﾄｳ", "キド"],
    ])
  func kana(_ names: [String]) throws {
    let keys = try names.map { try #require(KanaOrder($0), "\($0)") }
    for (index, pair) in zip(keys, keys.dropFirst()).enumerated() {
      #expect(pair.0 < pair.1, "\(names[index]) before \(names[index + 1])")
    }
  }

  @Test("hiragana, katakana and half-width letters are one, and spaces do not count")
  func sameKana() {
    #expect(KanaOrder("あおば 建設") == nil)
    #expect(KanaOrder("あおば けんせつ") == KanaOrder("アオバケンセツ"))
    #expect(KanaOrder("ｱｵﾊﾞ・ｹﾝｾﾂ") == KanaOrder("アオバケンセツ"))
    #expect(KanaOrder("") == nil)
    #expect(KanaOrder("ー") == nil)
  }

  @Test("codes of digits are numbers, others follow by their characters")
  func codes() throws {
    var scheme = LotteryScheme.typedOnly
    scheme.order = .firmCode
    let bidders = ["10", "9", "B1", "0100", "A2", "A10"].map { LotteryBidder(name: $0, typed: 0) }
    let draw = try ElectronicDraw(bidders, scheme: scheme)
    #expect(draw.entries.map(\.bidder.name) == ["9", "10", "0100", "A10", "A2", "B1"])
    let twins = ["7", "007"].map { LotteryBidder(name: $0, typed: 0) }
    #expect(throws: DrawError.self) { try ElectronicDraw(twins, scheme: scheme) }
  }
}
