import LedgerReading
import LotteryStatistics

/// Puts the pieces of a simulation together, in any order.
public struct EvaluationMerge {
  private let simulation: LotterySimulation
  private let schedule: TrialSchedule
  private var parts: [(units: Range<Int>, file: String)] = []
  private var inputs: (records: [PartialInput], file: String)?
  private var state: SimulationState

  /// The merge of no piece of a job over the simulation of its bids.
  public init(_ job: PartialJob, _ simulation: LotterySimulation) {
    schedule = TrialSchedule(trials: job.simulation?.trials ?? 1)
    self.simulation = simulation
    state = simulation.emptyState(of: schedule)
  }

  /// Adds a piece.
  ///
  /// - Throws: `PartialError` where it overlaps one before it, or is of other bids.
  /// - Complexity: O(numbers of the piece).
  public mutating func add(_ partial: PartialFile, file path: String) throws(PartialError) {
    guard let bounds = partial.piece.units else { throw PartialError(.damaged, file: path) }
    let units = bounds[0]..<bounds[1]
    if let inputs {
      for (own, other) in zip(partial.piece.inputs, inputs.records) where !own.isSameInput(as: other) {
        throw PartialError(.inputDiffers(name: own.name, other: inputs.file), file: path)
      }
    }
    inputs = inputs ?? (partial.piece.inputs, path)
    do throws(SimulationState.StateError) {
      let found = try simulation.state(
        integers: partial.numbers.map { Int64(bitPattern: $0) }, unitsPerBatch: schedule.unitsPerBatch)
      guard found.units == [units], units.upperBound <= schedule.units else { throw .malformed }
      try state.merge(found)
    } catch {
      switch error {
      case .batchTwice:
        let other = parts.first { $0.units.overlaps(units) }
        throw PartialError(.overlap(of: "", range: Self.trials(units), other: other?.file ?? ""), file: path)
      case .differentSimulations: throw PartialError(.otherSimulation, file: path)
      case .malformed: throw PartialError(.damaged, file: path)
      }
    }
    parts.append((units, path))
  }

  /// The state of all trials, if no piece is missing.
  ///
  /// - Throws: `PartialError` that names what is missing.
  public func whole() throws(PartialError) -> SimulationState {
    var end = 0
    for range in state.units {
      if range.lowerBound > end {
        throw PartialError(.missing(of: "", range: Self.trials(end..<range.lowerBound)), file: nil)
      }
      end = range.upperBound
    }
    guard end == schedule.units else {
      throw PartialError(.missing(of: "", range: Self.trials(end..<schedule.units)), file: nil)
    }
    return state
  }

  private static func trials(_ units: Range<Int>) -> Range<Int> {
    units.lowerBound * TrialSchedule.unit..<units.upperBound * TrialSchedule.unit
  }
}

extension PartialInput {
  /// Whether another piece, or a reading, is of the same input.
  public func isSameInput(as other: PartialInput) -> Bool {
    name == other.name && size == other.size && (head == nil || other.head == nil || head == other.head)
      && (sha256 == nil || other.sha256 == nil || sha256 == other.sha256)
  }
}
