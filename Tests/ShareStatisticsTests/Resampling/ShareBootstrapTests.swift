import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Bootstrap of shares")
struct ShareBootstrapTests {
  /// An end of an interval: the mean over 100 runs of SciPy and the standard deviation of one run.
  struct End {
    var mean: Double
    var deviation: Double
  }

  /// One case of References/bootstrap_reference.py.
  struct Reference: CustomTestStringConvertible {
    var byVendor: Bool
    var isChange: Bool
    var measure: Measure
    var value: Double
    var percentile: (End, End)
    var bca: (End, End)
    var testDescription: String { "\(byVendor ? "vendors" : "contracts") \(isChange ? "change" : "share") \(measure)" }

    init(
      _ unit: String, _ kind: String, _ measure: Measure, _ value: Double, _ ends: (Double, Double)...
    ) {
      byVendor = unit == "vendors"
      isChange = kind == "change"
      self.measure = measure
      self.value = value
      let ends = ends.map { End(mean: $0.0, deviation: $0.1) }
      percentile = (ends[0], ends[1])
      bca = (ends[2], ends[3])
    }
  }

  // SciPy 1.17.1, 10,000 resamples a run.
  static let references = [
    Reference(
      "contracts", "share", .count, 0.4, (0.282996, 0.002345), (0.524187, 0.008315), (0.283333, 0),
      (0.531755, 0.004832)),
    Reference(
      "contracts", "change", .count, 0.066666667, (-0.125004, 0.003105), (0.257114, 0.003062),
      (-0.126326, 0.003417), (0.255488, 0.003552)),
    Reference(
      "vendors", "share", .count, 0.4, (0.301069, 0.001386), (0.500995, 0.002581), (0.300663, 0.001910),
      (0.501072, 0.002659)),
    Reference(
      "vendors", "change", .count, 0.066666667, (-0.093347, 0.002491), (0.222113, 0.002038),
      (-0.090804, 0.002677), (0.224572, 0.002733)),
    Reference(
      "contracts", "share", .amount, 0.419614142, (0.233006, 0.002244), (0.616345, 0.002551),
      (0.239342, 0.002474), (0.623994, 0.003257)),
    Reference(
      "contracts", "change", .amount, 0.091194811, (-0.344667, 0.004038), (0.517569, 0.004120),
      (-0.352440, 0.005094), (0.510761, 0.004921)),
    Reference(
      "vendors", "share", .amount, 0.419614142, (0.250584, 0.001901), (0.624110, 0.003095),
      (0.257177, 0.002264), (0.634664, 0.004225)),
    Reference(
      "vendors", "change", .amount, 0.091194811, (-0.336846, 0.003856), (0.515993, 0.003878),
      (-0.331904, 0.005155), (0.520542, 0.004769)),
  ]

  private func estimate(_ reference: Reference, _ options: ShareBootstrap.Options) throws -> ShareEstimate {
    let bootstrap = ShareBootstrap(
      try SmallLedger.sample(SmallLedger.reference()),
      unit: reference.byVendor ? .vendors : .contracts(strata: .years), options: options)
    let target = ShareTarget(category: .works, row: "local-sme", measure: reference.measure)
    let estimate =
      reference.isChange
      ? bootstrap.change(of: target, from: SmallLedger.first, to: SmallLedger.second)
      : bootstrap.share(target, in: SmallLedger.first)
    return try #require(estimate)
  }

  // Five standard deviations for each of 32 ends, so a false alarm has a chance below 1e-4; the seed is fixed.
  @Test("intervals agree with SciPy's within Monte-Carlo error", arguments: references)
  func scipy(_ reference: Reference) throws {
    let estimate = try estimate(reference, .init(replicates: 10_000, seed: 20))
    #expect(abs(estimate.value - reference.value) < 1e-9)
    // The share of counts moves in steps of 1/60 and its ends hop between two of them.
    let step = reference.measure == .count && !reference.isChange && !reference.byVendor ? 1.0 / 60 : 0
    let found = [try #require(estimate.percentile), try #require(estimate.bca)]
    for (interval, ends) in zip(found, [reference.percentile, reference.bca]) {
      #expect(abs(interval.lowerBound - ends.0.mean) < 5 * ends.0.deviation + step)
      #expect(abs(interval.upperBound - ends.1.mean) < 5 * ends.1.deviation + step)
    }
  }

  @Test("no number depends on the threads or on the order of contracts")
  func reproducible() throws {
    var generator = SplitMix64(seed: 4)
    var contracts = SmallLedger.random(600, using: &generator)
    let target = ShareTarget(category: nil, row: "local", measure: .amount)
    for unit in [ShareBootstrap.Unit.contracts(strata: .yearsAndCategories), .contracts(strata: .years), .vendors] {
      let estimates = try [1, 2, 5].map { threads in
        contracts.shuffle(using: &generator)
        let bootstrap = ShareBootstrap(
          try SmallLedger.sample(contracts), unit: unit, options: .init(replicates: 200, seed: 3, threads: threads))
        return bootstrap.change(of: target, from: SmallLedger.first, to: SmallLedger.second)
      }
      #expect(estimates[0] != nil)
      #expect(Set(estimates).count == 1)
    }
  }

  @Test("with strata of categories every resample keeps the number of contracts in each")
  func strata() throws {
    var generator = SplitMix64(seed: 5)
    let sample = try SmallLedger.sample(SmallLedger.random(200, using: &generator))
    let bootstrap = ShareBootstrap(
      sample, unit: .contracts(strata: .yearsAndCategories), options: .init(replicates: 100))
    for year in sample.years {
      for category in Category.allCases {
        let cells = try #require(sample.cells(year, category, row: "total"))
        let size = Int64(sample.summary(ofCells: cells).count)
        for replicate in 0..<100 {
          #expect(cells.reduce(0) { $0 + bootstrap.resampled(replicate, cell: $1).count } == size)
        }
      }
    }
  }

  @Test("count shares of drawn contracts get exact intervals, at 0 and 100 % and between")
  func exactIntervals() throws {
    let contracts = (0..<40).map { SmallLedger.contract(Int64(1 + $0), isSME: $0 > 2, vendor: "\($0 % 8)") }
    let sample = try SmallLedger.sample(contracts)
    let bootstrap = ShareBootstrap(sample, unit: .contracts(strata: .years), options: .init(replicates: 50))
    for (row, successes) in [("local-sme", 37), ("local-other", 0), ("total", 40)] {
      let count = try #require(
        bootstrap.share(ShareTarget(category: .works, row: row, measure: .count), in: SmallLedger.first))
      #expect(count.exact == ClopperPearson.interval(successes: successes, trials: 40, confidence: 0.95))
      let amount = try #require(
        bootstrap.share(ShareTarget(category: .works, row: row, measure: .amount), in: SmallLedger.first))
      #expect(amount.exact == nil)
    }
  }

  @Test("shares at a bound have no resampled interval, and of vendors no exact one")
  func bounds() throws {
    let contracts = (0..<40).map { SmallLedger.contract(Int64(1 + $0), vendor: "\($0 % 8)") }
    let sample = try SmallLedger.sample(contracts)
    for unit in [ShareBootstrap.Unit.contracts(strata: .years), .vendors] {
      let bootstrap = ShareBootstrap(sample, unit: unit, options: .init(replicates: 50))
      for row in ["local-sme", "non-local"] {
        let count = try #require(
          bootstrap.share(ShareTarget(category: .works, row: row, measure: .count), in: SmallLedger.first))
        #expect((count.exact == nil) == (unit == .vendors))
        #expect(count.percentile == nil && count.bca == nil && count.standardError == nil)
        #expect(count.warnings.contains(.atBound(year: SmallLedger.first)))
        let amount = try #require(
          bootstrap.share(ShareTarget(category: .works, row: row, measure: .amount), in: SmallLedger.first))
        #expect(amount.exact == nil && amount.percentile == nil && amount.bca == nil)
      }
    }
  }

  @Test("where categories are sampled apart, their totals have no exact interval")
  func sampledApart() throws {
    var generator = SplitMix64(seed: 9)
    let sample = try SmallLedger.sample(SmallLedger.random(200, using: &generator))
    let years = sample.years
    for (strata, isExact) in [(ShareBootstrap.Strata.years, true), (.yearsAndCategories, false)] {
      let bootstrap = ShareBootstrap(sample, unit: .contracts(strata: strata), options: .init(replicates: 50))
      let total = ShareTarget(category: nil, row: "local-sme", measure: .count)
      let works = ShareTarget(category: .works, row: "local-sme", measure: .count)
      #expect((try #require(bootstrap.share(total, in: years[0])).exact != nil) == isExact)
      #expect(try #require(bootstrap.share(works, in: years[0])).exact != nil)
      #expect((try #require(bootstrap.change(of: total, from: years[0], to: years[1])).newcombe != nil) == isExact)
      #expect(try #require(bootstrap.change(of: works, from: years[0], to: years[1])).newcombe != nil)
    }
  }

  @Test("large contracts, few vendors and columns that vanish are said")
  func warnings() throws {
    var contracts = (0..<45).map { SmallLedger.contract(100, isSME: $0 % 3 > 0, vendor: "\($0)") }
    contracts[1] = SmallLedger.contract(1000, vendor: "1")
    contracts.append(SmallLedger.contract(5, vendor: "x", category: .goods))
    contracts.append(SmallLedger.contract(5, isSME: false, vendor: "y", category: .goods))
    let bootstrap = ShareBootstrap(
      try SmallLedger.sample(contracts), unit: .contracts(strata: .years), options: .init(replicates: 400))
    let year = SmallLedger.first
    let works = try #require(
      bootstrap.share(ShareTarget(category: .works, row: "local-sme", measure: .amount), in: year))
    // 30 vendors, one contract of 1,000 in 3,900.
    #expect(works.warnings == [.largeContract(year: year, share: 1000.0 / 3900)])
    let goods = try #require(
      bootstrap.share(ShareTarget(category: .goods, row: "local-sme", measure: .amount), in: year))
    guard goods.warnings.count == 3, case .undefinedReplicates(let lost) = goods.warnings[2] else {
      Issue.record("three warnings, not \(goods.warnings)")
      return
    }
    #expect(goods.warnings[0] == .largeContract(year: year, share: 1))
    #expect(goods.warnings[1] == .fewVendors(year: year, vendors: 1))
    // (45/47)^47 = 0.129 of 400 resamples, within six standard deviations.
    #expect((12...92).contains(lost))
  }

  @Test("an empty column or an unknown row has no share")
  func nothing() throws {
    let bootstrap = ShareBootstrap(
      try SmallLedger.sample([SmallLedger.contract(5)]), unit: .vendors, options: .init(replicates: 2))
    let year = SmallLedger.first
    #expect(bootstrap.share(ShareTarget(category: .goods, row: "local-sme", measure: .count), in: year) == nil)
    #expect(bootstrap.share(ShareTarget(category: .works, row: "nobody", measure: .count), in: year) == nil)
    #expect(
      bootstrap.change(
        of: ShareTarget(category: .works, row: "local-sme", measure: .count), from: year, to: SmallLedger.second)
        == nil)
  }
}
