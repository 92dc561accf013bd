import CByteScan
import Foundation
import Procurement
import SyntheticData
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

/// Reading bids in passing against the readable reader: the same bids, notes, accounts and errors.
@Suite("Bid scan")
struct BidScanTests {
  private struct Outcome: Equatable {
    var bids: [Bid] = []
    var rejected: [LedgerOutcome.Rejected] = []
    var summary: ReadingSummary?
    var error: DataError?
  }

  private func read(_ path: String, rejects: Bool, _ options: BidReader.Options) throws -> Outcome {
    var outcome = Outcome()
    var (bids, rejected): ([Bid], [LedgerOutcome.Rejected]) = ([], [])
    let take: ((RejectedRow) -> Void)? =
      rejects ? { rejected.append(.init(error: $0.error, value: $0.value, fields: $0.fields)) } : nil
    do {
      outcome.summary = try BidReader([InputFile(path)], options: options, rejects: take).read { batch, _ in
        bids += (0..<batch.count).map { batch[$0] }
      }
      outcome.bids = bids
    } catch let error as DataError {
      outcome.error = error
    }
    outcome.rejected = rejected
    return outcome
  }

  /// Expects that bids are read alike both ways, with details and without.
  @discardableResult
  private func expectSameReading(
    _ path: String, mapping: LedgerMapping = .canonical, _ sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Int {
    var options = BidReader.Options()
    (options.mapping, options.hashesFiles) = (mapping, true)
    var used = 0
    for (rejects, details) in [(true, true), (false, true), (true, false), (false, false)] {
      (options.wantsDetails, options.scan) = (details, ScanOptions())
      options.scan.isEnabled = false
      let readable = try read(path, rejects: rejects, options)
      (options.scan.isEnabled, options.scan.leastBytes) = (true, 0)
      for way in scanPaths {
        for block in [64, 1_024, 1 << 16] {
          (options.scan.path, options.scan.blockSize, options.scan.threads) = (way, block, block / 64 % 3 + 1)
          let scanned = try read(path, rejects: rejects, options)
          #expect(
            scanned == readable, "blocks of \(block), path \(way.rawValue), \(details ? "with" : "without") details",
            sourceLocation: sourceLocation)
        }
      }
      used = max(used, readable.bids.count)
    }
    return used
  }

  @Test("synthetic bids are read alike, with and without numbers for a lottery")
  func synthetic() throws {
    let folder = try TemporaryFolder()
    for scheme in [nil, LotteryNumbers.milliseconds] {
      var recipe = BidRecipe(tenders: 30, place: .kagoshimaPrefecture, formula: FloorPriceFormula.all[3])
      recipe.scheme = scheme
      var data = Data()
      SyntheticBids(recipe).write(threads: 1) { bytes, _ in data.append(contentsOf: bytes) }
      let file = try folder.write(data, to: "bids.csv")
      #expect(try expectSameReading(file) > 200)
      let cp932 = try folder.write(cp932(String(decoding: data, as: UTF8.self)), to: "cp932.csv")
      try expectSameReading(cp932)
    }
  }

  @Test("bids in many manners of writing are read alike", arguments: 0..<6)
  func mixed(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    func pick(_ words: [String]) -> String { words.randomElement(using: &random) ?? "" }
    let quotes = seed % 2 == 0
    var text =
      "案件番号,公告日,開札日,参加資格,予定価格,最低制限価格,業者,入札金額,状態,業種,種別,地域要件,主観点,落札,到着日時,"
      + "価格点,くじ入力番号,システム番号\n"
    for tender in 0..<40 {
      var notice = [
        "第\(tender)号", pick(["2022-04-01", "令和4年4月1日", ""]), "2022-05-01", pick(["土木 A, 市内", "とび・土工 C 市内", ""]),
        pick(["1000000", "1,000,000", "", "-"]), pick(["900000", ""]),
      ]
      let rest = [pick(["土木", "舗装"]), pick(["工事", "委託", ""]), pick(["なし", "区内", ""])]
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        if Int.random(in: 0..<30, using: &random) == 0 { notice[4] = "5" }
        let row =
          notice + [
            pick(["甲建設", "乙", " 乙 ", "Ａ社", "B-1", "丙\"丁\""]) + pick(["", "1", "2"]),
            pick(["950000", "950000", "900000", "辞退", "", "-", "12x", "△5", "1,0"]),
            pick(["", "有効", "無効", "valid", "0", "不明"]),
          ] + rest + [
            pick(["60", "", "７０", "60点"]), pick(["", "1", "0", "落札"]), pick(["", "2022-05-01T09:30:00.123", "x"]),
            pick(["", "60", "30.0", "６０", "-", "60点"]), pick(["", "007", "59912345678", "1234567890", "599123456789"]),
            pick(["", "42", "1234", "1234567890", "０４２"]),
          ]
        text +=
          row.map { quotes || $0.contains(",") || $0.contains("\"") ? "\"\($0.replacing("\"", with: "\"\""))\"" : $0 }
          .joined(separator: ",") + "\n"
      }
    }
    let folder = try TemporaryFolder()
    try expectSameReading(folder.write(text, to: "bids.csv"))
  }

  @Test("amounts and dates in every form are read alike", arguments: ["", "円", ".0", ".99999999983"])
  func forms(_ end: String) throws {
    var text = "案件番号,公告日,開札日,予定価格,最低制限価格,調査基準価格,業者,入札金額,順番,主観点,参加資格\n"
    let dates = [
      "2021-04-01", "2021/4/1", "令和3年4月1日", "R3.4.1", "2021-04-01 00:00:00", " 2021-04-01 ", "２０２１年４月１日", "",
      "20210401", "2021-02-30",
    ]
    let prices = ["950000", "950,000", "¥950000", "９５００００", " 950000 ", "95万", "-", " ", "△5", "9e5"]
    for row in 0..<150 {
      let (date, price) = (dates[row / 3 % dates.count], prices[row / 7 % prices.count])
      text +=
        "第\(row / 3)号,\(date),\(dates[row / 15]),\"\(price)\(end)\",900000,\"\(price)\",\"第\(row % 3)\n建設\","
        + "\"\(price)\(end)\",\(row / 3)\(row % 2 == 0 ? "" : "人"),\(row % 60)\(row % 3 == 0 ? "円" : ""),\"土木 A\n市内\"\n"
    }
    let folder = try TemporaryFolder()
    #expect(try expectSameReading(folder.write(text, to: "bids.csv")) > 0)
    try expectSameReading(folder.write(cp932(text), to: "cp932.csv"))
  }

  /// Rows of two rounds, of which the last one with a number counts.
  private static func rounds(rows: Int) -> String {
    var text = "年,番号,業者,読み,構成員,第1回,第2回,摘要,状態,業種,種別,区,通貨,件名\n"
    let words = ["落札", "不調", "落札", "参加"]
    for row in 0..<rows {
      let second = ["", "辞退", "90,000", "0", "くじ"][row % 5]
      text +=
        "2021,\(row / 4),\"会社\(row % 4) \",カイシャ,\"甲|乙\(row % 2)\",\(100_000 + row),\"\(second)\","
        + "\(["", "辞退", "無効"][row % 3]),\(words[row % 4]),\(["土木", "ほ装", ""][row / 4 % 3]),工事,"
        + "\(["東区", ""][row / 8 % 2]),\(row == 200 ? "usd" : row % 9 == 0 ? "" : "JPY"),\"件名、\(row / 4)\"\n"
    }
    return text
  }

  @Test(
    "joined texts, values, constants, filters, rounds and a currency column are read alike", arguments: [nil, "JPY"])
  func mappings(currency: String?) throws {
    var mapping = LedgerMapping.canonical
    mapping.layout.currency = currency
    mapping.bids.columns = [
      .tender: .joined(["年", "番号"]), .firm: .column("業者"), .firmReading: .column("読み"), .members: .column("構成員"),
      .bid: .lastNumber(of: ["第1回", "第2回"], otherwise: "摘要"), .trade: .column("業種"), .category: .column("種別"),
      .siteWard: .column("区"), .currency: .column("通貨"), .requirement: .joined(["業種", "件名"]), .status: .column("摘要"),
    ]
    mapping.bids.values[.trade] = ["ほ装": "舗装", "": "不明", "*": "他"]
    mapping.bids.values[.siteWard] = ["東区": "西区"]
    mapping.bids.constants = [.noticeDate: "R3.4.1", .ceiling: "1億円", .areaCondition: "区内"]
    mapping.bids.filters = [RowFilter(column: "状態", values: ["不調"], keeps: false)]
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.rounds(rows: 240), to: "bids.csv")
    #expect(try expectSameReading(file, mapping: mapping) > 100)
    mapping.bids.values[.bid] = ["0": "辞退", "": "無効"]
    try expectSameReading(file, mapping: mapping)
    mapping.bids.columns?[.bid] = .column("第2回")
    mapping.bids.constants[.status] = "有効"
    mapping.bids.columns?[.status] = nil
    try expectSameReading(file, mapping: mapping)
  }
}
