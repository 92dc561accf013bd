import CLotteryKernels

/// Buffers for the fast kernels, and the way from their sums to a batch state.
struct KernelWork {
  private var winners: [UInt8] = []
  private var wins: [Int64] = []
  private var chances: [Int64] = []
  private var squares: [Int64] = []
  private var trialsWon: [Int64] = []
  private static let nobody = Int(LOTTERY_NOBODY)

  /// Plays trials of a block with a kernel and adds what it finds to a state.
  ///
  /// - Parameter count: at most a stride where winners are wanted.
  mutating func run(
    _ kernel: BlockKernel, _ layout: SimulationLayout, block: Int, first: UInt64, count: Int,
    wants: BatchRunner.Wants, state: inout BatchState, sheet: inout WinnerSheet
  ) {
    let contests = layout.blocks[block].contests
    let seats = layout.blocks[block].seats
    reset(contests.count)
    winners.withUnsafeMutableBufferPointer { winners in
      for start in stride(from: 0, to: count, by: BlockKernel.stride) {
        let length = min(BlockKernel.stride, count - start)
        kernel.draw(first: first + UInt64(start), count: length, into: winners)
        kernel.tally(
          count: length, winners: winners, wins: &wins, squares: &squares, trialsWon: &trialsWon)
        if wants.chances {
          chances.withUnsafeMutableBufferPointer {
            kernel.condition(count: length, winners: winners, into: $0)
          }
        }
      }
    }
    for (seat, place) in seats.enumerated() {
      state.squares[place] += squares[seat]
      state.trialsWon[place] += trialsWon[seat]
    }
    for (row, contest) in contests.enumerated() {
      state.noAward[contest] += wins[row * 256 + Self.nobody]
      for (seat, entry) in layout.entryOfSeat[contest].enumerated() where entry >= 0 {
        state.wins[Int(entry)] += wins[row * 256 + seat]
        if wants.chances { state.chances[Int(entry)] += chances[row * 256 + seat] }
      }
      guard wants.winners else { continue }
      for trial in 0..<count {
        let seat = winners[row * BlockKernel.stride + trial]
        sheet[contest, trial] = Int(seat) == Self.nobody ? SimulationLayout.nobody : UInt16(seat)
      }
    }
  }

  private mutating func reset(_ contests: Int) {
    if wins.count < contests * 256 {
      winners = [UInt8](repeating: 0, count: contests * BlockKernel.stride)
      wins = [Int64](repeating: 0, count: contests * 256)
      chances = wins
    }
    for index in 0..<contests * 256 {
      wins[index] = 0
      chances[index] = 0
    }
    squares = [Int64](repeating: 0, count: 256)
    trialsWon = squares
  }
}
