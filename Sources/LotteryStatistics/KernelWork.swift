/// Buffers for the fast kernels, and the way from their sums to a batch state.
struct KernelWork {
  private var winners: [UInt8] = []
  private var wins: [Int64] = []
  private var chances: [Int64] = []
  private var repeats: [Int64] = []
  private var pairs: [Int64] = []

  /// Plays trials of a block with a kernel and adds what it finds to a state.
  ///
  /// - Parameter count: at most a stride where winners are wanted.
  mutating func run(
    _ kernel: BlockKernel, _ problem: LotteryProblem, _ layout: SimulationLayout, block: Int, first: UInt64,
    count: Int, wants: BatchRunner.Wants, state: inout BatchState, sheet: inout WinnerSheet
  ) {
    let contests = layout.blocks[block].contests
    let seats = layout.blocks[block].seats
    reset(kernel, seats: seats.count)
    winners.withUnsafeMutableBytes { winners in
      for start in stride(from: 0, to: count, by: BlockKernel.stride) {
        let length = min(BlockKernel.stride, count - start)
        kernel.draw(first: first + UInt64(start), count: length, into: winners)
        kernel.tally(count: length, winners: winners, wins: &wins, repeats: &repeats, pairs: &pairs)
        if wants.chances { kernel.condition(count: length, winners: winners, into: &chances) }
      }
      guard wants.winners else { return }
      for (row, contest) in contests.enumerated() {
        for trial in 0..<count {
          sheet[contest, trial] = kernel.seat(winners, contest: row, trial: trial) ?? SimulationLayout.nobody
        }
      }
    }
    for (seat, place) in seats.enumerated() {
      state.trialsWon[place] -= repeats[seat]
      state.squares[place] += 2 * pairs[seat]
    }
    for (row, contest) in contests.enumerated() {
      let entries = problem.contests[contest].tiers.first ?? 0..<0
      let own = entries.map { Int(layout.seatOfEntry[$0]) }
      let sums = kernel.sums(row, seats: own)
      Self.add(wins, sums, to: &state.wins, entries)
      if wants.chances { Self.add(chances, sums, to: &state.chances, entries) }
      let places = own.map { seats.lowerBound + $0 }
      Self.add(wins, sums, to: &state.trialsWon, places)
      Self.add(wins, sums, to: &state.squares, places)
      state.noAward[contest] += wins[kernel.noAwardSum(row)]
    }
  }

  /// Adds some of the sums to some values, without asking at each whether the array is shared.
  private static func add(
    _ all: [Int64], _ sums: [Int], to values: inout [Int64], _ places: some RandomAccessCollection<Int>
  ) {
    all.withUnsafeBufferPointer { all in
      values.withUnsafeMutableBufferPointer { values in
        for (sum, place) in zip(sums, places) { values[place] += all[sum] }
      }
    }
  }

  private mutating func reset(_ kernel: BlockKernel, seats: Int) {
    if winners.count < kernel.winnerBytes { winners = [UInt8](repeating: 0, count: kernel.winnerBytes) }
    func clear(_ sums: inout [Int64], _ count: Int) {
      if sums.count < count { sums = [Int64](repeating: 0, count: count) }
      for index in 0..<count { sums[index] = 0 }
    }
    clear(&wins, kernel.sumCount)
    clear(&chances, kernel.sumCount)
    clear(&repeats, seats)
    clear(&pairs, seats)
  }
}
