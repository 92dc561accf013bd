import Synchronization

/// How much of what was given is not yet freed: calls, results, and streams of results.
enum LiveHandles {
  private static let count = Atomic<Int>(0)

  /// How many there are now.
  static var now: Int { count.load(ordering: .relaxed) }

  /// One that lives as long as whoever holds it.
  final class Token: Sendable {
    init() { LiveHandles.count.add(1, ordering: .relaxed) }

    deinit { LiveHandles.count.subtract(1, ordering: .relaxed) }
  }
}
