/// Buffers for the fast kernels, which pass from batch to batch, and the way from their sums to a batch state.
struct KernelWork {
  private var winners = CacheLines(byteCount: 0)
  private var sums = KernelSums()

  /// Plays trials of a block with a kernel and adds what it finds to a state.
  ///
  /// - Parameter count: at most a stride where winners are wanted.
  mutating func run(
    _ kernel: BlockKernel, first: UInt64, count: Int, wants: BatchRunner.Wants, state: inout BatchState,
    sheet: inout WinnerSheet
  ) {
    precondition(count <= UInt16.max, "sums of 16 bits")
    if winners.bytes.count < kernel.winnerBytes { winners = CacheLines(byteCount: kernel.winnerBytes) }
    sums.clear(for: kernel, wantsChances: wants.chances)
    for start in stride(from: 0, to: count, by: BlockKernel.stride) {
      let length = min(BlockKernel.stride, count - start)
      kernel.draw(first: first + UInt64(start), count: length, into: winners.bytes, adding: &sums)
      if wants.chances { kernel.condition(count: length, winners: winners.bytes, adding: &sums) }
    }
    if wants.winners { kernel.copy(winners.bytes, count: count, to: &sheet) }
    kernel.add(&sums, wantsChances: wants.chances, to: &state)
  }
}

/// Zeroed memory that begins a cache line, as an array need not: a vector across two lines costs twice.
private final class CacheLines {
  let bytes: UnsafeMutableRawBufferPointer

  init(byteCount: Int) {
    bytes = .allocate(byteCount: byteCount, alignment: 64)
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
  }

  deinit { bytes.deallocate() }
}

/// What the kernels count in a batch of trials of a block; where a sum stands, the kernel knows.
struct KernelSums {
  var wins: [UInt16] = []
  /// Conditional probabilities that all tied firms of a contest have, and what each has less.
  var all: [Int64] = []
  var less: UnsafeMutableBufferPointer<Int64> { lines.bytes.bindMemory(to: Int64.self) }
  private var lines = CacheLines(byteCount: 0)
  /// Further wins in a trial, and pairs of wins, of each seat.
  var repeats: [Int64] = []
  var pairs: [Int64] = []

  /// Zeroes what a kernel uses.
  mutating func clear(for kernel: BlockKernel, wantsChances: Bool) {
    func clear<Sum: FixedWidthInteger>(_ sums: inout [Sum], _ count: Int) {
      if sums.count < count { sums = [Sum](repeating: 0, count: count) }
      sums.withUnsafeMutableBufferPointer { $0[..<count].update(repeating: 0) }
    }
    clear(&wins, kernel.sumCount)
    if wantsChances {
      clear(&all, kernel.contestCount)
      let size = kernel.chanceCount * MemoryLayout<Int64>.stride
      if lines.bytes.count < size { lines = CacheLines(byteCount: size) }
      less[..<kernel.chanceCount].update(repeating: 0)
    }
    clear(&repeats, kernel.seatCount)
    clear(&pairs, kernel.seatCount)
  }
}
