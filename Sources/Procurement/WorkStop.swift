import Synchronization

/// Whether a long work was asked to stop.
///
/// Whoever works in parts asks it between them. A simulation that was stopped plays next to nothing from there on and gives
/// numbers of the right shape without any meaning: whoever stopped it throws them away.
public final class WorkStop: Sendable {
  /// That of the task's run; nil in a program, which is ended by its signals.
  @TaskLocal public static var current: WorkStop?

  private let asked = Atomic(false)

  /// A work that goes on.
  public init() {}

  /// Asks the work to stop, from any thread.
  public func ask() { asked.store(true, ordering: .relaxed) }

  /// Whether the work was asked to stop.
  public var isAsked: Bool { asked.load(ordering: .relaxed) }
}
