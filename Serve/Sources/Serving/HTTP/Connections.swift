import NIOCore
import Synchronization

/// The open connections, at most so many: where one more comes, the one that waits longest without a signed-in user goes.
final class Connections: Sendable {
  private struct Entry: Sendable {
    var channel: any Channel
    var order: UInt64
    var isBusy = false
    var isSignedIn = false
  }

  private struct State: Sendable {
    var next: UInt64 = 0
    var entries: [ObjectIdentifier: Entry] = [:]
  }

  private let state = Mutex(State())
  private let most: Int

  /// At most so many connections.
  init(most: Int) { self.most = most }

  /// Takes up a connection; false where all that are open belong to signed-in users.
  func admit(_ channel: any Channel) -> Bool {
    let victim: (any Channel)?? = state.withLock { state in
      var victim: (any Channel)?
      if state.entries.count >= most {
        // Strangers before users, those who wait before those who are served, the oldest first.
        let candidates = state.entries.filter { !$0.value.isSignedIn || !$0.value.isBusy }
        guard
          let chosen = candidates.min(by: {
            ($0.value.isSignedIn ? 1 : 0, $0.value.isBusy ? 1 : 0, $0.value.order)
              < ($1.value.isSignedIn ? 1 : 0, $1.value.isBusy ? 1 : 0, $1.value.order)
          })
        else { return nil }
        state.entries[chosen.key] = nil
        victim = .some(chosen.value.channel)
      }
      state.next += 1
      state.entries[ObjectIdentifier(channel)] = Entry(channel: channel, order: state.next)
      return .some(victim)
    }
    guard let victim else { return false }
    victim?.close(promise: nil)
    channel.closeFuture.whenComplete { [weak self] _ in self?.forget(channel) }
    return true
  }

  private func forget(_ channel: any Channel) {
    state.withLock { $0.entries[ObjectIdentifier(channel)] = nil }
  }

  /// Says whether a connection is being served, and to whom.
  func mark(_ channel: any Channel, isBusy: Bool, isSignedIn: Bool? = nil) {
    state.withLock { state in
      state.entries[ObjectIdentifier(channel)]?.isBusy = isBusy
      if let isSignedIn { state.entries[ObjectIdentifier(channel)]?.isSignedIn = isSignedIn }
    }
  }
}
