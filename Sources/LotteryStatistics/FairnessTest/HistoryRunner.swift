import CounterRandom
import Procurement

/// Plays histories in chunks of columns and keeps of each what the test needs.
struct HistoryRunner: Sendable {
  /// Columns solved for at once: many enough for the triangular solve, few enough for several threads. It does not
  /// depend on the threads, so that the sums are the same.
  private static func chunkSize(_ trials: Int) -> Int { min(64, max(8, (trials + 1) / 2)) }

  let record: DrawRecord
  let layout: HistoryLayout
  let reference: ReferenceCovariation
  let positions: PositionLayout?
  let officers: OfficerLayout?
  var sequence: OpeningSequence?
  var affiliates: AffiliateLayout?
  /// The lotteries, positions among the contests.
  var lotteries: [Int] = []
  /// Whether the number of firms by wins is kept of each history.
  var keepsSpread = false

  /// What is kept of one history.
  struct History: Sendable {
    /// The quadratic form of O − E.
    var statistic = 0.0
    /// The largest |O − E| of a firm over its standard deviation.
    var largest = 0.0
    /// That of the firm of a planted bias.
    var biased = 0.0
    var positions: PositionSums?
    var officers: (sum: Double, largest: Double) = (0, 0)
    var sequence = SequenceSums()
    /// The deviation of each set of affiliates.
    var affiliates: [Double] = []
    /// The largest of those that take part in the headline.
    var affiliateLargest = 0.0
    /// The number of firms by wins; empty where it is not kept.
    var spread: [Int32] = []
  }

  /// Counts over histories, by tested firm; those of parts add up.
  struct Counts: Sendable {
    var stepDown: StepDownMaximum
    /// Histories with at most and with at least the observed wins, and the sum of wins; empty where not wanted.
    var atMost: [Int] = []
    var atLeast: [Int] = []
    var wins: [Int] = []

    mutating func merge(_ other: Counts) {
      stepDown.merge(other.stepDown)
      for firm in atMost.indices {
        atMost[firm] += other.atMost[firm]
        atLeast[firm] += other.atLeast[firm]
        wins[firm] += other.wins[firm]
      }
    }
  }

  /// The recorded history, by tested firm.
  struct Observed: Sendable {
    var residuals: [Double]
    var wins: [Int]
    /// Contests whose recorded winner the policy would not have let win.
    var contradictions: [Int]
    var history: History
    var officers: OfficerSums?
    var affiliates: [AffiliateSums] = []
  }

  private var wantsTrace: Bool { sequence != nil || affiliates != nil }

  /// |O − E| over its standard deviation; 0 for a firm on which no draw can decide.
  func deviation(_ residual: Double, _ firm: Int) -> Double {
    let variance = reference.variances[firm]
    return variance > 1e-12 ? abs(residual) / variance.squareRoot() : 0
  }

  /// Plays the record.
  func observed(_ player: HistoryPlayer) -> Observed {
    let firms = layout.firms.count
    var wins = [Int32](repeating: 0, count: firms)
    var sums: (PositionSums?, OfficerSums?) = (nil, nil)
    var trace: HistoryTrace?
    var contradictions: [Int] = []
    let residuals = column { residuals, firmOfEntry in
      wins.withUnsafeMutableBufferPointer { wins in
        guard let firmOfEntry else { return }
        var sink = ResidualSink(
          layout: layout, firmOfEntry: firmOfEntry, residuals: residuals, wins: wins.baseAddress,
          positions: positions.map(PositionSums.init),
          officers: officers.map(OfficerSums.init), trace: wantsTrace ? HistoryTrace(record.problem) : nil)
        contradictions = player.playRecord(into: &sink)
        sums = (sink.positions, sink.officers)
        trace = sink.trace
      }
    }
    var history = History(statistic: reference.forms(residuals, count: 1)[0], positions: sums.0)
    history.largest = residuals.indices.reduce(0) { max($0, deviation(residuals[$1], $1)) }
    history.officers = sums.1?.statistics ?? (0, 0)
    var found: [AffiliateSums] = []
    if let trace {
      if let sequence {
        var walker = SequenceWalker(layout, sequence)
        history.sequence = walker.sums(trace)
      }
      found = affiliates?.sums(trace, layout, lotteries: lotteries) ?? []
      history.affiliates = found.map(\.deviation)
      history.affiliateLargest = affiliates?.largest(history.affiliates) ?? 0
    }
    return Observed(
      residuals: residuals, wins: wins.map(Int.init), contradictions: contradictions, history: history,
      officers: sums.1, affiliates: found)
  }

  private func column(
    _ body: (UnsafeMutablePointer<Double>, UnsafePointer<Int32>?) -> Void
  ) -> [Double] {
    var residuals = layout.base
    residuals.withUnsafeMutableBufferPointer { buffer in
      guard let address = buffer.baseAddress else { return }
      layout.firmOfEntry.withUnsafeBufferPointer { body(address, $0.baseAddress) }
    }
    return residuals
  }

  /// Plays histories and, where counts are wanted, compares them with the record.
  ///
  /// - Parameters:
  ///   - trials: the numbers of the histories in their experiment.
  ///   - counting: counts to start from, all zero; nil where only the histories are wanted.
  ///   - observed: the record's wins, for the counts of tails.
  /// - Returns: the histories in order, and the counts.
  /// - Complexity: O(entries + rank²) a history; memory for one chunk a thread.
  func run(
    _ player: HistoryPlayer, trials: Range<Int>, threads: Int, counting: Counts? = nil, observed: [Int] = []
  ) -> (histories: [History], counts: Counts?) {
    let size = Self.chunkSize(trials.count)
    let starts = Array(stride(from: trials.lowerBound, to: trials.upperBound, by: size))
    let stop = WorkStop.current
    let parts = parallelMap(starts.count, threads: threads) { index -> (histories: [History], counts: Counts?) in
      let range = starts[index]..<min(trials.upperBound, starts[index] + size)
      if stop?.isAsked == true {
        // Of what was stopped one history stands for all of a part.
        let one = chunk(player, trials: range.prefix(1), counting: counting, observed: observed)
        return (range.flatMap { _ in one.histories }, one.counts)
      }
      return chunk(player, trials: range, counting: counting, observed: observed)
    }
    var counts = counting
    for part in parts { if let other = part.counts { counts?.merge(other) } }
    return (parts.flatMap(\.histories), counts)
  }

  private func chunk(
    _ player: HistoryPlayer, trials: Range<Int>, counting: Counts?, observed: [Int]
  ) -> (histories: [History], counts: Counts?) {
    let firms = layout.firms.count
    let biased = player.bias.flatMap { layout.tested($0.firm) }
    var counts = counting
    var histories = [History](repeating: History(), count: trials.count)
    var columns: [Double] = []
    columns.reserveCapacity(firms * trials.count)
    for _ in trials { columns += layout.base }
    let countsTails = counts?.wins.isEmpty == false
    var wins = [Int32](repeating: 0, count: countsTails || keepsSpread ? firms : 0)
    var scratch = HistoryPlayer.Scratch(player)
    var trace = wantsTrace ? HistoryTrace(record.problem) : nil
    var walker = sequence.map { SequenceWalker(layout, $0) }
    let bins = WinSpread.bins(layout)
    columns.withUnsafeMutableBufferPointer { columns in
      layout.firmOfEntry.withUnsafeBufferPointer { firmOfEntry in
        guard let start = columns.baseAddress, let firmOfEntry = firmOfEntry.baseAddress else { return }
        for (place, trial) in trials.enumerated() {
          let column = start + place * firms
          wins.withUnsafeMutableBufferPointer { wins in
            wins.update(repeating: 0)
            var sink = ResidualSink(
              layout: layout, firmOfEntry: firmOfEntry, residuals: column, wins: wins.isEmpty ? nil : wins.baseAddress,
              positions: positions.map(PositionSums.init), officers: officers.map(OfficerSums.init), trace: trace)
            // One trace for all histories, not a copy for each.
            trace = nil
            sink.trace?.clear()
            player.play(UInt64(trial), scratch: &scratch, into: &sink)
            histories[place].positions = sink.positions
            histories[place].officers = sink.officers?.statistics ?? (0, 0)
            if let played = sink.trace {
              if let sums = walker?.sums(played) { histories[place].sequence = sums }
              histories[place].affiliates =
                affiliates?.sums(played, layout, lotteries: lotteries).map(\.deviation) ?? []
              histories[place].affiliateLargest = affiliates?.largest(histories[place].affiliates) ?? 0
            }
            swap(&trace, &sink.trace)
          }
          if keepsSpread { histories[place].spread = WinSpread.histogram(wins, bins: bins) }
          for firm in wins.indices where countsTails {
            if Int(wins[firm]) <= observed[firm] { counts?.atMost[firm] += 1 }
            if Int(wins[firm]) >= observed[firm] { counts?.atLeast[firm] += 1 }
            counts?.wins[firm] += Int(wins[firm])
          }
          for firm in 0..<firms {
            histories[place].largest = max(histories[place].largest, deviation(column[firm], firm))
          }
          if let biased { histories[place].biased = deviation(column[biased], biased) }
          counts?.stepDown.add { deviation(column[$0], $0) }
        }
      }
    }
    for (place, form) in reference.forms(columns, count: trials.count).enumerated() {
      histories[place].statistic = form
    }
    return (histories, counts)
  }
}
