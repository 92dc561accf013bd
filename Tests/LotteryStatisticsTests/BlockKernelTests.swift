import CLotteryKernels
import CounterRandom
import Testing

@testable import LotteryStatistics

/// The fast kernels against the readable engine: every integer of a batch must be the same.
@Suite struct BlockKernelTests {
  static let policies: [LotteryPolicy] = {
    let extra = [
      try? LotteryPolicy(name: "strict", nobodyRemaining: .noAward),
      try? LotteryPolicy(name: "any", counted: .any, soleRemaining: .waived, nobodyRemaining: .noAward),
    ]
    return [.independent, .oneWin, .hiratsuka] + extra.compactMap { $0 }
  }()

  /// Groups with sole tenders, small sets that exclusion empties, sets around 64 and 128, and a draw of 40 in 60.
  static let groups: [[[Int]]] = {
    var generator = SplitMix(state: 21)
    func sets(_ tenders: Int, of tied: ClosedRange<Int>, among firms: Int) -> [[Int]] {
      (0..<tenders).map { _ in
        let count = Int.random(in: tied, using: &generator)
        return Array(0..<firms).shuffled(using: &generator).prefix(count).sorted()
      }
    }
    return [
      [[0, 1], [0, 1, 2], [2]], sets(9, of: 1...4, among: 5), sets(8, of: 40...40, among: 60),
      sets(6, of: 60...70, among: 100), sets(5, of: 120...128, among: 250), [[0, 1], [], [0, 1], [1, 2]],
    ]
  }()

  @Test(arguments: policies, groups.indices)
  func sameIntegersAsTheReadableEngine(policy: LotteryPolicy, group: Int) throws {
    let problem = LotteryProblem(try register(tiedSets: Self.groups[group]), under: policy)
    let layout = SimulationLayout(problem)
    let streams = TrialStreams(seed: 99, experiment: 0)
    let kernel = try #require(
      BlockKernel(problem, layout: layout.blocks[0], seats: layout.seatOfEntry, streams: streams))
    func state(usesKernels: Bool) -> BatchState {
      BatchRunner([problem], [layout], streams: streams, wants: .init(), usesKernels: usesKernels)
        .run(4096..<4096 + 1060)[0]
    }
    #expect(state(usesKernels: true) == state(usesKernels: false))

    // The portable kernel, which machines without the vectors use, draws the same winners.
    let size = problem.contests.count * BlockKernel.stride
    var (fast, portable) = ([UInt8](repeating: 7, count: size), [UInt8](repeating: 7, count: size))
    fast.withUnsafeMutableBufferPointer { kernel.draw(first: 1 << 33, count: 1000, into: $0) }
    portable.withUnsafeMutableBufferPointer {
      kernel.draw(first: 1 << 33, count: 1000, into: $0, isPortable: true)
    }
    for contest in problem.contests.indices {
      let rows = contest * BlockKernel.stride..<contest * BlockKernel.stride + 1000
      #expect(fast[rows] == portable[rows])
    }
  }

  @Test func whatTheKernelsDoNotHoldIsLeftToTheEngine() throws {
    func hasKernel(_ policy: LotteryPolicy, _ sets: [[Int]]) throws -> Bool {
      let problem = LotteryProblem(try register(tiedSets: sets), under: policy)
      let layout = SimulationLayout(problem)
      return BlockKernel(
        problem, layout: layout.blocks[0], seats: layout.seatOfEntry,
        streams: TrialStreams(seed: 1, experiment: 0)) != nil
    }
    #expect(try hasKernel(.oneWin, [Array(0..<128)]))
    #expect(try !hasKernel(.oneWin, [Array(0..<129)]))
    #expect(try !hasKernel(.nabari, [[0, 1]]))
    #expect(try !hasKernel(LotteryPolicy(name: "two", cap: 2), [[0, 1]]))
    #expect(try !hasKernel(LotteryPolicy(name: "pass", drawForm: .pass), [[0, 1]]))
  }
}
