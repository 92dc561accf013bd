import LotteryStatistics
import Procurement

/// The work of a design study, which can be done in parts: rules that differ in the order of opening alone are a family, and a part is of
/// whole families.
public struct DesignWork: Sendable {
  /// The tenders and bidders.
  public let register: TenderRegister
  /// The options.
  public let options: DesignStudy.Options
  let found: LatticeRules
  /// The rules that are shown, then the relaxed ones.
  let rules: [CandidateRule]
  /// The positions of the rules of each family.
  let families: [[Int]]
  let years: [FiscalYear]
  let stability: Stability
  private let policies: [LotteryPolicy]

  /// The work on a lattice.
  ///
  /// - Throws: `LatticeRules.Failure` where there is no rule.
  public init(_ register: TenderRegister, lattice: RuleLattice, options: DesignStudy.Options) throws(LatticeRules
    .Failure)
  {
    found = try LatticeRules(lattice, for: register)
    (self.register, self.options) = (register, options)
    rules = found.rules + found.relaxed
    policies = [LotteryPolicy.independent] + rules.map(\.policy)
    var families: [[Int]] = []
    var known: [LotteryPolicy: Int] = [:]
    for (index, rule) in rules.enumerated() {
      var policy = rule.policy
      policy.name = ""
      policy.order = .caseNumber
      if let family = known[policy] {
        families[family].append(index)
      } else {
        known[policy] = families.count
        families.append([index])
      }
    }
    self.families = families
    years = Set(register.tenders.compactMap(\.notice.year)).sorted { $0.startYear < $1.startYear }
    stability = Stability(register, years: years, options: options)
  }

  /// How many families of rules there are.
  public var familyCount: Int { families.count }

  /// Measures the rules of some families.
  ///
  /// - Complexity: one exact solution for each block that differs, O(bids) for each rule.
  public func part(_ range: Range<Int>) -> DesignPart {
    let own = families[range].flatMap(\.self).sorted()
    let runner = runner(Set([0] + own.map { $0 + 1 }))
    var measured = Dictionary(uniqueKeysWithValues: zip(own, runner.measured(own)))
    for family in families[range] where family.count > 1 {
      let wins = family.map { runner.wins[$0 + 1] }
      for (place, index) in family.enumerated() {
        measured[index]?.values[.orderSensitivity] = wins.reduce(0) { most, other in
          let moved = zip(wins[place], other).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
          return max(most, moved)
        }
      }
    }
    // Of rules with one solution one is sampled.
    var sampled: Set<Int> = []
    let wanted = own.filter { index in
      guard index < found.rules.count, let values = measured[index]?.values, misses(values).isEmpty,
        options.aims.allSatisfy({ values[$0.aim] != nil })
      else { return false }
      return measured[index]?.refusal != nil || sampled.insert(runner.solver.identities[index + 1]).inserted
    }
    for (index, samples) in zip(wanted, stability.samples(wanted.map { runner.outcome($0 + 1) }, meter: runner.meter)) {
      measured[index]?.samples = samples
    }
    return DesignPart(families: range, rules: measured, runner: runner)
  }

  /// The requirements that values miss.
  func misses(_ values: [Aim: Double]) -> [Requirement] {
    options.requirements.filter { !$0.isMet(by: values[$0.aim]) }
  }

  /// The outcomes of some policies, that of independent draws being the first.
  func runner(_ wanted: Set<Int>) -> RuleRunner {
    let solver = SharedSolver(
      register, under: policies, budget: options.budget, orderLimit: options.orderLimit,
      wanted: wanted.count == policies.count ? nil : wanted, threads: options.threads)
    return RuleRunner(register, solver: solver, policies: policies, options: options)
  }
}

/// What was measured of the rules of some families.
public struct DesignPart: Sendable {
  /// What was measured of a rule.
  struct Measured: Sendable {
    var refusal: ExactSolver.Refusal?
    var values: [Aim: Double] = [:]
    var errors: [Aim: Double] = [:]
    /// The values in each batch of trials, by aim of the choice.
    var batches: [[Double]] = []
    /// The values in each sample of groups and each year, by aim of the choice, not a number where there is none; empty where the rule was
    /// not sampled.
    var samples: [[Double]] = []
  }

  /// The families.
  public let families: Range<Int>
  /// By the positions of the rules.
  let rules: [Int: Measured]
  /// The outcomes, where the part was measured in this run.
  let runner: RuleRunner?
}

// Parts as integers, which are the same wherever they are computed.
extension DesignPart {
  /// Stands for a value that there is not; no computed value has these bits.
  private static let absent = UInt64.max

  /// The part in integers.
  public func numbers(_ work: DesignWork) -> [UInt64] {
    var numbers: [UInt64] = []
    func put(_ values: [Aim: Double]) {
      for aim in Aim.allCases { numbers.append(values[aim]?.bitPattern ?? Self.absent) }
    }
    func put(_ rows: [[Double]]) {
      numbers.append(UInt64(rows.count))
      for row in rows { for value in row { numbers.append(value.isNaN ? Self.absent : value.bitPattern) } }
    }
    for index in work.families[families].flatMap(\.self) {
      let own = rules[index] ?? Measured()
      numbers += own.refusal.map(Self.words) ?? [0, 0, 0]
      put(own.values)
      put(own.errors)
      put(own.batches)
      put(own.samples)
    }
    return numbers
  }

  /// The part that integers stand for; nil where they are none of this work.
  public init?(_ numbers: [UInt64], families: Range<Int>, of work: DesignWork) {
    guard families.lowerBound >= 0, families.upperBound <= work.familyCount else { return nil }
    var place = 0
    func take() -> UInt64? {
      guard place < numbers.count else { return nil }
      defer { place += 1 }
      return numbers[place]
    }
    func values() -> [Aim: Double]? {
      var found: [Aim: Double] = [:]
      for aim in Aim.allCases {
        guard let word = take() else { return nil }
        if word != Self.absent { found[aim] = Double(bitPattern: word) }
      }
      return found
    }
    func rows() -> [[Double]]? {
      let width = work.options.aims.count
      guard let count = take(), count <= UInt64(numbers.count / max(1, width)) else { return nil }
      var rows: [[Double]] = []
      for _ in 0..<Int(count) {
        var row: [Double] = []
        for _ in 0..<width {
          guard let word = take() else { return nil }
          row.append(word == Self.absent ? .nan : Double(bitPattern: word))
        }
        rows.append(row)
      }
      return rows
    }
    var rules: [Int: Measured] = [:]
    for index in work.families[families].flatMap(\.self) {
      guard let kind = take(), let first = take(), let second = take(), kind <= 5, let own = values(),
        let errors = values(), let batches = rows(), let samples = rows(),
        samples.isEmpty || samples.count == work.stability.planCount
      else { return nil }
      rules[index] = Measured(
        refusal: Self.refusal(kind, first, second), values: own, errors: errors, batches: batches, samples: samples)
    }
    guard place == numbers.count else { return nil }
    (self.families, self.rules, runner) = (families, rules, nil)
  }

  private static func words(_ refusal: ExactSolver.Refusal) -> [UInt64] {
    func word(_ value: Int) -> UInt64 { UInt64(bitPattern: Int64(value)) }
    return switch refusal {
    case .tooCostly(let least, let budget): [1, word(least), word(budget)]
    case .tooManyTypes(let bits): [2, word(bits), 0]
    case .tooManyOrders(let tenders): [3, word(tenders), 0]
    case .weightsByPastLosses: [4, 0, 0]
    case .jointVentureMembers: [5, 0, 0]
    }
  }

  private static func refusal(_ kind: UInt64, _ first: UInt64, _ second: UInt64) -> ExactSolver.Refusal? {
    let (a, b) = (Int(Int64(bitPattern: first)), Int(Int64(bitPattern: second)))
    return switch kind {
    case 1: .tooCostly(atLeast: a, budget: b)
    case 2: .tooManyTypes(bits: a)
    case 3: .tooManyOrders(tenders: a)
    case 4: .weightsByPastLosses
    case 5: .jointVentureMembers
    default: nil
    }
  }
}
