import Testing

@testable import SyntheticData

@Suite("Numbers and winners")
struct LotteryNumbersTests {
  /// The winner of a tender by the printed rule, from the text of its rows.
  private static func winner(_ rows: [[String: String]]) -> String? {
    func number(_ row: [String: String], _ name: String) -> Int { row[name].flatMap { Int($0) } ?? -1 }
    let valid = rows.filter {
      $0["status"] == "valid" && number($0, "bid") >= number($0, "floor") && number($0, "bid") <= number($0, "ceiling")
    }
    let least = valid.map { number($0, "bid") }.min()
    let tied = valid.filter { number($0, "bid") == least }.sorted { ($0["arrival"] ?? "") < ($1["arrival"] ?? "") }
    guard !tied.isEmpty else { return nil }
    let sum = tied.reduce(0) { $0 + (number($1, "entered_number") + number($1, "system_number")) % 1_000 }
    return tied[sum % tied.count]["firm"]
  }

  @Test(
    "the winner follows from the numbers in the file, with and without bias", arguments: LotteryNumbers.allCases,
    [0, 700])
  func winners(scheme: LotteryNumbers, bias: Int) {
    let rows = Samples.bids(300) { ($0.scheme, $0.biasPerMille) = (scheme, bias) }.rows()
    for (tender, bids) in Dictionary(grouping: rows, by: { $0["tender"] ?? "" }) {
      let marked = bids.filter { $0["winner"] == "1" }.compactMap { $0["firm"] }
      #expect(marked == [Self.winner(bids)].compactMap(\.self), "\(tender)")
      #expect(Set(bids.map { $0["arrival"] ?? "" }).count == bids.count)
      for bid in bids {
        let (arrival, system) = (bid["arrival"] ?? "", bid["system_number"] ?? "")
        if scheme == .milliseconds { #expect(arrival.dropLast(6).suffix(3) == system) }
      }
    }
  }

  /// 2022-05-10T09:00:00+09:00 is the Unix time 1,652,140,800 (`date -d 2022-05-10T09:00:00+09:00 +%s`).
  @Test("arrivals are times in Japan, and core-seconds takes the last digits of Unix time")
  func clock() {
    let days = DayTable(.init(startingIn: 2022))
    let time: Int64 = 1_652_140_800_123
    #expect(days.midnight(39) + 32_400_123 == time)
    let bytes = RowWriter.bytes(atMost: 40) { days.append(time: time, to: &$0) }
    #expect(String(decoding: bytes, as: UTF8.self) == ",2022-05-10T09:00:00.123+09:00")
    var words = SyntheticStreams.bidNumbers.words(seed: 1, 1)
    #expect(LotteryNumbers.coreSeconds.systemNumber(arrival: time, &words) == 800)
    #expect(LotteryNumbers.milliseconds.systemNumber(arrival: time, &words) == 123)
  }

  @Test("planted bias shows in the wins of favoured firms and is absent without it")
  func bias() {
    func excess(_ bias: Int) -> Double {
      var (wins, expected, variance) = (0.0, 0.0, 0.0)
      let bids = Samples.bids(2_000) { ($0.scheme, $0.biasPerMille) = (.random, bias) }
      let names = Dictionary(uniqueKeysWithValues: bids.roster.firms.enumerated().map { ($1.name, $0) })
      for (_, rows) in Dictionary(grouping: bids.rows(), by: { $0["tender"] ?? "" }) {
        guard let winner = rows.first(where: { $0["winner"] == "1" }) else { continue }
        let tied = rows.filter { $0["bid"] == winner["bid"] }
        let favoured = tied.count { LotteryDraw.isFavoured(names[$0["firm"] ?? ""] ?? 1) }
        guard tied.count > 1, favoured > 0 else { continue }
        let chance = Double(favoured) / Double(tied.count)
        expected += chance
        variance += chance * (1 - chance)
        if LotteryDraw.isFavoured(names[winner["firm"] ?? ""] ?? 1) { wins += 1 }
      }
      return (wins - expected) / variance.squareRoot()
    }
    // A fair draw is beyond 4 standard errors once in 16,000 seeds; half of all ties planted is far beyond 6.
    #expect(abs(excess(0)) < 4)
    #expect(excess(500) > 6)
  }
}
