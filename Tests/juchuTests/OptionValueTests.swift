import Foundation
import TestSupport
import Testing

@Suite("Options that change figures or bytes do so")
struct OptionValueTests {
  private let folder = try? TemporaryFolder()

  private func run(_ command: String) throws -> String {
    let outcome = try BuiltProgram.shell("juchu \(command)")
    #expect(outcome.code <= 1, "\(command): \(outcome.remarks)")
    return outcome.output
  }

  private func write(_ text: String, _ name: String) throws -> String { try #require(folder).write(text, to: name) }

  private func rows(_ text: String) -> [[Substring]] {
    text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
  }

  @Test("--bom begins CSV with a mark, and nothing else changes")
  func bom() throws {
    let plain = try run("tables fixtures/ledger.csv --format csv")
    #expect(
      Array(try run("tables fixtures/ledger.csv --format csv --bom").utf8) == [0xEF, 0xBB, 0xBF] + Array(plain.utf8))
  }

  @Test("--plot draws bars into text and changes no figure")
  func plot() throws {
    let (plain, plotted) = (
      try run("tables fixtures/ledger.csv --lang en"), try run("tables fixtures/ledger.csv --lang en --plot")
    )
    #expect(!plain.contains("█") && plotted.contains("█"))
    #expect(plain.split(separator: "\n").filter { $0.contains("Local, SME") }.allSatisfy { plotted.contains($0) })
  }

  @Test("--delimiter, --encoding and --header-rows say what would be found otherwise, or not found")
  func layout() throws {
    // A name with the other delimiter in it, so that detection has something to be told.
    let semicolons = try write(
      "contract;fiscal_year;category;size;locality;amount;title\n1;2021;works;sme;local;7;a,b\n", "s.csv")
    #expect(try run("tables \(semicolons) --delimiter semicolon --format csv").contains("2021,works,local-sme,part,1,"))
    #expect(try BuiltProgram.shell("juchu tables \(semicolons) --delimiter comma").code == 65)
    var bytes = Data("contract,fiscal_year,category,size,locality,amount,vendor\n1,2021,works,sme,local,7,".utf8)
    bytes.append(contentsOf: [0x83, 0x5C, 0x0A])
    let cp932 = try #require(folder).write(bytes, to: "c.csv")
    let explained = try run("tables \(cp932) --encoding cp932 --explain 2021,works,local-sme --lang en")
    #expect(explained.contains("ソ"))
    #expect(try BuiltProgram.shell("juchu tables \(cp932) --encoding utf-8").code == 65)
    let bare = try write("1,2021,works,sme,local,7\n2,2021,works,sme,local,8\n", "bare.csv")
    let mapping = try write(
      "columns: {contract: 1, fiscal_year: 2, category: 3, size: 4, locality: 5, amount: 6}\n", "m.yaml")
    let counted = try BuiltProgram.shell("juchu tables \(bare) --mapping \(mapping) --header-rows 0 --format csv")
    #expect(counted.output.contains("2021,works,local-sme,part,2,"), "\(counted.remarks)")
  }

  @Test("--sheet chooses the sheet by name and by number")
  func sheet() throws {
    let book = try #require(folder).file("book.xlsx")
    _ = try run("compare fixtures/ledger.csv --output \(book)")
    #expect(try BuiltProgram.shell("juchu inspect \(book) --sheet 1 --format json").output.contains("\"columns\""))
    let missing = try BuiltProgram.shell("juchu inspect \(book) --sheet nowhere")
    #expect(missing.code == 65 && missing.remarks.contains("nowhere"), "\(missing.remarks)")
  }

  @Test("--currency keeps the rows of one currency")
  func currency() throws {
    let file = try write(
      "contract,fiscal_year,category,size,locality,amount,currency\n1,2021,works,sme,local,7,JPY\n"
        + "2,2021,works,sme,local,9,USD\n", "money.csv")
    let mapping = try write(
      "columns: {contract: contract, fiscal_year: fiscal_year, category: category, size: size, locality: locality, amount: amount, currency: currency}\n",
      "currency.yaml")
    let yen = try BuiltProgram.shell("juchu tables \(file) --mapping \(mapping) --currency JPY --unit yen --format csv")
    #expect(yen.output.contains("2021,works,local-sme,part,1,100.00,7,"), "\(yen.output) \(yen.remarks)")
    #expect(try BuiltProgram.shell("juchu tables \(file) --mapping \(mapping)").code == 65)
  }

  @Test("--words writes a ledger in Japanese that gives the same table")
  func words() throws {
    let japanese = try #require(folder).file("j.csv")
    _ = try run("synthesize ledger --table fixtures/kawasaki_table1.csv --words japanese --quiet --output \(japanese)")
    #expect(try String(contentsOfFile: japanese, encoding: .utf8).hasPrefix("契約番号,年度,"))
    let canonical = try #require(folder).file("c.csv")
    _ = try run("synthesize ledger --table fixtures/kawasaki_table1.csv --quiet --output \(canonical)")
    #expect(try run("tables \(japanese) --format csv") == run("tables \(canonical) --format csv"))
  }

  @Test("--year, --formula, --floor-unit and --floor-order change notices and floors as they say")
  func floors() throws {
    func bids(_ options: String) throws -> [[Substring]] {
      try Array(rows(run("synthesize bids --tenders 400 --quiet \(options)")).dropFirst())
    }
    #expect(try bids("--year 2019").allSatisfy { $0[1].hasPrefix("2019-") || $0[1].hasPrefix("2020-") })
    func ratios(_ options: String) throws -> (Double, Double) {
      let values = try bids(options).compactMap { row -> Double? in
        guard let ceiling = Double(row[5]), let floor = Double(row[6]) else { return nil }
        return floor / ceiling
      }
      return (values.min() ?? 0, values.max() ?? 0)
    }
    // The band of floors was 70 to 90 % of the ceiling, and is 75 to 92 % since 2019.
    let (old, new) = (try ratios("--formula 2016-04"), try ratios("--formula 2022-04"))
    #expect(old.0 >= 0.7 && old.1 <= 0.9 && new.0 >= 0.75 && new.1 <= 0.92 && new.1 > 0.9, "\(old) \(new)")
    #expect(try bids("--floor-unit 1000").allSatisfy { (Int($0[6]) ?? 1) % 1_000 == 0 })
    // Rounded down before it is clipped a floor stays at the top of its band, rounded down after it falls below.
    let million = "--floor-unit 1000000 --floor-order"
    #expect(try ratios("\(million) round-then-clip").1 > ratios("\(million) clip-then-round").1)
  }

  @Test("--strategy and --firms-per-trade change who bids")
  func strategy() throws {
    func bids(_ options: String) throws -> Int {
      try rows(run("synthesize bids --tenders 400 --quiet \(options)")).count
    }
    let (all, spread, out) = (
      try bids("--strategy none"), try bids("--strategy spread"), try bids("--strategy drop-out")
    )
    #expect(spread < all && out < all && out > spread, "\(all) \(spread) \(out)")
    func firms(_ count: Int) throws -> Int {
      let path = try #require(folder).file("\(count).csv")
      _ = try run("synthesize bids --tenders 20 --quiet --firms-per-trade \(count) --firms \(path)")
      return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").count - 1
    }
    #expect(try firms(200) == 2 * firms(100))
  }

  @Test("--more adds the first two places and who chooses")
  func more() throws {
    let command = "lottery uniformity --scheme milliseconds --firms 2-3 --format csv"
    let (plain, more) = (rows(try run(command)), rows(try run(command + " --more")))
    #expect(plain.count == more.count)
    #expect(plain.dropFirst().allSatisfy { $0.suffix(2) == ["", ""] })
    #expect(more.dropFirst().allSatisfy { row in row.suffix(2).allSatisfy { (Double($0) ?? -1) >= 0 } })
    #expect(zip(plain, more).allSatisfy { $0.dropLast(2) == $1.dropLast(2) })
  }

  @Test("--whole-files cuts between inputs only")
  func wholeFiles() throws {
    let second = try write("contract,fiscal_year,category,size,locality,amount\nz,2021,works,sme,local,7\n", "z.csv")
    let piece = try run("shard tables fixtures/ledger.csv \(second) --part 2/2 --whole-files")
    #expect(piece.contains("z.csv") && !piece.contains("\"bytes\":["))
    #expect(try run("shard tables fixtures/ledger.csv \(second) --part 2/2").contains("\"bytes\":["))
  }

  @Test("--bids-mapping tells a report how its bids are read")
  func bidsMapping() throws {
    let text = try String(contentsOfFile: Repository.path("fixtures/bids.csv"), encoding: .utf8)
    let bids = try write(text.replacingOccurrences(of: ",firm,bid,", with: ",firm,offer,"), "b.csv")
    let names = ["tender", "notice_date", "opening_date", "requirement", "order", "ceiling", "floor", "firm"]
    let mapping = try write(
      "bids:\n  columns: {\(names.map { "\($0): \($0)" }.joined(separator: ", ")), bid: offer}\n", "b.yaml")
    let page = try BuiltProgram.shell(
      "juchu report fixtures/kawasaki_table1.csv --bids \(bids) --bids-mapping \(mapping) --format markdown --lang en")
    let plain = try run("report fixtures/kawasaki_table1.csv --bids fixtures/bids.csv --format markdown --lang en")
    #expect(page.code == 0, "\(page.remarks)")
    #expect(plain.contains("11 rows read") == page.output.contains("11 rows read"))
  }

  @Test("--value and --date say which amount and which day of a contract count")
  func ocdsChoices() throws {
    func total(_ options: String, _ file: String) throws -> [Substring] {
      let lines = rows(try run("tables fixtures/ocds/\(file).json --unit yen --format csv \(options)"))
      return try #require(lines.first { $0[1] == "works" && $0[2] == "total" && $0[4] != "0" })
    }
    let amended = "a40_contract_amended"
    #expect(try total("--value award", amended)[6] == "11000000")
    #expect(try total("--value latest-amendment", amended)[6] == "13500000")
    let spring = "a30_award_march_contract_april"
    #expect(try total("--date award", spring)[0] == "2020")
    #expect(try total("--date signed", spring)[0] == "2021")
  }

  @Test("--time-zone moves what happened around the end of a fiscal year")
  func timeZone() throws {
    func years(_ options: String) throws -> [Substring] {
      rows(try run("tables fixtures/ocds/a05_fy_border_utc.json --format csv \(options)"))
        .filter { $0[1] == "total" && $0[2] == "total" && $0[4] != "0" }.map { $0[0] }
    }
    #expect(try years("") == ["2021", "2022"])
    #expect(try years("--time-zone Z") == ["2020", "2021"])
  }

  @Test("--visible-only leaves out what a sheet hides, and the account names it")
  func visibleOnly() throws {
    let rows = [
      Workbooks.row(1, ["contract", "fiscal_year", "category", "size", "locality", "amount"]),
      Workbooks.row(2, ["1", "2021", "works", "sme", "local", "7"]),
      Workbooks.row(3, ["2", "2021", "works", "sme", "local", "9"], attributes: "hidden=\"1\""),
    ]
    let sheet = "<sheetData>\(rows.joined())</sheetData>"
    let book = try #require(folder).write(Workbooks.workbook(sheets: [("契約", "visible", sheet)]), to: "hidden.xlsx")
    let (all, visible) = (
      try BuiltProgram.shell("juchu tables \(book) --unit yen --format csv --lang en"),
      try BuiltProgram.shell("juchu tables \(book) --unit yen --format csv --lang en --visible-only")
    )
    #expect(all.output.contains("2021,works,local-sme,part,2,100.00,16,"), "\(all.remarks)")
    #expect(visible.output.contains("2021,works,local-sme,part,1,100.00,7,"), "\(visible.remarks)")
    let account = try run("tables \(book) --lang en --visible-only")
    #expect(account.contains("hidden"), "\(account)")
  }

  @Test("--pages reads some pages of a PDF, and --effort ends the search of an audit")
  func audits() throws {
    let document = "audit fixtures/documents/sheet_over_pages.pdf --lang en"
    let whole = try run(document)
    #expect(try run("\(document) --pages 1-9") == whole)
    let second = try BuiltProgram.shell("juchu \(document) --pages 2")
    #expect(second.code == 65 && second.remarks.contains("page 2"), "\(second.remarks)")
    #expect(!whole.contains("its limit"))
    let ended = try BuiltProgram.shell("juchu audit fixtures/audit/rounded_up.csv --lang en --effort 1")
    #expect(ended.output.contains("ended at its limit"), "\(ended.output)")
  }

  @Test("--leave-out-limit leaves contracts of exactly the limit out of the crowding below it")
  func leaveOutLimit() throws {
    let amounts =
      Array(repeating: 2_400_000, count: 6) + Array(repeating: 2_500_000, count: 9) + [2_600_000, 2_600_000]
    let ledger = try write(
      "contract,fiscal_year,category,size,locality,amount\n"
        + [2020, 2021].flatMap { year in amounts.enumerated().map { "\(year)-\($0),\(year),works,sme,local,\($1)\n" } }
        .joined(), "crowd.csv")
    func below(_ options: String) throws -> Set<Int> {
      let text = try run("compare \(ledger) --sizes --bunching 2500000 --format json \(options)")
      let result = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      let crowding = (result?["sizes"] as? [String: Any])?["bunching"] as? [[String: Any]] ?? []
      return Set(crowding.compactMap { $0["below"] as? Int })
    }
    #expect(try below("").contains(15) && !below("--leave-out-limit").contains(15))
    #expect(try below("--leave-out-limit").contains(6))
  }

  @Test("--chosen-beforehand lets affiliates take part in the joint p")
  func chosenBeforehand() throws {
    let command =
      "lottery test fixtures/draws.csv --firms 多摩土木,川辺建設 --replicates 99 --power 0 --alpha 0.1 --format json"
    #expect(!(try run(command)).contains("\"family\" : \"affiliates\""))
    #expect(try run(command + " --chosen-beforehand").contains("\"family\" : \"affiliates\""))
  }

  @Test("--parties and --beacon stand in the notice of a verifiable draw")
  func notice() throws {
    let path = try #require(folder).file("notice.txt")
    let chain = String(repeating: "0a", count: 32)
    _ = try run(
      "lottery verifiable notice \(path) --body 141305 --closing 2026-06-01T17:00:00+09:00 "
        + "--opening 2026-06-02T10:00:00+09:00 --open-by 2026-06-02T12:00:00+09:00 --policy one-win "
        + "--register fixtures/verifiable-draw/register.txt --tender R8-301 --parties 3 --beacon 'drand \(chain) 123'")
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.contains("parties 3") && lines.contains("beacon drand \(chain) 123"), "\(lines)")
  }

  @Test("every option of the program is in a test")
  func everyOption() throws {
    let dump = try BuiltProgram.run(["--experimental-dump-help"])
    let root = try JSONSerialization.jsonObject(with: Data(dump.output.utf8)) as? [String: Any]
    func options(_ command: [String: Any]) -> Set<String> {
      let own = (command["arguments"] as? [[String: Any]] ?? []).flatMap { argument in
        (argument["names"] as? [[String: Any]] ?? []).filter { $0["kind"] as? String == "long" }
          .compactMap { $0["name"] as? String }
      }
      return (command["subcommands"] as? [[String: Any]] ?? []).reduce(Set(own)) { $0.union(options($1)) }
    }
    let all = options(try #require(root?["command"] as? [String: Any]))
    #expect(all.count > 60)
    let tests = Repository.path("Tests/juchuTests")
    let text = try FileManager.default.contentsOfDirectory(atPath: tests).sorted()
      .map { try String(contentsOfFile: "\(tests)/\($0)", encoding: .utf8) }.joined()
    let missing = all.filter { name in
      !text.contains("\"--\(name)\"") && !text.contains("--\(name) ") && !text.contains("--\(name)=")
        && !text.contains("--\(name)\"") && !text.contains("--\(name)\\")
    }
    #expect(missing.isEmpty, "options without a test: \(missing.sorted())")
  }
}
