import LotteryStatistics
import Procurement
import Testing

/// Real data: `../shared/data/mlit` beside the package; skipped where it is absent. Two of the 572 ties are
/// works: what is found here says next to nothing about works.
@Suite(.enabled(if: ChugokuBids.isPresent, "../shared/data/mlit is absent"), .serialized)
struct ChugokuBidsTests {
  static let shared = try? ChugokuBids.register()

  @Test func incidenceOfTies() throws {
    let incidence = LotteryIncidence(try #require(Self.shared))
    #expect(incidence.all.decidedByLot == 572)
    #expect(incidence.by[.category]?["works"]?.decidedByLot == 2)
    #expect(incidence.by[.category]?["services"]?.decidedByLot == 570)
    let years = (incidence.by[.year] ?? [:]).mapValues(\.decidedByLot).filter { $0.value > 0 }
    #expect(years == ["2017": 6, "2018": 134, "2019": 154, "2020": 151, "2021": 127])
    #expect(incidence.all.floorUnknown == 572 && incidence.all.atFloor == 0)
    let trades = (incidence.by[.trade] ?? [:]).mapValues(\.decidedByLot).filter { $0.value > 0 }
    #expect(trades["土木関係建設コンサルタント業務"] == 198 && trades["測量"] == 119 && trades.count == 7)

    // The numbers tied, against the table that others derived from the same bids.
    var tied: [Int: Int] = [:]
    for row in try ChugokuBids.lines("chugoku_ties.csv") { tied[Int(row[7]) ?? 0, default: 0] += 1 }
    #expect(incidence.all.tied == tied)

    let several = incidence.groups.groups().filter { $0.ties > 1 }
    #expect(several.count == 64 && several.reduce(0) { $0 + $1.ties } == 151)
  }

  @Test func twelveDoubleWinsWereRecorded() throws {
    let repeated = Replay.repeatedWins(in: try #require(Self.shared))
    #expect(repeated.count == 12 && repeated.allSatisfy { $0.wins == 2 })
  }

  @Test func replayChangesTheDoubleWins() throws {
    let register = try #require(Self.shared)
    let replay = try Replay(LotteryProblem(register, under: .oneWin))
    #expect(replay.unexplained == 0)
    let changed = replay.tenders.filter { ($0.changed ?? 0) > 0 }
    // The second win of a firm in a group goes elsewhere for certain, unless the rule is waived; whoever may
    // get it is then barred with some probability from a later win of its own.
    let certain = changed.count { ($0.changed ?? 0) > 1 - 1e-12 }
    #expect((1...12).contains(certain) && changed.count >= certain)
    let recorded = try Replay(LotteryProblem(register, under: .independent))
    #expect(recorded.tenders.allSatisfy { $0.changed == 0 || $0.recorded == nil })
  }

  /// All named policies, exact, on all price-only tenders; under a second in a release build.
  @Test func namedPoliciesAreExact() throws {
    let register = try #require(Self.shared)
    let ties = LotteryIncidence(register).all.decidedByLot
    var expected: [Double] = []
    for policy in LotteryPolicy.named {
      let outcome = try ExactSolver().outcome(of: LotteryProblem(register, under: policy))
      let awards = outcome.blocks.flatMap(\.firms).reduce(0) { $0 + $1.expectedWins }
      let none = outcome.blocks.flatMap(\.tenders).reduce(0) { $0 + $1.noAward }
      #expect(abs(awards + none - Double(register.tenders.count)) < 1e-6)
      if policy.name != "torinuke" { #expect(none == 0) }
      // The expected number of repeated wins within groups falls from policy to policy.
      let once = outcome.blocks.flatMap(\.firms).reduce(0) { $0 + $1.winAtLeastOne }
      expected.append(awards - once)
    }
    #expect(ties == 572 && expected[1] < expected[0] && expected[4] < 1e-9)
  }
}
