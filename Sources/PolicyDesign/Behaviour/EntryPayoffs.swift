import LotteryStatistics

/// What each firm expects of a profile: the exact law of who wins what, by counts of firms that are alike.
///
/// The state is the number of firms of each entry by counted and by all wins. It is the exact solver's recursion over types, for tenders
/// in which all entrants stand in one tier; the tests hold it against that solver.
struct EntryPayoffs {
  private let game: EntryGame
  private let rule: AwardRule
  private let opening: [Int]
  private let cap: Int
  /// How many different numbers of all wins a state tells apart.
  private let totals: Int

  init(_ game: EntryGame) {
    self.game = game
    rule = AwardRule(game.policy)
    opening = game.opening
    cap = max(1, Int(rule.cap))
    totals = game.types.contains { $0.capacity != nil } ? game.tenders.count + 1 : 1
  }

  /// What a profile leads to.
  struct Outcome {
    /// The expected payoff of a firm of each entry, in the order of the profile's entries.
    var payoffs: [Double]
    /// The probability of an award, tender by tender.
    var awards: [Double]
    /// How many firms enter each tender.
    var bidders: [Int]
  }

  private struct Move {
    var entry: Int
    var from: Int
    var to: Int
    var probability: Double
  }

  /// The outcome of a profile.
  ///
  /// - Complexity: O(states × entries) a tender.
  func outcome(of profile: EntryProfile) -> Outcome {
    let entries = profile.entries
    let bidders = profile.bidders(game.tenders.count)
    let width = (cap + 1) * totals
    var start = [Int](repeating: 0, count: entries.count * width)
    for (place, entry) in entries.enumerated() { start[place * width] = entry.count }
    var states = [start: 1.0]
    var gains = [Double](repeating: 0, count: entries.count)
    var awards = [Double](repeating: 0, count: game.tenders.count)
    for tender in opening where bidders[tender] > 0 {
      var next: [[Int]: Double] = [:]
      let value = bidders[tender] == 1 ? game.tenders[tender].soleValue : game.tenders[tender].value
      for (state, mass) in states {
        var left = 1.0
        for move in moves(tender, state, entries, width) {
          left -= move.probability
          awards[tender] += mass * move.probability
          gains[move.entry] += mass * move.probability * value * game.types[entries[move.entry].type].scale
          var after = state
          after[move.entry * width + move.from] -= 1
          after[move.entry * width + move.to] += 1
          next[after, default: 0] += mass * move.probability
        }
        if left > 1e-15 { next[state, default: 0] += mass * left }
      }
      states = next
    }
    if totals > 1 { subtractExcess(states, entries, width, from: &gains) }
    let payoffs = entries.enumerated().map { place, entry in
      gains[place] / Double(entry.count) - game.types[entry.type].cost * Double(entry.mask.nonzeroBitCount)
    }
    return Outcome(payoffs: payoffs, awards: awards, bidders: bidders)
  }

  private func subtractExcess(
    _ states: [[Int]: Double], _ entries: [EntryGame.Entry], _ width: Int, from gains: inout [Double]
  ) {
    for (place, entry) in entries.enumerated() {
      let type = game.types[entry.type]
      guard let capacity = type.capacity else { continue }
      for (state, mass) in states {
        for status in 0..<width {
          let excess = max(0, status % totals - capacity)
          gains[place] -= mass * Double(state[place * width + status] * excess) * type.excessCost
        }
      }
    }
  }

  /// Who may win a tender in a state, entry by entry and status by status.
  private func moves(_ tender: Int, _ state: [Int], _ entries: [EntryGame.Entry], _ width: Int) -> [Move] {
    var seats: [(entry: Int, status: Int, count: Int, chance: Double)] = []
    for (place, entry) in entries.enumerated() where entry.mask >> tender & 1 == 1 {
      for status in 0..<width where state[place * width + status] > 0 {
        seats.append((place, status, state[place * width + status], game.types[entry.type].tieChance))
      }
    }
    if seats.allSatisfy({ $0.chance >= 1 }) || seats.reduce(0, { $0 + $1.count }) == 1 {
      return drawn(seats.map { ($0.entry, $0.status, $0.count) })
    }
    return tied(seats)
  }

  /// The moves over all ways in which bids may tie; where none does, every entrant is as likely the lowest.
  private func tied(_ seats: [(entry: Int, status: Int, count: Int, chance: Double)]) -> [Move] {
    var moves: [Move] = []
    func add(_ found: [Move], _ probability: Double) {
      moves += found.map { Move(entry: $0.entry, from: $0.from, to: $0.to, probability: $0.probability * probability) }
    }
    var chosen = [Int](repeating: 0, count: seats.count)
    func go(_ seat: Int, _ probability: Double) {
      guard probability > 0 else { return }
      guard seat < seats.count else {
        if chosen.allSatisfy({ $0 == 0 }) {
          add(lowest(seats.map { ($0.entry, $0.status, $0.count) }), probability)
        } else {
          add(drawn(zip(seats, chosen).filter { $0.1 > 0 }.map { ($0.0.entry, $0.0.status, $0.1) }), probability)
        }
        return
      }
      let (count, chance) = (seats[seat].count, seats[seat].chance)
      var binomial = 1.0
      for tied in 0...count {
        chosen[seat] = tied
        var term = binomial
        for _ in 0..<tied { term *= chance }
        for _ in 0..<(count - tied) { term *= 1 - chance }
        go(seat + 1, probability * term)
        binomial = binomial * Double(count - tied) / Double(tied + 1)
      }
      chosen[seat] = 0
    }
    go(0, 1)
    return moves
  }

  /// The moves where some firms tie, or one bids alone.
  private func drawn(_ seats: [(entry: Int, status: Int, count: Int)]) -> [Move] {
    let size = seats.reduce(0) { $0 + $1.count }
    let eligible = seats.reduce(0) { $0 + ($1.status / totals < cap ? $1.count : 0) }
    let verdict = rule.verdict(tiers: 1, isCovered: true, size: { _ in size }, eligible: { _ in eligible })
    guard verdict.tier != nil else { return [] }
    let total = verdict.isWaived ? size : eligible
    let counted = rule.counts(verdict, isCovered: true)
    return seats.compactMap { seat in
      guard verdict.isWaived || seat.status / totals < cap else { return nil }
      return Move(
        entry: seat.entry, from: seat.status, to: after(seat.status, counted: counted),
        probability: Double(seat.count) / Double(total))
    }
  }

  /// The moves where no bids tie and each entrant is as likely the lowest.
  private func lowest(_ seats: [(entry: Int, status: Int, count: Int)]) -> [Move] {
    let isBound = rule.cap > 0 && rule.outrightWin == .void
    var able = seats.filter { !isBound || $0.status / totals < cap }
    if able.isEmpty, rule.noBidRemaining == .waived { able = seats }
    let total = able.reduce(0) { $0 + $1.count }
    let counted = rule.cap > 0 && rule.counted == .any
    return able.map { seat in
      Move(
        entry: seat.entry, from: seat.status, to: after(seat.status, counted: counted),
        probability: Double(seat.count) / Double(total))
    }
  }

  private func after(_ status: Int, counted: Bool) -> Int {
    let wins = status / totals + (counted && status / totals < cap ? 1 : 0)
    return wins * totals + (totals > 1 ? status % totals + 1 : 0)
  }
}
