import Synchronization

/// Numbers for lists of texts of which each only continues the one before it.
enum TextLineage {
  private static let last = Atomic(0)

  /// A number that no other list has.
  static func next() -> Int { last.add(1, ordering: .relaxed).newValue }
}
