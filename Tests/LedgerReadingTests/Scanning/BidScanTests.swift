import CByteScan
import Foundation
import Procurement
import SyntheticData
import TestSupport
import Testing

@testable import LedgerReading

/// Reading bids in passing against the readable reader: the same bids, notes, accounts and errors.
@Suite("Bid scan")
struct BidScanTests {
  private struct Outcome: Equatable {
    var bids: [Bid] = []
    var rejected: [LedgerOutcome.Rejected] = []
    var summary: ReadingSummary?
    var error: DataError?
  }

  private func read(_ path: String, rejects: Bool, _ scan: ScanOptions) throws -> Outcome {
    var options = BidReader.Options()
    (options.wantsDetails, options.hashesFiles, options.scan) = (false, true, scan)
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

  /// Expects that bids are read alike both ways.
  @discardableResult
  private func expectSameReading(_ path: String, _ sourceLocation: SourceLocation = #_sourceLocation) throws -> Int {
    var scan = ScanOptions()
    var used = 0
    for rejects in [true, false] {
      scan.isEnabled = false
      let readable = try read(path, rejects: rejects, scan)
      (scan.isEnabled, scan.leastBytes) = (true, 0)
      for way in scanPaths {
        for block in [64, 1_024, 1 << 16] {
          (scan.path, scan.blockSize, scan.threads) = (way, block, block / 64 % 3 + 1)
          let scanned = try read(path, rejects: rejects, scan)
          #expect(scanned == readable, "blocks of \(block), path \(way.rawValue)", sourceLocation: sourceLocation)
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
    var text = "案件番号,公告日,開札日,参加資格,予定価格,最低制限価格,業者,入札金額,状態,業種,種別,地域要件,主観点,落札,到着日時\n"
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
          ]
        text +=
          row.map { quotes || $0.contains(",") || $0.contains("\"") ? "\"\($0.replacing("\"", with: "\"\""))\"" : $0 }
          .joined(separator: ",") + "\n"
      }
    }
    let folder = try TemporaryFolder()
    try expectSameReading(folder.write(text, to: "bids.csv"))
  }
}
