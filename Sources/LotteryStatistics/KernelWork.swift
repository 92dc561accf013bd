import CLotteryKernels

/// Buffers for the fast kernels, and the way from their sums to a batch state.
struct KernelWork {
  private var winners: [UInt8] = []
  private var wins: [Int64] = []
  private var chances: [Int64] = []
  private static let nobody = Int(LOTTERY_NOBODY)

  /// Plays a block of trials with a kernel and adds what it finds to a state.
  mutating func run(
    _ kernel: BlockKernel, _ layout: SimulationLayout, block: Int, first: UInt64, count: Int,
    wants: BatchRunner.Wants, state: inout BatchState, sheet: inout WinnerSheet
  ) {
    let contests = layout.blocks[block].contests
    let seats = layout.blocks[block].seats
    grow(contests.count)
    for index in 0..<contests.count * 256 { wins[index] = 0 }
    var squares = [Int64](repeating: 0, count: 256)
    var trialsWon = squares
    winners.withUnsafeMutableBufferPointer { winners in
      kernel.draw(first: first, count: count, into: winners)
      lottery_tally(
        UInt32(contests.count), UInt32(count), winners.baseAddress, &wins, &squares, &trialsWon)
      if wants.chances {
        for index in 0..<contests.count * 256 { chances[index] = 0 }
        chances.withUnsafeMutableBufferPointer { kernel.condition(count: count, winners: winners, into: $0) }
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

  private mutating func grow(_ contests: Int) {
    if wins.count >= contests * 256 { return }
    winners = [UInt8](repeating: 0, count: contests * BlockKernel.stride)
    wins = [Int64](repeating: 0, count: contests * 256)
    chances = wins
  }
}
