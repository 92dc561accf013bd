import Procurement

/// Pairs of an officer (担当者) who held a draw and a firm that took part in it.
struct OfficerLayout: Sendable {
  /// The officers.
  let officers: [String]
  /// Of each pair the officer and the tested firm.
  let pairs: [(officer: Int, firm: Int)]
  /// Minus the expected wins of each pair when nobody is excluded, and their variance.
  let base: [Double]
  let variances: [Double]
  /// The pair of each entry, or −1.
  let pairOfEntry: [Int32]

  /// The pairs of a problem, or nil where fewer than two officers are named.
  init?(_ problem: LotteryProblem, _ layout: HistoryLayout) {
    struct Key: Hashable {
      var officer, firm: Int
    }
    var officerIndex: [String: Int] = [:]
    var officers: [String] = []
    var index: [Key: Int32] = [:]
    var pairs: [(officer: Int, firm: Int)] = []
    var (base, variances) = ([Double](), [Double]())
    var pairOfEntry = [Int32](repeating: -1, count: problem.entries.count)
    for contest in problem.contests {
      guard let tier = contest.tiers.first, tier.count > 1,
        let name = problem.register.tenders[contest.tender].notice.officer
      else { continue }
      let officer = officerIndex[name] ?? officers.count
      if officer == officers.count {
        officerIndex[name] = officer
        officers.append(name)
      }
      let chance = 1 / Double(tier.count)
      for entry in tier {
        let firm = Int(layout.firmOfEntry[entry])
        let pair = index[Key(officer: officer, firm: firm)] ?? Int32(pairs.count)
        if Int(pair) == pairs.count {
          index[Key(officer: officer, firm: firm)] = pair
          pairs.append((officer, firm))
          base.append(0)
          variances.append(0)
        }
        base[Int(pair)] -= chance
        variances[Int(pair)] += chance * (1 - chance)
        pairOfEntry[entry] = pair
      }
    }
    guard officers.count > 1 else { return nil }
    self.officers = officers
    self.pairs = pairs
    self.base = base
    self.variances = variances
    self.pairOfEntry = pairOfEntry
  }
}

/// O − E of every pair in one history.
struct OfficerSums: Sendable {
  /// Cells addressed by entry.
  struct Cells: Sendable {
    fileprivate(set) var values: [Double]
    fileprivate let pairOfEntry: [Int32]

    subscript(entry: Int) -> Double {
      get { pairOfEntry[entry] < 0 ? 0 : values[Int(pairOfEntry[entry])] }
      set { if pairOfEntry[entry] >= 0 { values[Int(pairOfEntry[entry])] = newValue } }
    }
  }

  var cells: Cells
  private let variances: [Double]

  init(_ layout: OfficerLayout) {
    cells = Cells(values: layout.base, pairOfEntry: layout.pairOfEntry)
    variances = layout.variances
  }

  /// |O − E| over its standard deviation without exclusion.
  func deviation(_ pair: Int) -> Double { abs(cells.values[pair]) / variances[pair].squareRoot() }

  /// The sum of squared deviations of all pairs, and the largest deviation.
  var statistics: (sum: Double, largest: Double) {
    var (sum, largest) = (0.0, 0.0)
    for pair in cells.values.indices {
      let square = cells.values[pair] * cells.values[pair] / variances[pair]
      sum += square
      largest = max(largest, square)
    }
    return (sum, largest.squareRoot())
  }
}

/// Whether some officer's draws favour some firm.
public struct OfficerTest: Sendable, Hashable {
  /// A pair of officer and firm.
  public struct Pair: Sendable, Hashable {
    /// The officer.
    public var officer: String
    /// The firm, a position in the register.
    public var firm: Int
    /// Observed minus expected wins.
    public var excess: Double
    /// The excess over its standard deviation without exclusion.
    public var deviation: Double
    /// The p-value adjusted for all pairs, by the largest deviation of each replicate.
    public var adjusted: Double
  }

  /// The number of officers.
  public var officers: Int
  /// The pairs with the largest deviations, largest first; at most ten.
  public var pairs: [Pair]
  /// All pairs that met.
  public var pairCount: Int
  /// The sum of squared standardised deviations over all pairs.
  public var statistic: Double
  /// Its Monte-Carlo p-value.
  public var pValue: Double

  /// The test of a record against the statistics of replicates.
  init(
    _ layout: OfficerLayout, firms: [Int], observed: OfficerSums,
    replicates: [(sum: Double, largest: Double)]
  ) {
    officers = layout.officers.count
    pairCount = layout.pairs.count
    statistic = observed.statistics.sum
    pValue = MonteCarloPValue(observed: statistic, among: replicates.lazy.map(\.sum)).value
    let deviations = layout.pairs.indices.map(observed.deviation)
    let top = deviations.indices.sorted { (deviations[$1], $0) < (deviations[$0], $1) }.prefix(10)
    pairs = top.map { pair in
      Pair(
        officer: layout.officers[layout.pairs[pair].officer], firm: firms[layout.pairs[pair].firm],
        excess: observed.cells.values[pair],
        deviation: deviations[pair] * (observed.cells.values[pair] < 0 ? -1 : 1),
        adjusted: MonteCarloPValue(observed: deviations[pair], among: replicates.lazy.map(\.largest)).value)
    }
  }
}
