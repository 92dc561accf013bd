import BidStatistics
import LedgerReading
import Procurement
import Testing

@Suite struct LedgerSumsTests {
  private static func facts(
    _ amount: Int64, _ method: ContractMethod, year: Int = 2024, category: Procurement.Category = .works,
    ground: NegotiationGround? = nil, month: Int? = nil, initial: Int64? = nil, ceiling: Int64? = nil,
    bidders: Int? = nil
  ) -> ContractFacts {
    var facts = ContractFacts(year: FiscalYear(startingIn: year), category: category, amount: amount)
    (facts.method, facts.ground, facts.month) = (method, ground, month)
    (facts.initial, facts.ceiling, facts.bidders) = (initial, ceiling, bidders)
    return facts
  }

  private static func value(_ sums: LedgerSums, _ indicator: LedgerIndicator) -> String? {
    sums.figure(indicator)?.value?.description
  }

  @Test("Methods, grounds, quarters, changes and award rates of five contracts")
  func figures() {
    var sums = LedgerSums()
    sums.add(Self.facts(900, .open, month: 4, initial: 800, ceiling: 1_000, bidders: 1))
    sums.add(Self.facts(1_000, .open, month: 3, initial: 1_000, ceiling: 1_000, bidders: 3))
    sums.add(Self.facts(2_500_001, .negotiated, ground: .smallAmount, month: 3))
    sums.add(Self.facts(2_500_000, .negotiated, ground: .smallAmount, month: 12))
    sums.add(Self.facts(98_099, .afterFailure, month: 7))
    #expect(Self.value(sums, .method(.open)) == "40.00")
    #expect(Self.value(sums, .methodAmount(.negotiated)) == "98.04")
    #expect(Self.value(sums, .ground(.smallAmount)) == "66.67")
    #expect(Self.value(sums, .ground(nil)) == "33.33")
    #expect(Self.value(sums, .aboveSmallLimit) == "50.00")
    #expect(Self.value(sums, .quarter(1)) == "20.00")
    #expect(Self.value(sums, .quarter(3)) == "20.00")
    #expect(Self.value(sums, .quarter(4)) == "40.00")
    #expect(Self.value(sums, .march) == "40.00")
    #expect(Self.value(sums, .overruns) == "50.00")
    #expect(Self.value(sums, .finalToInitial) == "105.56")
    // The price before changes: 800 / 1,000 and 1,000 / 1,000.
    #expect(Self.value(sums, .award(.rateMean)) == "90.00")
    #expect(Self.value(sums, .award(.singleBid)) == "50.00")
  }

  @Test("What a ledger says nothing of has no figure")
  func silence() {
    var sums = LedgerSums()
    sums.add(Self.facts(10, .unknown))
    for indicator in LedgerIndicator.all where ![.contracts, .amount].contains(indicator) {
      #expect(sums.figure(indicator) == nil, "\(indicator.identifier)")
    }
  }

  @Test("The limits of small contracts changed on 1 April 2025")
  func limits() {
    let years = [2024, 2025].map { FiscalYear(startingIn: $0) }
    #expect(years.map { SmallContractLimits.limit(.works, $0) } == [2_500_000, 4_000_000])
    #expect(years.map { SmallContractLimits.limit(.goods, $0) } == [1_600_000, 3_000_000])
    #expect(years.map { SmallContractLimits.limit(.services, $0) } == [1_000_000, 2_000_000])
  }

  @Test(
    "Words of methods and grounds",
    arguments: [
      ("一般競争入札（拡大型）", ContractMethod.open), ("制限付一般競争入札", .open), ("通常指名競争入札", .designated), ("簡易公募型競争入札", .selective),
      ("簡易公募型プロポーザル", .proposal), ("不調随契", .afterFailure), ("随意契約（特命）", .negotiated), ("open", .open),
      ("selective", .selective),
      ("limited", .negotiated), ("電子入札", .unknown), ("after-failure", .afterFailure),
    ])
  func methods(words: String, method: ContractMethod) {
    #expect(ContractMethod(words: words) == method)
  }

  @Test(
    "Items of 地方自治法施行令 第167条の2第1項",
    arguments: [
      ("2号", 2), ("第２号", 2), ("地方自治法施行令第167条の2第1項第8号", 8), ("随意契約（第五号）", 5), ("緊急の必要", 5), ("少額随契", 1), ("不落随契", 8),
      ("1", 1),
      ("随意契約", nil), ("第10号", nil),
    ] as [(String, Int?)])
  func grounds(words: String, item: Int?) {
    #expect(LedgerTexts.groundItem(words) == item)
  }
}
