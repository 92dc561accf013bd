import Procurement
import TestSupport
import Testing

@testable import LedgerReading

@Suite("Firms found in a roster")
struct FirmMatcherTests {
  private static let roster = FirmRoster(
    [
      ("（株）長大", "8000000000001", FirmSize.large), ("シーエム・エンジニアリング（株）", "7000000000002", .sme),
      ("アース開発コンサルタント（株）", "6000000000003", .sme),
      ("日本工営（株）", "5000000000004", .large), ("（株）ホクト", "4000000000005", .sme), ("（株）ホクト", "3000000000006", .large),
      ("（株）サンセイ", "2000000000007", .sme),
      ("（株）サンセイ", "1000000000008", .sme),
    ].map { FirmRoster.Entry(firm: Firm(name: $0.0, size: $0.2), number: $0.1) })

  @Test(
    "numbers, names and members",
    arguments: [
      ("8000000000001", nil, .number, [0]), ("9000000000099", "（株）長大", .equalName, [0]),
      (nil, "株式会社 長大", .similarName, [0]),
      (nil, "長大", .similarName, [0]), (nil, "長大（株）", .unmatched, []), (nil, "（株）ホクト", .ambiguous, [4, 5]),
      // Namesakes that agree in size serve as one.
      (nil, "（株）サンセイ", .equalName, [6]), (nil, "乙", .unmatched, []), (nil, nil, .unmatched, []),
      (nil, "三次積算技術業務シーエム・エンジニアリング・アース開発コンサルタント設計共同体", .members, [1, 2]),
      // Cut where the field was full.
      (nil, "広島検討業務長大・日本工営設計共", .members, [0, 3]), (nil, "長大・日本工営特定ＪＶ", .members, [0, 3]),
      // The title may end in any word, if it is the title of this contract.
      (nil, "道路のあり方長大・日本工営設計共同体", .members, [0, 3]),
      (nil, "川のあり方長大・日本工営設計共同体", .unmatched, []), (nil, "検討業務長大・乙設計共同体", .unmatched, []),
      (nil, "（株）長大|日本工営（株）", .members, [0, 3]), (nil, "ホクト・長大共同企業体", .unmatched, []),
    ] as [(String?, String?, FirmMatcher.Kind, [Int])])
  func matches(_ number: String?, _ name: String?, _ kind: FirmMatcher.Kind, _ firms: [Int]) {
    var matcher = FirmMatcher(Self.roster)
    let match = matcher.match(number: number, name: name, title: "道路のあり方")
    #expect(match.kind == kind)
    #expect(match.firms == firms)
  }

  @Test("without folding and splitting only equal names are found")
  func plain() {
    var matcher = FirmMatcher(Self.roster, normalizes: false, splits: false)
    #expect(matcher.match(number: nil, name: "株式会社長大", title: nil).kind == .unmatched)
    #expect(matcher.match(number: nil, name: "（株）長大", title: nil).kind == .equalName)
    #expect(matcher.match(number: nil, name: "長大・日本工営設計共同体", title: nil).kind == .unmatched)
  }

  @Test("the size of a venture by rule")
  func sizes() {
    let members: [FirmSize?] = [.sme, .large]
    #expect(JointVentureRule.largest.size(of: members) == .large)
    #expect(JointVentureRule.smallest.size(of: members) == .sme)
    #expect(JointVentureRule.first.size(of: members) == .sme)
    #expect(JointVentureRule.largest.size(of: [.sme, nil]) == nil)
    #expect(JointVentureRule.first.size(of: [.sme, nil]) == .sme)
    #expect(JointVentureRule.first.size(of: []) == nil)
  }

  @Test("a roster gives size and locality to contracts that lack them, and is named from its mapping's folder")
  func join() throws {
    let folder = try TemporaryFolder()
    try folder.write("商号又は名称,法人番号,規模,所在区分\n（株）甲,7123456789012,中小企業,市内\n乙（有）,,大企業,市外\n", to: "roster.csv")
    let yaml = try folder.write("roster: {file: roster.csv}\n", to: "m.yaml")
    let ledger = try folder.write(
      "contract,fiscal_year,category,size,locality,amount,vendor,vendor_id\nA,2021,works,,,1,㈱ 甲,\n"
        + "B,2021,works,large,,2,何か,7123456789012\nC,2021,works,,,4,丙,\n", to: "a.csv")
    let read = try ReadLedgers([ledger]) { $0.mapping = try LedgerMapping.named(yaml) }
    #expect(read.contracts.map(\.size) == [.sme, .large, nil])
    #expect(read.contracts.map(\.locality) == [.local, .local, nil])
    let matches = try #require(read.summary.matches)
    #expect(matches.bySimilarName == .init(count: 1, amount: 1))
    #expect(matches.byNumber == .init(count: 1, amount: 2))
    #expect(matches.unmatched == .init(count: 1, amount: 4))
  }
}
