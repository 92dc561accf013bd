import Foundation
import TestSupport
import Testing

@Suite struct IndicatorsCommandTests {
  private static let header = "tender,opening_date,trade,method,ceiling,floor,firm,bid,status\n"

  /// Seven tenders of two years: an award at the floor, a single bid, a tie, one above the ceiling, one below the floor, one for which
  /// nobody bid, one negotiated.
  private static let bids =
    header + """
      A,2021-05-10,土木,一般競争入札,1000,900,甲,900,
      A,2021-05-10,土木,一般競争入札,1000,900,乙,850,
      A,2021-05-10,土木,一般競争入札,1000,900,丙,,辞退
      B,2021-06-10,舗装,指名競争入札,2000,,甲,1990,
      C,2022-05-10,土木,一般競争入札,1000,900,甲,900,
      C,2022-05-10,土木,一般競争入札,1000,900,乙,900,
      D,2022-06-10,土木,一般競争入札,1000,900,乙,1001,
      E,2022-07-10,土木,一般競争入札,1000,900,乙,899,
      F,2022-08-10,土木,一般競争入札,1000,900,,,
      G,2022-09-10,舗装,随意契約,1000,,甲,1000,

      """

  private static func values(_ arguments: [String], bids: String = bids) throws -> [String: String] {
    let outcome = try BuiltProgram.run(["indicators", "-", "--format", "csv"] + arguments, input: bids)
    #expect(outcome.code == 0, "\(outcome.remarks)")
    var values: [String: String] = [:]
    for line in outcome.output.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      values[fields.dropLast(6).joined(separator: " ")] = fields[fields.count - 2]
    }
    return values
  }

  @Test("Every kind of outcome is counted, and what is of no competition is left out")
  func outcomes() throws {
    let values = try Self.values([])
    let expected = [
      "all tenders": "6", "all awarded": "3", "all noBid": "1", "all aboveCeiling": "1", "all belowFloor": "1",
      "all failedShare": "50.00", "all singleBid": "60.00", "all singleValidBid": "66.67", "all byLot": "33.33",
      // (90.00 + 99.50 + 90.00) / 3, and (900 + 1990 + 900) / 4000.
      "all rateMean": "93.17", "all rateOfSums": "94.75", "all rateMedian": "90.00", "all rateUpperQuartile": "94.75",
      "all atFloor": "100.00", "all disqualifiedShare": "28.57", "all withdrawnShare": "12.50", "all amount": "3790",
      "2021 firmsBid": "2", "2021 firmsWon": "1", "2022 awarded": "1", "all biddersMean": "1.40",
    ]
    for (key, value) in expected { #expect(values[key] == value, "\(key)") }
  }

  @Test("Divisions, a date and methods tell tenders apart")
  func divisions() throws {
    let values = try Self.values(["--by", "trade,month", "--since", "2022-06-01", "--methods", "all"])
    #expect(values["2021 土木 5 before rateMean"] == "90.00")
    #expect(values["2022 舗装 9 since rateMean"] == "100.00")
    #expect(try Self.values(["--by", "trade,month", "--since", "令和4年6月1日", "--methods", "all"]) == values)
    #expect(values["all all all all tenders"] == "7")
    let negotiated = try Self.values(["--methods", "negotiated"])
    #expect(negotiated["2022 tenders"] == "1")
  }

  @Test("Figures that rest on few are marked, and a firm is new after so many years")
  func groupsAndYears() throws {
    func few(_ least: String) throws -> Int {
      let outcome = try BuiltProgram.run(
        ["indicators", "-", "--format", "json", "--minimum-group", least], input: Self.bids)
      return outcome.output.components(separatedBy: "\"few\" : true").count - 1
    }
    #expect(try few("1") == 0)
    #expect(try few("5") > 0)
    // 甲 and 乙 bid in both years.
    #expect(try Self.values(["--look-back", "1"])["2022 newFirms"] == "0.00")
    #expect(try Self.values(["--look-back", "2"])["2022 newFirms"] == "")
  }

  @Test("A list of tenders adds those without bids, and says which were called off")
  func tenders() throws {
    let folder = try TemporaryFolder()
    let list = try folder.write(
      "tender,opening_date,trade,outcome\nA,2021-05-10,土木,落札\nX,2021-07-01,土木,不調\nY,2021-07-01,土木,中止\n",
      to: "tenders.csv")
    let bids = Self.header + "A,2021-05-10,土木,一般競争入札,1000,900,甲,950,\n"
    let alone = try Self.values([], bids: bids)
    #expect(alone["2021 noBid"] == "")
    let values = try Self.values(["--tenders", list], bids: bids)
    #expect(values["2021 noBid"] == "1")
    #expect(values["2021 cancelled"] == "1")
    #expect(values["2021 tenders"] == "2")
    #expect(values["2021 failedShare"] == "50.00")
  }

  @Test("A ledger gives methods, grounds, months, changes and rates; the account says what was read for nothing")
  func ledgers() throws {
    let ledger = """
      契約番号,契約日,種別,規模,所在区分,契約金額,契約方法,随意契約の根拠,当初契約金額,予定価格,応札者数,担当課,契約相手方
      1,2024-04-10,工事,中小企業,市内,900,一般競争入札,,800,1000,1,道路課,甲
      2,2025-03-10,工事,中小企業,市内,1000,指名競争入札,,1000,1000,3,道路課,乙
      3,2025-03-20,委託,大企業,市外,1100,随意契約,第2号,,,,総務課,丙
      4,2025-05-20,委託,大企業,市外,3000,随意契約,第5号,,,,総務課,丙

      """
    let folder = try TemporaryFolder()
    let path = try folder.write(ledger, to: "ledger.csv")
    let outcome = try BuiltProgram.run(["indicators", path, "--format", "csv", "--by", "office"])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    for line in [
      "2024,all,contracts,,3,,,3,contracts", "2024,all,method.open,U010,1,3,3,33.33,percent",
      "2024,all,methodAmount.negotiated,,1100,3000,3,36.67,percent", "2024,all,ground.2,,1,1,1,100.00,percent",
      "2024,all,march,,2,3,3,66.67,percent", "2024,all,finalToInitial,,1900,1800,2,105.56,percent",
      "2024,all,rateMean,,,,2,90.00,percent", "2025,総務課,amount,,3000,,1,3000,yen",
      "all,道路課,singleBid,U015,1,2,2,50.00,percent",
    ] {
      #expect(outcome.output.contains(line + "\n"), "\(line)")
    }
    // Tables of shares read no ceiling, and say so.
    let tables = try BuiltProgram.run(["tables", path, "--format", "json"])
    #expect(tables.output.contains("予定価格"))
  }

  @Test("A published table of award rates is audited: what cannot be right, by what, and where only a range tells")
  func audit() throws {
    let folder = try TemporaryFolder()
    // (3 × 95.0 + 1 × 85.0) / 4 = 92.5; 27,500 / 30,000 thousand = 91.7 %.
    let path = try folder.write(
      """
      年度,業種,落札件数,平均落札率,予定価格（千円）,落札金額（千円）,加重平均落札率
      令和3年度,土木,3,95.0%,"20,000","19,000",95.0
      令和3年度,舗装,1,85.0,"10,000","8,500",85.0
      令和3年度,合計,4,90.0,"30,000","27,500",91.7

      """, to: "table.csv")
    let outcome = try BuiltProgram.run(["audit", path, "--lang", "en", "--format", "markdown"])
    #expect(outcome.code == 1, "\(outcome.remarks)")
    #expect(outcome.output.contains("weighted mean of groups") && outcome.output.contains("92.4～92.6"))
    let data = try BuiltProgram.run(["audit", path, "--format", "csv"])
    #expect(data.output.split(separator: "\n").dropFirst() == ["令和3年度,合計,4,rateMean,90.0,92.4,92.6,weightedMean"])
    let sound = try folder.write(
      String(contentsOfFile: path, encoding: .utf8).replacingOccurrences(of: "合計,4,90.0", with: "合計,4,92.5"),
      to: "sound.csv")
    #expect(try BuiltProgram.run(["audit", sound, "--lang", "ja"]).code == 0)
    let word = try folder.write("年度,業種,落札率\n2021,土木,高い\n", to: "word.csv")
    let refused = try BuiltProgram.run(["audit", word])
    #expect(refused.code == 65 && refused.remarks.contains("line 2"))
  }

  @Test("Firms of a roster, a citation, screens and pictures of the charts are there when they are asked for")
  func additions() throws {
    let folder = try TemporaryFolder()
    let bids = try folder.write(Self.bids, to: "bids.csv")
    let roster = try folder.write("firm,size,locality\n甲,sme,local\n丙,large,non-local\n", to: "roster.csv")
    let pictures = folder.file("charts")
    try FileManager.default.createDirectory(atPath: pictures, withIntermediateDirectories: true)
    let options = ["indicators", bids, "--firms", roster, "--cite", "--screens", "--lang", "en"]
    let text = try BuiltProgram.run(options + ["--charts", pictures])
    #expect(text.code == 0, "\(text.remarks)")
    for words in [
      "Firms by size", "SHA-256", "no proof", "too few", "What the figures say",
      "not in the roster: 1 firm of the bids",
    ] {
      #expect(text.output.contains(words), "\(words)")
    }
    for name in ["chart-1.png", "chart-2.png"] {
      let picture = try Data(contentsOf: URL(fileURLWithPath: pictures + "/" + name))
      #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]) && picture.count > 5_000)
    }
    // Nothing is overwritten, and ledgers have none of this.
    #expect(try BuiltProgram.run(options + ["--charts", pictures]).code == 73)
    #expect(
      try BuiltProgram.run(["indicators", Repository.path("fixtures/ledger.csv"), "--screens"]).code == 64)
    let json = try BuiltProgram.run(options + ["--format", "json"]).output
    #expect(json.contains("\"isProof\" : false"))
    let plain = try BuiltProgram.run(["indicators", bids]).output
    #expect(!plain.contains("SHA-256") && !plain.contains("screens"))
  }

  @Test("Changes show points, percent and the tenders that move a rate; intervals only where they are asked for")
  func changes() throws {
    let text = try BuiltProgram.run(["indicators", "-", "--changes", "--lang", "en"], input: Self.bids).output
    #expect(text.contains("Tenders that move it most") && !text.contains("95 % interval"))
    let json = try BuiltProgram.run(
      ["indicators", "-", "--changes", "--intervals", "--format", "json"], input: Self.bids
    ).output
    // (90.00 + 99.50) / 2 = 94.75, then 90.00.
    #expect(json.contains("-4.75") && json.contains("\"interval\""))
    #expect(try BuiltProgram.run(["indicators", "-", "--intervals"], input: Self.bids).code == 64)
    // Amounts and their difference are in the same unit.
    let large = try BuiltProgram.run(
      ["indicators", "-", "--changes", "--lang", "en", "--format", "markdown"],
      input: Self.header + "A,2021-05-10,土木,,20000000,,甲,10000000,\nB,2022-05-10,土木,,20000000,,甲,7000000,\n"
    ).output
    #expect(large.contains("| 10 | 7 |") && !large.contains("3,000,000"))
  }

  @Test("Faults have a place, and options their words")
  func faults() throws {
    let twice = Self.header + "A,2021-05-10,土木,,1000,,甲,900,\nA,2021-05-10,土木,,1000,,甲,950,\n"
    let outcome = try BuiltProgram.run(["indicators", "-"], input: twice)
    #expect(outcome.code == 65)
    #expect(outcome.remarks.contains("line 3"))
    #expect(try BuiltProgram.run(["indicators", "-", "--repeated-bids", "keep-first"], input: twice).code == 0)
    #expect(try BuiltProgram.run(["indicators", "-", "--by", "colour"], input: twice).code == 64)
    #expect(try BuiltProgram.run(["indicators", "-", "--since", "2021-02-30"], input: twice).code == 64)
    #expect(try BuiltProgram.run(["indicators", "missing.csv"]).code == 66)
    let word = Self.header.replacing("status", with: "outcome") + "A,2021-05-10,土木,,1000,,甲,900,somehow\n"
    #expect(try BuiltProgram.run(["indicators", "-"], input: word).code == 65)
  }

  @Test("Every format has the figures, in both languages", arguments: ["text", "markdown", "html", "json"])
  func formats(format: String) throws {
    for language in ["ja", "en"] {
      let outcome = try BuiltProgram.run(
        ["indicators", "-", "--format", format, "--lang", language, "--by", "trade"], input: Self.bids)
      #expect(outcome.code == 0)
      #expect(outcome.output.contains("93.17"))
      #expect(outcome.output.contains("94.75"))
    }
  }

  @Test(
    "All figures of 38,545 bids equal those of an independent program, by year and division",
    .enabled(if: Repository.hasSharedData, "needs ../shared/data"),
    arguments: ["", "category", "trade", "month", "category,trade"])
  func oracle(by: String) throws {
    let bids = try #require(Repository.sharedData("mlit/chugoku_bids.csv"))
    let folder = try TemporaryFolder()
    let division = by.isEmpty ? "" : "--by \(by)"
    let outcome = try BuiltProgram.shell(
      "juchu indicators '\(bids)' --mapping mlit-bids --repeated-bids keep-first --disagreeing-notices keep-first \(division) "
        + "--quiet --output '\(folder.file("figures.csv"))' "
        + "&& python3 scripts/oracles/bid_indicators.py '\(bids)' '\(folder.file("figures.csv"))' \(by)")
    #expect(outcome.code == 0, "\(outcome.remarks.prefix(2_000))")
    #expect(outcome.output.contains(" figures compared, 0 wrong"))
  }

  @Test(
    "The codes of the Open Contracting Partnership equal a direct count of OCDS releases",
    .enabled(if: Repository.hasSharedData, "needs ../shared/data"), arguments: ["R024", "R036", "R058"])
  func processes(name: String) throws {
    let releases = try #require(Repository.sharedData("ocds/bids/\(name).jsonl"))
    let folder = try TemporaryFolder()
    let outcome = try BuiltProgram.shell(
      "juchu indicators '\(releases)' --as bids --methods all --repeated-bids keep-first --disagreeing-notices keep-first --quiet "
        + "--output '\(folder.file("figures.csv"))' "
        + "&& python3 scripts/oracles/ocds_indicators.py '\(releases)' '\(folder.file("figures.csv"))'")
    #expect(outcome.code == 0, "\(outcome.output) \(outcome.remarks)")
  }
}
