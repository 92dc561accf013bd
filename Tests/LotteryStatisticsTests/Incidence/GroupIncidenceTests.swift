import TestSupport
import Testing

@testable import LotteryStatistics

@Suite("Groups of an incidence")
struct GroupIncidenceTests {
  private struct Lottery {
    var group: String
    var firms: [String]
  }

  private func lotteries(_ seed: UInt64, inOrder: Bool) -> [Lottery] {
    var random = SplitMix64(seed: seed)
    let all = (0..<80).map { _ in
      Lottery(
        group: "G\(Int.random(in: 0..<12, using: &random))",
        firms: (0..<8).filter { _ in Bool.random(using: &random) }.map { "F\($0)" })
    }
    return inOrder ? all.sorted { $0.group < $1.group } : all
  }

  private func counted(_ lotteries: some Sequence<Lottery>) -> GroupIncidence {
    var groups = GroupIncidence()
    for lottery in lotteries {
      let group = groups.number(ofGroup: lottery.group)
      groups.add(tenders: 1, ties: lottery.firms.count > 1 ? 1 : 0, in: group)
      guard lottery.firms.count > 1 else { continue }
      for firm in lottery.firms { groups.add(firm: groups.number(ofFirm: firm), in: group) }
    }
    return groups
  }

  @Test("counts are those of dictionaries", arguments: 0..<10, [false, true])
  func counts(_ seed: Int, _ inOrder: Bool) {
    let lotteries = lotteries(UInt64(seed), inOrder: inOrder)
    let incidence = counted(lotteries)
    let expected = Dictionary(grouping: lotteries, by: \.group)
    #expect(incidence.count == expected.count)
    for (group, firms) in zip(incidence.groups(), incidence.tiedFirms()) {
      let own = expected[group.identifier] ?? []
      let tied = own.filter { $0.firms.count > 1 }
      let times = Dictionary(tied.flatMap(\.firms).map { ($0, 1) }, uniquingKeysWith: +)
      #expect(group.tenders == own.count && group.ties == tied.count && firms == times)
      #expect(group.firms == times.count && group.repeatedFirms == times.values.count { $0 > 1 })
      #expect(group.isTouched == (group.repeatedFirms > 0))
    }
  }

  @Test("parts add up to the whole, in whatever order they come", arguments: 0..<10)
  func merges(_ seed: Int) {
    let lotteries = lotteries(UInt64(seed), inOrder: false)
    let whole = counted(lotteries)
    var sum = counted(lotteries[50...])
    sum.merge(counted(lotteries[..<50]))
    #expect(sum == whole)
    var again = GroupIncidence()
    for (group, firms) in zip(whole.groups(), whole.tiedFirms()) {
      again.add(group: group.identifier, tenders: group.tenders, ties: group.ties, tiedFirms: firms)
    }
    #expect(again == whole && again.groups() == whole.groups())
    again.add(group: "G1", tenders: 0, ties: 0, tiedFirms: ["F1": 1])
    #expect(again != whole)
  }
}
