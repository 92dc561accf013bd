import Foundation
import TestSupport
import Testing

@Suite("juchu compare: the contracts behind the figures")
struct CompareCommandTests {
  private static let ledger = Repository.path("fixtures/ledger.csv")

  private func compare(_ arguments: String...) throws -> [String: Any] {
    let outcome = try BuiltProgram.run(["compare"] + arguments + ["--format", "json"])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  @Test("sections appear when they are asked for, and only then")
  func sections() throws {
    let plain = try compare(Self.ledger)
    for name in ["sizes", "concentration", "uncertainty", "byClass"] { #expect(plain[name] == nil) }
    let full = try compare(
      Self.ledger, "--sizes", "--concentration", "--uncertainty", "vendors", "--replicates", "200")
    for name in ["sizes", "concentration", "uncertainty"] { #expect(full[name] != nil, "\(name)") }
    let meta = try #require(full["meta"] as? [String: Any])
    #expect(meta["seed"] as? String == "1")
  }

  private static func published(_ lines: String) -> String { "年度,区分,契約件数,件数割合（%）\n" + lines }

  @Test("quarters are compared with the same quarters of the year before, and with nothing else")
  func periods() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      Self.published(
        "令和2年度第1四半期,市内,40,40.0\n令和2年度第1四半期,合計,100,100.0\n令和3年度第1四半期,市内,60,50.0\n令和3年度第1四半期,合計,120,100.0\n令和3年度第2四半期,市内,1,50.0\n令和3年度第2四半期,合計,2,100.0\n"
      ), to: "quarters.csv")
    let result = try compare(path)
    let periods = try #require(result["periods"] as? [[String: Any]])
    #expect(periods.count == 1 && periods[0]["period"] as? String == "Q1")
    let cells = try #require(periods[0]["cells"] as? [[String: Any]])
    #expect(cells.map { $0["countDelta"] as? Int } == [20, 20] && cells[0]["countSharePoints"] as? String == "10.0")
    let csv = try BuiltProgram.run(["compare", path, "--format", "csv"]).output.split(separator: "\n")
    #expect(csv[0].hasPrefix("from,to,period,") && csv[1].hasPrefix("2020,2021,Q1,total,"))
    let output = try BuiltProgram.run(["compare", path, "--lang", "en"]).output
    // Lines are broken to the width of a terminal.
    let text = output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      text.contains("quarter 1: FY2020 → FY2021") && text.contains("one year alone has are not compared: quarter 2"))
  }

  @Test("two published tables: what both say of the year before is compared first")
  func twoTables() throws {
    let folder = try TemporaryFolder()
    let old = try folder.write(
      Self.published("令和元年度,市内,1,50.0\n令和元年度,合計,2,100.0\n令和2年度,市内,40,40.0\n令和2年度,合計,100,100.0\n"), to: "old.csv")
    let new = try folder.write(
      Self.published("令和2年度,市内,41,41.0\n令和2年度,合計,100,100.0\n令和3年度,市内,60,50.0\n令和3年度,合計,120,100.0\n"), to: "new.csv")
    let result = try compare(old, new)
    let repeated = try #require(result["repeated"] as? [String: Any])
    #expect(repeated["compared"] as? Int == 4)
    #expect((repeated["differing"] as? [[String: Any]])?.map { $0["measure"] as? String } == ["count", "countShare"])
    #expect((result["comparisons"] as? [Any])?.count == 2)
    let mixed = try BuiltProgram.run(["compare", old, Self.ledger])
    #expect(mixed.code == 64)
  }

  @Test("CSV has a unit, and every section that was asked for")
  func longForm() throws {
    func lines(_ arguments: String...) throws -> [[String]] {
      let outcome = try BuiltProgram.run(["compare", Self.ledger, "--format", "csv"] + arguments)
      #expect(outcome.code == 0, "\(outcome.remarks)")
      return outcome.output.split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
    }
    let table = try BuiltProgram.run(["compare", Repository.path("fixtures/kawasaki_table1.csv"), "--format", "csv"])
    let published = table.output.split(separator: "\n")
    #expect(published.first?.hasSuffix(",unit") == true)
    #expect(published.dropFirst().allSatisfy { $0.hasSuffix(",million yen") })
    let full = try lines("--sizes", "--concentration", "--influential", "2")
    let header = try #require(full.first)
    let section = try #require(header.firstIndex(of: "section"))
    #expect(Set(full.dropFirst().map { $0[section] }) == ["cells", "sizes", "concentration", "influence"])
    #expect(full.filter { $0[section] == "cells" }.allSatisfy { $0[section - 1] == "yen" })
    let measure = try #require(header.firstIndex(of: "measure")), unit = try #require(header.firstIndex(of: "unit"))
    #expect(full.filter { $0[measure] == "amount" }.allSatisfy { $0[unit] == "yen" })
    #expect(full.allSatisfy { $0.count == header.count })
  }

  @Test("bands add up to the table; one contract of a million yen lies at the limit of each year")
  func sizes() throws {
    let sizes = try #require(try compare(Self.ledger, "--sizes")["sizes"] as? [String: Any])
    let bands = try #require(sizes["bands"] as? [[String: Any]])
    var counts: [Int: Int] = [:]
    for cell in bands where cell["category"] as? String == "total" && cell["row"] as? String == "total" {
      counts[cell["year"] as? Int ?? 0, default: 0] += cell["count"] as? Int ?? 0
    }
    #expect(counts == [2020: 11, 2021: 9])
    let bunching = try #require(sizes["bunching"] as? [[String: Any]])
    #expect(bunching.map { $0["below"] as? Int } == [1, 1])
    #expect(bunching.map { $0["above"] as? Int } == [0, 0])
  }

  @Test("vendors that move the share, where they are asked for, and no seed for what is not simulated")
  func vendors() throws {
    let result = try compare(Self.ledger, "--influential-vendors", "2")
    let years = try #require(result["vendorInfluence"] as? [[String: Any]])
    #expect(years.map { ($0["vendors"] as? [Any])?.count } == [2, 2])
    #expect((result["meta"] as? [String: Any])?["seed"] is NSNull)
    #expect(try compare(Self.ledger)["vendorInfluence"] == nil)
  }

  @Test("a row that lost everything keeps its break-even; reversals and open sums are members")
  func rowThatIsGone() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      contract,fiscal_year,category,size,locality,amount
      a,2020,goods,sme,local,300
      b,2020,goods,large,local,700
      c,2021,goods,large,local,900
      d,2021,goods,,non-local,100
      e,2021,goods,other,local,500
      """, to: "gone.csv")
    let result = try compare(path)
    let comparison = try #require((result["comparisons"] as? [[String: Any]])?.first)
    let breakEven = try #require(comparison["breakEven"] as? [[String: Any]])
    let row = try #require(breakEven.first { $0["row"] as? String == "local-sme" })
    #expect(row["amount"] is NSNull && row["movedToRow"] as? String == "450.00")
    #expect((comparison["reversals"] as? [Any])?.isEmpty == true)
    // 60 + 6.67 + 33.33 of the amount, and three times 33.33 of the contracts.
    let sums = try #require(result["printedSums"] as? [[String: Any]])
    #expect(sums.map { $0["sum"] as? String } == ["99.99", "99.99"])
    #expect(sums.allSatisfy { $0["measure"] as? String == "countShare" })
  }

  @Test("the same seed gives the same intervals for any number of threads")
  func threads() throws {
    let one = try BuiltProgram.run(
      [
        "compare", Self.ledger, "--uncertainty", "contracts", "--concentration", "--replicates", "300", "--threads",
        "1",
      ])
    let three = try BuiltProgram.run(
      [
        "compare", Self.ledger, "--uncertainty", "contracts", "--concentration", "--replicates", "300", "--threads",
        "3",
      ])
    #expect(one.output == three.output)
    #expect(!one.output.isEmpty)
  }

  @Test("contracts of one office and vendor that together exceed a limit, and the decomposition by office")
  func offices() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      contract,fiscal_year,category,size,locality,amount,vendor,office
      a,2020,works,sme,local,60,X,North
      b,2020,works,sme,local,60,X,North
      c,2020,works,large,non-local,80,Y,South
      d,2021,works,sme,local,90,X,North
      e,2021,works,large,non-local,30,Y,North
      f,2021,works,large,non-local,180,Y,South

      """, to: "l.csv")
    let result = try compare(path, "--by", "office", "--split-limit", "works=100")
    let sizes = try #require(result["sizes"] as? [String: Any])
    let candidates = try #require(sizes["splitCandidates"] as? [[String: Any]])
    #expect(candidates.count == 1)
    #expect(candidates.first?["total"] as? Int == 120)
    let classes = try #require(result["byClass"] as? [String: Any])
    let lines = try #require(classes["lines"] as? [[String: Any]])
    let sme = try #require(lines.first { $0["row"] as? String == "local-sme" && $0["measure"] as? String == "amount" })
    // Shares: 120/200 → 90/300. North: weight 0.6 → 0.4, share inside 1 → 0.75; South: share 0.
    #expect(sme["total"] as? String == "-30.00")
    #expect(sme["classes"] as? String == "-17.50")
    #expect(sme["within"] as? String == "-12.50")
  }

  @Test("a gap in the years is stated, and a row that only one year has")
  func gap() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      contract,fiscal_year,category,size,locality,amount
      a,2018,goods,sme,local,10
      b,2020,goods,sme,local,10
      c,2020,goods,large,local,30

      """, to: "l.csv")
    let outcome = try BuiltProgram.run(["compare", path, "--lang", "en"])
    #expect(outcome.output.contains("nothing is known of FY2019"))
    #expect(outcome.output.contains("Local, large: contracts in FY2020 only"))
    let series = try #require(try compare(path)["series"] as? [String: Any])
    #expect(series["missing"] as? [Int] == [2019])
  }

  @Test("--years keeps years, counts the rest as filtered, and refuses what is no range")
  func years() throws {
    let tables = try BuiltProgram.run(["tables", Self.ledger, "--years", "2021", "--lang", "en"])
    #expect(tables.output.contains("FY2021"))
    #expect(!tables.output.contains("--- FY2020"))
    #expect(tables.output.contains("27 rows read = 9 used + 0 rejected + 18 filtered"))
    for wrong in ["2021-2020", "x", "2018-2019-2020", ""] {
      let outcome = try BuiltProgram.run(["tables", Self.ledger, "--years", wrong])
      #expect(outcome.code == 64, "\(wrong)")
    }
  }

  @Test("a mapping defines rows of its own", arguments: ["tables", "compare"])
  func customRows(_ command: String) throws {
    let folder = try TemporaryFolder()
    let mapping = try folder.write(
      """
      rows:
        small: {label: Small firms, size: sme}
        others: {label: All others, size: [large, other, unknown]}
      """, to: "rows.yaml")
    let outcome = try BuiltProgram.run([command, Self.ledger, "--mapping", mapping, "--lang", "en"])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    #expect(outcome.output.contains("Small firms"))
    #expect(!outcome.output.contains("Local, SME"))
  }

  @Test(
    "what cannot be is a usage error",
    arguments: [
      ["--bunching", "100:200"], ["--bunching", "x"], ["--split-limit", "tools=5"], ["--confidence", "100"],
      ["--replicates", "1"], ["--by", "office"], ["--by", "vendor"], ["--row", "nobody"], ["--size-limits", "0"],
    ])
  func usage(_ options: [String]) throws {
    let outcome = try BuiltProgram.run(["compare", Self.ledger] + options)
    #expect(outcome.code == 64)
    #expect(outcome.output.isEmpty)
  }
}
