import Foundation
import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

/// Texts, rosters and mappings while streaming, against the reference reader.
@Suite("Contract scan: texts, rosters and mappings")
struct ContractTextScanTests {
  private static let isLong = ContractScanTests.isLong

  @Test("texts of ledgers in every manner of writing are read alike", arguments: 0..<(isLong ? 200 : 8))
  func texts(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed) &+ 1_000)
    let ledger = try MixedLedger(rows: Int.random(in: 60...160, using: &random), using: &random)
    let folder = try TemporaryFolder()
    let file = try folder.write(ledger.data, to: "ledger.csv")
    for policy in [RepeatedContractPolicy.error, .first, .keep] {
      try expectSameReading([file], rejects: true, blocks: [64, 192, 4_096], "\(policy) \(ledger.manner)") {
        $0.texts = [.title, .vendorID, .account, .contract]
        $0.repeatedContracts = policy
      }
    }
  }

  /// A ledger with what mappings, rosters and filters look at.
  private static func ledger(rows: Int) -> String {
    let vendors = ["株式会社 甲山", "(株)甲山", "乙川組", "丙沢", "甲山・乙川特定JV", "", "長い名前の会社が並ぶと三十二バイトを超えます"]
    let numbers = ["7123456789012", "7123456789013", "", "７１２３４５６７８９０１２", "12", "5010001000001"]
    var text = "年,番号,業者,法人番号,局,種別,規模,金額,状態,通貨,件名\n"
    for row in 0..<rows {
      let state = row % 11 == 0 ? "不調" : "落札"
      text +=
        "\(2019 + row % 3),\(row / 2)-\(row % 2),\"\(vendors[row % 7])\",\(numbers[row % 6]),局\(row % 5),"
        + "\(["工事", "物品の購入に係る契約（単価契約を除く一般の契約）"][row % 2]),\(["中小企業", "", "大企業"][row % 3]),"
        + "\(row * 1_000),\(state),JPY,\"件名 \(row)、\"\"舗装\"\"\"\n"
    }
    return text
  }

  private static func mapping() -> LedgerMapping {
    var mapping = LedgerMapping.canonical
    mapping.contracts.columns = [
      .fiscalYear: .column("年"), .contract: .joined(["年", "番号"]), .vendor: .column("業者"),
      .vendorID: .column("法人番号"), .office: .column("局"), .category: .column("種別"), .size: .column("規模"),
      .amount: .column("金額"), .title: .joined(["局", "件名"]), .currency: .column("通貨"),
    ]
    mapping.contracts.values[.category] = ["物品の購入に係る契約（単価契約を除く一般の契約）": "物品"]
    mapping.contracts.values[.office] = ["局1": "第一局", "*": "他の局"]
    mapping.contracts.constants[.locality] = "市内"
    mapping.contracts.filters = [RowFilter(column: "状態", values: ["落札"])]
    return mapping
  }

  @Test(
    "joined keys and texts, values, constants, filters and a currency column are streamed", arguments: [false, true])
  func mappings(isCP932: Bool) throws {
    let folder = try TemporaryFolder()
    let text = Self.ledger(rows: 400)
    let file = try folder.write(isCP932 ? try cp932(text) : Data(text.utf8), to: "ledger.csv")
    for currency in [nil, "JPY", "USD"] {
      let outcome = try expectSameReading([file], rejects: true, blocks: [64, 512, 1 << 16], "\(currency ?? "any")") {
        $0.mapping = Self.mapping()
        $0.texts = [.vendor, .vendorID, .office, .title]
        $0.layout.currency = currency
      }
      if currency == nil {
        #expect(outcome.contracts.count == 363)
        #expect(outcome.contracts.contains { $0.texts[.office] == "第一局" && $0.locality == .local })
        #expect(outcome.summary?.files[0].notes[.wrongCorporateNumber] != nil)
      }
    }
  }

  @Test("contractors are found in the roster alike, ventures by the title of their first row")
  func rosters() throws {
    let folder = try TemporaryFolder()
    let roster = try folder.write(
      "firm,firm_id,size,locality\n株式会社甲山,7123456789012,sme,local\n乙川,,large,semi-local\n丙沢,12,other,non-local\n",
      to: "roster.csv")
    let file = try folder.write(Self.ledger(rows: 300), to: "ledger.csv")
    let again = try folder.write(
      Self.ledger(rows: 120).replacing("2019,", with: "2015,").replacing("2020,", with: "2016,")
        .replacing("2021,", with: "2017,"), to: "again.csv")
    for policy in [RepeatedContractPolicy.error, .first] {
      let outcome = try expectSameReading([file, again], rejects: true, blocks: [64, 4_096]) {
        $0.mapping = Self.mapping()
        $0.mapping.contracts.constants = [:]
        $0.mapping.contracts.columns?[.title] = .column("件名")
        $0.mapping.roster.file = roster
        $0.repeatedContracts = policy
      }
      #expect((outcome.summary?.matches?.byNumber.count ?? 0) > 0)
      #expect((outcome.summary?.matches?.bySimilarName.count ?? 0) > 0)
      #expect((outcome.summary?.matches?.unmatched.count ?? 0) > 0)
    }
  }

  @Test("texts that are left in the file are fetched by their place", arguments: [false, true])
  func fetched(isCP932: Bool) throws {
    let folder = try TemporaryFolder()
    let text = Self.ledger(rows: 500)
    let file = try folder.write(isCP932 ? try cp932(text) : Data(text.utf8), to: "ledger.csv")
    var options = ContractReader.Options()
    options.mapping = Self.mapping()
    options.texts = [.contract, .title, .vendor]
    options.scan.isEnabled = false
    let reference = try LedgerOutcome([file], rejects: false, options)
    (options.texts, options.fetchedTexts) = ([.vendor], [.contract, .title])
    options.scan.isEnabled = true
    (options.scan.leastBytes, options.scan.blockSize) = (0, 1_024)
    var reader = ContractReader([InputFile(file)], options: options)
    var contracts: [Contract] = []
    _ = try reader.read { batch, _ in contracts += (0..<batch.count).map { batch[$0] } }
    #expect(contracts.count { $0.sourceOffset != nil } > 300)
    contracts.reverse()
    try ContractTexts(of: reader).complete(&contracts, from: file)
    #expect(contracts.reversed() == reference.contracts)
  }
}
