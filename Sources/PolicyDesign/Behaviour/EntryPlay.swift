import CounterRandom

/// Where firms that reply to each other end up, with the regret as certificate.
public struct EntryPlay: Sendable {
  /// A profile that firms end up in.
  public struct Equilibrium: Sendable, Hashable {
    /// Who enters what.
    public var profile: EntryProfile
    /// The most that any firm could still gain by entering otherwise, all other entries staying.
    public var regret: Double
    /// How many firms enter each tender.
    public var bidders: [Int]
    /// The probability of an award, tender by tender.
    public var awards: [Double]
  }

  /// What was found from all starts, those with less regret first.
  public let equilibria: [Equilibrium]
  /// The number of profiles that were evaluated.
  public let evaluations: Int

  /// Plays from several starts: everybody enters everything, nobody enters, everybody the dearest, and random entries.
  ///
  /// In each round every firm in random order replies to what the others do now, with inertia: only a part of those that would gain
  /// change their entries, because replies of all at once run in circles. Play ends where nobody gains, or after `rounds`; the profile of
  /// least regret is kept.
  ///
  /// - Parameters:
  ///   - starts: further profiles to start from, as the recorded one.
  ///   - tolerance: gains up to this are none.
  /// - Complexity: O(rounds × entries × 2^tenders) evaluations a start.
  public init(
    _ game: EntryGame, starts: [EntryProfile] = [], randomStarts: Int = 4, rounds: Int = 60, seed: UInt64 = 1,
    tolerance: Double = 1e-9
  ) {
    var board = EntryBoard(game)
    var found: [Equilibrium] = []
    let dearest = game.tenders.indices.max { game.tenders[$0].value < game.tenders[$1].value } ?? 0
    let streams = TrialStreams(seed: seed, experiment: 4)
    var all =
      starts + [
        EntryProfile(game, all: game.strategyCount - 1), EntryProfile(game, all: 0),
        EntryProfile(game, all: 1 << dearest),
      ]
    for start in 0..<randomStarts {
      var picks = PickSequence(stream: streams.stream(trial: UInt64(start), draw: 0), below: UInt32(game.strategyCount))
      all.append(
        EntryProfile(
          game.types.map { type in
            var counts: [Int: Int] = [:]
            for _ in 0..<type.count { counts[Int(picks.next()), default: 0] += 1 }
            return counts
          }))
    }
    for (index, start) in all.enumerated() {
      let stream = streams.stream(trial: UInt64(1_000 + index), draw: 0)
      let end = Self.play(from: start, &board, rounds: rounds, stream: stream, tolerance: tolerance)
      let outcome = board.outcome(of: end.profile)
      let equilibrium = Equilibrium(
        profile: end.profile, regret: end.regret, bidders: outcome.bidders, awards: outcome.awards)
      if !found.contains(where: { $0.profile == equilibrium.profile }) { found.append(equilibrium) }
    }
    equilibria = found.sorted { $0.regret < $1.regret }
    evaluations = board.evaluations
  }

  private static func play(
    from start: EntryProfile, _ board: inout EntryBoard, rounds: Int, stream: DrawStream, tolerance: Double
  ) -> (profile: EntryProfile, regret: Double) {
    var profile = start
    var best = (profile: start, regret: Double.infinity)
    var coins = PickSequence(stream: stream, below: 1_000)
    for round in 0..<max(1, rounds) {
      let regret = board.regret(of: profile)
      if regret < best.regret { best = (profile, regret) }
      if regret <= tolerance { break }
      var movers = profile.entries.flatMap { entry in
        [(Int, Int)](repeating: (entry.type, entry.mask), count: entry.count)
      }
      for place in movers.indices.dropFirst().reversed() {
        movers.swapAt(place, Int(coins.next()) * (place + 1) / 1_000)
      }
      var hasMoved = false
      for (type, mask) in movers {
        // Later rounds are slower, so that circles die out.
        guard Int(coins.next()) < 800 - 10 * min(round, 60) else { continue }
        let reply = board.bestReply(type: type, mask: mask, in: profile)
        guard reply.gain > tolerance else { continue }
        profile = profile.moving(type: type, from: mask, to: reply.mask)
        hasMoved = true
      }
      if !hasMoved, round > 0, regret <= tolerance { break }
    }
    return best
  }
}

/// Profiles and their outcomes, each evaluated once.
struct EntryBoard {
  let game: EntryGame
  private let payoffs: EntryPayoffs
  private var known: [EntryProfile: EntryPayoffs.Outcome] = [:]
  private(set) var evaluations = 0

  init(_ game: EntryGame) {
    self.game = game
    payoffs = EntryPayoffs(game)
  }

  mutating func outcome(of profile: EntryProfile) -> EntryPayoffs.Outcome {
    if let outcome = known[profile] { return outcome }
    let outcome = payoffs.outcome(of: profile)
    known[profile] = outcome
    evaluations += 1
    return outcome
  }

  /// The payoff of a firm of a type that enters so.
  mutating func payoff(type: Int, mask: Int, in profile: EntryProfile) -> Double {
    let outcome = outcome(of: profile)
    let place = profile.entries.firstIndex { $0.type == type && $0.mask == mask }
    return place.map { outcome.payoffs[$0] } ?? 0
  }

  /// The best that a firm can do while all others stay, over all ways to enter.
  mutating func bestReply(type: Int, mask: Int, in profile: EntryProfile) -> (mask: Int, gain: Double) {
    let own = payoff(type: type, mask: mask, in: profile)
    var best = (mask: mask, gain: 0.0)
    for other in 0..<game.strategyCount where other != mask {
      let gain = payoff(type: type, mask: other, in: profile.moving(type: type, from: mask, to: other)) - own
      if gain > best.gain + 1e-12 { best = (other, gain) }
    }
    return best
  }

  /// The most that any firm gains by another entry.
  mutating func regret(of profile: EntryProfile) -> Double {
    var most = 0.0
    for entry in profile.entries { most = max(most, bestReply(type: entry.type, mask: entry.mask, in: profile).gain) }
    return most
  }
}

/// All profiles in which no firm gains by entering otherwise, for games that are small enough to go through.
public enum PureEquilibria {
  /// The number of profiles of a game, firms of one type being alike.
  public static func profileCount(_ game: EntryGame) -> Double {
    game.types.reduce(1) { product, type in
      (0..<type.count).reduce(product) { $0 * Double(game.strategyCount + $1) / Double($1 + 1) }
    }
  }

  /// The equilibria, or nil where there are more profiles than `limit`.
  ///
  /// - Complexity: O(profiles × entries × 2^tenders) evaluations at most; a profile is left at the first gain.
  public static func all(_ game: EntryGame, limit: Double = 50_000, tolerance: Double = 1e-9) -> [EntryPlay
    .Equilibrium]?
  {
    guard profileCount(game) <= limit else { return nil }
    var board = EntryBoard(game)
    var found: [EntryPlay.Equilibrium] = []
    var profiles: [[[Int: Int]]] = [[]]
    for type in game.types {
      let own = multisets(type.count, of: game.strategyCount)
      profiles = profiles.flatMap { start in own.map { start + [$0] } }
    }
    for counts in profiles {
      let profile = EntryProfile(counts)
      let isStable = profile.entries.allSatisfy { entry in
        let own = board.payoff(type: entry.type, mask: entry.mask, in: profile)
        return (0..<game.strategyCount).allSatisfy { mask in
          mask == entry.mask
            || board.payoff(
              type: entry.type, mask: mask, in: profile.moving(type: entry.type, from: entry.mask, to: mask))
              <= own + tolerance
        }
      }
      guard isStable else { continue }
      let outcome = board.outcome(of: profile)
      found.append(.init(profile: profile, regret: 0, bidders: outcome.bidders, awards: outcome.awards))
    }
    return found
  }

  private static func multisets(_ count: Int, of kinds: Int) -> [[Int: Int]] {
    func go(_ kind: Int, _ left: Int) -> [[Int: Int]] {
      if kind == kinds - 1 { return [left > 0 ? [kind: left] : [:]] }
      return (0...left).flatMap { own in
        go(kind + 1, left - own).map { rest in
          var counts = rest
          if own > 0 { counts[kind] = own }
          return counts
        }
      }
    }
    return go(0, count)
  }
}
