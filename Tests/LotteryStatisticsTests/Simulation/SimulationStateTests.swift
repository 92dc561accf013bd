import LotteryStatistics
import Testing

@Suite struct SimulationStateTests {
  // One simulation for all tests: batches are dear in a debug build.
  let simulation: LotterySimulation
  static let shared: (simulation: LotterySimulation, batches: [Int: SimulationState])? = {
    guard let register = try? register(tiedSets: [[0, 1, 2], [1, 2]]) else { return nil }
    let simulation = LotterySimulation(
      register, under: [.oneWin, .nabari], seed: 12, options: .init(measures: true, changes: true))
    let batches = [0, 1, 5].map { ($0, simulation.run(batches: $0..<$0 + 1)) }
    return (simulation, Dictionary(uniqueKeysWithValues: batches))
  }()

  init() throws { simulation = try #require(Self.shared).simulation }

  func batch(_ index: Int) throws -> SimulationState { try #require(Self.shared?.batches[index]) }

  func merged(_ a: SimulationState, _ b: SimulationState) throws -> SimulationState {
    var sum = a
    try sum.merge(b)
    return sum
  }

  @Test(arguments: [2, 7]) func sameBitsForAnyNumberOfThreads(threads: Int) throws {
    #expect(try simulation.run(batches: 0..<2, threads: threads) == merged(batch(0), batch(1)))
  }

  @Test func sixteenShardsMergeToOneRun() throws {
    let quick = LotterySimulation(
      try register(tiedSets: [[0, 1, 2], [1, 2]]), under: [.oneWin], options: .init(conditional: false))
    let whole = quick.run(batches: 0..<16)
    var merged = quick.emptyState
    for shard in (0..<16).reversed() { try merged.merge(quick.run(batches: shard..<shard + 1)) }
    #expect(merged == whole && merged.trials == 16 * SimulationState.unitSize)
    #expect(try quick.state(integers: merged.integers) == whole)
  }

  @Test func mergingIsCommutativeAssociativeAndHasAnIdentity() throws {
    let (a, b, c) = (try batch(0), try batch(1), try batch(5))
    #expect(try merged(a, b) == merged(b, a))
    #expect(try merged(merged(a, b), c) == merged(a, merged(b, c)))
    #expect(try merged(a, simulation.emptyState) == a)
    #expect(try merged(simulation.emptyState, a) == a)
    #expect(throws: SimulationState.StateError.batchTwice(0)) { try merged(a, a) }
  }

  @Test func winsBeyondTheFirstThatCannotBeAreRefused() throws {
    let state = try batch(0)
    // Behind what the state says of itself, one range of units and the batch: trials, wins and chances of five entries,
    // two counts of two contests.
    let repeats = 3 + 2 + 3 + 1 + 2 * 5 + 2 * 2
    let pairs = repeats + 3
    #expect(state.integers[repeats..<repeats + 6].allSatisfy { $0 == 0 })
    for (repeated, paired) in [(1 as Int64, 0 as Int64), (1 << 40, 1 << 40)] {
      var integers = state.integers
      integers[repeats] = repeated
      integers[pairs] = paired
      #expect(throws: SimulationState.StateError.malformed) { try simulation.state(integers: integers) }
      integers[repeats] = 0
      #expect(try simulation.state(integers: integers).trials == state.trials)
    }
  }

  @Test func integersRoundTripAndForeignOnesAreRefused() throws {
    let state = try merged(batch(0), batch(5))
    var integers = state.integers
    #expect(try simulation.state(integers: integers) == state)
    #expect(throws: SimulationState.StateError.malformed) {
      try simulation.state(integers: Array(integers.dropLast()))
    }
    #expect(throws: SimulationState.StateError.malformed) { try simulation.state(integers: []) }
    integers[0] ^= 1
    #expect(throws: SimulationState.StateError.differentSimulations) {
      try simulation.state(integers: integers)
    }
    let other = LotterySimulation(
      try register(tiedSets: [[0, 1]]), under: [.oneWin], seed: 12)
    var mine = state
    #expect(throws: SimulationState.StateError.differentSimulations) { try mine.merge(other.emptyState) }
  }

  @Test func precisionStopsAtTheFirstBorderThatMeetsIt() throws {
    let quick = LotterySimulation(
      try register(tiedSets: [[0, 1], [0, 1]]), under: [.independent], options: .init(conditional: false))
    // One batch of a fair draw twice: standard error about sqrt(1/2 / trials) = 1.4e-3 after 16 batches.
    let loose = quick.run(precision: 0.005, limit: 1_000_000, estimator: .plain)
    #expect(loose.batchIndices == Array(0..<16))
    let tight = quick.run(precision: 0, limit: 600_000, estimator: .plain)
    #expect(tight.batchIndices == Array(0..<37))
    #expect(quick.run(precision: 0.005, limit: 1_000_000, estimator: .plain, threads: 3) == loose)
  }
}
