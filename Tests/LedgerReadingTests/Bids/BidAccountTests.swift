import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

/// Everything that lists of bids hold is in a figure or in the account, by both readers.
@Suite("Accounts of bids")
struct BidAccountTests {
  private func read(_ text: String, streams: Bool = false) throws -> (bids: [Bid], account: ReadingSummary.File) {
    let folder = try TemporaryFolder()
    let file = InputFile(try folder.write(text, to: "bids.csv"))
    var options = BidReader.Options()
    options.scan.isEnabled = streams
    options.scan.leastBytes = 0
    var bids: [Bid] = []
    let summary = try BidReader([file], options: options).read { batch, _ in bids += (0..<batch.count).map { batch[$0] }
    }
    #expect(summary.total(\.read) == summary.total(\.used) + summary.total(\.filtered))
    return (bids, summary.files[0])
  }

  @Test("each column of prices has its own unit, and a note above says that of all", arguments: [false, true])
  func units(streams: Bool) throws {
    let own = try read("案件番号,業者名,入札金額,予定価格（千円）,最低制限価格（千円）\nT1,甲,9000,10,8\nT1,乙,9500,10,8\n", streams: streams)
    #expect(own.bids.map { $0.amount?.value } == [9_000, 9_500])
    #expect(own.bids.map { $0.notice.ceiling?.value } == [10_000, 10_000])
    #expect(own.bids.map { $0.notice.floor?.value } == [8_000, 8_000])
    #expect(own.account.units.map(\.column) == ["予定価格（千円）", "最低制限価格（千円）"])
    let above = try read("（単位：千円）,,,\n案件番号,業者名,入札金額,予定価格\nT1,甲,9,10\nT1,乙,9,10\n", streams: streams)
    #expect(above.bids.map { $0.amount?.value } == [9_000, 9_000])
    #expect(above.bids.map { $0.notice.ceiling?.value } == [10_000, 10_000])
    #expect(above.account.units.map(\.unit) == [1_000])
  }

  private static let named = "案件番号,業者名,入札金額,落札\n"

  @Test("winners by their names, in all rows or in their own", arguments: [false, true])
  func namedWinners(streams: Bool) throws {
    let all = try read(Self.named + "T1,甲,9,甲\nT1,乙,9,甲\nT2,甲,8,乙㈱\nT2,乙(株),7,乙㈱\n", streams: streams)
    #expect(all.bids.map(\.isWinner) == [true, false, false, true])
    let own = try read(Self.named + "T1,甲,9,甲\nT1,乙,9,\nT2,甲,8,×\nT2,乙,7,乙\n", streams: streams)
    #expect(own.bids.map(\.isWinner) == [true, nil, false, true])
  }

  @Test(
    "a winner whose own bid does not name it",
    arguments: ["T1,甲,9,丙\nT1,乙,9,丙\n", "T1,甲,9,丙\nT1,丙,9,\nT2,丙,8,丙\n", "T1,甲,9,甲\nT1,乙,9,くじ\n"])
  func unmetWinners(_ rows: String) throws {
    let error = #expect(throws: DataError.self) { _ = try read(Self.named + rows) }
    guard case .winnerWithoutBid(_, tender: "T1") = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.column?.name == "落札")
  }

  @Test("the fiscal year is announced of a tender", arguments: [false, true])
  func years(streams: Bool) throws {
    let found = try read("年度,案件番号,業者名,入札金額\n令和2年度,1,甲,9\n令和3年度,1,乙,8\n,2,乙,8\n", streams: streams)
    #expect(found.bids.map { $0.notice.fiscalYear?.startYear } == [2020, 2021, nil])
    #expect(found.account.unreadColumns.isEmpty)
    let error = #expect(throws: DataError.self) {
      _ = try read("年度,案件番号,業者名,入札金額\n令和,1,甲,9\n", streams: streams)
    }
    #expect(error?.problem == .notAFiscalYear("令和"))
  }

  @Test("bids that a dash closes", arguments: [false, true])
  func closed(streams: Bool) throws {
    let found = try read("案件番号,業者名,入札金額,予定価格\nT1,甲,\"9,000-\",￥10－\nT1,乙,\"8,000-\",￥10－\n", streams: streams)
    #expect(found.bids.map { $0.amount?.value } == [9_000, 8_000])
    #expect(found.bids.map { $0.notice.ceiling?.value } == [10, 10])
    #expect(found.account.notes[.closingDash]?.count == 2)
    let error = #expect(throws: DataError.self) {
      _ = try read("案件番号,業者名,入札金額\nT1,甲,$9\n", streams: streams)
    }
    #expect(error?.problem == .foreignAmount("$9"))
  }

  @Test("prices of two tax bases are not compared")
  func taxBases() throws {
    let error = #expect(throws: DataError.self) {
      _ = try read("案件番号,業者名,入札金額（税抜）,予定価格（税込）\nT1,甲,9000,11000\n")
    }
    #expect(error?.problem == .taxBasesDiffer(.excluded, .included))
    #expect(error?.column?.name == "予定価格（税込）")
  }

  @Test("columns that no field takes are named")
  func unread() throws {
    let found = try read("案件番号,業者名,入札金額,経路\nT1,甲,9000,窓口\nT1,乙,8900,電子\n")
    #expect(found.account.unreadColumns == ["経路"])
  }

  @Test("names that differ in width alone are one", arguments: [false, true])
  func names(streams: Bool) throws {
    let text = "案件番号,業者名,入札金額,参加資格\nR4-1,ｱｵﾊﾞ建設㈱,100,土木A\nＲ４-１,アオバ建設(株),100,土木Ａ\n"
    let found = try read(text, streams: streams)
    #expect(Set(found.bids.map(\.firm)) == ["アオバ建設(株)"])
    #expect(Set(found.bids.map(\.notice.identifier)) == ["R4-1"])
    #expect(Set(found.bids.map(\.notice.requirement)) == ["土木A"])
  }

  @Test("totals and notes are no bids", arguments: [false, true])
  func totals(streams: Bool) throws {
    let text = "案件番号,業者名,入札金額\nT1,甲,100\nT1,乙,110\n合計,2社,210\nT2,小計,5\n,計,210\n※ 税抜き,,\n"
    let found = try read(text, streams: streams)
    #expect(found.bids.map(\.firm) == ["甲", "乙"])
    #expect(found.account.leftOut[.total]?.lines == [4, 5, 6])
    #expect(found.account.leftOut[.note]?.lines == [7])
    #expect(found.account.read == 6)
  }

  @Test("arrivals to the minute are said", arguments: [false, true])
  func seconds(streams: Bool) throws {
    let text =
      "案件番号,業者名,入札金額,到着日時\nT1,甲,100,2021-04-01 09:30\nT1,乙,100,2021-04-01 09:30:05\nT1,丙,100,令和3年4月1日 9時30分7秒\n"
    let found = try read(text, streams: streams)
    #expect(found.account.notes[.timeWithoutSeconds] == ReadingSummary.Occurrences(count: 1, firstLine: 2))
    #expect(found.bids.map { ($0.arrival ?? 0) % 60_000 } == [0, 5_000, 7_000])
  }
}
