import CLotteryKernels

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
    lottery_add_up(&sums.waiting)
    if wants.winners { kernel.copy(winners.bytes, count: count, to: &sheet) }
    kernel.add(&sums, wantsChances: wants.chances, to: &state)
  }
}

/// Memory that begins a cache line and stays where it is, as an array need not: a vector across two lines costs twice.
private final class CacheLines {
  let bytes: UnsafeMutableRawBufferPointer

  init(byteCount: Int) {
    bytes = .allocate(byteCount: byteCount, alignment: 64)
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
  }

  /// Lines of zeroed numbers, these ones where there are enough.
  func zeroed<Number: FixedWidthInteger>(_ count: Int, of type: Number.Type) -> CacheLines {
    let size = count * MemoryLayout<Number>.stride
    if bytes.count < size { return CacheLines(byteCount: size) }
    bytes[..<size].initializeMemory(as: UInt8.self, repeating: 0)
    return self
  }

  func numbers<Number: FixedWidthInteger>() -> UnsafeMutableBufferPointer<Number> { bytes.bindMemory(to: Number.self) }

  deinit { bytes.deallocate() }
}

/// What the kernels count in a batch of trials of a block; where a sum stands, the kernel knows.
struct KernelSums {
  /// Wins, some of which may still wait to be added.
  var wins: UnsafeMutableBufferPointer<UInt16> { winLines.numbers() }
  var waiting = lottery_backlog()
  /// Conditional probabilities that all tied firms of a contest have, and what each has less.
  var all: [Int64] = []
  var less: UnsafeMutableBufferPointer<Int64> { lessLines.numbers() }
  /// Further wins in a trial, and pairs of wins, of each seat.
  var repeats: [Int64] = []
  var pairs: [Int64] = []

  private var winLines = CacheLines(byteCount: 0)
  private var lessLines = CacheLines(byteCount: 0)

  /// Zeroes what a kernel uses.
  mutating func clear(for kernel: BlockKernel, wantsChances: Bool) {
    func clear(_ sums: inout [Int64], _ count: Int) {
      if sums.count < count { sums = [Int64](repeating: 0, count: count) }
      sums.withUnsafeMutableBufferPointer { $0[..<count].update(repeating: 0) }
    }
    waiting = lottery_backlog()
    winLines = winLines.zeroed(kernel.sumCount, of: UInt16.self)
    if wantsChances {
      clear(&all, kernel.contestCount)
      lessLines = lessLines.zeroed(kernel.chanceCount, of: Int64.self)
    }
    clear(&repeats, kernel.seatCount)
    clear(&pairs, kernel.seatCount)
  }
}
