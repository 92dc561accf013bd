import Testing

@testable import LotteryStatistics

@Suite("Schedules of trials")
struct TrialScheduleTests {
  @Test(
    "from 8 units to 2^18 trials there are 8 to 16 batches, then batches of 2^14 trials, beyond 2^26 some thousand equal ones"
  )
  func sizes() {
    #expect(TrialSchedule(trials: 1) == TrialSchedule(unitsPerBatch: 1, units: 1))
    #expect(TrialSchedule(trials: 16_384) == TrialSchedule(unitsPerBatch: 1, units: 16))
    #expect(TrialSchedule(trials: 16_385) == TrialSchedule(unitsPerBatch: 2, units: 18))
    for units in 8...256 {
      let schedule = TrialSchedule(trials: units * TrialSchedule.unit)
      #expect((8...16).contains(schedule.units / schedule.unitsPerBatch))
    }
    #expect(TrialSchedule(trials: 1 << 18) == TrialSchedule(unitsPerBatch: 16, units: 256))
    #expect(TrialSchedule(trials: 1 << 26) == TrialSchedule(unitsPerBatch: 16, units: 65_536))
    #expect(TrialSchedule(trials: 1 << 26 + 1).unitsPerBatch == 32)
    for trials in [100_000_000, 1_000_000_000, 1_000_000_000_000, 10_000_000_000_000] {
      let schedule = TrialSchedule(trials: trials)
      #expect(schedule.trials >= trials && schedule.units % schedule.unitsPerBatch == 0)
      #expect(schedule.trials - trials < schedule.unitsPerBatch * TrialSchedule.unit)
      // Probabilities in units of 2^-40 add up over a batch: below 2^63.
      #expect(schedule.unitsPerBatch * TrialSchedule.unit <= 1 << 22)
    }
  }

  @Test("pieces that end within a batch add up to the whole, and to the batches of a finer schedule")
  func pieces() throws {
    let simulation = LotterySimulation(try register(tiedSets: [[0, 1, 2], [1, 2]]), under: [.independent, .oneWin])
    let schedule = TrialSchedule(unitsPerBatch: 4, units: 8)
    let whole = simulation.run(units: 0..<8, of: schedule, threads: 2)
    var merged = simulation.emptyState(of: schedule)
    for part in [5..<8, 0..<1, 3..<5, 1..<3] {
      let piece = simulation.run(units: part, of: schedule)
      #expect(try simulation.state(integers: piece.integers, unitsPerBatch: 4) == piece)
      try merged.merge(piece)
    }
    #expect(merged == whole && merged.units == [0..<8] && merged.batchIndices == [0, 1])
    let fine = simulation.run(batches: 0..<8)
    for policy in 0..<2 {
      for (batch, state) in whole.states(of: policy).enumerated() {
        var sum = fine.states(of: policy)[batch * 4]
        for unit in 1..<4 {
          let isSum = sum.add(fine.states(of: policy)[batch * 4 + unit])
          #expect(isSum)
        }
        #expect(sum == state)
      }
    }
  }

  @Test("units twice, other sizes of batches and wrong counts of trials are refused")
  func refusals() throws {
    let simulation = LotterySimulation(try register(tiedSets: [[0, 1]]), under: [.oneWin])
    let schedule = TrialSchedule(unitsPerBatch: 2, units: 4)
    var state = simulation.run(units: 0..<3, of: schedule)
    #expect(throws: SimulationState.StateError.batchTwice(2)) {
      try state.merge(simulation.run(units: 2..<4, of: schedule))
    }
    #expect(throws: SimulationState.StateError.differentSimulations) { try state.merge(simulation.run(batches: 3..<4)) }
    var integers = simulation.run(units: 0..<3, of: schedule).integers
    integers[4] = 4
    #expect(throws: SimulationState.StateError.malformed) { try simulation.state(integers: integers, unitsPerBatch: 2) }
    integers[4] = 1 << 39
    #expect(throws: SimulationState.StateError.malformed) { try simulation.state(integers: integers, unitsPerBatch: 2) }
  }

  @Test("sums beyond Int64 are refused, not wrapped")
  func overflow() throws {
    let simulation = LotterySimulation(try register(tiedSets: [[0, 1]]), under: [.oneWin])
    let schedule = TrialSchedule(unitsPerBatch: 2, units: 2)
    func state(_ unit: Int) throws -> SimulationState {
      var integers = simulation.run(units: unit..<unit + 1, of: schedule).integers
      integers[integers.count - 1] = .max
      return try simulation.state(integers: integers, unitsPerBatch: 2)
    }
    var first = try state(0)
    #expect(throws: SimulationState.StateError.malformed) { try first.merge(try state(1)) }
  }
}
