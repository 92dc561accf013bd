import CounterRandom
import LotteryStatistics
import Procurement

/// How often a rule stays in the Pareto set when groups are drawn again, and in which years it does.
///
/// Drawn are whole opening days, with replacement: no scope up to the day reaches over two of them, and groups of one day share their
/// bidders. Tenders without a date are drawn as groups. Aims that compare with the whole record are left out of a sample's relation.
struct Stability: Sendable {
  /// The aims whose value in a sample says something of the sample alone.
  private static let unsampled: Set<Aim> = [.losers, .largestLoss, .secondWins, .orderSensitivity, .clauses]

  private let years: [FiscalYear]
  private let options: DesignStudy.Options
  private let unitOfTender: [Int]
  private let unitCount: Int
  private let yearOfTender: [FiscalYear?]
  /// How often each unit counts: the samples, then the years.
  private let plans: [[Int]]
  /// How many samples and years there are.
  var planCount: Int { plans.count }

  init(_ register: TenderRegister, years: [FiscalYear], options: DesignStudy.Options) {
    (self.years, self.options) = (years, options)
    var units: [String: Int] = [:]
    var unitOfTender = [Int](repeating: 0, count: register.tenders.count)
    for group in register.groups {
      let date = group.tenders.compactMap { register.tenders[$0].notice.openingDate }.min()
      let name = date.map { "\($0)" } ?? group.identifier
      let unit = units[name] ?? units.count
      units[name] = unit
      for tender in group.tenders { unitOfTender[tender] = unit }
    }
    self.unitOfTender = unitOfTender
    unitCount = units.count
    yearOfTender = register.tenders.map(\.notice.year)
    plans = Self.plans(unitCount, unitOfTender, yearOfTender, years, options)
  }

  /// The values of outcomes in each sample and year, by aim of the choice; not a number where a sample has no value.
  func samples(_ outcomes: [LotteryOutcome], meter: OutcomeMeter) -> [[[Double]]] {
    parallelMap(outcomes.count, threads: options.threads) { place in
      plans.map { plan -> [Double] in
        let values = meter.values(of: outcomes[place]) { plan[unitOfTender[$0.tenders.first?.tender ?? 0]] }
        return options.aims.map { Self.unsampled.contains($0.aim) ? .nan : values[$0.aim] ?? .nan }
      }
    }
  }

  /// Adds stability to the rules that are compared.
  ///
  /// - Parameter samples: of each rule what `samples(_:meter:)` gave, empty where another one with its solution was sampled.
  func add(to rules: inout [DesignStudy.RuleResult], samples: [[[Double]]]) {
    let aims = options.aims
    // A rule with the solution of another behaves as it in every sample, up to what the record does not decide.
    let compared = rules.indices.filter { index in
      rules[index].misses.isEmpty && aims.allSatisfy { rules[index].values[$0.aim] != nil }
    }
    guard !compared.isEmpty, !plans.isEmpty else { return }
    // Of each solution the first rule, and the samples of whichever has them.
    var firsts: [Int: Int] = [:]
    var sources: [Int: Int] = [:]
    for index in compared {
      let solution = rules[index].sameAs ?? index
      if firsts[solution] == nil { firsts[solution] = index }
      if sources[solution] == nil, !samples[index].isEmpty { sources[solution] = index }
    }
    var stays = [[Bool]](repeating: [], count: rules.count)
    for plan in plans.indices {
      let candidates = compared.map { index -> ParetoSet.Candidate in
        let solution = rules[index].sameAs ?? index
        let (first, source) = (firsts[solution] ?? index, sources[solution] ?? index)
        return ParetoSet.Candidate(
          values: aims.enumerated().map { place, aim in
            // Rules with one solution differ in what is no outcome of the record.
            if aim.aim == .clauses { return rules[index].values[.clauses] ?? 0 }
            if Self.unsampled.contains(aim.aim) {
              return rules[first].values[aim.aim] ?? rules[index].values[aim.aim] ?? 0
            }
            let value = samples[source].isEmpty ? .nan : samples[source][plan][place]
            return value.isNaN ? rules[index].values[aim.aim] ?? 0 : value
          })
      }
      let members = Set(ParetoSet(candidates, aims: aims).members)
      for (place, index) in compared.enumerated() { stays[index].append(members.contains(place)) }
    }
    let sampleCount = plans.count - (years.count > 1 ? years.count : 0)
    for index in compared {
      if sampleCount > 0 {
        rules[index].stability = Double(stays[index].prefix(sampleCount).count { $0 }) / Double(sampleCount)
      }
      if years.count > 1 {
        rules[index].years = zip(years, stays[index].dropFirst(sampleCount)).filter(\.1).map(\.0)
      }
    }
  }

  private static func plans(
    _ unitCount: Int, _ unitOfTender: [Int], _ yearOfTender: [FiscalYear?], _ years: [FiscalYear],
    _ options: DesignStudy.Options
  ) -> [[Int]] {
    guard unitCount > 1 else { return [] }
    let streams = TrialStreams(seed: options.seed, experiment: 3)
    var plans = (0..<options.samples).map { sample -> [Int] in
      var counts = [Int](repeating: 0, count: unitCount)
      var picks = PickSequence(stream: streams.stream(trial: UInt64(sample), draw: 0), below: UInt32(unitCount))
      for _ in 0..<unitCount { counts[Int(picks.next())] += 1 }
      return counts
    }
    if years.count > 1 {
      for year in years {
        var counts = [Int](repeating: 0, count: unitCount)
        for (tender, own) in yearOfTender.enumerated() where own == year { counts[unitOfTender[tender]] = 1 }
        plans.append(counts)
      }
    }
    return plans
  }
}
