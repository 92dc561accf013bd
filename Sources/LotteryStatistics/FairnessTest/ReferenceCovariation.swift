import CounterRandom
import LinearAlgebra

/// The fixed matrix by which observed minus expected wins are judged: the expected covariation of O − E.
///
/// It is the mean of the predictable covariation Σ diag(p) − p·pᵀ over pilot histories, which come from random
/// streams of their own, and over one more in which nobody is excluded. So it is a function of the tied sets before
/// exclusion, the policy and the seed, and of nothing that happened: the record and its replicates stay exchangeable.
/// The history without exclusion links all firms that tie, so that the rank is firms − components for certain. Without
/// exclusion every history has this covariation and no pilot is played.
struct ReferenceCovariation: Sendable {
  /// The variance of each tested firm's O − E.
  let variances: [Double]
  private let factor: CholeskyFactor
  private let rowOfFirm: [Int32]

  /// The matrix of a record, factored.
  ///
  /// - Parameters:
  ///   - player: plays the pilot histories.
  ///   - pilots: how many of them, where the policy excludes.
  /// - Throws: `LinearAlgebraError` where the matrix cannot be factored.
  /// - Complexity: O(pilots × entries × tied) and O(firms³).
  init(_ player: HistoryPlayer, pilots: Int) throws(LinearAlgebraError) {
    let layout = player.layout
    var sink = CovariationSink(player.record.problem, layout)
    if player.record.problem.rule.cap > 0 || !layout.isSimple {
      sink.weight = 1 / Double(pilots + 1)
      var scratch = HistoryPlayer.Scratch(player)
      for trial in 0..<pilots { player.play(UInt64(trial), scratch: &scratch, into: &sink) }
    }
    variances = sink.variances
    rowOfFirm = layout.rowOfFirm
    let order = layout.firms.count - layout.componentCount
    let matrix = Matrix(rowCount: order, columnCount: order, storage: sink.takeStorage())
    factor = try CholeskyFactor(consuming: matrix)
  }

  /// The number of degrees of freedom: tested firms − components.
  var rank: Int { factor.order }

  /// The reduced matrix as it was factored, L·Lᵀ: for oracles.
  var lower: Matrix { factor.lower }

  /// (O − E)ᵀ V⁻ (O − E) of each column; one firm of each component is left out, which does not change it.
  ///
  /// - Parameter columns: O − E of the tested firms, column after column.
  /// - Complexity: O(rank²) a column.
  func forms(_ columns: [Double], count: Int) -> [Double] {
    let firms = rowOfFirm.count
    var reduced = Matrix(rowCount: rank, columnCount: count)
    reduced.update { storage in
      for column in 0..<count {
        for firm in 0..<firms where rowOfFirm[firm] >= 0 {
          storage[column * rank + Int(rowOfFirm[firm])] = columns[column * firms + firm]
        }
      }
    }
    return factor.quadraticForms(of: reduced)
  }
}

/// Adds up covariations: that of a history without exclusion at first, and then what pilot histories change of it.
private struct CovariationSink: HistorySink {
  /// The lower triangle of the reduced matrix, column after column.
  private var storage: [Double]
  private(set) var variances: [Double]
  /// The weight of one pilot history.
  var weight = 0.0
  private let problem: LotteryProblem
  private let layout: HistoryLayout
  private let order: Int

  init(_ problem: LotteryProblem, _ layout: HistoryLayout) {
    self.problem = problem
    self.layout = layout
    order = layout.firms.count - layout.componentCount
    storage = [Double](repeating: 0, count: order * order)
    variances = [Double](repeating: 0, count: layout.firms.count)
    for contest in problem.contests {
      let tiers = problem.rule.looksBehindFirstTier ? contest.tiers[...] : contest.tiers.prefix(1)
      for (place, tier) in tiers.enumerated() where tier.count > 1 {
        // A tier behind the first is drawn in pilot histories only; its link must not weigh more than a few of them.
        let share = place == 0 ? 1 : 0.01
        add(tier.map { EntryChance(entry: $0, chance: 1 / Double(tier.count)) }, times: share)
      }
    }
  }

  mutating func takeStorage() -> [Double] {
    defer { storage = [] }
    return storage
  }

  mutating func drawn(_ contest: Int, winner: Int) {}

  mutating func drawn(_ contest: Int, winner: Int, remaining: Int, isExcluded: (Int) -> Bool) {
    guard let tier = problem.contests[contest].tiers.first else { return }
    let left = tier.filter { !isExcluded($0) }
    add(tier.map { EntryChance(entry: $0, chance: 1 / Double(tier.count)) }, times: -weight)
    add(left.map { EntryChance(entry: $0, chance: 1 / Double(remaining)) }, times: weight)
  }

  mutating func drawn(_ contest: Int, winner: Int?, chances: [EntryChance]) {
    guard let tier = problem.contests[contest].tiers.first else { return }
    let isWhole =
      chances.count == tier.count
      && chances.allSatisfy { tier.contains($0.entry) && abs($0.chance * Double(tier.count) - 1) < 1e-9 }
    if isWhole { return }
    if tier.count > 1 {
      add(tier.map { EntryChance(entry: $0, chance: 1 / Double(tier.count)) }, times: -weight)
    }
    add(chances, times: weight)
  }

  /// Adds (diag(p) − p·pᵀ) · weight.
  private mutating func add(_ chances: [EntryChance], times weight: Double) {
    if chances.count < 2 { return }
    for (place, a) in chances.enumerated() {
      let firm = Int(layout.firmOfEntry[a.entry])
      if firm < 0 { continue }
      let own = a.chance * (1 - a.chance) * weight
      variances[firm] += own
      let row = Int(layout.rowOfFirm[firm])
      if row < 0 { continue }
      storage[row * order + row] += own
      for b in chances[..<place] {
        let other = Int(layout.firmOfEntry[b.entry])
        let column = other < 0 ? -1 : Int(layout.rowOfFirm[other])
        if column >= 0 { storage[min(row, column) * order + max(row, column)] -= a.chance * b.chance * weight }
      }
    }
  }
}
