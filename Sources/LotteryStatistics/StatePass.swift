/// One forward pass of the exact solver over the tenders of a block.
///
/// The state is the number of firms of every class at every number of counted wins from 1 to the cap, packed
/// into one key. A pass may follow one tagged firm, which is then left out of the counts: its counted wins are
/// the lowest bits of the key, and the payload carries the distribution of all its wins and the first two
/// moments of the amount it wins.
struct StatePass {
  /// What a pass finds.
  struct Result {
    /// The probability of no award, by place of contest in the block.
    var noAward: [Double]
    /// The probability that the tagged firm wins, by place of contest.
    var wins: [Double]
    /// The distribution of the tagged firm's wins; without a tagged firm the total probability.
    var distribution: [Double]
    /// The expected amount of the tagged firm.
    var amount: Double
    /// The expected square of it.
    var squaredAmount: Double
    /// The number of transitions between states.
    var transitions: Int
  }

  /// Where the counts of the classes stand in a key.
  private struct Layout {
    /// The population of each class without the tagged firm.
    var others: [Int]
    /// The lowest bit of the count of (class, wins − 1); −1 for class 0.
    var shifts: [Int]
    var masks: [UInt128]
    var bits: Int

    init(_ step: ExchangeableTypes.Step, cap: Int, tagged: Int?) {
      others = step.population
      if let tagged { others[step.classOf[tagged]] -= 1 }
      shifts = [Int](repeating: -1, count: others.count * cap)
      masks = [UInt128](repeating: 0, count: others.count)
      bits = Self.statusBits(cap: cap)
      for firmClass in 1..<max(1, others.count) {
        let width = Int.bitWidth - others[firmClass].leadingZeroBitCount
        masks[firmClass] = (1 << UInt128(width)) - 1
        for wins in 0..<cap {
          shifts[firmClass * cap + wins] = bits
          bits += width
        }
      }
    }

    static func statusBits(cap: Int) -> Int { Int.bitWidth - cap.leadingZeroBitCount }
  }

  private let types: ExchangeableTypes
  private let rule: AwardRule
  private let passesOn: Bool
  private let tagged: Int?
  private let cap: Int
  private let budget: Int

  /// A pass that follows a local firm, or none, and gives up beyond a number of transitions.
  init(
    _ types: ExchangeableTypes, rule: AwardRule, passesOn: Bool, tagged: Int?, budget: Int
  ) {
    self.types = types
    self.rule = rule
    self.passesOn = passesOn
    self.tagged = tagged
    self.budget = budget
    cap = max(1, Int(rule.cap))
  }

  /// How many bits the widest key takes; a pass runs with up to 128.
  var keyBits: Int { types.steps.map { Layout($0, cap: cap, tagged: tagged).bits }.max() ?? 0 }

  /// Runs the pass, or returns nil beyond the budget.
  ///
  /// - Complexity: O(transitions × wins of the tagged firm).
  func run(contestCount: Int) -> Result? {
    let bids = tagged.map { types.bids[$0] } ?? []
    let price = Dictionary(bids.map { ($0.contest, Double($0.price)) }, uniquingKeysWith: { a, _ in a })
    // The payload: probabilities of 0 ... wins, then the first two moments of the amount.
    let wins = bids.count
    let stride = tagged == nil ? 1 : wins + 3
    var result = Result(
      noAward: [Double](repeating: 0, count: contestCount), wins: [Double](repeating: 0, count: contestCount),
      distribution: [], amount: 0, squaredAmount: 0, transitions: 0)
    var states = StateTable(stride: stride)
    states.payload[states.position(of: 0) * stride] = 1
    var next = StateTable(stride: stride)
    let layouts = types.steps.map { Layout($0, cap: cap, tagged: tagged) }
    for (index, step) in types.steps.enumerated() {
      let following = index + 1 < layouts.count ? layouts[index + 1] : nil
      next.removeAll()
      var work = StepWork(step: step, cap: cap)
      for state in 0..<states.count {
        advance(
          state, of: states, by: &work, layout: layouts[index], following: following, into: &next,
          price: price[step.contest] ?? 0, result: &result)
      }
      if result.transitions > budget { return nil }
      swap(&states, &next)
    }
    var payload = [Double](repeating: 0, count: stride)
    for state in 0..<states.count {
      for slot in 0..<stride { payload[slot] += states.payload[state * stride + slot] }
    }
    if tagged == nil { payload += [0, 0] }
    finish(payload, price: price, into: &result)
    return result
  }

  /// Adds the draws that do not depend on the state.
  private func finish(_ payload: [Double], price: [Int: Double], into result: inout Result) {
    var distribution = Array(payload.dropLast(2))
    var amount = payload[payload.count - 2]
    var squared = payload[payload.count - 1]
    for fixed in types.fixed {
      if fixed.drawn.isEmpty { result.noAward[fixed.contest] = 1 }
      guard let tagged, fixed.drawn.contains(tagged) else { continue }
      let chance = 1 / Double(fixed.drawn.count)
      let value = price[fixed.contest] ?? 0
      result.wins[fixed.contest] = chance
      for wins in distribution.indices.reversed() {
        distribution[wins] =
          distribution[wins] * (1 - chance) + (wins > 0 ? distribution[wins - 1] * chance : 0)
      }
      squared += chance * (2 * value * amount + value * value)
      amount += chance * value
    }
    result.distribution = distribution
    result.amount = amount
    result.squaredAmount = squared
  }

  /// Scratch of one step.
  private struct StepWork {
    let step: ExchangeableTypes.Step
    /// The number of firms of (class, wins), wins from 0 to the cap.
    var counts: [Int]
    /// Chances in units of 1 / total of each seat of the tier that is drawn.
    var shares: [Int] = []

    init(step: ExchangeableTypes.Step, cap: Int) {
      self.step = step
      counts = [Int](repeating: 0, count: step.population.count * (cap + 1))
    }
  }

  private func advance(
    _ state: Int, of states: StateTable, by work: inout StepWork, layout: Layout, following: Layout?,
    into next: inout StateTable, price: Double, result: inout Result
  ) {
    let step = work.step
    let key = states.keys[state]
    let source = state * states.stride
    let statusMask = (UInt128(1) << UInt128(Layout.statusBits(cap: cap))) - 1
    let status = Int(key & statusMask)
    let taggedClass = tagged.map { step.classOf[$0] } ?? -1
    let isTaggedExcluded = status >= cap
    // Counts by class and wins, and the key of the same counts after this tender.
    var base = key & statusMask
    for firmClass in 1..<max(1, step.population.count) {
      var rest = layout.others[firmClass]
      for wins in 1...cap {
        let count = Int((key >> UInt128(layout.shifts[firmClass * cap + wins - 1])) & layout.masks[firmClass])
        work.counts[firmClass * (cap + 1) + wins] = count
        rest -= count
        if count > 0 { base += UInt128(count) * place(step.successor[firmClass], wins, following) }
      }
      work.counts[firmClass * (cap + 1)] = rest
    }
    let counts = work.counts
    func excluded(_ firmClass: Int) -> Int { counts[firmClass * (cap + 1) + cap] }
    let verdict = rule.verdict(
      tiers: step.tierCount, isCovered: true,
      size: { tier in step.tiers[tier].reduce(0) { $0 + step.population[$1.firmClass] } },
      eligible: { tier in
        step.tiers[tier].reduce(0) { sum, seat in
          sum + layout.others[seat.firmClass] - excluded(seat.firmClass)
            + (seat.firmClass == taggedClass && !isTaggedExcluded ? 1 : 0)
        }
      })
    let probability = mass(states, source)
    guard let tier = verdict.tier else {
      result.noAward[step.contest] += probability
      result.transitions += 1
      add(states, source, times: 1, to: next.position(of: base), of: &next)
      return
    }
    let seats = step.tiers[tier]
    // How many firms of a seat draw, the tagged one included.
    func drawn(_ seat: ExchangeableTypes.Seat) -> Int {
      let others = layout.others[seat.firmClass] - (verdict.isWaived ? 0 : excluded(seat.firmClass))
      return others + (seat.firmClass == taggedClass && (verdict.isWaived || !isTaggedExcluded) ? 1 : 0)
    }
    let nearest = seats.filter { drawn($0) > 0 }.map(\.distance).min() ?? 0
    work.shares.removeAll(keepingCapacity: true)
    for seat in seats { work.shares.append(seat.distance == nearest && drawn(seat) > 0 ? 1 : 0) }
    if passesOn, !verdict.isWaived { Self.passOn(&work.shares) }
    var total = 0
    for (seat, share) in zip(seats, work.shares) where share > 0 { total += drawn(seat) * share }

    let counted = rule.counts(verdict, isCovered: true)
    let unit = 1 / Double(total)
    var unchanged = 0
    for (seat, share) in zip(seats, work.shares) where share > 0 {
      for wins in 0...cap {
        if wins == cap, !verdict.isWaived { continue }
        let firms = counts[seat.firmClass * (cap + 1) + wins] * share
        if firms == 0 { continue }
        let successor = step.successor[seat.firmClass]
        if !counted || wins == cap || successor == 0 || following == nil {
          unchanged += firms
          continue
        }
        let moved = base - place(successor, wins, following) + place(successor, wins + 1, following)
        result.transitions += 1
        add(states, source, times: Double(firms) * unit, to: next.position(of: moved), of: &next)
      }
      guard seat.firmClass == taggedClass, verdict.isWaived || !isTaggedExcluded else { continue }
      let chance = Double(share) * unit
      let moved = counted && status < cap ? base + 1 : base
      result.transitions += 1
      result.wins[step.contest] += probability * chance
      win(states, source, chance: chance, price: price, at: next.position(of: moved), of: &next)
    }
    if unchanged > 0 {
      result.transitions += 1
      add(states, source, times: Double(unchanged) * unit, to: next.position(of: base), of: &next)
    }
  }

  /// The value of one firm of a class with some wins in the key of the next tender.
  private func place(_ firmClass: Int, _ wins: Int, _ layout: Layout?) -> UInt128 {
    guard let layout, firmClass > 0, wins > 0 else { return 0 }
    return 1 << UInt128(layout.shifts[firmClass * cap + wins - 1])
  }

  /// Gives the share of each seat without one to the next seat that has one, cyclically.
  private static func passOn(_ shares: inout [Int]) {
    let count = shares.count
    var extra = [Int](repeating: 0, count: count)
    for place in 0..<count where shares[place] == 0 {
      let heir = (1..<count).map { (place + $0) % count }.first { shares[$0] > 0 }
      if let heir { extra[heir] += 1 }
    }
    for place in 0..<count { shares[place] += extra[place] }
  }

  private func mass(_ states: StateTable, _ source: Int) -> Double {
    var sum = 0.0
    for slot in 0..<max(1, states.stride - 2) { sum += states.payload[source + slot] }
    return sum
  }

  private func add(
    _ states: StateTable, _ source: Int, times factor: Double, to position: Int, of next: inout StateTable
  ) {
    let target = position * next.stride
    for slot in 0..<next.stride { next.payload[target + slot] += factor * states.payload[source + slot] }
  }

  /// The tagged firm wins: its distribution shifts by one, its moments by the price.
  private func win(
    _ states: StateTable, _ source: Int, chance: Double, price: Double, at position: Int,
    of next: inout StateTable
  ) {
    let target = position * next.stride
    let last = next.stride - 3
    for wins in 0..<last { next.payload[target + wins + 1] += chance * states.payload[source + wins] }
    let (amount, squared) = (states.payload[source + last + 1], states.payload[source + last + 2])
    let probability = mass(states, source)
    next.payload[target + last + 1] += chance * (amount + price * probability)
    next.payload[target + last + 2] += chance * (squared + 2 * price * amount + price * price * probability)
  }
}
