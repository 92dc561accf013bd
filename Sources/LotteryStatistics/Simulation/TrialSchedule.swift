/// How the trials of a simulation are cut into batches of equal size.
///
/// Errors come from the spread between batches, so few trials have small ones: 8 to 16 from 8 units on. A batch of 2^14
/// trials stays as it is, because a state holds every batch; from 2^26 trials on batches grow again, so that there are some
/// thousand of them. All sizes are powers of two and depend on the number of trials alone, so that one machine and many agree.
public struct TrialSchedule: Hashable, Sendable {
  /// The trials of a unit: shards begin and end at multiples of it.
  public static let unit = SimulationState.unitSize
  /// So many batches there are before batches of fewer than 2^14 trials grow.
  static let fewBatches = 16
  /// So many batches there are before larger ones grow.
  static let batchLimit = 4_096
  /// The units of 2^14 trials.
  static let usualUnitsPerBatch = 16
  /// Sums of 2^22 probabilities in units of 2^-40 are below 2^63.
  static let unitsPerBatchLimit = 4_096

  /// The units of a batch, a power of two.
  public let unitsPerBatch: Int
  /// The units of all batches, a multiple of `unitsPerBatch`.
  public let units: Int

  /// The schedule of at least so many trials, rounded up to whole batches.
  public init(trials: Int) {
    var unitsPerBatch = 1
    let units = LotterySimulation.units(for: trials)
    while units > unitsPerBatch * Self.fewBatches, unitsPerBatch < Self.usualUnitsPerBatch { unitsPerBatch *= 2 }
    while units > unitsPerBatch * Self.batchLimit, unitsPerBatch < Self.unitsPerBatchLimit { unitsPerBatch *= 2 }
    self.unitsPerBatch = unitsPerBatch
    self.units = (units + unitsPerBatch - 1) / unitsPerBatch * unitsPerBatch
  }

  /// A schedule of given sizes.
  init(unitsPerBatch: Int, units: Int) { (self.unitsPerBatch, self.units) = (unitsPerBatch, units) }

  /// The trials of all batches.
  public var trials: Int { units * Self.unit }
}
