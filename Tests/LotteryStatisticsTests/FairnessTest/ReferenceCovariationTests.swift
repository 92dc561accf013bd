import CounterRandom
import LinearAlgebra
import TestSupport
import Testing

@testable import LotteryStatistics

@Suite struct ReferenceCovariationTests {
  /// The quadratic form against the pseudo-inverse of the whole matrix by spectral decomposition, and the rank against
  /// its eigenvalues: the oracle for dropping a firm of each component.
  @Test(arguments: 0..<8) func agreesWithTheSpectralDecomposition(_ seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    // Several pools of firms that never meet: several components.
    let sets = (0..<3).flatMap { pool in
      randomSets(groups: 6, draws: 1...3, pool: 5, firms: 7, using: &generator).map {
        (group: $0.group + 10 * pool, firms: $0.firms.map { $0 + 7 * pool })
      }
    }
    let policy: LotteryPolicy = seed % 2 == 0 ? .independent : .oneWin
    let record = DrawRecord(try draws(withWinners(sets, using: &generator)), under: policy)
    let layout = HistoryLayout(record.problem)
    let pilot = HistoryPlayer(record, layout, streams: TrialStreams(seed: 1, experiment: 1))
    let reference = try ReferenceCovariation(pilot, pilots: 20)
    let whole = Self.wholeMatrix(pilot, pilots: policy.cap == nil ? 0 : 20)
    let eigen = try SymmetricEigen(whole)
    let largest = eigen.values.last ?? 0
    #expect(eigen.values.count { $0 > 1e-10 * largest } == reference.rank)
    #expect(reference.rank == layout.firms.count - layout.componentCount)
    for firm in layout.firms.indices { #expect(abs(reference.variances[firm] - whole[firm, firm]) < 1e-12) }

    var scratch = HistoryPlayer.Scratch(pilot)
    for trial in 0..<5 {
      var residuals = layout.base
      residuals.withUnsafeMutableBufferPointer { residuals in
        layout.firmOfEntry.withUnsafeBufferPointer { firms in
          guard let column = residuals.baseAddress, let firmOfEntry = firms.baseAddress else { return }
          var sink = ResidualSink(layout: layout, firmOfEntry: firmOfEntry, residuals: column)
          pilot.play(UInt64(100 + trial), scratch: &scratch, into: &sink)
        }
      }
      #expect(abs(residuals.reduce(0, +)) < 1e-12)
      var form = 0.0
      for (place, value) in eigen.values.enumerated() where value > 1e-10 * largest {
        let product = residuals.indices.reduce(0) { $0 + eigen.vectors[$1, place] * residuals[$1] }
        form += product * product / value
      }
      #expect(abs(reference.forms(residuals, count: 1)[0] - form) < 1e-9 * max(1, form))
    }
  }

  /// The mean covariation of the same pilots and of a history without exclusion, written down draw by draw.
  private static func wholeMatrix(_ player: HistoryPlayer, pilots: Int) -> Matrix {
    let layout = player.layout
    let count = layout.firms.count
    var sum = Matrix(rowCount: count, columnCount: count)
    func add(_ firms: [Int]) {
      let share = 1 / Double(firms.count) / Double(pilots + 1)
      for a in firms {
        sum[a, a] += share
        for b in firms { sum[a, b] -= share / Double(firms.count) }
      }
    }
    for contest in player.record.problem.contests {
      add(contest.tiers[0].map { Int(layout.firmOfEntry[$0]) })
    }
    var engine = TrialEngine(player.record.problem, streams: player.streams, wantsChances: true)
    for trial in 0..<pilots {
      for block in player.record.problem.blocks.indices {
        engine.play(block, trial: UInt64(trial))
        for (contest, _) in engine.awards {
          let entries = player.record.problem.contests[contest].entries
          add(engine.chances.filter { entries.contains($0.entry) }.map { Int(layout.firmOfEntry[$0.entry]) })
        }
      }
    }
    return sum
  }

  /// {A, B}, {A, B} under one-win: the second draw is decided by the first, so the variance of O − E is 1/4; with K
  /// pilots and one history without exclusion the reference is 1/4 + 1/4 / (K + 1).
  @Test func exclusionShrinksTheCovariation() throws {
    let record = DrawRecord(
      try draws([(group: 0, firms: [0, 1], winner: 0), (0, [0, 1], 1)]), under: .oneWin)
    let player = HistoryPlayer(
      record, HistoryLayout(record.problem), streams: TrialStreams(seed: 1, experiment: 1))
    let reference = try ReferenceCovariation(player, pilots: 24)
    #expect(abs(reference.variances[0] - 0.26) < 1e-12 && reference.rank == 1)
    #expect(abs(reference.forms([0.5, -0.5], count: 1)[0] - 0.25 / 0.26) < 1e-12)
  }
}
