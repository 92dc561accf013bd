import CounterRandom

/// Takes the draws of a history as they happen.
protocol HistorySink {
  /// All entries of a contest's first tier drew with equal chances; one entry alone won outright.
  mutating func drawn(_ contest: Int, winner: Int)
  /// Other chances: some excluded, weights, another tier, or nobody.
  mutating func drawn(_ contest: Int, winner: Int?, chances: [EntryChance])
}

/// The chance of an entry in a draw.
struct EntryChance: Sendable {
  var entry: Int
  var chance: Double
}

/// How many leading digits of a word serve as picks, for the flat player.
enum PickDigits {
  /// bound^digits, and the remainder below which a word is rejected.
  static func values(below bound: UInt32) -> (power: UInt32, threshold: UInt32) {
    var power: UInt32 = 1
    for _ in 0..<PickSequence.digitsPerWord(bound) { power *= bound }
    return (power, PickSequence.rejectionThreshold(bound))
  }
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
    var wins: [UInt8]
    var touched: [Int] = []
    var chances: [EntryChance] = []
    var isEligible: [Bool] = []

    init(_ record: DrawRecord) { wins = [UInt8](repeating: 0, count: record.problem.register.firms.count) }
  }

  private func playFlat(_ trial: UInt64, scratch: inout Scratch, into sink: inout some HistorySink) {
    let cap = record.problem.rule.cap
    let generator = streams.generator
    let low = UInt32(truncatingIfNeeded: trial)
    let high = UInt32(truncatingIfNeeded: trial >> 32) | UInt32(streams.experiment) << 16
    var blockNumber = UInt32.max
    var words = SIMD4<UInt32>.zero
    let hasBias = !isBiased.isEmpty
    layout.contests.withUnsafeBufferPointer { contests in
      layout.bidders.withUnsafeBufferPointer { bidders in
        for block in layout.blocks {
          for position in block {
            let contest = contests[position]
            if contest.size == 0 { continue }
            let first = Int(contest.first)
            var excluded: UInt32 = 0
            if contest.isTouched {
              for entry in first..<first + Int(contest.size) where scratch.wins[Int(bidders[entry])] >= cap {
                excluded += 1
              }
            }
            if excluded > 0 || hasBias && isBiased[position] {
              playSlow(position, trial: trial, excluded: excluded, scratch: &scratch, into: &sink)
              continue
            }
            var place = 0
            if contest.size > 1 {
              // Four neighbouring draws share a block, as in `DrawStream`.
              if contest.draw >> 2 != blockNumber {
                blockNumber = contest.draw >> 2
                words = generator.block(at: SIMD4(0, blockNumber, low, high))
              }
              let word = words[Int(contest.draw & 3)]
              if word &* contest.power < contest.threshold {
                var picks = PickSequence(
                  stream: streams.stream(trial: trial, draw: contest.draw), below: contest.size)
                place = Int(picks.next())
              } else {
                place = Int(truncatingIfNeeded: (UInt64(word) &* UInt64(contest.size)) >> 32)
              }
            }
            if contest.countsWin { Self.count(Int(bidders[first + place]), in: &scratch) }
            sink.drawn(position, winner: first + place)
          }
          for firm in scratch.touched { scratch.wins[firm] = 0 }
          scratch.touched.removeAll(keepingCapacity: true)
        }
      }
    }
  }

  @inline(__always)
  private static func count(_ firm: Int, in scratch: inout Scratch) {
    if scratch.wins[firm] == 0 { scratch.touched.append(firm) }
    if scratch.wins[firm] < .max { scratch.wins[firm] += 1 }
  }

  /// A draw with excluded firms or with the firm of a planted bias.
  private func playSlow(
    _ position: Int, trial: UInt64, excluded: UInt32, scratch: inout Scratch, into sink: inout some HistorySink
  ) {
    let rule = record.problem.rule
    let contest = layout.contests[position]
    let bidders = layout.bidders
    let (first, size) = (Int(contest.first), Int(contest.size))
    let isCovered = record.problem.contests[position].isCovered
    let verdict = rule.verdict(
      tiers: 1, isCovered: isCovered, size: { _ in size }, eligible: { _ in size - Int(excluded) })
    guard verdict.tier != nil else { return sink.drawn(position, winner: nil, chances: []) }
    scratch.isEligible.removeAll(keepingCapacity: true)
    for entry in first..<first + size {
      scratch.isEligible.append(verdict.isWaived || scratch.wins[Int(bidders[entry])] < rule.cap || !isCovered)
    }
    let eligible = scratch.isEligible.count { $0 }
    let winner = first + pick(position, trial: trial, eligible: eligible, scratch: scratch)
    if rule.counts(verdict, isCovered: isCovered) { Self.count(Int(bidders[winner]), in: &scratch) }
    if eligible == size { return sink.drawn(position, winner: winner) }
    scratch.chances.removeAll(keepingCapacity: true)
    for place in 0..<size where scratch.isEligible[place] {
      scratch.chances.append(EntryChance(entry: first + place, chance: 1 / Double(eligible)))
    }
    sink.drawn(position, winner: winner, chances: scratch.chances)
  }

  private func pick(_ position: Int, trial: UInt64, eligible: Int, scratch: Scratch) -> Int {
    let contest = layout.contests[position]
    if eligible == 1 { return scratch.isEligible.firstIndex(of: true) ?? 0 }
    var picks = PickSequence(stream: streams.stream(trial: trial, draw: contest.draw), below: contest.size)
    guard let bias, !isBiased.isEmpty, isBiased[position] else {
      while true {
        let place = Int(picks.next())
        if scratch.isEligible[place] { return place }
      }
    }
    let highest = max(bias.numerator, bias.denominator)
    let stream = streams.withExperiment(streams.experiment | 0x8000).stream(trial: trial, draw: contest.draw)
    var thinning = PickSequence(stream: stream, below: highest)
    while true {
      let place = Int(picks.next())
      guard scratch.isEligible[place] else { continue }
      let isFirm = layout.bidders[Int(contest.first) + place] == bias.firm
      if thinning.next() < (isFirm ? bias.numerator : bias.denominator) { return place }
    }
  }
}
