import Foundation
import TestSupport
import Testing

@Suite("juchu audit and compare")
struct AuditCommandTests {
  @Test("Table 1: 160 figures, exactly the two misprints, exit code 1")
  func table1() throws {
    let outcome = try BuiltProgram.run(["audit", "fixtures/kawasaki_table1.csv", "--format", "json"])
    #expect(outcome.code == 1, "\(outcome.remarks)")
    let audit = try JSONDecoder().decode(AuditJSON.self, from: Data(outcome.output.utf8))
    #expect(audit.checked == 160)
    #expect(audit.roundingRule == "half-up")
    #expect(audit.findings.map(\.printed) == ["90.33", "44.57"])
    #expect(audit.findings.map(\.expected) == ["9.67", "55.43"])
    #expect(audit.findings.map(\.measure) == ["countShare", "amountShare"])
    for finding in audit.findings {
      #expect(finding.year == 2020)
      #expect(finding.row == "non-local")
      #expect(finding.category == "total")
      #expect(finding.verdict == "impossible")
      #expect(finding.causes?.contains("complement") == true)
    }
  }

  @Test("amounts rounded up, some to 0: decided, and the copied 0 named with what should stand there")
  func roundedUp() throws {
    let path = Repository.path("fixtures/audit/rounded_up.csv")
    let outcome = try BuiltProgram.run([
      "audit", path, "--amount-rule", "up", "--share-rule", "half-even", "--format", "csv",
    ])
    #expect(outcome.code == 1)
    let lines = outcome.output.split(separator: "\n")
    #expect(
      lines.count == 2 && lines[1].hasPrefix("1,,2020,goods,D課,amount,0,325,326,impossible,"), "\(outcome.output)")
  }

  @Test("headings that name every label settle what is a row, so that a misprint is found where sums close both ways")
  func namedLabels() throws {
    let folder = try TemporaryFolder()
    let figures = "物品,39 工事,70 合計,100 物品,30 工事,70 合計,100 物品,60 工事,140 合計,200".split(separator: " ")
    let lines = figures.enumerated().map { "令和2年度,\(["市内", "市外", "合計"][$0 / 3]),\($1)\n" }
    let path = try folder.write("年度,種別,区分,契約件数\n" + lines.joined(), to: "named.csv")
    let outcome = try BuiltProgram.run(["audit", path, "--format", "csv"])
    #expect(
      outcome.code == 1 && outcome.output.contains("\n1,,2020,市内,物品,count,39,30,30,impossible,"),
      "\(outcome.output) \(outcome.remarks)")
  }

  @Test("shares that only another reading explains are not accused because of headings")
  func otherReading() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      年度,種別,区分,契約件数,件数割合（%）
      令和2年度,市内,物品,30,42.9
      令和2年度,市内,工事,41,41.0
      令和2年度,市内,合計,71,41.8
      令和2年度,市外,物品,40,57.1
      令和2年度,市外,工事,59,59.0
      令和2年度,市外,合計,99,58.2
      令和2年度,合計,物品,70,100
      令和2年度,合計,工事,100,100
      令和2年度,合計,合計,170,100

      """, to: "other.csv")
    let outcome = try BuiltProgram.run(["audit", path, "--format", "json"])
    let audit = try JSONDecoder().decode(AuditJSON.self, from: Data(outcome.output.utf8))
    #expect(outcome.code == 0 && audit.checked == 18 && audit.findings.isEmpty, "\(outcome.remarks)")
  }

  @Test("a period that is none is an error of the table, with a remedy that the command has")
  func noPeriod() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("年度,区分,件数\n令和3年度第5四半期,全体,1\n", to: "table.csv")
    let outcome = try BuiltProgram.run(["audit", path, "--lang", "en"])
    #expect(outcome.code == 65 && outcome.remarks.contains("第5四半期") && !outcome.remarks.contains("--"))
  }

  @Test("a ledger that gives the table is the output in CSV, and nowhere unless it is asked for")
  func witness() throws {
    let csv = try BuiltProgram.run(["audit", "fixtures/kawasaki_table1.csv", "--witness", "--format", "csv"])
    let lines = csv.output.split(separator: "\n")
    #expect(lines.first == "fiscal_year,period,category,row,count,amount")
    // Two years of four columns with five rows each, as printed.
    #expect(lines.count == 41 && lines.contains { $0.hasPrefix("2020,year,total,non-local,6773,786") })
    let text = try BuiltProgram.run(["audit", "fixtures/kawasaki_table1.csv", "--lang", "en"])
    // The shares fell, as printed and as they should be.
    #expect(!text.output.contains("turned around"))
    #expect(!text.output.contains("One ledger"))
  }

  @Test("Table 2: nothing is found, exit code 0")
  func table2() throws {
    let outcome = try BuiltProgram.run(["audit", "fixtures/kawasaki_table2.csv", "--format", "json"])
    #expect(outcome.code == 0)
    let audit = try JSONDecoder().decode(AuditJSON.self, from: Data(outcome.output.utf8))
    #expect(audit.checked == 16)
    #expect(audit.findings.isEmpty)
  }

  @Test("two parts of a whole, each possible alone: one of them is wrong")
  func alternatives() throws {
    let folder = try TemporaryFolder()
    let table = try folder.write("年度,区分,件数割合\nR3,甲,20.0\nR3,乙,79.9\nR3,合計,100\n", to: "table.csv")
    let text = try BuiltProgram.run(["audit", table, "--rounding-rule", "half-up"])
    #expect(text.code == 1)
    #expect(text.output.contains("1a"))
    #expect(text.output.contains("only one of these alternatives"))
    let json = try BuiltProgram.run(["audit", table, "--rounding-rule", "half-up", "--format", "json"])
    let audit = try JSONDecoder().decode(AuditJSON.self, from: Data(json.output.utf8))
    #expect(audit.findings.count == 1)
    #expect(audit.findings.first?.oneOf?.flatMap { $0 }.compactMap(\.row).contains("甲") == true)
  }

  @Test("a column that follows from the figures is checked, and not called unread")
  func followingColumn() throws {
    let folder = try TemporaryFolder()
    let heads = "年度,区分,契約件数,前年度比（%）,備考\n"
    let wrong = try folder.write(
      heads + "令和2年度,全体,372,,x\n令和2年度,うち市内中小企業,152,,y\n令和3年度,全体,322,-13.4,x\n令和3年度,うち市内中小企業,136,10.5,y\n",
      to: "wrong.csv")
    let audited = try BuiltProgram.run(["audit", wrong])
    #expect(audited.code == 1, "\(audited.remarks)")
    #expect(audited.output.contains("前年度比（%） (from Contracts): 1 agree, 1 do not"), "\(audited.output)")
    #expect(audited.output.contains("printed 10.5, computed -10.5"), "\(audited.output)")
    #expect(!audited.output.contains("column not read: 前年度比"), "\(audited.output)")
    #expect(audited.output.contains("column not read: 備考"), "\(audited.output)")
    let right = try folder.write(
      heads + "令和2年度,全体,372,,x\n令和2年度,うち市内中小企業,152,,y\n令和3年度,全体,322,-13.4,x\n令和3年度,うち市内中小企業,136,-10.5,y\n",
      to: "right.csv")
    let clean = try BuiltProgram.run(["audit", right])
    #expect(clean.code == 0, "\(clean.output)")
    #expect(clean.output.contains("前年度比（%） (from Contracts): 2 agree, 0 do not"), "\(clean.output)")
  }

  @Test("a rule that explains every figure is named instead")
  func otherRule() throws {
    let folder = try TemporaryFolder()
    let table = try folder.write("年度,区分,件数割合\nR3,甲,20.0\nR3,乙,79.9\nR3,合計,100\n", to: "table.csv")
    let outcome = try BuiltProgram.run(["audit", table])
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("rounding rule: truncation"))
  }

  @Test("compare recomputes a misprinted table, warns, and shows what the misprint would have done")
  func misprint() throws {
    let outcome = try BuiltProgram.run(["compare", "fixtures/kawasaki_table1.csv"])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    #expect(outcome.output.contains("printed as 90.33, which cannot be right (recomputed: 9.67)"))
    #expect(outcome.output.contains("as printed the change would be -82.87 points instead of -2.21"))
    #expect(outcome.output.components(separatedBy: "\n- * ").count - 1 == 8)
    let printed = try BuiltProgram.run(["compare", "fixtures/kawasaki_table1.csv", "--printed-differences"])
    #expect(printed.output.contains("-40.77"))
    #expect(!printed.output.contains("\n- * "))
  }

  @Test("a comparison of a single year is a wrong use")
  func singleYear() throws {
    let folder = try TemporaryFolder()
    let ledger = try folder.write(
      "contract,fiscal_year,category,size,locality,amount\nA,2021,works,sme,local,1\n", to: "ledger.csv")
    let outcome = try BuiltProgram.run(["compare", ledger])
    #expect(outcome.code == 64)
    #expect(outcome.remarks.contains("FY2021"))
  }
}

/// As much of the JSON of `audit` as the tests look at.
private struct AuditJSON: Decodable {
  struct Finding: Decodable {
    var year: Int
    var category, row, measure, printed, expected, verdict: String?
    var causes: [String]?
    var oneOf: [[Finding]]?
  }
  var checked: Int
  var roundingRule: String
  var findings: [Finding]
}
