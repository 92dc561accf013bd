import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

/// Rows that say in a column of their own that they are not what they look like.
@Suite("Columns that tell of their rows")
struct TellingColumnsTests {
  private static let names = "契約番号,年度,種別,規模,所在区分,契約金額"

  /// Reads rows, each with a text in one more column, in all ways.
  private func read(
    _ heading: String, _ texts: [String], rejects: Bool = false, mapping: LedgerMapping? = nil
  ) throws -> ReadLedgers {
    let rows = texts.enumerated().map { "A\($0),令和5年度,工事,中小企業,市内,\($0 + 1),\($1)\n" }
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.names + ",\(heading)\n" + rows.joined(), to: "ledger.csv")
    let change = { (options: inout ContractReader.Options) in
      if let mapping { options.mappings = [mapping] }
    }
    try expectSameReading([file], rejects: rejects, blocks: [64, 4_096], heading, change)
    return try ReadLedgers([file], keepsRejects: rejects, change)
  }

  @Test(
    "a contract that was cancelled, wherever it stands",
    arguments: [
      ("状態", "取消"), ("契約状況", "契約解除"), ("入札結果", "不調"), ("ステータス", "解約済"), ("区分", "中止"), ("取消フラグ", "1"),
      ("解約日", "令和5年9月1日"),
      ("有効", "無効"), ("status", "Cancelled"), ("契約/状態", "取り消し"),
    ])
  func ended(_ heading: String, _ word: String) throws {
    let texts = [String](repeating: "", count: 60) + [word]
    let error = #expect(throws: DataError.self) { try read(heading, texts) }
    #expect(error?.problem == .endedRow(word, column: heading))
    #expect(error?.line == 62)
    #expect(try read(heading, texts, rejects: true).contracts.count == 60)
  }

  @Test(
    "words that end nothing",
    arguments: [
      ("状態", "締結"), ("状態", "取消なし"), ("結果", "不落随契"), ("取消フラグ", "0"), ("解約", "－"), ("備考", "解約"), ("区分", "変更契約"),
      ("解約の有無", "無"), ("有効", "○"),
    ])
  func standing(_ heading: String, _ word: String) throws {
    #expect(try read(heading, ["", word]).contracts.count == 2)
  }

  @Test("a condition of a mapping decides")
  func condition() throws {
    let mapping = try LedgerMapping(yaml: "exclude: {状態: [取消]}", file: "m.yaml")
    #expect(try read("状態", ["", "取消"], mapping: mapping).contracts.count == 1)
    let all = try LedgerMapping(yaml: "filter: {状態: [締結, 取消]}", file: "m.yaml")
    #expect(try read("状態", ["締結", "取消"], mapping: all).contracts.count == 2)
  }

  @Test("another unit, several contracts and another tax basis far below the first rows")
  func others() throws {
    let cases: [(String, String, String, DataError.Problem)] = [
      ("単位", "円", "千円", .unitColumn("千円")), ("件数", "1", "3", .rowsOfSeveral("3")),
      ("税区分", "税込", "税抜", .taxBasesDiffer(.included, .excluded)),
    ]
    for (heading, usual, other, problem) in cases {
      let error = #expect(throws: DataError.self) {
        try read(heading, [String](repeating: usual, count: 60) + [other], rejects: true)
      }
      #expect(error?.problem == problem)
    }
  }

  @Test("the tax basis that all rows state is that of the ledger")
  func taxBasis() throws {
    #expect(try read("税区分", ["税抜", "税抜"]).summary.taxBasis == .excluded)
  }

  @Test("marks of bids that do not count", arguments: ["失格", "無効", "辞退"])
  func bids(_ heading: String) throws {
    let folder = try TemporaryFolder()
    let names = "案件番号,公告日,開札日,参加資格,業者名,入札金額,\(heading)\n"
    let file = try folder.write(
      names + "N1,2023-05-01,2023-05-20,A,甲,100,\nN1,2023-05-01,2023-05-20,A,乙,100,○\n", to: "bids.csv")
    let error = #expect(throws: DataError.self) { try ReadBids([file]) }
    #expect(error?.problem == .endedRow("○", column: heading))
  }
}
