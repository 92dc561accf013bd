/// The rules that no other rule dominates, and who dominates the rest.
///
/// A rule dominates another if it is materially worse in no aim and materially better in one. Materially is a difference of at least
/// the aim's materiality and, where a value is simulated, of at least three standard errors of the paired difference. With a
/// materiality the relation is not transitive: a dominated rule may be dominated by dominated ones alone.
public struct ParetoSet: Sendable {
  /// The values of one rule.
  public struct Candidate: Sendable {
    /// The value of each aim.
    public var values: [Double]
    /// The values in each batch of trials, aim by aim; empty where exact. Rules share their random numbers batch by batch.
    public var batches: [[Double]]

    /// The values of a rule.
    public init(values: [Double], batches: [[Double]] = []) {
      self.values = values
      self.batches = batches
    }
  }

  /// The aims that values are of.
  public let aims: [WeightedAim]
  /// The positions of the rules that none dominates.
  public private(set) var members: [Int] = []
  /// Of each rule that is dominated, the rule that dominates it by most, of the set where one of the set does.
  public private(set) var dominatedBy: [Int: Int] = [:]

  /// The set of some rules.
  ///
  /// - Complexity: O(n² × aims) for n rules with different values.
  public init(_ candidates: [Candidate], aims: [WeightedAim]) {
    self.aims = aims
    // Rules with equal values share their dominators.
    var classes: [[Double]: Int] = [:]
    var firsts: [Int] = []
    let classOf = candidates.enumerated().map { place, candidate -> Int in
      guard candidate.batches.isEmpty, let known = classes[candidate.values] else {
        if candidate.batches.isEmpty { classes[candidate.values] = firsts.count }
        firsts.append(place)
        return firsts.count - 1
      }
      return known
    }
    let dominators = firsts.map { b in
      firsts.indices.filter { Self.dominates(candidates[firsts[$0]], candidates[b], aims) }
    }
    for place in candidates.indices {
      let own = dominators[classOf[place]]
      if own.isEmpty {
        members.append(place)
        continue
      }
      let inside = own.filter { dominators[$0].isEmpty }
      let best = (inside.isEmpty ? own : inside).max { a, b in
        lead(candidates[firsts[a]], candidates[place]) < lead(candidates[firsts[b]], candidates[place])
      }
      dominatedBy[place] = best.map { firsts[$0] }
    }
  }

  /// Whether one rule dominates another.
  public static func dominates(_ a: Candidate, _ b: Candidate, _ aims: [WeightedAim]) -> Bool {
    var isBetter = false
    for (place, aim) in aims.enumerated() {
      let lead = (aim.aim.wantsMore ? 1 : -1) * (a.values[place] - b.values[place])
      let threshold = max(
        aim.materiality.threshold(a.values[place], b.values[place]), 3 * standardError(a, b, place), 1e-12)
      // A sum of probabilities that ends one digit short of the materiality is not below it.
      if lead >= threshold * (1 - 1e-9) { isBetter = true } else if -lead >= threshold * (1 - 1e-9) { return false }
    }
    return isBetter
  }

  /// The standard error of the paired difference of two rules in an aim; 0 where both are exact.
  static func standardError(_ a: Candidate, _ b: Candidate, _ aim: Int) -> Double {
    let count = max(a.batches.count, b.batches.count)
    guard count > 1 else { return 0 }
    func value(_ candidate: Candidate, _ batch: Int) -> Double {
      batch < candidate.batches.count ? candidate.batches[batch][aim] : candidate.values[aim]
    }
    let differences = (0..<count).map { value(a, $0) - value(b, $0) }
    let mean = differences.reduce(0, +) / Double(count)
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(count * (count - 1))).squareRoot()
  }

  /// By how many materialities one rule leads another, over all aims.
  private func lead(_ a: Candidate, _ b: Candidate) -> Double {
    aims.enumerated().reduce(0) { sum, item in
      let (x, y) = (a.values[item.offset], b.values[item.offset])
      let lead = (item.element.aim.wantsMore ? 1 : -1) * (x - y)
      return sum + lead / max(item.element.materiality.threshold(x, y), 1e-12)
    }
  }

  /// The member that weighs most: each aim from 0 for the worst member to 1 for the best, times its weight.
  ///
  /// Where members weigh alike the first of them is chosen.
  public func choice(of candidates: [Candidate], among eligible: [Int]) -> Int? {
    let scores = eligible.map { rule in
      aims.indices.reduce(0.0) { sum, aim in
        let values = eligible.map { candidates[$0].values[aim] }
        guard let low = values.min(), let high = values.max(), high > low else { return sum }
        let part = (candidates[rule].values[aim] - low) / (high - low)
        return sum + aims[aim].weight * (aims[aim].aim.wantsMore ? part : 1 - part)
      }
    }
    guard let best = scores.max(), let place = scores.firstIndex(where: { $0 >= best - 1e-12 }) else { return nil }
    return eligible[place]
  }
}
