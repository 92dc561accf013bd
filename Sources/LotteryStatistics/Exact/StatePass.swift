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
    /// The probability that two firms or more draw lots, by place of contest in the block.
    var drawn: [Double]
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
      noAward: [Double](repeating: 0, count: contestCount), drawn: [Double](repeating: 0, count: contestCount),
      wins: [Double](repeating: 0, count: contestCount),
      distribution: [], amount: 0, squaredAmount: 0, transitions: 0)
    var states = StateTable(stride: stride)
    states.payload[states.position(of: 0) * stride] = 1
    var next = StateTable(stride: stride)
    let layouts = types.steps.map { Layout($0, cap: cap, tagged: tagged) }
    for (index, step) in types.steps.enumerated() {
      let following = index + 1 < layouts.count ? layouts[index + 1] : nil
      next.removeAll()
      var work = StepWork(step, cap: cap, tagged: tagged, following: following)
      for state in 0..<states.count {
        advance(
          state, of: states, by: &work, layout: layouts[index], into: &next, price: price[step.contest] ?? 0,
          result: &result)
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
      if fixed.drawn.count > 1 { result.drawn[fixed.contest] = 1 }
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
    // Trailing wins that cannot happen say nothing.
    while distribution.count > 1, distribution.last == 0 { distribution.removeLast() }
    result.distribution = distribution
    result.amount = amount
    result.squaredAmount = squared
  }

  /// One step laid out flat, and scratch for the states that go through it.
  private struct StepWork {
    let contest: Int
    let classCount: Int
    let tiers: [[ExchangeableTypes.Seat]]
    let tierCount: Int
    /// How many firms stand in each tier, the tagged one included.
    let tierSizes: [Int]
    /// The tagged firm's class, or −1.
    let taggedClass: Int
    /// What one firm of (class, wins) adds to the key of the next tender, wins from 0 to the cap.
    let places: [UInt128]
    /// Whether wins of a class matter after this tender.
    let hasFuture: [Bool]
    /// The number of firms of (class, wins), wins from 0 to the cap.
    var counts: [Int]
    /// How many firms draw.
    var drawnCount = 0
    /// Chances in units of 1 / total of each seat of the tier that is drawn.
    var shares: [Int] = []

    init(_ step: ExchangeableTypes.Step, cap: Int, tagged: Int?, following: Layout?) {
      contest = step.contest
      classCount = step.population.count
      tiers = step.tiers
      tierCount = step.tierCount
      tierSizes = step.tiers.map { $0.reduce(0) { $0 + step.population[$1.firmClass] } }
      taggedClass = tagged.map { step.classOf[$0] } ?? -1
      var places = [UInt128](repeating: 0, count: classCount * (cap + 1))
      for (firmClass, successor) in step.successor.enumerated() where successor > 0 {
        guard let following else { break }
        for wins in 1...cap {
          places[firmClass * (cap + 1) + wins] = 1 << UInt128(following.shifts[successor * cap + wins - 1])
        }
      }
      self.places = places
      hasFuture = step.successor.map { $0 > 0 && following != nil }
      counts = [Int](repeating: 0, count: classCount * (cap + 1))
    }
  }

  private func advance(
    _ state: Int, of states: StateTable, by work: inout StepWork, layout: Layout, into next: inout StateTable,
    price: Double, result: inout Result
  ) {
    let key = states.keys[state]
    let source = state * states.stride
    let statusMask = (UInt128(1) << UInt128(Layout.statusBits(cap: cap))) - 1
    let status = Int(key & statusMask)
    let taggedClass = work.taggedClass
    let isTaggedExcluded = status >= cap
    let width = cap + 1
    // Counts by class and wins, and the key of the same counts after this tender.
    var base = key & statusMask
    for firmClass in 1..<max(1, work.classCount) {
      var rest = layout.others[firmClass]
      for wins in 1...cap {
        let bits = (key >> UInt128(layout.shifts[firmClass * cap + wins - 1])) & layout.masks[firmClass]
        let count = Int(truncatingIfNeeded: bits)
        work.counts[firmClass * width + wins] = count
        rest -= count
        if count > 0 { base += UInt128(count) * work.places[firmClass * width + wins] }
      }
      work.counts[firmClass * width] = rest
    }
    let verdict = rule.verdict(
      tiers: work.tierCount, isCovered: true, size: { work.tierSizes[$0] },
      eligible: { tier in
        var eligible = 0
        for seat in work.tiers[tier] {
          eligible += layout.others[seat.firmClass] - work.counts[seat.firmClass * width + cap]
          if seat.firmClass == taggedClass, !isTaggedExcluded { eligible += 1 }
        }
        return eligible
      })
    let probability = mass(states, source)
    guard let tier = verdict.tier else {
      result.noAward[work.contest] += probability
      result.transitions += 1
      let position = next.position(of: base)
      next.add(state, of: states, times: 1, at: position)
      return
    }
    let total = share(tier, verdict, by: &work, layout: layout, isTaggedExcluded: isTaggedExcluded)
    if work.drawnCount > 1 { result.drawn[work.contest] += probability }
    let counted = rule.counts(verdict, isCovered: true)
    let unit = 1 / Double(total)
    var unchanged = 0
    for (place, seat) in work.tiers[tier].enumerated() where work.shares[place] > 0 {
      let share = work.shares[place]
      for wins in 0...cap {
        if wins == cap, !verdict.isWaived { continue }
        let firms = work.counts[seat.firmClass * width + wins] * share
        if firms == 0 { continue }
        if !counted || wins == cap || !work.hasFuture[seat.firmClass] {
          unchanged += firms
          continue
        }
        let own = seat.firmClass * width + wins
        result.transitions += 1
        let position = next.position(of: base - work.places[own] + work.places[own + 1])
        next.add(state, of: states, times: Double(firms) * unit, at: position)
      }
      guard seat.firmClass == taggedClass, verdict.isWaived || !isTaggedExcluded else { continue }
      let chance = Double(share) * unit
      let moved = counted && status < cap ? base + 1 : base
      result.transitions += 1
      result.wins[work.contest] += probability * chance
      win(states, source, chance: chance, price: price, at: next.position(of: moved), of: &next)
    }
    if unchanged > 0 {
      result.transitions += 1
      let position = next.position(of: base)
      next.add(state, of: states, times: Double(unchanged) * unit, at: position)
    }
  }

  /// Sets the shares of the seats of the tier that is drawn; their sum over all firms that draw.
  private func share(
    _ tier: Int, _ verdict: AwardRule.Verdict, by work: inout StepWork, layout: Layout, isTaggedExcluded: Bool
  ) -> Int {
    let width = cap + 1
    // How many firms of a seat draw, the tagged one included.
    func drawn(_ seat: ExchangeableTypes.Seat) -> Int {
      let others = layout.others[seat.firmClass] - (verdict.isWaived ? 0 : work.counts[seat.firmClass * width + cap])
      return others + (seat.firmClass == work.taggedClass && (verdict.isWaived || !isTaggedExcluded) ? 1 : 0)
    }
    var nearest = UInt8.max
    for seat in work.tiers[tier] where drawn(seat) > 0 { nearest = min(nearest, seat.distance) }
    work.shares.removeAll(keepingCapacity: true)
    for seat in work.tiers[tier] { work.shares.append(seat.distance == nearest && drawn(seat) > 0 ? 1 : 0) }
    var drawing = 0
    for (place, seat) in work.tiers[tier].enumerated() where work.shares[place] > 0 { drawing += drawn(seat) }
    work.drawnCount = drawing
    if passesOn, !verdict.isWaived { Self.passOn(&work.shares) }
    var total = 0
    for (place, seat) in work.tiers[tier].enumerated() { total += drawn(seat) * work.shares[place] }
    return total
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
