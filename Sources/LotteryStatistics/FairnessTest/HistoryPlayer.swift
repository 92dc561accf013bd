import CounterRandom

/// Takes the draws of a history as they happen.
protocol HistorySink {
  /// All entries of a contest's first tier drew with equal chances; one entry alone won outright.
  mutating func drawn(_ contest: Int, winner: Int)
  /// Some of the first tier were excluded, the others drew with equal chances.
  mutating func drawn(_ contest: Int, winner: Int, remaining: Int, isExcluded: (_ entry: Int) -> Bool)
  /// Other chances: some excluded, weights, another tier, or nobody.
  mutating func drawn(_ contest: Int, winner: Int?, chances: [EntryChance])
}

/// The chance of an entry in a draw.
struct EntryChance: Sendable {
  var entry: Int
  var chance: Double
}

/// Plays whole histories of a record from its tied sets before exclusion, under its policy.
///
/// For simple policies a flat loop draws some ten million winners a second and gives the winners of `TrialEngine` bit
/// for bit; all others are played by `TrialEngine` itself.
struct HistoryPlayer: Sendable {
  let record: DrawRecord
  let layout: HistoryLayout
  let streams: TrialStreams
  let bias: PlantedBias?
  /// Whether a contest has the firm of the bias; empty without a bias.
  private let isBiased: [Bool]

  /// A player of an experiment under a seed.
  init(_ record: DrawRecord, _ layout: HistoryLayout, streams: TrialStreams, bias: PlantedBias? = nil) {
    self.record = record
    self.layout = layout
    self.streams = streams
    self.bias = bias
    isBiased =
      bias.map { bias in
        layout.contests.map { contest in
          let first = Int(contest.first)
          return (first..<first + Int(contest.size)).contains { record.problem.entries[$0].firm == bias.firm }
        }
      } ?? []
  }

  /// Plays the recorded history.
  ///
  /// - Returns: the contests whose recorded winner the policy would not have let win.
  func playRecord(into sink: inout some HistorySink) -> [Int] {
    var engine = TrialEngine(record.problem, streams: streams, wantsChances: true)
    engine.recorded = record.winners
    var contradictions: [Int] = []
    play(&engine, trial: 0, into: &sink) { contradictions.append($0) }
    return contradictions
  }

  /// Plays a simulated history.
  ///
  /// - Complexity: O(entries).
  func play(_ trial: UInt64, scratch: inout Scratch, into sink: inout some HistorySink) {
    if layout.isSimple { return playFlat(trial, scratch: &scratch, into: &sink) }
    var engine = TrialEngine(record.problem, streams: streams, wantsChances: true)
    engine.bias = bias
    play(&engine, trial: trial, into: &sink) { _ in }
  }

  private func play(
    _ engine: inout TrialEngine, trial: UInt64, into sink: inout some HistorySink, contradicted: (Int) -> Void
  ) {
    var chances: [EntryChance] = []
    for block in record.problem.blocks.indices {
      engine.play(block, trial: trial)
      var next = 0
      for (contest, winner) in engine.awards {
        chances.removeAll(keepingCapacity: true)
        let entries = record.problem.contests[contest].entries
        while next < engine.chances.count, entries.contains(engine.chances[next].entry) {
          let chance = Double(engine.chances[next].units) / Double(TrialEngine.chanceUnit)
          chances.append(EntryChance(entry: engine.chances[next].entry, chance: chance))
          next += 1
        }
        if let winner, !chances.contains(where: { $0.entry == winner }) { contradicted(contest) }
        if winner == nil, let recorded = engine.recorded.isEmpty ? nil : engine.recorded[contest] {
          // The policy makes no award where the record has one.
          contradicted(contest)
          sink.drawn(contest, winner: recorded, chances: [EntryChance(entry: recorded, chance: 1)])
        } else {
          sink.drawn(contest, winner: winner, chances: chances)
        }
      }
    }
  }

  /// What a thread needs for playing.
  struct Scratch {
    /// Counted wins of each firm of the register, all 0 between blocks.
    fileprivate var wins: [UInt8]
    /// The firms with a counted win in the block.
    fileprivate var touched: [Int32]

    init(_ player: HistoryPlayer) {
      wins = [UInt8](repeating: 0, count: player.record.problem.register.firms.count)
      touched = [Int32](repeating: 0, count: player.layout.blocks.map(\.count).max() ?? 0)
    }
  }

  private func playFlat(_ trial: UInt64, scratch: inout Scratch, into sink: inout some HistorySink) {
    scratch.wins.withUnsafeMutableBufferPointer { wins in
      scratch.touched.withUnsafeMutableBufferPointer { touched in
        layout.contests.withUnsafeBufferPointer { contests in
          layout.bidders.withUnsafeBufferPointer { bidders in
            var table = Table(
              wins: wins, touched: touched, contests: contests, bidders: bidders, cap: record.problem.rule.cap,
              words: DrawWords(streams, trial: trial))
            for block in layout.blocks {
              for position in block { play(position, at: &table, into: &sink) }
              table.clear()
            }
          }
        }
      }
    }
  }

  /// The flat player's view of everything, without checks in the loop; places are those of the layout.
  private struct Table {
    let wins: UnsafeMutableBufferPointer<UInt8>
    let touched: UnsafeMutableBufferPointer<Int32>
    let contests: UnsafeBufferPointer<HistoryLayout.Contest>
    let bidders: UnsafeBufferPointer<Int32>
    let cap: UInt8
    var words: DrawWords
    var touchedCount = 0

    @inline(__always)
    func isExcluded(_ entry: Int) -> Bool { wins[Int(bidders[entry])] >= cap }

    @inline(__always)
    mutating func count(_ entry: Int) {
      let firm = Int(bidders[entry])
      if wins[firm] == 0 {
        touched[touchedCount] = Int32(firm)
        touchedCount += 1
      }
      if wins[firm] < .max { wins[firm] += 1 }
    }

    mutating func clear() {
      for place in 0..<touchedCount { wins[Int(touched[place])] = 0 }
      touchedCount = 0
    }
  }

  @inline(__always)
  private func play(_ position: Int, at table: inout Table, into sink: inout some HistorySink) {
    let contest = table.contests[position]
    if contest.size == 0 { return }
    let (first, size) = (Int(contest.first), Int(contest.size))
    var excluded = 0
    if contest.isTouched {
      // Without a branch: who is excluded changes from history to history.
      for entry in first..<first + size { excluded &+= table.isExcluded(entry) ? 1 : 0 }
    }
    let isBiased = !self.isBiased.isEmpty && self.isBiased[position]
    if excluded > 0 {
      return playExcluded(position, excluded: excluded, isBiased: isBiased, at: &table, into: &sink)
    }
    let place =
      size == 1
      ? 0 : isBiased ? biasedPick(contest, at: table) { _ in true } : table.words.pick(contest) { _ in true }
    if contest.countsWin { table.count(first + place) }
    sink.drawn(position, winner: first + place)
  }

  /// A draw with excluded firms.
  private func playExcluded(
    _ position: Int, excluded: Int, isBiased: Bool, at table: inout Table, into sink: inout some HistorySink
  ) {
    let contest = table.contests[position]
    let (first, size) = (Int(contest.first), Int(contest.size))
    let rule = record.problem.rule
    let verdict = rule.verdict(tiers: 1, isCovered: true, size: { _ in size }, eligible: { _ in size - excluded })
    guard verdict.tier != nil else { return sink.drawn(position, winner: nil, chances: []) }
    let remaining = verdict.isWaived ? size : size - excluded
    let view = table
    let admits: (Int) -> Bool = { verdict.isWaived || !view.isExcluded(first + $0) }
    let place: Int
    if remaining == 1 {
      place = (0..<size).first(where: admits) ?? 0
    } else {
      place = isBiased ? biasedPick(contest, at: table, where: admits) : table.words.pick(contest, where: admits)
    }
    if remaining == size {
      sink.drawn(position, winner: first + place)
    } else {
      sink.drawn(position, winner: first + place, remaining: remaining) { view.isExcluded($0) }
    }
    if rule.counts(verdict, isCovered: true) { table.count(first + place) }
  }

  /// A pick where the firm of the bias stands among the others: each pick is accepted by weight.
  private func biasedPick(_ contest: HistoryLayout.Contest, at table: Table, where admits: (Int) -> Bool) -> Int {
    guard let bias else { return 0 }
    let trial = table.words.trial
    var picks = PickSequence(stream: streams.stream(trial: trial, draw: contest.draw), below: contest.size)
    let stream = streams.withExperiment(streams.experiment | 0x8000).stream(trial: trial, draw: contest.draw)
    var thinning = PickSequence(stream: stream, below: max(bias.numerator, bias.denominator))
    while true {
      let place = Int(picks.next())
      guard admits(place) else { continue }
      let isFirm = table.bidders[Int(contest.first) + place] == bias.firm
      if thinning.next() < (isFirm ? bias.numerator : bias.denominator) { return place }
    }
  }
}

/// The picks of one trial, draw by draw; the first word of four neighbouring draws is one block, as in `DrawStream`.
private struct DrawWords {
  let streams: TrialStreams
  let trial: UInt64
  private let low: UInt32
  private let high: UInt32
  private var number = UInt32.max
  private var block = SIMD4<UInt32>.zero

  init(_ streams: TrialStreams, trial: UInt64) {
    self.streams = streams
    self.trial = trial
    low = UInt32(truncatingIfNeeded: trial)
    high = UInt32(truncatingIfNeeded: trial >> 32) | UInt32(streams.experiment) << 16
  }

  /// The first pick of a draw's sequence that is admitted.
  @inline(__always)
  mutating func pick(_ contest: HistoryLayout.Contest, where admits: (Int) -> Bool) -> Int {
    if contest.draw >> 2 != number {
      number = contest.draw >> 2
      block = streams.generator.block(at: SIMD4(0, number, low, high))
    }
    var rest = block[Int(contest.draw & 3)]
    if rest &* contest.power >= contest.threshold {
      for _ in 0..<contest.digits {
        let product = UInt64(rest) &* UInt64(contest.size)
        rest = UInt32(truncatingIfNeeded: product)
        let place = Int(truncatingIfNeeded: product >> 32)
        if admits(place) { return place }
      }
    }
    return further(contest, where: admits)
  }

  /// The same from the whole sequence, where the first word was rejected or did not suffice.
  @inline(never)
  private func further(_ contest: HistoryLayout.Contest, where admits: (Int) -> Bool) -> Int {
    var picks = PickSequence(stream: streams.stream(trial: trial, draw: contest.draw), below: contest.size)
    while true {
      let place = Int(picks.next())
      if admits(place) { return place }
    }
  }
}
