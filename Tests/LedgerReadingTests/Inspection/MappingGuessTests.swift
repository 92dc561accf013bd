import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Profiles and guessed mappings")
struct MappingGuessTests {
  @Test("a stranger's export: preamble, CP932, thousands; the guess works")
  func works() throws {
    let folder = try TemporaryFolder()
    let text =
      "令和3年度 工事契約一覧\r\n\r\n契約№\t契約年月日\t工事種別\t契約の相手方\t契約金額（千円・税込）\r\n"
      + "1\tR3.4.1\t道路工事\t㈱甲\t1,200\r\n2\tR3.5.1\t清掃委託\t乙\t△\r\n3\tR3.6.1\t物品購入\t丙\t7\r\n"
    let path = try folder.write(try cp932(text), to: "export.csv")
    let profile = try FileInspector.profile(InputFile(path))
    #expect(profile.layout.encoding == .cp932)
    #expect(profile.layout.delimiter == .tab)
    #expect(profile.skippedRows == 1)
    #expect(profile.rows == 3)
    let amount = profile.columns[4]
    #expect(amount.kind == .number)
    #expect(amount.unparsable == 1)
    #expect(amount.oddities == [.init(line: 5, text: "△")])
    let guess = try MappingGuess(profile) { "\($0)" }
    #expect(guess.missing.isEmpty)
    let mapping = try LedgerMapping(yaml: guess.yaml, file: "guess.yaml")
    #expect(mapping.unit == 1_000)
    #expect(mapping.taxBasis == .included)
    let read = try ReadLedgers([path], keepsRejects: true) { $0.mapping = mapping }
    #expect(read.contracts.map(\.amount.value) == [1_200_000, 7_000])
    #expect(read.contracts.map(\.category) == [.works, .goods])
    #expect(read.rejected.count == 1)
  }

  /// The names of the key that is proposed for a ledger, nil where none is.
  private func key(_ text: String) throws -> [String]? {
    let folder = try TemporaryFolder()
    let profile = try FileInspector.profile(InputFile(try folder.write(text, to: "x.csv")))
    return try ContractKey.find(in: profile, keeping: nil)?.map(\.name)
  }

  @Test("days, years and amounts are no keys by themselves")
  func keys() throws {
    let rows = (1...8).map { "2021-04-0\($0),舗装工事,工事,\(1_000_000 + $0),青葉建設,\(2010 + $0)\n" }
    let names = "契約年月日,件名,種別,契約金額,契約相手方,年度\n"
    #expect(try key(names + rows.joined()) == nil)
    let titled = (1...8).map { "2021-04-0\($0),舗装工事\($0 % 4),工事,\(1_000_000 + $0),青葉建設,2021\n" }
    #expect(try key(names + titled.joined()) == ["契約年月日", "件名"])
    let named = (1...8).map { "2021-04-01,舗装工事\($0),工事,5,青葉建設,2021\n" }
    #expect(try key(names + named.joined()) == ["件名"])
  }

  @Test("a number that restarts every year is a key with the year, and alone where it does not")
  func yearAndNumber() throws {
    let names = "年度,契約番号,種別,契約金額\n"
    #expect(try key(names + "2020,1,工事,5\n2020,2,工事,5\n2021,1,工事,5\n") == ["年度", "契約番号"])
    #expect(try key(names + "2020,1,工事,5\n2020,2,工事,5\n2021,3,工事,5\n") == ["契約番号"])
    #expect(try key(names + "2020,1,工事,5\n2020,1,工事,5\n2021,3,工事,5\n") == ["契約番号"])
  }

  @Test("what is missing is marked, and the guess is still YAML")
  func missing() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("name,price\na,100000\nb,200000\n", to: "x.csv")
    let guess = try MappingGuess(try FileInspector.profile(InputFile(path))) { "\($0)" }
    #expect(guess.missing == [.date, .category])
    #expect(guess.yaml.contains("date: \(YAMLText.mark)"))
    do {
      _ = try LedgerMapping(yaml: guess.yaml, file: "guess.yaml")
      Issue.record("what is to be filled in was taken")
    } catch {
      #expect(error.problem == .unfilled(key: "date"))
    }
    let filled = guess.yaml.replacing("date: \(YAMLText.mark)", with: "date: name")
      .replacing("category: \(YAMLText.mark)", with: "category: name")
    _ = try LedgerMapping(yaml: filled, file: "guess.yaml")
  }

  @Test(
    "the guess for the CP932 bids gives the contracts of the shipped mapping",
    .enabled(if: Repository.hasSharedData, "needs ../shared/data"))
  func kyushu() throws {
    let path = try #require(Repository.sharedData("mlit/kyushu_fy2020_bids_cp932.csv"))
    let guess = try MappingGuess(try FileInspector.profile(InputFile(path))) { "\($0)" }
    #expect(guess.missing.isEmpty)
    let guessed = try ReadLedgers([path]) { $0.mapping = try LedgerMapping(yaml: guess.yaml, file: "guess.yaml") }
    let shipped = try ReadLedgers([path]) { $0.mapping = try LedgerMapping.named("mlit-bids") }
    #expect(guessed.contracts.map(\.amount) == shipped.contracts.map(\.amount))
    #expect(guessed.contracts.map(\.category) == shipped.contracts.map(\.category))
    #expect(guessed.contracts.map(\.year) == shipped.contracts.map(\.year))
    #expect(guessed.contracts.count == 3_259)
  }
}
