import Foundation
import LedgerReading
import Procurement
import TabularReading
import TestSupport
import Testing

@Suite("juchu tables")
struct TablesCommandTests {
  @Test("a ledger from standard input becomes Table 1")
  func standardInput() throws {
    let outcome = try BuiltProgram.run(
      ["tables", "-", "--format", "csv"],
      input: """
        contract,fiscal_year,category,size,locality,amount
        A-1,2021,works,sme,local,3000000
        A-2,2021,works,,non-local,1000000

        """)
    #expect(outcome.code == 0, "\(outcome.remarks)")
    #expect(outcome.output.contains("2021,works,local-sme,part,1,50.00,3000000,3,75.00\n"))
    #expect(outcome.output.contains("2021,works,total,total,2,100.00,4000000,4,100.00\n"))
  }

  @Test("a ledger built from the published cells gives all 160 figures of Table 1, the two misprints corrected")
  func kawasakiTable1() throws {
    let folder = try TemporaryFolder()
    let ledger = try folder.write(try KawasakiLedger.table1(), to: "ledger.csv")
    let figures = try Self.cells(["tables", ledger])
    let published = try PublishedTableReader.read(InputFile(Repository.path("fixtures/kawasaki_table1.csv"))).table
    var differing: Set<String> = []
    for (place, figure) in published.figures {
      let computed = figures["\(place.year),\(place.category),\(place.row),\(place.measure)"]
      let printed = Self.written(figure, place, decimals: 2)
      if computed != printed { differing.insert("\(place.row) \(printed) → \(computed ?? "")") }
    }
    #expect(published.figures.count == 160)
    #expect(differing == ["non-local 90.33 → 9.67", "non-local 44.57 → 55.43"])
  }

  @Test("a ledger built from the published cells gives all 16 figures of Table 2")
  func kawasakiTable2() throws {
    let folder = try TemporaryFolder()
    let ledger = try folder.write(try KawasakiLedger.table2(), to: "ledger.csv")
    let figures = try Self.cells(["tables", ledger, "--table", "2"])
    let published = try PublishedTableReader.read(InputFile(Repository.path("fixtures/kawasaki_table2.csv"))).table
    #expect(published.figures.count == 16)
    for (place, figure) in published.figures {
      let computed = figures["\(place.year),\(place.category),\(place.row),\(place.measure)"]
      #expect(computed == Self.written(figure, place, decimals: 1), "\(place)")
    }
  }

  @Test("the bids of a regional bureau through the shipped mapping", .enabled(if: Repository.hasSharedData))
  func regionalBureau() throws {
    let bids = try #require(Repository.sharedData("mlit/chugoku_bids.csv"))
    let folder = try TemporaryFolder()
    let outcome = try BuiltProgram.run(
      ["tables", bids, "--mapping", "mlit-bids", "--rejects", folder.file("rejects.csv"), "--format", "json"])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    let result = try JSONDecoder().decode(TableJSON.self, from: Data(outcome.output.utf8))
    let file = try #require(result.meta.files.first)
    let account: [Int] = [file.read, file.used, file.rejected, file.filtered]
    #expect(account == [38_545, 6_529, 2, 32_014])
    #expect(file.sha256?.count == 64)
    func counts(_ category: String) -> [Int64?] {
      result.years.map { year in
        result.cells.first { $0.year == year && $0.category == category && $0.row == "total" }?.count
      }
    }
    #expect(result.years == [2018, 2019, 2020, 2021])
    #expect(counts("works") == [861, 767, 717, 440])
    #expect(counts("services") == [918, 977, 1_032, 817])
    let total = result.cells.filter { $0.category == "total" && $0.row == "total" }.compactMap(\.amount).reduce(0, +)
    #expect(total == 582_119_505_393)
    #expect(try String(contentsOfFile: folder.file("rejects.csv"), encoding: .utf8).contains(",//,this is not a date,"))
    let strict = try BuiltProgram.run(["tables", bids, "--mapping", "mlit-bids"])
    #expect(strict.code == 65)
    #expect(strict.output.isEmpty)
  }

  @Test("several files and years are one table; the local subtotal stands where it is wanted")
  func filesAndSubtotal() throws {
    let folder = try TemporaryFolder()
    let header = "contract,fiscal_year,category,size,locality,amount\n"
    let one = try folder.write(header + "A,2020,works,large,local,10\nB,2020,works,sme,local,20\n", to: "1.csv")
    let two = try folder.write("契約番号,年度,種別,規模,所在区分,契約金額\nC,令和2年度,工事,,市外,70\n", to: "2.csv")
    let figures = try Self.cells(["tables", one, two, "--local-subtotal", "--unit", "yen"])
    #expect(figures["2020,works,local,amountShare"] == "30.00")
    #expect(figures["2020,works,local,count"] == "2")
    #expect(figures["2020,works,total,count"] == "3")
  }

  @Test("our own CSV can be audited and compared")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let output = folder.file("table.csv")
    let tables = try BuiltProgram.run(["tables", "fixtures/ledger.csv", "--local-subtotal", "--output", output])
    #expect(tables.code == 0, "\(tables.remarks)")
    #expect(tables.output.isEmpty)
    let audit = try BuiltProgram.run(["audit", output])
    #expect(audit.code == 0, "\(audit.output)\(audit.remarks)")
    #expect(try BuiltProgram.run(["compare", output]).code == 0)
  }

  /// The figures of a table in CSV by place; amounts in millions.
  private static func cells(_ arguments: [String]) throws -> [String: String] {
    let outcome = try BuiltProgram.run(arguments + ["--format", "csv"])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    var cells: [String: String] = [:]
    for line in outcome.output.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let place = fields[0...2].joined(separator: ",")
      cells["\(place),count"] = fields[4]
      cells["\(place),countShare"] = fields[5]
      cells["\(place),amount"] = fields[7]
      cells["\(place),amountShare"] = fields[8]
    }
    return cells
  }

  /// A published figure as the program writes it: a total share is printed 100 and written with its decimals.
  private static func written(_ figure: PublishedFigure, _ place: FigurePlace, decimals: Int) -> String {
    guard place.measure.isShare, figure.value.decimals == 0 else { return figure.value.description }
    return FixedPoint(units: figure.value.units * FixedPoint.powerOfTen(decimals), decimals: decimals).description
  }
}

/// As much of the JSON of `tables` as the tests look at.
private struct TableJSON: Decodable {
  struct Meta: Decodable {
    struct File: Decodable {
      var name: String
      var sha256: String?
      var read, used, rejected, filtered: Int
    }
    var files: [File]
  }
  struct Cell: Decodable {
    var year: Int
    var category, row: String
    var count, amount, amountMillion: Int64?
    var countShare, amountShare: String?
  }
  var meta: Meta
  var years: [Int]
  var cells: [Cell]
}
