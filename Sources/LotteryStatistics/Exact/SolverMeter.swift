import Synchronization

/// How much of exact solutions is done, for whoever shows it; no result depends on it.
public enum SolverMeter {
  /// Blocks (groups, or years where wins count over a year) that were solved, once for each policy.
  public static let blocks = Atomic<Int>(0)
}
