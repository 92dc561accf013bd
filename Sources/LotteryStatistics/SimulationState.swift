/// What some batches of a simulation found: integers that merge in any order.
///
/// Batch b holds trials b · 2^14 to below (b + 1) · 2^14. Merging is the union of batches: commutative and
/// associative, with the empty state as identity, so threads, shards and machines come to the same bits.
public struct SimulationState: Hashable, Sendable {
  /// Trials of a batch.
  public static let batchSize = 16_384

  /// Why states do not merge or numbers do not make a state.
  public enum StateError: Error, Hashable, Sendable {
    /// The states are of different registers, policies, seeds or options.
    case differentSimulations
    /// A batch is in both states.
    case batchTwice(Int)
    /// The numbers are not those of a state of this simulation.
    case malformed
  }

  /// What the simulation is, as a number: equal for equal registers, policies, seed and options.
  public let fingerprint: UInt64
  /// The states of each batch, one for each policy.
  private(set) var batches: [Int: [BatchState]]

  /// The state of no trial, the identity of merging.
  init(fingerprint: UInt64, batches: [Int: [BatchState]] = [:]) {
    self.fingerprint = fingerprint
    self.batches = batches
  }

  /// The number of trials.
  public var trials: Int { batches.values.reduce(0) { $0 + Int($1.first?.trials ?? 0) } }

  /// The batches, ascending.
  public var batchIndices: [Int] { batches.keys.sorted() }

  /// Adds the batches of another state.
  ///
  /// - Throws: `StateError` where the simulations differ or a batch is in both.
  public mutating func merge(_ other: SimulationState) throws(StateError) {
    guard fingerprint == other.fingerprint else { throw .differentSimulations }
    for (batch, states) in other.batches {
      if batches.updateValue(states, forKey: batch) != nil { throw .batchTwice(batch) }
    }
  }

  /// All numbers: fingerprint, then each batch ascending with its index and its length.
  public var integers: [Int64] {
    var integers = [Int64(bitPattern: fingerprint)]
    for (batch, states) in batches.sorted(by: { $0.key < $1.key }) {
      let numbers = states.flatMap { state in
        let own = state.integers
        return [Int64(own.count)] + own
      }
      integers += [Int64(batch), Int64(numbers.count)] + numbers
    }
    return integers
  }

  /// The states of one policy, by batch ascending.
  func states(of policy: Int) -> [BatchState] {
    batches.sorted { $0.key < $1.key }.map { $0.value[policy] }
  }

  /// Adds a batch that is not yet there.
  mutating func insert(_ states: [BatchState], at batch: Int) {
    batches[batch] = states
  }

  /// Reads numbers written by `integers`, given empty states of the right shape.
  init(integers: [Int64], shape: [BatchState], fingerprint: UInt64) throws(StateError) {
    self.init(fingerprint: fingerprint)
    guard let first = integers.first, UInt64(bitPattern: first) == fingerprint else {
      throw integers.isEmpty ? .malformed : .differentSimulations
    }
    var rest = integers.dropFirst()
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
  }
}
