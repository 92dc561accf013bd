import CByteScan
import Foundation
import Procurement
import SyntheticData
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

/// Reading in passing against the readable reader, which is the oracle: the same contracts, notes, accounts and errors.
@Suite("Contract scan")
struct ContractScanTests {
  private static let header = "contract,fiscal_year,category,size,locality,amount,title\n"

  /// So many good rows, one a line.
  private static func rows(_ numbers: Range<Int>) -> String {
    numbers.map { "K\($0),2021,works,sme,local,\($0),t\n" }.joined()
  }

  @Test("ledgers in every manner of writing are read alike", arguments: 0..<(isLong ? 400 : 12))
  func mixed(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let ledger = try MixedLedger(rows: Int.random(in: 60...160, using: &random), using: &random)
    let folder = try TemporaryFolder()
    let file = try folder.write(ledger.data, to: "ledger.csv")
    let blocks = [64, 192, 4_096]
    for rejects in [true, false] {
      let outcome = try expectSameReading([file], rejects: rejects, blocks: blocks, ledger.manner)
      if rejects { #expect(outcome.error == nil, "\(ledger.manner)") }
    }
    try expectSameReading([file], rejects: true, blocks: [256], "filter \(ledger.manner)") {
      $0.population = PopulationFilter(population: nil, includesEnterpriseAccounts: true, amountsAbove: 1_000)
      $0.repeatedContracts = .keep
    }
    try expectSameReading([file], rejects: true, blocks: [256], "years \(ledger.manner)") {
      $0.population.years = FiscalYear(startingIn: 2019)...FiscalYear(startingIn: 2020)
    }
  }

  @Test("synthetic ledgers with dirt are read alike, in UTF-8 and CP932")
  func synthetic() throws {
    let folder = try TemporaryFolder()
    let published = try PublishedTableReader.read(InputFile(Repository.path("fixtures/small_table1.csv"))).table
    let target = try LedgerTarget(published)
    for (words, encoding) in [(LedgerRecipe.Words.canonical, SyntheticEncoding.utf8), (.japanese, .cp932)] {
      var recipe = LedgerRecipe(target: target)
      (recipe.scale, recipe.words, recipe.encoding, recipe.dirtPerMillion) = (1, words, encoding, 60_000)
      var data = Data()
      SyntheticLedger(recipe).write(threads: 1) { bytes, _ in data.append(contentsOf: bytes) }
      let file = try folder.write(data, to: "\(words).csv")
      let outcome = try expectSameReading([file], rejects: true, blocks: [1_024, 1 << 16])
      #expect(!outcome.rejected.isEmpty)
      try expectSameReading([file], rejects: false, blocks: [1_024])
    }
  }

  @Test(
    "faults of structure stop at the same place with the same words",
    arguments: [
      "K1,2021,works\n", "\"open,2021,works,sme,local,1,t\n", "a,2021,works,sme,local,1,\"t\"x\n",
      "a,2021,works,sme,local,1,t\u{0}\n", "a,2021,works,sme,local,1,t,more\n", "a,2021,works,sme,local,1\"2,t\n",
      "a,2021,works,sme,local,1,13\" monitor\n", "a,2021,works,sme,local,1,t \"quoted\" inside\n", "\n\n\r\n",
      ",,,,,,\n",
      "\"\",\"\",,,,,\n", "\"a\"\"b\",\"2021\",\"works\",\"sme\",\"local\",\"1\",\"\"\n",
      "a,2021,works,sme,local,1,\"\n\n\r\n\r,\"\"\n\"\n", "a,2021,works,sme,local,\"1,000\",\n",
      "K55,2021,works,sme,local,1,\n",
      "a,2021,works,sme,local,1,\"t\"", "a,2021,works,sme,local,1,t\r", "\u{FEFF}a,2021,works,sme,local,1,t\n",
    ])
  func structure(_ line: String) throws {
    let folder = try TemporaryFolder()
    let text = Self.header + Self.rows(0..<70) + line + (line.hasSuffix("\n") ? Self.rows(100..<140) : "")
    let file = try folder.write(text, to: "ledger.csv")
    for rejects in [true, false] { try expectSameReading([file], rejects: rejects, blocks: [64, 128, 320, 1 << 16]) }
  }

  @Test("bytes that are no characters stop at the same place")
  func encodings() throws {
    let folder = try TemporaryFolder()
    let bad: [[UInt8]] = [
      [0x8D, 0x48], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE3, 0x81], [0xF4, 0x90, 0x80, 0x80], [0xE3], [0x80], [0xFF],
    ]
    for (number, bytes) in bad.enumerated() {
      for kanji in ["", "工事のあれこれ"] {
        for shift in Self.isLong ? [0, 1, 2, 3] : [number % 4] {
          let pad = String(repeating: "x", count: shift)
          var data = Data((Self.header + Self.rows(0..<60) + "a,2021,works,sme,local,1,\(pad)\(kanji)").utf8)
          data += Data(bytes) + Data((kanji + "\n" + Self.rows(100..<120)).utf8)
          let file = try folder.write(data, to: "\(number).csv")
          try expectSameReading([file], rejects: true, blocks: [64, 512], "\(bytes) \(kanji) \(shift)")
          // The same bytes as CP932: a lead before a comma, a code that is none, and some that are characters.
          try expectSameReading([file], rejects: true, blocks: [64]) { $0.layout.encoding = .cp932 }
        }
      }
    }
  }

  @Test("text in ASCII up to the last rows is decoded by the first character that is not")
  func lateEncoding() throws {
    let folder = try TemporaryFolder()
    for encoded in [try cp932("件名は工事"), Data("件名は工事".utf8)] {
      let data =
        Data((Self.header + Self.rows(0..<400) + "x,2021,works,sme,local,5,").utf8) + encoded
        + Data(("\n" + Self.rows(500..<900)).utf8)
      let file = try folder.write(data, to: "ledger.csv")
      let outcome = try expectSameReading([file], rejects: false, blocks: [256, 2_048])
      #expect(outcome.contracts.count == 801)
    }
  }

  @Test("contracts that stand twice are found in the same row, in one file and across files")
  func repetitions() throws {
    let folder = try TemporaryFolder()
    let one = try folder.write(Self.header + Self.rows(0..<300), to: "1.csv")
    let two = try folder.write(
      Self.header + Self.rows(300..<500) + "K7,2021,works,sme,local,1,t\n" + "K450,2021,goods,sme,local,x,t\n",
      to: "2.csv")
    for rejects in [true, false] {
      let outcome = try expectSameReading([one, two], rejects: rejects, blocks: [64, 1_024])
      if rejects { #expect(outcome.rejected.count == 2) }
      if !rejects { #expect(outcome.error?.problem == .repeatedContract("K7", firstFile: one, firstLine: 9)) }
    }
    for policy in [RepeatedContractPolicy.keep, .first] {
      try expectSameReading([one, two], rejects: true, blocks: [128]) { $0.repeatedContracts = policy }
    }
    // The first fault in the order of the file wins, a repetition or another one.
    let early = try folder.write(
      Self.header + Self.rows(0..<100) + "z,2021,works,sme,local,x,t\nK3,2021,works,sme,local,1,t\n", to: "3.csv")
    let late = try folder.write(
      Self.header + Self.rows(0..<100) + "K3,2021,works,sme,local,1,t\nz,2021,works,sme,local,x,t\n", to: "4.csv")
    #expect(try expectSameReading([early], rejects: false).error?.problem == .notAnAmount("x"))
    #expect(
      try expectSameReading([late], rejects: false).error?.problem
        == .repeatedContract("K3", firstFile: late, firstLine: 5))
  }

  @Test("blanks around keys and numbers of firms do not belong to them, whatever stands between")
  func blanks() throws {
    let folder = try TemporaryFolder()
    let header = "contract,fiscal_year,category,size,locality,amount,vendor_id\n"
    let keys = [
      "K1", " K2 ", "  K3", "K4  ", "\" K5 \"", "工第１号 ", " 工第2号", " long-key-of-more-than-sixteen-bytes ",
      " \u{3000}K6",
    ]
    let vendors = ["1700110000000", " 1700110000000 ", " 2700110000000", "\" 2700110000000 \"", "", " ", " 12 "]
    for again in keys {
      let rows = (keys + [again.trimmingCharacters(in: CharacterSet(charactersIn: " "))]).enumerated().map {
        place, key in
        "\(key),2021,works,sme,local,\(place + 1),\(vendors[place % vendors.count])\n"
      }
      let file = try folder.write(Data((header + rows.joined()).utf8), to: "ledger.csv")
      let outcome = try expectSameReading([file], rejects: true, blocks: [64, 4_096], "\(again)")
      #expect(outcome.rejected.count == 1, "\(again) stands twice")
    }
    // A quote behind a blank opens nothing.
    let file = try folder.write(Data((header + " \"K1\" ,2021,works,sme,local,1,\n").utf8), to: "quote.csv")
    try expectSameReading([file], rejects: true, blocks: [64])
  }

  @Test("a record longer than a block is read whole")
  func longRecords() throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "長い,\n", count: 4_000)
    let text = Self.header + Self.rows(0..<60) + "a,2021,works,sme,local,1,\"\(long)\"\n" + Self.rows(100..<200)
    let file = try folder.write(text, to: "ledger.csv")
    let outcome = try expectSameReading([file], rejects: false, blocks: [64, 1_024])
    #expect(outcome.contracts.last?.sourceLine == 4_000 + 162)
  }

  @Test("a record beyond the limit is refused", .enabled(if: isLong, "16 MB byte by byte: JUCHU_LONG_TESTS=1"))
  func tooLongRecord() throws {
    let folder = try TemporaryFolder()
    let beyond = String(repeating: "x", count: CSVReader.recordLimit + 1)
    let tooLong = try folder.write(
      Self.header + Self.rows(0..<60) + "a,2021,works,sme,local,1,\(beyond)\n", to: "2.csv")
    #expect(
      try expectSameReading([tooLong], rejects: false, blocks: [1 << 18], paths: [bytescan_best_path()]).error?.problem
        == .recordTooLong(limit: CSVReader.recordLimit))
  }

  @Test("mappings that convert stay with the readable reader, and simple ones do not")
  func mappings() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.header + Self.rows(0..<200), to: "ledger.csv")
    try expectSameReading([file], rejects: false) { $0.mapping.unit = 1_000 }
    try expectSameReading([file], rejects: false) { $0.mapping.unit = 1 << 60 }
    try expectSameReading([file], rejects: false) { $0.mapping.contracts.constants[.fiscalYear] = "2021" }
    try expectSameReading([file], rejects: false) { $0.mapping.contracts.values[.size] = ["sme": "large"] }
    try expectSameReading([file], rejects: false) { $0.mapping.contracts.values[.amount] = ["5": "6"] }
    try expectSameReading([file], rejects: false) { $0.layout.currency = "USD" }
  }

  static let isLong = ProcessInfo.processInfo.environment["JUCHU_LONG_TESTS"] != nil
}

private let isLong = ContractScanTests.isLong
