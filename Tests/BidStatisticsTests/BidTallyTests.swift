import BidStatistics
import Foundation
import LedgerReading
import LotteryStatistics
import Procurement
import ShareStatistics
import TestSupport
import Testing

/// Registers at random: one pass, gathering and a computation with rationals must agree in every figure.
///
/// `JUCHU_REGISTERS` sets how many; `scripts/test-indicators` takes 10,000.
@Suite struct BidTallyTests {
  private static let registers = ProcessInfo.processInfo.environment["JUCHU_REGISTERS"].flatMap(Int.init) ?? 150

  private static func register(_ random: inout SplitMix64) -> [Bid] {
    func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }
    let hasFloors = below(2) == 0
    let namesWinners = below(2) == 0
    return (0..<below(40)).flatMap { number -> [Bid] in
      let ceiling = Int64(1 + below(below(2) == 0 ? 400 : 1_000_000_000))
      var notice = TenderNotice(
        identifier: "T\(number)",
        openingDate: below(20) == 0 ? nil : CivilDate(year: 2019 + below(3), month: 1 + below(12), day: 1 + below(28)),
        trade: ["土木", "舗装", nil][below(3)],
        method: ["一般競争入札", "指名競争入札", "随意契約", nil][below(4)])
      if below(10) > 0 { notice.ceiling = Yen(ceiling) }
      if hasFloors, below(4) > 0 { notice.floor = Yen(ceiling * 7 / 10) }
      if below(3) == 0 { notice.surveyThreshold = Yen(ceiling * 8 / 10) }
      let count = 1 + below(6)
      let winner = below(count)
      return (0..<count).map { place in
        let status = below(5) == 0 ? BidStatus.allCases[below(BidStatus.allCases.count)] : .valid
        let amount = status == .valid || status == .disqualified ? Yen(ceiling * Int64(60 + below(45)) / 100) : nil
        return Bid(
          notice: notice, firm: "F\(place * 7 % 11)", amount: amount, status: status,
          isWinner: namesWinners ? place == winner && amount != nil : nil)
      }
    }
  }

  /// Batches as readers make them: cut anywhere.
  private static func batches(_ bids: [Bid], _ random: inout SplitMix64) -> [BidBatch] {
    var batches: [BidBatch] = []
    var start = 0
    while start < bids.count {
      let end = min(bids.count, start + Int.random(in: 1...30, using: &random))
      batches.append(BidBatch(bids[start..<end]))
      start = end
    }
    return batches
  }

  private static func describe(_ table: IndicatorTable) -> [String] {
    var lines: [String] = ["\(table.sums.leftOut.sorted { $0.key.rawValue < $1.key.rawValue })"]
    for column in table.columns {
      for group in [nil] + table.groups.map(Optional.some) {
        let figures = group.map { table[$0, column] } ?? table[column]
        for indicator in BidIndicator.allCases {
          lines.append("\(column) \(group ?? []) \(indicator) \(figures.map { "\($0[indicator])" } ?? "–")")
        }
      }
      guard case .year(let year) = column else { continue }
      for indicator in FirmIndicator.allCases { lines.append("\(year) \(indicator) \(table.firms[indicator, year])") }
    }
    return lines
  }

  @Test("One pass, gathering in any order, and merged parts give the same figures")
  func agreement() throws {
    var random = SplitMix64(seed: 26)
    let plan = IndicatorPlan(divisions: [.trade, .method], since: CivilDate(year: 2020, month: 4, day: 1)) {
      ContractMethod(words: $0)
    }
    for _ in 0..<Self.registers {
      let bids = Self.register(&random)
      var tally = BidTally(plan)
      for batch in Self.batches(bids, &random) { try tally.add(batch) }
      let expected = Self.describe(IndicatorTable(try tally.finish(), showsNoBid: true, lookBack: 1))
      var gathering = TenderGathering(plan, repeated: .reject)
      for batch in Self.batches(bids.shuffled(using: &random), &random) { try gathering.add(batch) }
      let gathered = gathering.finish()
      #expect(Self.describe(IndicatorTable(gathered, showsNoBid: true, lookBack: 1)) == expected)
      // Parts of whole tenders, merged.
      var merged = IndicatorSums(plan)
      for parity in [1, 0] {
        var part = BidTally(plan)
        try part.add(BidBatch(bids.filter { (Int($0.notice.identifier.dropFirst()) ?? 0) % 2 == parity }))
        merged.merge(try part.finish())
      }
      #expect(Self.describe(IndicatorTable(merged, showsNoBid: true, lookBack: 1)) == expected)
    }
  }

  @Test("Shares and rates are the rational numbers that they stand for, rounded once")
  func rationals() throws {
    var random = SplitMix64(seed: 2_026)
    let plan = IndicatorPlan(methods: Set(ContractMethod.allCases)) { ContractMethod(words: $0) }
    var compared = 0
    for _ in 0..<Self.registers {
      let bids = Self.register(&random)
      var tally = BidTally(plan)
      try tally.add(BidBatch(bids))
      let table = IndicatorTable(try tally.finish(), showsNoBid: true, lookBack: 1)
      guard let column = table.columns.last, let figures = table[column] else { continue }
      let facts = Dictionary(grouping: bids, by: \.notice.identifier).values.map { Self.judged($0) }
      let awards = facts.compactMap { fact in fact.award.map { (fact, $0) } }
      let rated = awards.filter { $0.0.ceiling != nil }
      let rates = rated.compactMap { fact, award in fact.ceiling.flatMap { ExactRatio(award, over: $0) } }
      let ordered = rates.sorted()
      func quotient(_ part: Int64, _ whole: Int64) -> FixedPoint? {
        ExactRatio(part, over: whole)?.percent(decimals: 2)
      }
      let bidders = facts.map(\.bidders).filter { $0 > 0 }
      let expected: [BidIndicator: FixedPoint?] = [
        .rateMean: rates.isEmpty
          ? nil : (rates.reduce(.zero, +) / ExactRatio(Int64(rates.count)))?.percent(decimals: 2),
        .rateOfSums: quotient(
          rated.reduce(0) { $0 + $1.1 }, rated.reduce(0) { $0 + ($1.0.ceiling ?? 0) }),
        .rateAtLeast90: quotient(Int64(rates.count { $0 >= Self.ratio(9, 10) }), Int64(rates.count)),
        .rateAtLeast100: quotient(Int64(rates.count { $0 >= ExactRatio(1) }), Int64(rates.count)),
        .singleBid: quotient(Int64(bidders.count { $0 == 1 }), Int64(bidders.count)),
        .failedShare: quotient(Int64(facts.count { $0.isFailed }), Int64(facts.count)),
        .rateMedian: ordered.isEmpty
          ? nil
          : ((ordered[(ordered.count - 1) / 2] + ordered[ordered.count / 2]) * Self.ratio(1, 2)).percent(decimals: 2),
      ]
      for (indicator, value) in expected {
        compared += 1
        #expect(figures[indicator].value == value, "\(indicator)")
      }
    }
    #expect(compared > Self.registers * 5)
  }

  private static func ratio(_ a: Int64, _ b: Int64) -> ExactRatio { ExactRatio(a, over: b) ?? .zero }

  /// A tender judged by definition, without the engine.
  private static func judged(_ bids: [Bid]) -> (award: Int64?, ceiling: Int64?, bidders: Int, isFailed: Bool) {
    let notice = bids[0].notice
    let submitted = bids.filter { [.valid, .invalid, .disqualified].contains($0.status) }
    let valid = bids.filter { bid in
      guard bid.status == .valid, let amount = bid.amount else { return false }
      return amount >= notice.floor ?? Yen(0) && amount <= notice.ceiling ?? Yen(.max)
    }
    var award = bids.first { $0.isWinner == true }?.amount
    if bids.allSatisfy({ $0.isWinner == nil }) { award = valid.compactMap(\.amount).min() }
    let isFailed = award == nil
    return (award?.value, notice.ceiling?.value, submitted.count, isFailed)
  }

  @Test("Tenders that come back, disagree or hold a firm twice need gathering")
  func needsGathering() throws {
    let plan = IndicatorPlan { ContractMethod(words: $0) }
    func bid(_ tender: String, _ firm: String, trade: String? = nil, amount: Int64 = 1) -> Bid {
      Bid(notice: TenderNotice(identifier: tender, trade: trade), firm: firm, amount: Yen(amount))
    }
    for rows in [
      [bid("A", "x"), bid("B", "x"), bid("A", "y")], [bid("A", "x"), bid("A", "x")],
      [bid("A", "x"), bid("A", "y", trade: "土木")], [bid("A", "x", amount: -1)],
    ] {
      #expect(throws: BidTally.NeedsGathering.self) {
        var tally = BidTally(plan)
        try tally.add(BidBatch(rows))
        _ = try tally.finish()
      }
    }
  }
}
