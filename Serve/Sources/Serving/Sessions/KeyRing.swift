import Synchronization

/// The key that the next user signs in with: valid once, and for ten minutes.
final class KeyRing: Sendable {
  private struct State {
    var key: String
    var expires: ContinuousClock.Instant
  }

  private let state: Mutex<State>
  private let lifetime: Duration
  private let announce: @Sendable (String) -> Void

  /// A ring with a first key; `announce` is told it by `open`, and every later one.
  init(lifetime: Duration = .seconds(600), announce: @escaping @Sendable (String) -> Void) {
    self.lifetime = lifetime
    self.announce = announce
    let first = Secret.make()
    state = Mutex(State(key: first, expires: .now + lifetime))
  }

  /// Says the first key, once there is a server to enter it in.
  func open() { announce(state.withLock(\.key)) }

  /// Makes another key; the last one is worth nothing from then on.
  func renew() {
    let next = Secret.make()
    state.withLock { $0 = State(key: next, expires: .now + lifetime) }
    announce(next)
  }

  /// Whether a word is the key, which is then used up and followed by the next.
  func take(_ word: String) -> Bool {
    let next = Secret.make()
    let isTaken = state.withLock { state in
      guard Secret.areEqual(word, state.key), state.expires > .now else { return false }
      state = State(key: next, expires: .now + lifetime)
      return true
    }
    if isTaken { announce(next) }
    return isTaken
  }
}
