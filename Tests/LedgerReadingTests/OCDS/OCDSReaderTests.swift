import Foundation
import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("OCDS")
struct OCDSReaderTests {
  private static let release = """
    {"ocid":"o-1","date":"2021-05-01","parties":[{"id":"a","name":"甲","details":{"scale":"small"}},\
    {"id":"b","name":"乙","details":{"scale":"large"}}],"tender":{"mainProcurementCategory":"works"},\
    "awards":[{"id":"1","status":"active","date":"2021-06-01","value":{"amount":100,"currency":"JPY"},\
    "suppliers":[{"id":"a"},{"id":"b"}]},{"id":"2","status":"cancelled","value":{"amount":7,"currency":"JPY"}},\
    {"id":"3","status":"active","date":"2021-06-02","value":{"amount":50,"currency":"JPY"},"suppliers":[{"id":"a"}]}]}
    """

  @Test(
    "every form of publication gives the same contracts",
    arguments: [
      release, "[\(release)]", "{\"releases\":[\(release)]}",
      "{\"records\":[{\"ocid\":\"o-1\",\"compiledRelease\":\(release)}]}",
      "{\"records\":[{\"ocid\":\"o-1\",\"releases\":[\(release)]}]}",
      "{\"ocid\":\"o-1\",\"compiledRelease\":\(release)}",
    ])
  func forms(_ text: String) throws {
    let contracts = try read(text).contracts
    #expect(contracts.map(\.amount.value) == [100, 50])
    #expect(contracts.map(\.category) == [.works, .works])
    #expect(contracts.map { $0.texts[.contract] } == ["o-1 / 1", "o-1 / 3"])
    // An award to two suppliers is one contract; without a rule for ventures its size is open.
    #expect(contracts.map(\.size) == [nil, .sme])
    #expect(contracts[0].texts[.vendor] == "甲|乙")
  }

  @Test("the rule for ventures decides on the size of several suppliers")
  func ventures() throws {
    for (rule, size) in [(JointVentureRule.largest, FirmSize.large), (.smallest, .sme), (.first, .sme)] {
      #expect(try read(Self.release) { $0.mapping.jointVentures = rule }.contracts[0].size == size)
    }
  }

  @Test("a history counts once, as of its latest release")
  func history() throws {
    let later = Self.release.replacing("2021-05-01", with: "2021-07-01").replacing(
      "\"amount\":100", with: "\"amount\":120")
    let contracts = try read("{\"releases\":[\(later),\(Self.release)]}").contracts
    #expect(contracts.map(\.amount.value) == [120, 50])
  }

  @Test(
    "a file without a value was cut off and is an error; an empty list of releases is none", arguments: ["", "\n \t\n"])
  func empty(_ text: String) throws {
    let error = #expect(throws: DataError.self) { try read(text) }
    #expect(error?.problem == .emptyFile)
    #expect(try read("{\"releases\":[]}\n").contracts.isEmpty)
  }

  @Test("one currency: another is unusable, unless one is chosen, and then it is left out")
  func currencies() throws {
    let other = Self.release.replacing("o-1", with: "o-2").replacing("JPY", with: "USD")
    let text = "\(Self.release)\n\(other)\n"
    let error = #expect(throws: DataError.self) { try read(text) }
    #expect(error?.problem == .otherCurrency("USD", expected: "JPY"))
    let dollars = try read(text) { $0.layout.currency = "USD" }
    // Dollars have cents.
    #expect(dollars.contracts.map(\.amount.value) == [10_000, 5_000])
    // Two awards in yen, and two that were cancelled.
    #expect(dollars.summary.total(\.filtered) == 4)
    #expect(dollars.summary.files[0].filteredBy == ["award-status: cancelled": 2])
    #expect(dollars.summary.currency == "USD")
    #expect(dollars.reconciles)
  }

  @Test(
    "what cannot be read of one process is set aside with its place, and the rest counts",
    arguments: [
      ("\"awards\":\"none\"", "o-2 awards", DataError.Problem.otherJSONKind(.text, expected: .list)),
      ("\"awards\":[{\"id\":\"1\",\"status\":[]}]", "o-2 awards/0/status", .otherJSONKind(.list, expected: .text)),
      ("\"awards\":[5]", "o-2 awards/0", .otherJSONKind(.number, expected: .object)),
      ("\"awards\":[{\"id\":\"1\",\"status\":\"active\",\"date\":\"x\\ty\"}]", "o-2 awards/0/date", .notADate("x\ty")),
    ])
  func setAside(_ members: String, _ place: String, _ problem: DataError.Problem) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("\(Self.release)\n{\"ocid\":\"o-2\",\(members)}\n", to: "file.json")
    let read = try ReadLedgers([path], keepsRejects: true)
    #expect(read.contracts.map(\.amount.value) == [100, 50])
    #expect(read.rejected.map(\.error.problem) == [problem])
    #expect(read.rejected.map(\.error.place) == [place])
    #expect(read.reconciles)
  }

  @Test(
    "contracts as they were signed, also where the tag is a text",
    arguments: ["[\"contractAmendment\"]", "\"contractAmendment\""])
  func signed(_ tag: String) throws {
    let first = Self.release.replacing(
      "\"awards\":",
      with:
        "\"contracts\":[{\"id\":\"c\",\"awardID\":\"1\",\"value\":{\"amount\":110,\"currency\":\"JPY\"}}],\"awards\":")
    let later =
      "{\"ocid\":\"o-1\",\"date\":\"2021-09-01\",\"tag\":\(tag),\"contracts\":[{\"id\":\"c\",\"value\":{\"amount\":130}}]}"
    for (rule, amount) in [(OCDSOptions.Value.contract, 110), (.latestAmendment, 130)] {
      #expect(try read("\(first)\n\(later)") { $0.ocds.value = rule }.contracts[0].amount == Yen(Int64(amount)))
    }
  }

  @Test("bids with their status and winner")
  func bids() throws {
    let text = """
      {"ocid":"o","awards":[{"status":"active","suppliers":[{"id":"W"}]}],"bids":{"details":[\
      {"status":"valid","tenderers":[{"id":"W"}],"value":{"amount":1,"currency":"JPY"}},\
      {"status":"disqualified","tenderers":[{"id":"D"}],"value":{"amount":2,"currency":"JPY"}},\
      {"status":"withdrawn","tenderers":[{"id":"L"},{"id":"M"}],"value":null}]}}
      """
    let folder = try TemporaryFolder()
    let bids = try ReadBids([try folder.write(text, to: "bids.jsonl")]).bids
    #expect(bids.map(\.firm) == ["W (o)", "D (o)", "L (o)|M (o)"])
    #expect(bids.map(\.amount?.value) == [1, 2, nil])
    #expect(bids.map(\.status) == [.valid, .disqualified, .withdrawn])
    #expect(bids.map(\.isWinner) == [true, false, false])
    #expect(bids[2].members == ["L (o)", "M (o)"])
  }

  @Test(
    "the standard's fictional example gives one contract",
    .enabled(if: Repository.hasSharedData, "needs ../shared/data"))
  func fictional() throws {
    for name in ["ocds-213czf-000-00001", "ocds-213czf-000-00001-withversions", "ocds-213czf-000-00001-05-contract"] {
      let path = try #require(Repository.sharedData("ocds/fictional/\(name).json"))
      // A release of the award alone does not repeat the tender's category.
      let read = try ReadLedgers([path]) { $0.mapping.contracts.constants[.category] = "works" }
      #expect(read.contracts.count == 1)
      let contract = try #require(read.contracts.first)
      #expect(contract.amount == Yen(1_100_000_000))
      #expect(contract.category == .works)
      #expect(contract.year.startYear == 2010)
      #expect(contract.texts[.vendor] == "AnyCorp Cycle Provision")
      #expect(read.summary.currency == "GBP")
    }
  }

  @Test(
    "bids made for red flags", .enabled(if: Repository.hasSharedData, "needs ../shared/data"),
    arguments: ["R024", "R028", "R036", "R058"])
  func redFlags(_ name: String) throws {
    let path = try #require(Repository.sharedData("ocds/bids/\(name).jsonl"))
    // Counted apart from the reader: every element of bids.details has a status.
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let processes = try text.split(separator: "\n").compactMap { line in
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    }
    func details(_ process: [String: Any]) -> [[String: Any]] {
      (process["bids"] as? [String: Any])?["details"] as? [[String: Any]] ?? []
    }
    let all = processes.flatMap(details)
    let open = processes.filter { ($0["tender"] as? [String: Any])?["status"] as? String != "cancelled" }
      .flatMap(details)
    let values = open.map { $0["value"] as? [String: Any] ?? [:] }
    let currencies = Set(values.filter { $0["amount"] != nil }.map { $0["currency"] as? String ?? CurrencyCode.none })
    var (withAmount, withoutAmount) = (0, 0)
    for currency in currencies {
      let read = try ReadBids([path], currency: currency)
      #expect(read.summary.total(\.read) == all.count)
      withAmount += read.bids.count { $0.amount != nil }
      withoutAmount = read.bids.count { $0.amount == nil }
    }
    // A bid is in one currency; without an amount it is in any.
    #expect(withAmount == values.count { $0["amount"] != nil })
    #expect(withoutAmount == open.count - withAmount)
  }

  @Test(
    "awards without a value take the one valid bid of their supplier",
    .enabled(if: Repository.hasSharedData, "needs ../shared/data"))
  func inferredAmounts() throws {
    let path = try #require(Repository.sharedData("ocds/bids/R024.jsonl"))
    let read = try ReadLedgers([path], keepsRejects: true) {
      $0.layout.currency = "USD"
      $0.mapping.contracts.constants = [.fiscalYear: "2021", .category: "works"]
    }
    #expect(read.reconciles)
    let first = try #require(read.contracts.first)
    // The winner W of process F bid one dollar, which is 100 cents.
    #expect(first.texts[.contract] == "F")
    #expect(first.amount == Yen(100))
    #expect(read.rejected.allSatisfy { $0.error.problem == .missingValue(field: "amount") })
  }

  @Test(
    "broken files give a message and no crash", .enabled(if: Repository.hasSharedData, "needs ../shared/data"),
    arguments: ["invalid_utf8", "mixed_array", "mixed_lines_array", "mixed_lines_object", "multiline"])
  func bad(_ name: String) throws {
    let path = try #require(Repository.sharedData("ocds/bad/\(name).jsonl"))
    let error = #expect(throws: DataError.self) { try ReadLedgers([path]) }
    // A null in a list is put right.
    #expect(error?.line == (name == "mixed_lines_array" ? 2 : 1))
    switch error?.problem {
    case .invalidUTF8: #expect(name == "invalid_utf8")
    case .notARelease: #expect(name != "invalid_utf8")
    default: Issue.record("\(String(describing: error))")
    }
  }

  private func read(
    _ text: String, _ change: (inout ContractReader.Options) throws -> Void = { _ in }
  ) throws -> ReadLedgers {
    let folder = try TemporaryFolder()
    return try ReadLedgers([try folder.write(text, to: "file.json")], change)
  }
}
