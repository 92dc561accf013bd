import Foundation
import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Profiles in passing")
struct FileInspectorTests {
  /// The profile of a file, read in passing or not, as text that can be compared.
  private func profile(_ path: String, block: Int?, threads: Int = 1) throws -> String {
    var scan = ScanOptions()
    scan.isEnabled = block != nil
    scan.leastBytes = 0
    scan.blockSize = block ?? 64
    scan.threads = threads
    let profile = try FileInspector.profile(InputFile(path), scan: scan)
    return "\(profile.rows) \(profile.layout) "
      + profile.columns.map { column in
        "\(column.number) \(column.name) \(column.kind) \(column.filled) \(column.distinct) \(column.told) \(column.frequent) "
          + "\(column.unparsable) \(column.oddities) \(column.fractions) \(column.field?.rawValue ?? "")"
      }.joined(separator: "\n")
  }

  @Test("ledgers in every manner of writing are profiled alike", arguments: 0..<24)
  func mixed(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let ledger = try MixedLedger(rows: Int.random(in: 60...160, using: &random), using: &random)
    let folder = try TemporaryFolder()
    let file = try folder.write(ledger.data, to: "ledger.csv")
    let expected = try profile(file, block: nil)
    for (threads, block) in [64, 192, 4_096, 1 << 18].enumerated() {
      #expect(try profile(file, block: block, threads: threads + 1) == expected, "\(ledger.manner) \(block)")
    }
  }

  @Test("the words of totals and the units in cells are told")
  func totalsAndUnits() throws {
    let folder = try TemporaryFolder()
    let text = "契約番号,件名,契約金額\nA1,会計システム,8000千円\nA2,設計業務,\"9,000千円\"\n,小計,17000千円\n合計,,17000千円\n"
    let profile = try FileInspector.profile(InputFile(try folder.write(text, to: "ledger.csv")))
    #expect(profile.columns.map { $0.totals.map(\.value) } == [["合計"], ["小計"], []])
    #expect(profile.columns.map(\.units) == [[], [], ["千円"]])
  }

  @Test("contracting processes with bids are told to have them")
  func processes() throws {
    let folder = try TemporaryFolder()
    let bids = """
      "bids":{"details":[{"id":"b","status":"valid","tenderers":[{"id":"s","name":"甲"}],"value":{"amount":5,"currency":"JPY"}}]}
      """
    let awards = """
      ,"awards":[{"id":"a","status":"active","date":"2021-05-01T00:00:00+09:00","value":{"amount":5,"currency":"JPY"}}]
      """
    func profile(_ rest: String) throws -> FileProfile {
      let head = #"{"ocid":"o","id":"1","date":"2021-05-01T00:00:00Z","tag":["tender"],"tender":{"id":"t"},"#
      return try FileInspector.profile(InputFile(try folder.write(head + rest + "}", to: "\(rest.count).json")))
    }
    let alone = try profile(bids)
    #expect(alone.content == .bids && alone.rows == 1 && !alone.hasBids)
    #expect(alone.columns.first { $0.name == "firm" }?.frequent.first?.value == "甲")
    let both = try profile(bids + awards)
    #expect(both.content == nil && both.rows == 1 && both.hasBids)
  }

  @Test("amounts and days in every form, blanks, escapes and twins are counted alike")
  func forms() throws {
    let cells = [
      "1,234", "１２３", "△5", "1.5", "", " ", "　", "20210401", "44287", "44287.5", "2021-04-01", "R3.4.1", "令和3年4月1日",
      "2021-02-29", "a \"b\"", "2021-04-01 10:00 \"x\"", "が", "か\u{3099}", "\u{212B}", "\u{C5}", " 12 ", "12", "x\r\ny",
      "999999999999999999999999999", "10:00", "12345678901234567890",
    ]
    var random = SplitMix64(seed: 1)
    var text = "a,b,\"日\"\n"
    for row in 0..<3_000 {
      let fields = (0..<3).map { _ in cells.randomElement(using: &random) ?? "" } + []
      let isQuoted = row % 3 == 0
      text +=
        fields.map { field in
          let mustQuote = isQuoted || field.contains { ",\"\r\n\r\n".contains($0) }
          return mustQuote ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
        }.joined(separator: ",") + "\n"
      if row % 100 == 0 { text += ",,\n\"\",\"\",\n\n" }
    }
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "forms.csv")
    let expected = try profile(file, block: nil)
    for block in [64, 1_024, 1 << 18] { #expect(try profile(file, block: block, threads: 2) == expected) }
  }

  @Test("beyond the limit of distinct values the first of them are counted, and unreadable ones exactly")
  func limit() throws {
    let rows = ColumnProfile.distinctLimit + 5_000
    var text = "key,amount,date\n"
    for row in 0..<rows {
      text += "第\(row % (rows - 100))号,\(row % 1_000 == 999 ? "未定\(row)" : "\(row)円"),2021-04-\(row % 30 + 1)\n"
    }
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "long.csv")
    let expected = try profile(file, block: nil)
    #expect(try profile(file, block: 4_096, threads: 3) == expected)
    let profile = try FileInspector.profile(InputFile(file))
    #expect(profile.rows == rows)
    #expect(profile.columns.map(\.kind) == [.text, .number, .date])
    #expect(profile.columns[0].distinct == ColumnProfile.distinctLimit)
    #expect(profile.columns[0].told == ColumnProfile.distinctLimit)
    #expect(profile.columns[0].filled == rows)
    #expect(profile.columns[1].unparsable == 15)
    #expect(profile.columns[1].oddities.first == .init(line: 1_001, text: "未定999"))
    #expect(profile.columns[2].distinct == 30)
    #expect(profile.columns[2].told == rows)
  }

  @Test(
    "a row with another number of fields and an open quote are the same errors",
    arguments: [
      "a,b\n" + String(repeating: "1,2\n", count: 200) + "1,2,3\n" + String(repeating: "1,2\n", count: 200),
      "a,b\n" + String(repeating: "1,2\n", count: 200) + "1,\"2\n" + String(repeating: "1,2\n", count: 200),
      "a,b\n" + String(repeating: "1,2\n", count: 200) + "1,\u{0}\n",
    ])
  func errors(_ text: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "wrong.csv")
    let error = #expect(throws: DataError.self) { try profile(file, block: nil) }
    let scanned = #expect(throws: DataError.self) { try profile(file, block: 64, threads: 2) }
    #expect(error == scanned)
  }
}
