/// How the trials of a simulation are cut into batches of equal size.
///
/// Errors come from the spread between batches, so a state holds every batch. From 2^26 trials on batches become larger,
/// by powers of two, so that there are some thousand of them and states stay small. That depends on the number of
/// trials alone, so one machine and many agree on it.
public struct TrialSchedule: Hashable, Sendable {
  /// The trials of a unit: shards begin and end at multiples of it.
  public static let unit = SimulationState.batchSize
  /// Up to so many batches the batches stay as they are.
  static let batchLimit = 4_096
  /// Sums of 2^22 probabilities in units of 2^-40 are below 2^63.
  static let unitsPerBatchLimit = 256

  /// The units of a batch, a power of two.
  public let unitsPerBatch: Int
  /// The units of all batches, a multiple of `unitsPerBatch`.
  public let units: Int

  /// The schedule of at least so many trials, rounded up to whole batches.
  public init(trials: Int) {
    var unitsPerBatch = 1
    let units = LotterySimulation.batches(for: trials)
    while units > unitsPerBatch * Self.batchLimit, unitsPerBatch < Self.unitsPerBatchLimit { unitsPerBatch *= 2 }
    self.unitsPerBatch = unitsPerBatch
    self.units = (units + unitsPerBatch - 1) / unitsPerBatch * unitsPerBatch
  }

  /// A schedule of given sizes.
  init(unitsPerBatch: Int, units: Int) { (self.unitsPerBatch, self.units) = (unitsPerBatch, units) }

  /// The trials of all batches.
  public var trials: Int { units * Self.unit }
}
