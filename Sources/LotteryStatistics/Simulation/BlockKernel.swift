import CLotteryKernels
import CounterRandom

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The fast kernels for one block, where its policy permits them.
///
/// They hold any number of firms, up to 1,024 tenders a block, equal chances, renumbered draws, first tiers only and a cap
/// of one win or none; everything else is played by `TrialEngine`. Firms are seats of one byte where there are few enough.
final class BlockKernel: @unchecked Sendable {
  // Sendable: the memory is written in `init` alone.
  private let contests: UnsafeMutableBufferPointer<lottery_contest>
  private let tables: UnsafeMutableRawPointer
  /// 1 where a firm ties, where its conditional probability stands.
  private let ties: UnsafeMutableBufferPointer<UInt16>
  private let group: lottery_group
  /// 1 / n in the units of `TrialEngine`.
  private let units: [Int64]
  private let path: lottery_path
  /// The number of firms.
  let seatCount: Int
  private let layout: SimulationLayout.Block
  /// The entries that tie in each contest.
  private let tied: [Range<Int>]
  /// The seat of each entry of the problem.
  private let seats: [UInt16]
  /// Where the sums of each contest begin: one for each tied firm or, of wins by seat, each firm, and one behind them.
  private let offsets: [Int]
  private static let sumsBySeat = 1 << 18
  private static let chancesBySeat = 1 << 22
  /// The number of sums of all contests.
  let sumCount: Int
  /// The number of contests.
  var contestCount: Int { contests.count }
  /// The room for conditional probabilities.
  let chanceCount: Int

  static let stride = Int(LOTTERY_BLOCK)

  /// The best path of this machine, or a lesser one that the environment variable JUCHU_SIMD names: portable, avx2.
  static let chosenPath: lottery_path = {
    let best = lottery_best_path()
    let named = ["portable": LOTTERY_PORTABLE, "avx2": LOTTERY_AVX2]
    guard let path = getenv("JUCHU_SIMD").flatMap({ named[String(cString: $0)] }) else { return best }
    return path.rawValue < best.rawValue ? path : best
  }()

  /// The kernel of a block, or nil where it needs the readable engine.
  init?(
    _ problem: LotteryProblem, layout: SimulationLayout.Block, seats: [UInt16], streams: TrialStreams,
    path: lottery_path = BlockKernel.chosenPath
  ) {
    guard Self.holds(problem, layout) else { return nil }
    let rule = problem.rule
    let isWide = layout.firms.count > Int(LOTTERY_NARROW)
    let tied = layout.contests.map { problem.contests[$0].tiers.first ?? 0..<0 }
    let shape = TableShape(firms: layout.firms.count, isWide: isWide)
    // By seat a sum is found without a table; by place there are no more sums than tied firms.
    let bySeat = isWide && layout.firms.count * tied.count <= Self.sumsBySeat
    let offsets = tied.reduce(into: [0]) { $0.append(($0.last ?? 0) + (bySeat ? layout.firms.count : $1.count) + 1) }
    // Conditional probabilities stand by seat, contests side by side, unless there are too many.
    let byPlace = layout.firms.count * tied.count > Self.chancesBySeat
    let lanes = Int(LOTTERY_LANES)
    let tile = lanes * (isWide ? layout.firms.count : 256)
    let chances = { (contest: Int) in byPlace ? offsets[contest] : contest / lanes * tile + contest % lanes }
    let chanceCount = byPlace ? offsets.last ?? 0 : (tied.count + lanes - 1) / lanes * tile
    self.chanceCount = chanceCount
    ties = .allocate(capacity: byPlace ? 0 : chanceCount)
    ties.initialize(repeating: 0)
    contests = .allocate(capacity: tied.count)
    contests.initialize(repeating: lottery_contest())
    let sizes = tied.map { shape.firmBytes($0.count) + shape.placeBytes + shape.splitBytes($0.count) }
    tables = .allocate(byteCount: max(1, sizes.reduce(0, +)), alignment: 64)
    var next = tables
    // Where the places of the contests so far stand whose winners are left out.
    var counting: [UnsafeMutableRawPointer] = []
    for (place, position) in layout.contests.enumerated() {
      let contest = problem.contests[position]
      let entries = tied[place]
      let excludes = rule.cap > 0 && contest.isCovered
      let bound = UInt32(max(1, entries.count))
      let counts = excludes && (rule.counted == .any ? !entries.isEmpty : entries.count > 1)
      shape.fill(next, seats: seats[entries])
      let places = next + shape.firmBytes(entries.count)
      let split =
        shape.splitBytes(entries.count) > 0 ? (places + shape.placeBytes).assumingMemoryBound(to: UInt8.self) : nil
      contests[place] = lottery_contest(
        draw: contest.draw, size: UInt32(entries.count), digits: PickSequence.digitsPerWord(bound),
        power: PickSequence.power(bound), threshold: PickSequence.rejectionThreshold(bound), excludes: excludes ? 1 : 0,
        counts: counts ? 1 : 0,
        most_excluded: excludes ? UInt32(shape.sharing(seats[entries], with: counting)) : 0,
        firms: UnsafeRawPointer(next), split: split, place: UnsafeRawPointer(places), offset: UInt32(offsets[place]),
        chances: UInt32(chances(place)))
      next += sizes[place]
      if counts { counting.append(places) }
      if byPlace { continue }
      for entry in entries { ties[chances(place) + Int(seats[entry]) * lanes] = 1 }
    }
    group = lottery_group(
      key: (streams.generator.key[0], streams.generator.key[1]), experiment: UInt32(streams.experiment),
      waives_sole: rule.soleRemaining == .waived ? 1 : 0,
      voids_none: rule.nobodyRemaining == .noAward ? 1 : 0, is_wide: isWide ? 1 : 0,
      by_seat: bySeat ? 1 : 0, chances_by_place: byPlace ? 1 : 0, ties: UnsafePointer(ties.baseAddress),
      firms: UInt32(layout.firms.count), contests: UInt32(tied.count),
      contest: UnsafePointer(contests.baseAddress))
    units = [0] + (1...Int64(max(1, tied.map(\.count).max() ?? 1))).map { TrialEngine.chanceUnit / $0 }
    seatCount = layout.firms.count
    sumCount = offsets.last ?? 0
    self.layout = layout
    self.tied = tied
    self.seats = seats
    self.offsets = offsets
    self.path = path
  }

  deinit {
    contests.deallocate()
    tables.deallocate()
    ties.deallocate()
  }

  private static func holds(_ problem: LotteryProblem, _ layout: SimulationLayout.Block) -> Bool {
    let rule = problem.rule
    // The first six are the rule's, asked below; scope, joint ventures, participation, coverage and halves are in the layout.
    let (_, _, _, _, _, _, order, drawForm, _, _, weighting, drawsNearestFirst, _, _, _) = problem.policy.components
    return rule.cap <= 1 && !rule.looksBehindFirstTier && drawForm == .renumber && weighting == .equal
      && order != .random && !drawsNearestFirst
      && (rule.soleRemaining != .outrightWin || rule.counted == .any)
      && layout.firms.count <= Int(LOTTERY_WIDE) && layout.contests.count <= Int(LOTTERY_CONTESTS)
      && layout.firms.allSatisfy { problem.agents[$0] == [$0] }
  }

  /// The tables of a contest: its firms by place, the place of each firm, and its firms once more, byte by byte.
  private struct TableShape {
    let firms: Int
    let isWide: Bool
    var width: Int { isWide ? 2 : 1 }
    var placeBytes: Int { padded(isWide ? 2 * firms : 256) }

    func firmBytes(_ tied: Int) -> Int { padded(width * tied) }

    func splitBytes(_ tied: Int) -> Int { isWide && tied <= Int(LOTTERY_SPLIT) ? 2 * Int(LOTTERY_SPLIT) : 0 }

    private func padded(_ bytes: Int) -> Int {
      let unit = Int(LOTTERY_PADDING)
      return max(unit, (bytes + unit - 1) / unit * unit)
    }

    /// How many of some tables of places have one of some seats; just the number of tables where that leaves two seats.
    ///
    /// A firm wins once before it is left out, so that no more of the seats can be.
    func sharing(_ seats: ArraySlice<UInt16>, with tables: [UnsafeMutableRawPointer]) -> Int {
      if tables.count + 2 <= seats.count { return tables.count }
      return tables.count { places in
        seats.contains { seat in
          isWide
            ? places.load(fromByteOffset: 2 * Int(seat), as: UInt16.self) != .max
            : places.load(fromByteOffset: Int(seat), as: UInt8.self) != .max
        }
      }
    }

    func fill(_ table: UnsafeMutableRawPointer, seats: ArraySlice<UInt16>) {
      let places = table + firmBytes(seats.count)
      let split = places + placeBytes
      table.initializeMemory(as: UInt8.self, repeating: 0, count: firmBytes(seats.count))
      // All bits are nobody in either width.
      places.initializeMemory(as: UInt8.self, repeating: .max, count: placeBytes)
      let splitBytes = splitBytes(seats.count)
      split.initializeMemory(as: UInt8.self, repeating: 0, count: splitBytes)
      for (place, seat) in seats.enumerated() {
        if isWide {
          table.storeBytes(of: seat, toByteOffset: 2 * place, as: UInt16.self)
          places.storeBytes(of: UInt16(place), toByteOffset: 2 * Int(seat), as: UInt16.self)
          guard splitBytes > 0 else { continue }
          split.storeBytes(of: UInt8(truncatingIfNeeded: seat), toByteOffset: place, as: UInt8.self)
          split.storeBytes(of: UInt8(seat >> 8), toByteOffset: Int(LOTTERY_SPLIT) + place, as: UInt8.self)
        } else {
          table.storeBytes(of: UInt8(seat), toByteOffset: place, as: UInt8.self)
          places.storeBytes(of: UInt8(place), toByteOffset: Int(seat), as: UInt8.self)
        }
      }
    }
  }

  /// How many bytes the winners of a block of trials take.
  var winnerBytes: Int { contests.count * Self.stride * (group.is_wide == 1 ? 2 : 1) }

  /// Seats that win, `stride` a contest, of trials that agree above bit 32; adds wins, further wins of a trial and pairs
  /// of wins to the sums.
  func draw(
    first: UInt64, count: Int, into winners: UnsafeMutableRawBufferPointer, adding sums: inout KernelSums
  ) {
    precondition(count <= Self.stride && winners.count >= winnerBytes, "a block of trials")
    precondition(first >> 32 == (first + UInt64(count) - 1) >> 32, "trials that agree above bit 32")
    precondition(
      sums.wins.count >= sumCount && sums.repeats.count >= seatCount && sums.pairs.count >= seatCount, "all sums")
    withUnsafePointer(to: group) {
      lottery_draw(
        path, $0, first, UInt32(count), winners.baseAddress, sums.wins.baseAddress, &sums.repeats, &sums.pairs,
        &sums.waiting)
    }
  }

  /// Adds conditional win probabilities to the sums.
  func condition(count: Int, winners: UnsafeMutableRawBufferPointer, adding sums: inout KernelSums) {
    precondition(sums.less.count >= chanceCount && sums.all.count >= contestCount, "all sums")
    let less = sums.less.baseAddress
    withUnsafePointer(to: group) {
      lottery_condition(path, $0, UInt32(count), winners.baseAddress, units, less, &sums.all)
    }
  }

  /// Adds the sums of some trials to a state.
  func add(_ sums: inout KernelSums, wantsChances: Bool, to state: inout BatchState) {
    for (row, contest) in layout.contests.enumerated() {
      addWins(sums.wins, of: row, to: &state.wins)
      if wantsChances { addChances(of: row, sums, to: &state.chances) }
      // What is not written to is shared between batches.
      let noAward = Int64(sums.wins[offsets[row + 1] - 1])
      if noAward > 0 { state.noAward[contest] += noAward }
    }
    for (seat, place) in layout.seats.enumerated() where sums.repeats[seat] > 0 {
      state.repeats[place] += sums.repeats[seat]
      state.pairs[place] += sums.pairs[seat]
    }
  }

  /// Adds the wins of a contest to those of its entries.
  private func addWins(_ sums: UnsafeMutableBufferPointer<UInt16>, of row: Int, to wins: inout WinCounts) {
    let entries = tied[row]
    precondition(offsets[row + 1] <= sums.count && entries.endIndex <= wins.count, "sums of this kernel")
    let sums = UnsafeMutableBufferPointer(rebasing: sums[offsets[row]..<offsets[row + 1]])
    wins.update { wins in
      // An entry is of one block, so that nothing is counted twice.
      if group.by_seat == 1 {
        seats.withUnsafeBufferPointer {
          for entry in entries { wins[entry] &+= sums[Int($0[entry])] }
        }
      } else {
        for (place, entry) in entries.enumerated() { wins[entry] &+= sums[place] }
      }
    }
  }

  /// Adds the conditional probabilities of a contest to those of its entries.
  private func addChances(of row: Int, _ sums: KernelSums, to chances: inout [Int64]) {
    let (start, all) = (Int(contests[row].chances), sums.all[row])
    for (place, entry) in tied[row].enumerated() {
      let step = group.chances_by_place == 1 ? place : Int(seats[entry]) * Int(LOTTERY_LANES)
      chances[entry] += all + sums.less[start + step]
    }
  }

  /// Copies the seats that won in trials of the block to a sheet.
  func copy(_ winners: UnsafeMutableRawBufferPointer, count: Int, to sheet: inout WinnerSheet) {
    for (row, contest) in layout.contests.enumerated() {
      for trial in 0..<count {
        let at = row * Self.stride + trial
        if group.is_wide == 1 {
          // Nobody is the same number there.
          sheet[contest, trial] = winners.load(fromByteOffset: 2 * at, as: UInt16.self)
        } else {
          sheet[contest, trial] = winners[at] == .max ? SimulationLayout.nobody : UInt16(winners[at])
        }
      }
    }
  }
}
