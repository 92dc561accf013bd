import LedgerReading
import Procurement
import TabularReading
import TestSupport
import Testing

@Suite struct DrawReaderTests {
  private func read(_ text: String, _ mapping: LedgerMapping = .canonical) throws -> [TiedFirm] {
    let folder = try TemporaryFolder()
    let file = InputFile(try folder.write(text, to: "draws.csv"))
    let (kind, known) = try DrawReader.kind(of: file, mapping: mapping)
    #expect(kind == .draws)
    var rows: [TiedFirm] = []
    let summary = try DrawReader([file], mapping: known).read { batch, _ in rows += (0..<batch.count).map { batch[$0] }
    }
    #expect(summary.total(\.read) == summary.total(\.used) + summary.total(\.filtered))
    return rows
  }

  @Test func canonicalRows() throws {
    let rows = try read(
      """
      draw,group,order,firm,winner,arrival,officer
      1,G,2,A,1,2021-04-01T09:30:00.123,佐藤
      1,G,2,B,,2021-04-01T09:30:01,佐藤
      """)
    #expect(
      rows[0]
        == TiedFirm(
          draw: "1", group: "G", order: 2, firm: "A", isWinner: true, arrival: 1_617_237_000_123, officer: "佐藤",
          sourceLine: 2))
    #expect(rows[1].isWinner == false && rows[1].arrival == 1_617_237_001_000)
  }

  @Test func japaneseHeadersAndAWinnerByName() throws {
    let rows = try read("案件番号,グループ,業者,落札者,到着順\n１,A,青葉,緑,１\n１,A,緑,緑,2\n")
    #expect(rows.map(\.winner) == ["緑", "緑"] && rows.map(\.isWinner) == [nil, nil] && rows.map(\.arrival) == [1, 2])
  }

  @Test(arguments: ["|", "、", "／", "/", "，", ";", "・"])
  func firmsOfOneCell(_ separator: String) throws {
    let rows = try read("案件番号,同額業者,落札者\nT1,\"甲\(separator)乙\(separator)丙\",乙\nT2,\"乙\(separator)丙\",丙\n")
    #expect(rows.map(\.firm) == ["甲", "乙", "丙", "乙", "丙"])
    #expect(rows.map(\.winner) == ["乙", "乙", "乙", "丙", "丙"])
  }

  @Test func marksWithinNamesSeparateNothing() throws {
    let rows = try read("案件番号,同額業者,落札者\nT1,甲・乙設計、丙,甲・乙設計\nT2,甲・乙設計|丙、丁,丙、丁\nT3,甲・乙,丙\nT4,甲、乙,甲、乙\n")
    #expect(rows.map(\.firm) == ["甲・乙設計", "丙", "甲・乙設計", "丙、丁", "甲・乙", "甲、乙"])
  }

  @Test func yesAndNoAreWords() throws {
    let rows = try read("tender,firm,当選\nT,A,当選\nT,B,落選\nT,C,\nT,D,Ｎｏ\n")
    #expect(rows.map(\.isWinner) == [true, false, false, false])
  }

  @Test func aRowMayListAllTiedFirms() throws {
    let rows = try read("draw,winner,firms\n1,B,A|B｜ C \n")
    #expect(rows.map(\.firm) == ["A", "B", "C"] && rows.allSatisfy { $0.winner == "B" && $0.sourceLine == 2 })
  }

  /// A table of ties by tender is known by its header.
  @Test func tiesOfARegionalBureau() throws {
    let rows = try read(
      """
      region,kind,office,title,bid_date,contract_date,amount,tied,bidders,winner,tied_bidders
      x,consulting,事務所,業務,2020-05-01,2020-05-02,100,2,3,乙,甲|乙
      """)
    #expect(rows.map(\.firm) == ["甲", "乙"] && rows[0].draw == "consulting / 事務所 / 業務 / 2020-05-01")
    #expect(rows[0].group == "consulting / 事務所 / 2020-05-01" && rows[0].category == .services)
    #expect(try LedgerMapping.named("mlit-ties").drawCaveats.count == 3)
  }

  @Test func bidsAreToldFromDraws() throws {
    let file = InputFile(Repository.path("fixtures/bids.csv"))
    #expect(try DrawReader.kind(of: file, mapping: .canonical).0 == .bids)
  }

  @Test(arguments: [
    ("draw,firm,winner\n,A,1\n", 2, 1), ("draw,firm,winner\n1,A,1\n1,,0\n", 3, 2),
    ("draw,order,firm,winner\n1,x,A,1\n", 2, 2), ("draw,firm,winner,arrival\n1,A,1,soon\n", 2, 4),
    ("draw,winner,firms\n1,,A|B\n", 2, 2),
  ])
  func faultsHaveTheirPlace(_ text: String, _ line: Int, _ column: Int) throws {
    let error = #expect(throws: DataError.self) { try read(text) }
    #expect(error?.line == line && error?.column?.number == column)
  }

  @Test func missingColumnsNameTheNearest() throws {
    let error = #expect(throws: DataError.self) { try read("draw,firm,winer\n1,A,1\n") }
    guard case .missingColumn(_, let nearest, _) = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(nearest == "winer")
  }

  @Test func unknownCaveatsAreErrors() {
    #expect(throws: DataError.self) {
      try LedgerMapping(
        yaml: "draws:\n  columns: {draw: a, firms: b, winner: c}\n  caveats: [tie-infered]\n", file: "m")
    }
  }

  @Test("names differ in more than width, totals and notes are no draws, and columns that are not read are named")
  func account() throws {
    let folder = try TemporaryFolder()
    let text = "抽選番号,業者,当選,到着時刻,場所\n１,ｱｵﾊﾞ㈱,○,9:05,庁舎\n1,乙,－,9時7分,庁舎\n合計,2者,1,,\n※ 開札の記録,,,,\n"
    let file = InputFile(try folder.write(text, to: "draws.csv"))
    var rows: [TiedFirm] = []
    let summary = try DrawReader([file], mapping: .canonical).read { batch, _ in
      rows += (0..<batch.count).map { batch[$0] }
    }
    #expect(rows.map(\.draw) == ["1", "1"] && rows.map(\.firm) == ["アオバ(株)", "乙"])
    #expect(rows.map(\.isWinner) == [true, false] && rows.map(\.arrival) == [32_700_000, 32_820_000])
    #expect(summary.files[0].unreadColumns == ["場所"])
    #expect(summary.files[0].leftOut[.total]?.lines == [4] && summary.files[0].leftOut[.note]?.lines == [5])
  }
}
