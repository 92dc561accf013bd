import CLotteryKernels
import CounterRandom
import TestSupport
import Testing

@testable import LotteryStatistics

/// The fast kernels against the readable engine: every integer of a batch must be the same, on every path that this
/// machine has.
@Suite struct BlockKernelTests {
  static let paths = [LOTTERY_PORTABLE, LOTTERY_AVX2, LOTTERY_AVX512].filter {
    $0.rawValue <= lottery_best_path().rawValue
  }

  static let policies: [LotteryPolicy] = {
    let extra = [
      try? LotteryPolicy(name: "strict", nobodyRemaining: .noAward),
      try? LotteryPolicy(name: "any", counted: .any, soleRemaining: .waived, nobodyRemaining: .noAward),
    ]
    return [.independent, .oneWin, .hiratsuka] + extra.compactMap { $0 }
  }()

  /// Groups with sole tenders, small sets that exclusion empties, a draw of 40 in 60, and sets around every size at
  /// which the kernels change their way: 64, 128, 254, 512 and 1,024.
  static let groups: [[[Int]]] = {
    var generator = SplitMix64(seed: 21)
    func sets(_ tenders: Int, of tied: ClosedRange<Int>, among firms: Int) -> [[Int]] {
      (0..<tenders).map { _ in randomSet(tied, among: firms, using: &generator) }
    }
    return [
      [[0, 1], [0, 1, 2], [2]], [[0, 1], [], [0, 1], [1, 2]], sets(9, of: 1...4, among: 5),
      sets(8, of: 40...40, among: 60), sets(6, of: 60...70, among: 100), sets(5, of: 120...135, among: 250),
      sets(4, of: 254...254, among: 254), sets(4, of: 255...255, among: 255), sets(12, of: 1...5, among: 300),
      sets(5, of: 333...333, among: 500), sets(4, of: 505...520, among: 600), sets(4, of: 1_015...1_030, among: 1_100),
      sets(3, of: 4_900...5_000, among: 5_000), sets(21, of: 30...45, among: 60), sets(18, of: 290...310, among: 400),
      sets(10, of: 2...6, among: 90), sets(10, of: 2...6, among: 270),
    ]
  }()

  static func randomSet(_ tied: ClosedRange<Int>, among firms: Int, using generator: inout SplitMix64) -> [Int] {
    let count = Int.random(in: tied, using: &generator)
    return Array(0..<firms).shuffled(using: &generator).prefix(count).sorted()
  }

  /// Compares some trials; the readable engine is slow in a debug build, so that there are fewer of many firms.
  func compare(_ problem: LotteryProblem, trials: UInt64? = nil) throws {
    let layout = SimulationLayout(problem)
    let streams = TrialStreams(seed: 99, experiment: 0)
    let trials = trials ?? UInt64(max(40, min(1_060, 12_000 / max(1, problem.entries.count))))
    // Trials beyond 2^32, so that the upper word of a trial's number matters.
    let first = UInt64(1) << 33 + 4096
    func state(_ path: lottery_path?) -> BatchState {
      let runner = BatchRunner([problem], [layout], streams: streams, wants: .init(), path: path)
      var work = runner.workspace()
      return runner.run(first..<first + trials, in: &work)[0]
    }
    let readable = state(nil)
    for path in Self.paths {
      _ = try #require(
        BlockKernel(problem, layout: layout.blocks[0], seats: layout.seatOfEntry, streams: streams, path: path))
      #expect(state(path) == readable, "\(problem.policy), path \(path.rawValue)")
    }
  }

  @Test(arguments: policies, groups.indices)
  func sameIntegersAsTheReadableEngine(policy: LotteryPolicy, group: Int) throws {
    try compare(LotteryProblem(try register(tiedSets: Self.groups[group]), under: policy))
  }

  /// Random groups of a size class under random components, some tenders not covered.
  @Test(arguments: [1...64, 65...128, 129...254, 255...1_000, 1_001...5_000])
  func sameIntegersOnRandomGroups(firms: ClosedRange<Int>) throws {
    var generator = SplitMix64(seed: UInt64(firms.lowerBound))
    for index in 0..<(firms.upperBound < 255 ? 30 : 8) {
      let count = Int.random(in: firms, using: &generator)
      // A third of the groups ties few firms, so that they run out.
      let most = index % 3 == 0 ? min(count, 5) : count
      let sets = (0..<Int.random(in: 1...9, using: &generator)).map { _ in
        Self.randomSet(0...most, among: count, using: &generator)
      }
      let prices = sets.map { set in
        let members = Set(set)
        return (0..<count).map { members.contains($0) ? Int64(100) : nil }
      }
      let policy = try LotteryPolicy(
        name: "random \(index)", cap: index % 7 == 6 ? nil : 1, counted: index % 2 == 0 ? .lottery : .any,
        soleRemaining: index % 4 < 2 ? .lotteryWin : .waived, nobodyRemaining: index % 5 < 3 ? .waived : .noAward,
        coverage: Coverage(trades: index % 3 == 1 ? ["土木"] : nil))
      let register = try register(prices: prices, notices: randomNotices(sets.count, using: &generator))
      try compare(LotteryProblem(register, under: policy))
    }
  }

  /// More tenders than fit into a byte, in one group.
  @Test func manyTenders() throws {
    var generator = SplitMix64(seed: 3)
    let sets = (0..<300).map { _ in Self.randomSet(2...12, among: 400, using: &generator) }
    try compare(LotteryProblem(try register(tiedSets: sets), under: .oneWin), trials: 70)
  }

  /// So many tenders of so many firms that sums and probabilities are by place; in the first all tie, in some more than have
  /// won before, then few.
  @Test func sumsByPlace() throws {
    var generator = SplitMix64(seed: 4)
    let few = (1...1_000).map { Self.randomSet($0 < 6 ? 60...80 : 2...4, among: 4_200, using: &generator) }
    let sets = [Array(0..<4_200)] + few
    #expect(4_200 * sets.count > 1 << 22)
    try compare(LotteryProblem(try register(tiedSets: sets), under: .oneWin), trials: 40)
  }

  /// Ranges of trials that end within a tile and within a block.
  @Test(arguments: [1, 31, 32, 33, 63, 64, 65, 1_023, 1_024, 1_025])
  func anyNumberOfTrials(trials: UInt64) throws {
    try compare(LotteryProblem(try register(tiedSets: Self.groups[2]), under: .oneWin), trials: trials)
    try compare(LotteryProblem(try register(tiedSets: Self.groups[8]), under: .oneWin), trials: trials)
  }

  /// Whole strips of a wide group, whose wins are counted while later words are drawn.
  @Test func winsCountedAlong() throws {
    try compare(LotteryProblem(try register(tiedSets: Self.groups[9]), under: .oneWin), trials: 900)
  }

  /// So many trials that words are rejected (1,000 firms: 2.3 in 10,000), picks of a word run out and sets are looked at
  /// twice: too many for the readable engine, so the paths are held against the portable one.
  @Test(arguments: [1_000...1_000, 513...513, 300...300, 9...30, 1...12])
  func samePathsInManyTrials(tied: ClosedRange<Int>) throws {
    var generator = SplitMix64(seed: 5)
    let sets = (0..<7).map { _ in Self.randomSet(tied, among: max(300, tied.upperBound + 100), using: &generator) }
    let problem = LotteryProblem(try register(tiedSets: sets), under: .oneWin)
    let layout = SimulationLayout(problem)
    let states = Self.paths.map { path in
      let runner = BatchRunner(
        [problem], [layout], streams: TrialStreams(seed: 7, experiment: 0), wants: .init(), path: path)
      var work = runner.workspace()
      return runner.run(0..<16_000, in: &work)[0]
    }
    for state in states { #expect(state == states[0]) }
  }

  @Test func whatTheKernelsDoNotHoldIsLeftToTheEngine() throws {
    func hasKernel(_ policy: LotteryPolicy, _ sets: [[Int]]) throws -> Bool {
      let problem = LotteryProblem(try register(tiedSets: sets), under: policy)
      let layout = SimulationLayout(problem)
      return BlockKernel(
        problem, layout: layout.blocks[0], seats: layout.seatOfEntry,
        streams: TrialStreams(seed: 1, experiment: 0)) != nil
    }
    #expect(try hasKernel(.oneWin, [Array(0..<129)]))
    #expect(try hasKernel(.oneWin, [Array(0..<6_000)]))
    #expect(try hasKernel(.oneWin, [[Int]](repeating: [0, 1], count: 1_024)))
    #expect(try !hasKernel(.oneWin, [[Int]](repeating: [0, 1], count: 1_025)))
    #expect(try !hasKernel(.nabari, [[0, 1]]))
    #expect(try !hasKernel(LotteryPolicy(name: "two", cap: 2), [[0, 1]]))
    #expect(try !hasKernel(LotteryPolicy(name: "pass", drawForm: .pass), [[0, 1]]))
  }
}
