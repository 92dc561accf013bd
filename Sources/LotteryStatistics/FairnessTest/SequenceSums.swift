#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What the order of opening shows in one history: runs of wins and of losses, and whether firms take turns.
struct SequenceSums: Sendable {
  /// The largest run of wins of anybody, −Σ ln p over its draws.
  var streak = 0.0
  /// The largest run of a firm, of wins or of losses, less the logarithm of the number of its draws.
  var firmStreak = -Double.infinity
  /// The standardised sum of ln(1 + draws lost since the last win) of the winners: large where those win that waited.
  var turns = 0.0
  /// The firm of the largest run of wins, a position among the tested, and the number of wins.
  var holder: (firm: Int, wins: Int)?
}

/// Walks through the lotteries of histories in their order of opening.
///
/// A draw in which a firm was not eligible neither ends a run nor is part of it. Draws of equal time are one block: a firm
/// that won some of it and lost others has no run behind it.
struct SequenceWalker: Sendable {
  private let layout: HistoryLayout
  private let sequence: OpeningSequence
  private let allowance: [Double]
  private var runs: [Run]
  private var block: [BlockRun]
  private var touched: [Int] = []

  private struct Run {
    var wins = 0.0
    var losses = 0.0
    var won: Int32 = 0
    var waiting: Int32 = 0
  }

  private struct BlockRun {
    var won: Int32 = 0
    var lost: Int32 = 0
    var wins = 0.0
    var losses = 0.0
    var isTouched = false
  }

  init(_ layout: HistoryLayout, _ sequence: OpeningSequence) {
    self.layout = layout
    self.sequence = sequence
    allowance = layout.ties.map { log(Double(max(1, $0))) }
    runs = [Run](repeating: Run(), count: layout.firms.count)
    block = [BlockRun](repeating: BlockRun(), count: layout.firms.count)
  }

  /// What one history shows.
  ///
  /// - Complexity: O(tied entries).
  mutating func sums(_ trace: HistoryTrace) -> SequenceSums {
    for firm in runs.indices { runs[firm] = Run() }
    var sums = SequenceSums()
    var (turns, variance) = (0.0, 0.0)
    for range in sequence.blocks {
      for place in range {
        let (excess, spread) = draw(Int(sequence.contests[place]), trace)
        turns += excess
        variance += spread
      }
      close(into: &sums)
    }
    sums.turns = variance > 1e-12 ? turns / variance.squareRoot() : 0
    return sums
  }

  /// Notes a draw; gives the winner's logarithm of waiting beyond the mean of those who drew, and its variance.
  private mutating func draw(_ contest: Int, _ trace: HistoryTrace) -> (excess: Double, variance: Double) {
    let winner = Int(trace.winners[contest])
    let candidates = trace.candidates(contest, of: layout)
    let share = 1 / Double(max(1, layout.contests[contest].size))
    var (mean, squares, own) = (0.0, 0.0, 0.0)
    var isDecided = false
    for entry in candidates {
      let chance = trace.chance(entry, in: contest, equally: share)
      let firm = Int(layout.firmOfEntry[entry])
      if chance <= 0 || firm < 0 { continue }
      let waiting = Self.logarithm(runs[firm].waiting)
      mean += chance * waiting
      squares += chance * waiting * waiting
      if entry == winner { own = waiting }
      if !block[firm].isTouched {
        block[firm].isTouched = true
        touched.append(firm)
      }
      if chance > 1 - 1e-9 {
        // Nobody else could win: no draw, but a win for which it need not wait.
        if entry == winner { runs[firm].waiting = 0 }
      } else if entry == winner {
        isDecided = true
        block[firm].won += 1
        block[firm].wins -= log(chance)
      } else {
        block[firm].lost += 1
        block[firm].losses -= log(1 - chance)
      }
    }
    return isDecided ? (own - mean, squares - mean * mean) : (0, 0)
  }

  /// Puts the draws of a block behind the runs before.
  private mutating func close(into sums: inout SequenceSums) {
    for firm in touched {
      let found = block[firm]
      block[firm] = BlockRun()
      if found.won == 0, found.lost == 0 { continue }
      var run = runs[firm]
      run.wins = found.lost == 0 ? run.wins + found.wins : 0
      run.won = found.lost == 0 ? run.won + found.won : 0
      run.losses = found.won == 0 ? run.losses + found.losses : 0
      run.waiting = found.won == 0 ? run.waiting + found.lost : 0
      runs[firm] = run
      if run.wins > sums.streak {
        sums.streak = run.wins
        sums.holder = (firm, Int(run.won))
      }
      sums.firmStreak = max(sums.firmStreak, max(run.wins, run.losses) - allowance[firm])
    }
    touched.removeAll(keepingCapacity: true)
  }

  private static let logarithms: [Double] = (0..<1_024).map { log(1 + Double($0)) }

  @inline(__always)
  private static func logarithm(_ waiting: Int32) -> Double {
    waiting < 1_024 ? logarithms[Int(waiting)] : log(1 + Double(waiting))
  }
}
