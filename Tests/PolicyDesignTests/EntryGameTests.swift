import LotteryStatistics
import Procurement
import TestSupport
import Testing

@testable import PolicyDesign

@Suite("Games of entry")
struct EntryGameTests {
  private static func anyWin(_ order: OpeningOrder = .caseNumber) -> LotteryPolicy {
    var policy = LotteryPolicy.oneWin
    (policy.name, policy.counted, policy.order) = ("any", .any, order)
    return policy
  }

  private static func falling() -> LotteryPolicy {
    var policy = LotteryPolicy.oneWin
    (policy.name, policy.order) = ("falling", .ceilingDescending)
    return policy
  }

  private static func tenFirms(_ policy: LotteryPolicy) -> EntryGame {
    EntryGame(tenders: [5.0, 20, 60].map { .init(value: $0) }, types: [.init(count: 10, cost: 1)], policy: policy)
  }

  /// A profile of equal firms: the first `bidders[t]` of them enter tender t, from the last backwards for the first tender.
  private static func profile(_ bidders: [Int]) -> EntryProfile {
    var counts: [Int: Int] = [:]
    for firm in 0..<10 {
      let mask = bidders.enumerated().reduce(0) { $0 | (firm < $1.element ? 1 << $1.offset : 0) }
      counts[mask, default: 0] += 1
    }
    return EntryProfile([counts])
  }

  @Test("ten equal firms, worth 5, 20 and 60: the profiles of the method page are equilibria, their neighbours are not")
  func tenFirms() {
    let cases: [(LotteryPolicy, stable: [Int], unstable: [Int])] = [
      (.independent, [4, 5], [3, 6]), (.oneWin, [1], [0, 2]), (Self.anyWin(), [0], [1, 2]),
      (Self.falling(), [4, 5], [1, 6]),
    ]
    for (policy, stable, unstable) in cases {
      var board = EntryBoard(Self.tenFirms(policy))
      for first in stable + unstable {
        let profile = Self.profile([first, 10, 10])
        #expect(profile.bidders(3) == [first, 10, 10])
        #expect((board.regret(of: profile) <= 1e-9) == stable.contains(first), "\(policy.name) \(first)")
      }
    }
  }

  @Test("two firms, two tenders by hand: entering the small first tender costs the chance at the large one")
  func smallFirstTrap() throws {
    let tenders = [EntryGame.Tender(value: 2), .init(value: 20)]
    // Both enter both: each wins one, 11 on average, less 2 for the bids. Whoever leaves the first gets the second after the other's win.
    let game = EntryGame(tenders: tenders, types: [.init(count: 2, cost: 1)], policy: Self.anyWin())
    let both = EntryPayoffs(game).outcome(of: EntryProfile(game, all: 3))
    #expect(both.payoffs == [9])
    let one = EntryPayoffs(game).outcome(of: EntryProfile([[3: 1, 2: 1]]))
    // Entries in the order of masks: 2 (the large only) wins it surely, 19; 3 wins the small one, and is out: 2 − 2.
    #expect(one.payoffs == [19, 0])
    let all = try #require(PureEquilibria.all(game))
    #expect(all.map(\.bidders) == [[0, 2]])
    let repaired = EntryGame(
      tenders: tenders, types: [.init(count: 2, cost: 1)], policy: Self.anyWin(.ceilingDescending))
    let ends = try #require(PureEquilibria.all(repaired))
    #expect(!ends.isEmpty)
    #expect(ends.allSatisfy { $0.bidders[0] >= 1 })
  }

  @Test("payoffs are those of the exact solver on a register of the same bids", arguments: 1...12)
  func againstSolver(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let count = Int.random(in: 2...3, using: &generator)
    let tenders = (0..<count).map { _ in EntryGame.Tender(value: Double(Int.random(in: 1...9, using: &generator))) }
    let lattice = { () -> RuleLattice in
      var lattice = RuleLattice()
      lattice.caps = [1, 2, nil]
      lattice.counted = CountedWins.allCases
      lattice.outrightWins = OutrightWin.allCases
      lattice.soleRemaining = SoleRemaining.allCases
      lattice.nobodyRemaining = NobodyRemaining.allCases
      lattice.noBidRemaining = NoBidRemaining.allCases
      return lattice
    }()
    let counts = [
      (0..<4).reduce(into: [Int: Int]()) { masks, _ in
        masks[Int.random(in: 0..<(1 << count), using: &generator), default: 0] += 1
      }
    ]
    let profile = EntryProfile(counts)
    let firms = profile.entries.flatMap { entry in [Int](repeating: entry.mask, count: entry.count) }
    let register = try TenderRegister(
      firms: firms.indices.map { Firm(name: "F\($0)") },
      tenders: (0..<count).map { tender in
        Tender(
          notice: TenderNotice(identifier: "T\(tender)"),
          bids: firms.indices.filter { firms[$0] >> tender & 1 == 1 }
            .map {
              TenderBid(
                firm: $0, amount: Yen(Int64(tenders[tender].value)), status: .valid, technicalPoints: nil, sourceLine: 0
              )
            })
      }, groups: [TenderGroup(identifier: "G", tenders: Array(0..<count))])
    for rule in try LatticeRules(lattice, for: register).rules {
      let game = EntryGame(tenders: tenders, types: [.init(count: 4, cost: 0.5)], policy: rule.policy)
      let outcome = EntryPayoffs(game).outcome(of: profile)
      let exact = try ExactSolver().outcome(of: LotteryProblem(register, under: rule.policy))
      var amounts = [Double](repeating: 0, count: firms.count)
      for firm in exact.blocks.flatMap(\.firms) { amounts[firm.firm] += firm.expectedAmount }
      var first = 0
      for (entry, payoff) in zip(profile.entries, outcome.payoffs) {
        let expected = amounts[first] - 0.5 * Double(entry.mask.nonzeroBitCount)
        #expect(abs(payoff - expected) < 1e-12, "\(rule.policy.name) \(entry)")
        first += entry.count
      }
    }
  }

  @Test("a chance to tie and a capacity, by hand")
  func chances() {
    let single = [EntryGame.Tender(value: 8)]
    // One always ties, the other half the time: half the draws are won by the first alone, 8·(1/2 + 1/4) − 1 and 8/4 − 1.
    let game = EntryGame(
      tenders: single, types: [.init(count: 1, cost: 1), .init(count: 1, cost: 1, tieChance: 0.5)], policy: .independent
    )
    #expect(EntryPayoffs(game).outcome(of: EntryProfile(game, all: 1)).payoffs == [5, 1])
    // Alone in two tenders with one crew: both are won, the second costs 3.
    let busy = EntryGame(
      tenders: [.init(value: 8), .init(value: 8)], types: [.init(count: 1, cost: 1, capacity: 1, excessCost: 3)],
      policy: .independent)
    #expect(EntryPayoffs(busy).outcome(of: EntryProfile(busy, all: 3)).payoffs == [8 + 8 - 3 - 2])
  }

  /// A random game of 2 to 4 different firms over 2 or 3 tenders.
  private static func randomGame(_ generator: inout SplitMix64) -> EntryGame {
    let tenders = (0..<Int.random(in: 2...3, using: &generator)).map { _ in
      let value = Double.random(in: 2...40, using: &generator)
      return EntryGame.Tender(value: value, soleValue: value * Double.random(in: 1...1.5, using: &generator))
    }
    let types = (0..<Int.random(in: 2...4, using: &generator)).map { _ in
      EntryGame.FirmType(
        count: 1, cost: Double.random(in: 0.5...4, using: &generator),
        scale: Double.random(in: 0.5...1.5, using: &generator),
        capacity: Bool.random(using: &generator) ? 1 : nil, excessCost: Double.random(in: 0...20, using: &generator))
    }
    let rules = LotteryPolicy.named + [anyWin(), anyWin(.ceilingDescending), falling()]
    return EntryGame(tenders: tenders, types: types, policy: rules[Int.random(in: 0..<rules.count, using: &generator)])
  }

  @Test(
    "200 random small games: play finds an equilibrium up to a tenth of the smallest cost wherever there is a pure one"
  )
  func randomGames() throws {
    var generator = SplitMix64(seed: 2022)
    var missed = 0
    for number in 0..<200 {
      let game = Self.randomGame(&generator)
      let play = EntryPlay(game, randomStarts: 2, rounds: 40, seed: UInt64(number))
      let best = try #require(play.equilibria.first)
      // The certificate is recomputed by going through all replies of every firm.
      var worst = 0.0
      let payoffs = EntryPayoffs(game)
      let own = payoffs.outcome(of: best.profile).payoffs
      for (place, entry) in best.profile.entries.enumerated() {
        for mask in 0..<game.strategyCount where mask != entry.mask {
          let moved = best.profile.moving(type: entry.type, from: entry.mask, to: mask)
          let after = moved.entries.firstIndex { $0.type == entry.type && $0.mask == mask }
          worst = max(worst, after.map { payoffs.outcome(of: moved).payoffs[$0] - own[place] } ?? 0)
        }
      }
      #expect(abs(worst - best.regret) < 1e-9)
      guard worst > 0.1 * game.smallestCost else { continue }
      missed += 1
      #expect(try #require(PureEquilibria.all(game)).isEmpty, "game \(number)")
      // Then there is one in probabilities.
      Self.check(try #require(MixedEquilibrium(game)), of: game, number)
    }
    // 15 of these games have no pure equilibrium, as going through all profiles shows.
    #expect(missed == 15)
  }

  /// Holds an equilibrium in probabilities against the payoffs of every profile.
  private static func check(_ mixed: MixedEquilibrium, of game: EntryGame, _ number: Int) {
    let payoffs = EntryPayoffs(game)
    let firms = game.types.count
    var gain = [[Double]](repeating: [Double](repeating: 0, count: game.strategyCount), count: firms)
    var profiles: [[Int]] = [[]]
    for _ in 0..<firms { profiles = profiles.flatMap { head in (0..<game.strategyCount).map { head + [$0] } } }
    for masks in profiles {
      // What two firms never do adds nothing.
      let chances = masks.enumerated().map { mixed.strategies[$0.offset][$0.element] }
      guard chances.count(where: { $0 == 0 }) < 2 else { continue }
      let outcome = payoffs.outcome(of: EntryProfile(masks.map { [$0: 1] }))
      for (firm, mask) in masks.enumerated() {
        let others = chances.enumerated().reduce(1.0) { $1.offset == firm ? $0 : $0 * $1.element }
        gain[firm][mask] += others * outcome.payoffs[firm]
      }
    }
    var regret = 0.0
    for firm in 0..<firms {
      let own = zip(gain[firm], mixed.strategies[firm]).reduce(0.0) { $0 + $1.0 * $1.1 }
      regret = max(regret, (gain[firm].max() ?? 0) - own)
      #expect(abs(mixed.strategies[firm].reduce(0, +) - 1) < 1e-9)
    }
    #expect(abs(regret - mixed.regret) < 1e-9)
    #expect(regret <= 1e-6 * game.smallestCost, "game \(number): \(regret / game.smallestCost)")
    #expect(mixed.strategies.contains { own in own.contains { $0 > 0.001 && $0 < 0.999 } })
  }

  @Test("An equilibrium in probabilities by hand: two firms, one tender")
  func mixedByHand() throws {
    // One tender: alone it is worth 2, tied 1 to whoever wins the draw, a bid costs 0.75. Entering earns 2 − 0.75 against nobody and
    // ½ − 0.75 against one: indifferent at p with 1.25·(1 − p) − 0.25·p = 0, p = 5/6; pure ones have one firm in and one out.
    let game = EntryGame(
      tenders: [.init(value: 1, soleValue: 2)], types: [.init(count: 2, cost: 0.75)], policy: .independent)
    let mixed = try #require(MixedEquilibrium(game))
    #expect(mixed.strategies.allSatisfy { abs($0[1] - 5.0 / 6) < 1e-9 })
    #expect(mixed.regret < 1e-12 && abs(mixed.bidders[0] - 5.0 / 3) < 1e-9)
    // Too many profiles.
    #expect(MixedEquilibrium(Self.tenFirms(.oneWin)) == nil)
  }
}
