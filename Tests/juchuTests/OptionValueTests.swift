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
    // What has none yet; who writes one takes it out.
    let open: Set = [
      "beacon", "chosen-beforehand", "date", "effort", "leave-out-limit", "pages", "parties", "time-zone", "value",
      "visible-only",
    ]
    #expect(missing.isSubset(of: open), "options without a test: \(missing.subtracting(open).sorted())")
  }
}
