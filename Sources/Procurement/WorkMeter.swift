import Synchronization

/// How much of a long work is done, for whoever shows it; no result depends on it.
///
/// A program runs one work at a time, so one meter of each kind is enough. Readers and simulators count in large
/// steps, such as a block of a file, and pay nothing else for it.
public enum WorkMeter {
  /// Bytes read from inputs.
  public static let bytes = Atomic<Int>(0)
  /// Simulated trials, once for each policy.
  public static let trials = Atomic<Int>(0)
}
