import Dispatch
import Synchronization

/// Checks passwords one at a time: each takes memory and time by design, and whoever sends many waits with the others.
final class PasswordGate: Sendable {
  enum Verdict: Sendable, Equatable {
    case right, wrong
    /// As many wait as may.
    case busy
  }

  /// How many may wait for the one that is checked.
  static let queue = 8

  private let waiting = Mutex(0)
  private let checks = DispatchQueue(label: "passwords")
  private let matches: @Sendable (String) -> Bool

  convenience init(_ file: PasswordFile) { self.init { file.matches($0) } }

  init(matches: @escaping @Sendable (String) -> Bool) { self.matches = matches }

  /// Whether a word is the password.
  func check(_ word: String) async -> Verdict {
    let mayWait = waiting.withLock { waiting in
      guard waiting <= Self.queue else { return false }
      waiting += 1
      return true
    }
    guard mayWait else { return .busy }
    return await withCheckedContinuation { continuation in
      checks.async { [self] in
        let isRight = matches(word)
        waiting.withLock { $0 -= 1 }
        continuation.resume(returning: isRight ? .right : .wrong)
      }
    }
  }
}
