import Synchronization

/// What a user has given and wants to know of it.
final class Work: Sendable {
  /// What a file is taken for.
  enum Kind: String, Sendable, CaseIterable, Codable {
    case ledger, table, bids, draw, draws
  }

  struct State: Sendable {
    var settings = Settings()
    var calculations: [String: Calculation] = [:]
    /// The keys of the calculations, the oldest first.
    var order: [String] = []
  }

  let id = Secret.word(bytes: 16)
  let kind: Kind
  let uploads: [Upload]
  private let state = Mutex(State())

  /// Results that are kept of one work.
  static let mostCalculations = 40

  init(kind: Kind, uploads: [Upload], settings: Settings = Settings()) {
    self.kind = kind
    self.uploads = uploads
    state.withLock { $0.settings = settings }
  }

  var settings: Settings { state.withLock(\.settings) }

  func change(_ body: (inout Settings) -> Void) { state.withLock { body(&$0.settings) } }

  /// The calculation of a key, begun where there is none.
  func calculation(_ key: String, _ begin: () -> Calculation) -> Calculation {
    state.withLock { state in
      if let known = state.calculations[key], !known.isGivenUp { return known }
      let new = begin()
      if state.calculations.updateValue(new, forKey: key) == nil { state.order.append(key) }
      if state.order.count > Self.mostCalculations {
        state.calculations.removeValue(forKey: state.order.removeFirst())?.cancel()
      }
      return new
    }
  }

  func cancelAll() {
    let all = state.withLock { Array($0.calculations.values) }
    for calculation in all { calculation.cancel() }
  }

  /// Ends what is under way; what is done stays.
  func cancelRunning() {
    let all = state.withLock { Array($0.calculations.values) }
    for calculation in all where calculation.result == nil { calculation.cancel() }
  }
}

/// A child of a work: waiting, running or done.
final class Calculation: Sendable {
  enum Outcome: Sendable {
    case done(ChildResult)
    /// The session has one running and two waiting.
    case refused
    /// No room on the disk.
    case noRoom
    case cancelled
  }

  private struct State: Sendable {
    var began = ContinuousClock.now
    var isRunning = false
    var outcome: Outcome?
    var task: Task<Void, Never>?
    var isCancelled = false
  }

  private let state = Mutex(State())

  init(session: String, turns: Turns, program: ChildProgram, task: ChildTask) {
    let work = Task { [self] in
      let outcome: Outcome
      do {
        outcome = try await turns.take(session) {
          self.state.withLock { $0.isRunning = true }
          let result = try await program.run(task)
          return result.end == .cancelled ? .cancelled : .done(result)
        }
      } catch is Turns.TooMany {
        outcome = .refused
      } catch is UnnamedFile.Failure {
        outcome = .noRoom
      } catch {
        outcome = .cancelled
      }
      state.withLock {
        $0.outcome = outcome
        $0.task = nil
      }
    }
    let isLate = state.withLock { state in
      if state.outcome == nil { state.task = work }
      return state.isCancelled
    }
    if isLate { work.cancel() }
  }

  var result: Outcome? { state.withLock(\.outcome) }

  /// Whether it ended without having been done, so that it may be tried again.
  var isGivenUp: Bool {
    switch result {
    case .refused, .noRoom, .cancelled: true
    case .done(let result): result.end == .cancelled
    case nil: false
    }
  }

  var isRunning: Bool { state.withLock(\.isRunning) }

  var seconds: Int { Int((ContinuousClock.now - state.withLock(\.began)).components.seconds) }

  func cancel() {
    let task = state.withLock { state in
      state.isCancelled = true
      return state.task
    }
    task?.cancel()
  }

  /// Waits for the outcome, at most so long; nil where it is not there by then.
  func outcome(within time: Duration) async -> Outcome? {
    let deadline = ContinuousClock.now + time
    var pause = Duration.milliseconds(2)
    while ContinuousClock.now < deadline {
      if let result { return result }
      try? await Task.sleep(for: pause)
      pause = min(pause * 2, .milliseconds(25))
      if Task.isCancelled { break }
    }
    return result
  }
}
