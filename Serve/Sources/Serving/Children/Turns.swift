/// Who may run a child: as many at once as there are cores, one of a session at a time, and the sessions in turn.
actor Turns {
  /// A session that has one child running and two waiting already.
  struct TooMany: Error {}

  private struct Waiting {
    var id: UInt64
    var resume: CheckedContinuation<Bool, Never>
  }

  private let most: Int
  private let mostWaiting: Int
  private var running: Set<String> = []
  private var waiting: [String: [Waiting]] = [:]
  /// The sessions that wait, the next one first.
  private var order: [String] = []
  private var next: UInt64 = 0

  /// At most so many children, and so many waiting for each session.
  init(most: Int, mostWaiting: Int = 2) {
    self.most = most
    self.mostWaiting = mostWaiting
  }

  /// Waits for a turn, does the work and gives the turn back.
  ///
  /// - Throws: `TooMany`; `CancellationError` where the wait was given up; what the work throws.
  func take<Result: Sendable>(_ session: String, _ work: @Sendable () async throws -> Result) async throws -> Result {
    try await wait(session)
    defer { leave(session) }
    return try await work()
  }

  private func wait(_ session: String) async throws {
    if running.count < most, !running.contains(session) {
      running.insert(session)
      return
    }
    guard waiting[session, default: []].count < mostWaiting else { throw TooMany() }
    next += 1
    let id = next
    let hasTurn = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled { return continuation.resume(returning: false) }
        waiting[session, default: []].append(Waiting(id: id, resume: continuation))
        if !order.contains(session) { order.append(session) }
      }
    } onCancel: {
      Task { await self.giveUp(session, id) }
    }
    guard hasTurn else { throw CancellationError() }
  }

  private func giveUp(_ session: String, _ id: UInt64) {
    guard let index = waiting[session]?.firstIndex(where: { $0.id == id }) else { return }
    waiting[session]?.remove(at: index).resume.resume(returning: false)
    tidy(session)
  }

  private func leave(_ session: String) {
    running.remove(session)
    while running.count < most, let chosen = order.first(where: { !running.contains($0) }) {
      guard let first = waiting[chosen]?.first else { return tidy(chosen) }
      waiting[chosen]?.removeFirst()
      running.insert(chosen)
      // Who had a turn stands behind all others.
      order.removeAll { $0 == chosen }
      order.append(chosen)
      tidy(chosen)
      first.resume.resume(returning: true)
    }
  }

  private func tidy(_ session: String) {
    guard waiting[session]?.isEmpty ?? true else { return }
    waiting[session] = nil
    order.removeAll { $0 == session }
  }

  /// How many wait before a session's last one, for what a page says.
  var load: (running: Int, waiting: Int) { (running.count, waiting.values.reduce(0) { $0 + $1.count }) }
}
