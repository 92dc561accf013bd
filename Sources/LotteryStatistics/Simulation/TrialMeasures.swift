/// Measures how unequal the wins and amounts of a policy are, trial by trial.
///
/// A few trials are collected together, so that what their firms have won stays in the processor's nearer caches. Wins are
/// small integers: firms are counted by their number of wins and never sorted. The sums of a measure are added up in
/// ascending order, each firm by itself, as `Inequality` does: every digit is the same.
struct TrialMeasures: Sendable {
  /// The trials that are collected together.
  fileprivate static let tile = 16

  /// What a firm has won in a trial.
  fileprivate struct Won {
    var amount = 0.0
    var wins = 0
  }

  private let problem: LotteryProblem
  private let layout: SimulationLayout
  /// Of each seat the firm, numbered among those with a valid bid.
  private let firmOfSeat: [Int32]
  private let firmCount: Int
  /// The unit of each measure, by number and by amount.
  private let units: [[Double]]

  /// Measures of one policy, in the units that they have in a state.
  init(_ problem: LotteryProblem, _ layout: SimulationLayout, units: [[Double]]) {
    (self.problem, self.layout, self.units) = (problem, layout, units)
    var numbers = [Int32](repeating: 0, count: layout.hasBid.count)
    var count = 0
    for firm in layout.hasBid.indices where layout.hasBid[firm] {
      numbers[firm] = Int32(count)
      count += 1
    }
    firmCount = count
    firmOfSeat = layout.blocks.flatMap { $0.firms.map { numbers[$0] } }
  }

  /// Scratch for the measures of one policy.
  struct Work {
    /// What each firm has won, trial by trial.
    fileprivate var won: [Won]
    /// The firms that have won, so many a trial as there may be and one more, and how many there are.
    fileprivate var winners: [Int32]
    fileprivate let width: Int
    fileprivate var counts = [Int](repeating: 0, count: TrialMeasures.tile)
    /// How many firms have each number of wins.
    fileprivate var firmsByWins: [Int]
    fileprivate var amounts = AscendingAmounts()
  }

  /// Scratch for these measures.
  var work: Work {
    let contests = problem.contests.count
    let width = min(firmCount, contests) + 1
    return Work(
      won: Array(repeating: Won(), count: Self.tile * firmCount),
      winners: Array(repeating: 0, count: Self.tile * width),
      width: width, firmsByWins: Array(repeating: 0, count: contests + 1))
  }

  /// Adds the measures of some trials to a state.
  ///
  /// - Complexity: O(contests + winners) a trial, for amounts that differ by less than 2^40 times.
  func measure(_ count: Int, of sheet: WinnerSheet, in work: inout Work, addingTo state: inout BatchState) {
    for first in stride(from: 0, to: count, by: Self.tile) {
      let trials = min(Self.tile, count - first)
      collect(first..<first + trials, of: sheet, into: &work)
      for trial in 0..<trials { measure(trial, in: &work, addingTo: &state) }
    }
  }

  /// Adds up what each firm wins in each of some trials.
  private func collect(_ trials: Range<Int>, of sheet: WinnerSheet, into work: inout Work) {
    let (width, firmCount) = (work.width, firmCount)
    work.won.withUnsafeMutableBufferPointer { won in
      work.winners.withUnsafeMutableBufferPointer { winners in
        work.counts.withUnsafeMutableBufferPointer { counts in
          for block in layout.blocks {
            for contest in block.contests {
              let entries = layout.entryOfSeat[contest]
              sheet.withSeats(of: contest) { seats in
                for (trial, seat) in seats[trials].enumerated() where seat != SimulationLayout.nobody {
                  let firm = firmOfSeat[block.seats.lowerBound + Int(seat)]
                  let place = trial * firmCount + Int(firm)
                  winners[trial * width + counts[trial]] = firm
                  counts[trial] += won[place].wins == 0 ? 1 : 0
                  won[place].wins += 1
                  won[place].amount += Double(problem.entries[Int(entries[Int(seat)])].price)
                }
              }
            }
          }
        }
      }
    }
  }

  /// Measures a collected trial and forgets it.
  private func measure(_ trial: Int, in work: inout Work, addingTo state: inout BatchState) {
    let winners = work.counts[trial]
    work.counts[trial] = 0
    guard winners > 0 else { return }
    var most = 0
    work.amounts.removeAll()
    for winner in 0..<winners {
      let place = trial * firmCount + Int(work.winners[trial * work.width + winner])
      let won = work.won[place]
      work.won[place] = Won()
      work.firmsByWins[won.wins] += 1
      most = max(most, won.wins)
      if won.amount > 0 { work.amounts.append(won.amount) }
    }
    add(Inequality(frequencies: work.firmsByWins[...most], count: firmCount), kind: 0, to: &state)
    for wins in 0...most { work.firmsByWins[wins] = 0 }
    work.amounts.withSorted { amounts in
      if !amounts.isEmpty { add(Inequality(ascending: amounts, count: firmCount), kind: 1, to: &state) }
    }
  }

  private func add(_ inequality: Inequality, kind: Int, to state: inout BatchState) {
    state.measured[kind] += 1
    for measure in Inequality.Measure.allCases {
      state.measures[kind * Inequality.Measure.allCases.count + measure.rawValue] +=
        Int64(((inequality[measure] ?? 0) * units[kind][measure.rawValue]).rounded())
    }
  }
}
