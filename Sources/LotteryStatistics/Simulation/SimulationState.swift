/// What some batches of a simulation found: integers that merge in any order.
///
/// A unit is 2^10 trials, a batch one unit or more (`TrialSchedule`). Merging is the union of units, whose integers add up
/// within a batch: commutative and associative, with the empty state as identity, so threads, shards and machines come
/// to the same bits.
public struct SimulationState: Hashable, Sendable {
  /// Trials of a unit.
  public static let unitSize = 1_024

  /// Why states do not merge or numbers do not make a state.
  public enum StateError: Error, Hashable, Sendable {
    /// The states are of different registers, policies, seeds or options.
    case differentSimulations
    /// A unit is in both states.
    case batchTwice(Int)
    /// The numbers are not those of a state of this simulation.
    case malformed
  }

  /// What the simulation is, as a number: equal for equal registers, policies, seeds, options and sizes of batches.
  public let fingerprint: UInt64
  /// The units of a batch.
  public let unitsPerBatch: Int
  /// The states of each batch, one for each policy.
  private(set) var batches: [Int: [BatchState]]
  /// The units that are in it, as ranges that do not touch, ascending.
  public private(set) var units: [Range<Int>] = []

  /// The state of no trial, the identity of merging.
  init(fingerprint: UInt64, unitsPerBatch: Int = 1) {
    self.fingerprint = fingerprint
    self.unitsPerBatch = unitsPerBatch
    batches = [:]
  }

  /// The number of trials.
  public var trials: Int { batches.values.reduce(0) { $0 + Int($1.first?.trials ?? 0) } }

  /// The batches, ascending.
  public var batchIndices: [Int] { batches.keys.sorted() }

  /// Adds the batches of another state.
  ///
  /// - Throws: `StateError` where the simulations differ, a unit is in both, or a sum overflows.
  public mutating func merge(_ other: SimulationState) throws(StateError) {
    guard fingerprint == other.fingerprint, unitsPerBatch == other.unitsPerBatch else { throw .differentSimulations }
    for range in other.units { try cover(range) }
    for (batch, states) in other.batches { try add(states, to: batch) }
  }

  /// Notes that units are in the state.
  private mutating func cover(_ range: Range<Int>) throws(StateError) {
    let next = units.firstIndex { $0.lowerBound >= range.lowerBound } ?? units.count
    if next > 0, units[next - 1].upperBound > range.lowerBound { throw .batchTwice(range.lowerBound) }
    if next < units.count, units[next].lowerBound < range.upperBound { throw .batchTwice(units[next].lowerBound) }
    var (joined, replaced) = (range, next..<next)
    if next > 0, units[next - 1].upperBound == range.lowerBound {
      joined = units[next - 1].lowerBound..<joined.upperBound
      replaced = next - 1..<replaced.upperBound
    }
    if next < units.count, units[next].lowerBound == range.upperBound {
      joined = joined.lowerBound..<units[next].upperBound
      replaced = replaced.lowerBound..<next + 1
    }
    units.replaceSubrange(replaced, with: [joined])
  }

  private mutating func add(_ states: [BatchState], to batch: Int) throws(StateError) {
    guard var own = batches[batch] else {
      batches[batch] = states
      return
    }
    for policy in own.indices { guard own[policy].add(states[policy]) else { throw .malformed } }
    batches[batch] = own
  }

  /// The states of one policy, by batch ascending.
  func states(of policy: Int) -> [BatchState] {
    batches.sorted { $0.key < $1.key }.map { $0.value[policy] }
  }

  /// Adds units of one batch that are not yet there.
  mutating func insert(_ states: [BatchState], units: Range<Int>) throws(StateError) {
    try cover(units)
    try add(states, to: units.lowerBound / unitsPerBatch)
  }
}

// Written down as integers.
extension SimulationState {
  /// All numbers: fingerprint, units of a batch, the ranges of units with their number before them, then each batch
  /// ascending with its index and its length.
  public var integers: [Int64] {
    var integers = [Int64(bitPattern: fingerprint), Int64(unitsPerBatch), Int64(units.count)]
    for range in units { integers += [Int64(range.lowerBound), Int64(range.upperBound)] }
    for (batch, states) in batches.sorted(by: { $0.key < $1.key }) {
      let numbers = states.flatMap { state in
        let own = state.integers
        return [Int64(own.count)] + own
      }
      integers += [Int64(batch), Int64(numbers.count)] + numbers
    }
    return integers
  }

  /// Reads numbers written by `integers`, given empty states of the right shape.
  init(
    integers: [Int64], shape: [BatchState], fingerprint: UInt64, unitsPerBatch: Int
  ) throws(StateError) {
    self.init(fingerprint: fingerprint, unitsPerBatch: unitsPerBatch)
    guard let first = integers.first, UInt64(bitPattern: first) == fingerprint else {
      throw integers.isEmpty ? .malformed : .differentSimulations
    }
    var rest = integers.dropFirst()
    guard rest.popFirst() == Int64(unitsPerBatch), let count = rest.popFirst(), count >= 0, count <= rest.count / 2
    else {
      throw .malformed
    }
    for _ in 0..<count {
      // Indices beyond 2^40 units would be more trials than anybody can run.
      guard let start = rest.popFirst(), let end = rest.popFirst(), 0 <= start, start < end, end <= 1 << 40 else {
        throw .malformed
      }
      // Written ranges ascend and do not touch; so each goes behind the last one, however many there are.
      if let last = units.last, start <= last.upperBound {
        throw start < last.upperBound ? .batchTwice(Int(start)) : .malformed
      }
      units.append(Int(start)..<Int(end))
    }
    while let batch = rest.popFirst() {
      guard let length = rest.popFirst(), batch >= 0, length >= 0, length <= rest.count else {
        throw .malformed
      }
      var numbers = rest.prefix(Int(length))
      rest = rest.dropFirst(Int(length))
      var states = shape
      for policy in states.indices {
        guard let count = numbers.popFirst(), count >= 0, count <= numbers.count,
          states[policy].read(numbers.prefix(Int(count)))
        else { throw .malformed }
        numbers = numbers.dropFirst(Int(count))
      }
      guard numbers.isEmpty else { throw .malformed }
      if batches.updateValue(states, forKey: Int(batch)) != nil { throw .batchTwice(Int(batch)) }
    }
    guard hasTrialsOfUnits else { throw .malformed }
  }

  /// Whether each batch has the trials of its units, and no batch is missing.
  private var hasTrialsOfUnits: Bool {
    var expected: [Int: Int] = [:]
    for range in units {
      // What is not there cannot be that long: see the number of batches first.
      guard range.count / unitsPerBatch <= batches.count else { return false }
      for batch in range.lowerBound / unitsPerBatch...(range.upperBound - 1) / unitsPerBatch {
        let own = batch * unitsPerBatch..<(batch + 1) * unitsPerBatch
        expected[batch, default: 0] += own.clamped(to: range).count * Self.unitSize
        guard expected.count <= batches.count else { return false }
      }
    }
    return expected.count == batches.count
      && batches.allSatisfy { batch, states in states.allSatisfy { Int($0.trials) == expected[batch] } }
  }
}
