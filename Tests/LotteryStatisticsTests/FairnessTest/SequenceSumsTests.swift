import Foundation
import Procurement
import TestSupport
import Testing

@testable import LotteryStatistics

@Suite struct SequenceSumsTests {
  /// A record with a day of opening for each draw; nil leaves it open.
  private func record(
    _ sets: [(group: Int, firms: [Int], winner: Int)], days: [Int?], _ policy: LotteryPolicy = .independent
  ) throws -> DrawRecord {
    let register = try draws(sets)
    var tenders = register.tenders
    for place in tenders.indices {
      tenders[place].notice.openingDate = days[place].flatMap { CivilDate(daysSince1970: 18_000 + $0) }
    }
    return DrawRecord(
      try TenderRegister(firms: register.firms, tenders: tenders, groups: register.groups), under: policy)
  }

  private func sums(_ record: DrawRecord) throws -> SequenceSums {
    let layout = HistoryLayout(record.problem)
    let sequence = try #require(OpeningSequence(record.problem, winners: record.winners))
    // Only the trace is of interest: the sums over firms are given a place that fits.
    let firms = UnsafeMutablePointer<Int32>.allocate(capacity: layout.firmOfEntry.count)
    firms.initialize(from: layout.firmOfEntry, count: layout.firmOfEntry.count)
    let residuals = UnsafeMutablePointer<Double>.allocate(capacity: layout.firms.count)
    residuals.initialize(repeating: 0, count: layout.firms.count)
    defer {
      firms.deallocate()
      residuals.deallocate()
    }
    var sink = ResidualSink(
      layout: layout, firmOfEntry: UnsafePointer(firms), residuals: residuals, trace: HistoryTrace(record.problem))
    _ = HistoryPlayer(record, layout, streams: .init(seed: 1, experiment: 0x6001)).playRecord(into: &sink)
    let trace = try #require(sink.trace)
    var walker = SequenceWalker(layout, sequence)
    return walker.sums(trace)
  }

  /// Six wins among 7, 8, 3, 6, 8 and 5 tied firms: 1 in 40,320 for that firm alone. A draw without the firm between them
  /// does not end the run.
  @Test func aRunHasTheSizeOfItsProbability() throws {
    var sets = [7, 8, 3, 6, 8, 5].map { (group: 0, firms: Array(0..<$0), winner: 0) }
    sets.insert((group: 0, firms: [1, 2, 3], winner: 0), at: 3)
    for place in sets.indices { sets[place].group = place }
    let sums = try sums(record(sets, days: Array(0..<7)))
    #expect(abs(exp(sums.streak) - 40_320) < 1e-6)
    #expect(sums.holder?.firm == 0 && sums.holder?.wins == 6)
  }

  /// The days decide, not the rows: in the order of the days a loss stands between the two wins.
  @Test func theDaysDecide() throws {
    let sets = [0, 0, 1].enumerated().map { (group: $0, firms: [0, 1], winner: $1) }
    #expect(abs(try sums(record(sets, days: [0, 1, 2])).streak - 2 * log(2)) < 1e-12)
    #expect(abs(try sums(record(sets, days: [0, 2, 1])).streak - log(2)) < 1e-12)
    // Of one day: a win and a loss make no run, and the order of the rows says nothing.
    #expect(abs(try sums(record(sets, days: [0, 1, 1])).streak - log(2)) < 1e-12)
    let turned = [sets[0], (1, [0, 1], 1), (2, [0, 1], 0)]
    #expect(
      try sums(record(turned.map { (group: $0.0, firms: $0.1, winner: $0.2) }, days: [0, 1, 1])).streak
        == (try sums(record(sets, days: [0, 1, 1]))).streak)
  }

  /// Under one-win the second win of a group comes from those left: 1/3 and then 1/2.
  @Test func eligibilityIsThatOfTheHistory() throws {
    let sets = [(group: 0, firms: [0, 1, 2], winner: 0), (group: 0, firms: [0, 1, 2], winner: 1), (1, [1, 2], 0)]
    let sums = try sums(record(sets.map { ($0.0, $0.1, $0.2) }, days: [0, 1, 2], .oneWin))
    #expect(abs(sums.streak - (log(2) + log(2))) < 1e-9)
    #expect(sums.holder?.firm == 1)
  }

  @Test func withoutTimesTheOrderMustBeNumbered() throws {
    let sets = [0, 1, 0, 1].enumerated().map { (group: $0, firms: [0, 1], winner: $1) }
    let bare = DrawRecord(try draws(sets), under: .independent)
    #expect(OpeningSequence(bare.problem, winners: bare.winners) == nil)
    let some = try record(sets, days: [0, nil, 1, 2])
    #expect(OpeningSequence(some.problem, winners: some.winners)?.leftOut == 1)
  }

  /// A record that lists the draws of each winner together is in no order of opening.
  @Test func aRecordSortedByWinnersHasNoOrder() throws {
    let register = try draws([0, 0, 1, 1, 2, 2].enumerated().map { (group: $0, firms: [0, 1, 2], winner: $1) })
    var tenders = register.tenders
    for place in tenders.indices { tenders[place].notice.order = 1 }
    let record = DrawRecord(
      try TenderRegister(firms: register.firms, tenders: tenders, groups: register.groups), under: .independent)
    #expect(OpeningSequence(record.problem, winners: record.winners) == nil)
  }
}
