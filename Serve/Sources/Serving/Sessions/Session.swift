import Synchronization

/// A user who has signed in: files, works and calculations, all of them in memory or in files without a name.
final class Session: Sendable {
  let id: String
  let token: String
  let began: ContinuousClock.Instant
  /// Whether the cookie that only secure places may set came back: the other one is then worth nothing.
  let isStrict = Mutex(false)
  private let state: Mutex<State>

  struct State: Sendable {
    var seen: ContinuousClock.Instant
    var language: Language
    var works: [String: Work] = [:]
    /// The works in the order in which they were begun.
    var order: [String] = []
    /// The library's files under words that this session alone knows.
    var library: [String: Library.Entry] = [:]
    var isEnded = false
  }

  init(language: Language) {
    id = Secret.make()
    token = Secret.make()
    began = .now
    state = Mutex(State(seen: .now, language: language))
  }

  func read<Value>(_ body: (State) -> Value) -> Value { state.withLock { body($0) } }

  func change<Value>(_ body: (inout State) -> Value) -> Value { state.withLock { body(&$0) } }

  var language: Language { read(\.language) }

  func work(_ id: String) -> Work? { read { $0.works[id] } }

  /// Bytes and number of the files of all works.
  var uploads: (bytes: Int, files: Int) {
    let works = read { Array($0.works.values) }
    return works.reduce(into: (0, 0)) { sum, work in
      for upload in work.uploads {
        sum.0 += upload.size
        sum.1 += 1
      }
    }
  }

  /// Takes up a work; false where the session has ended in the meantime.
  func add(_ work: Work) -> Bool {
    change { state in
      guard !state.isEnded else { return false }
      state.works[work.id] = work
      state.order.append(work.id)
      return true
    }
  }

  /// Forgets a work, and ends what it calculates.
  func remove(_ id: String) {
    let work = change { state in
      state.order.removeAll { $0 == id }
      return state.works.removeValue(forKey: id)
    }
    work?.cancelAll()
  }

  /// Ends everything.
  func end() {
    let works = change { state in
      state.isEnded = true
      defer { state.works = [:] }
      return Array(state.works.values)
    }
    for work in works { work.cancelAll() }
  }
}

/// The sessions of a server.
final class Sessions: Sendable {
  struct Limits: Sendable {
    var most = 64
    var idle = Duration.seconds(30 * 60)
    var whole = Duration.seconds(12 * 3600)
  }

  /// As many sessions as there may be.
  struct Full: Error {}

  private let limits: Limits
  private let sessions = Mutex<[String: Session]>([:])

  init(_ limits: Limits) { self.limits = limits }

  /// - Throws: `Full`.
  func begin(_ language: Language) throws(Full) -> Session {
    sweep()
    let session = Session(language: language)
    let isThere = sessions.withLock { all in
      guard all.count < limits.most else { return false }
      all[session.id] = session
      return true
    }
    guard isThere else { throw Full() }
    return session
  }

  /// The session of a word, which is then as if just seen.
  func find(_ id: String) -> Session? {
    guard let session = sessions.withLock({ $0[id] }) else { return nil }
    guard !isOver(session) else {
      end(session)
      return nil
    }
    session.change { $0.seen = .now }
    return session
  }

  private func isOver(_ session: Session) -> Bool {
    let now = ContinuousClock.now
    return session.read(\.seen) + limits.idle < now || session.began + limits.whole < now
  }

  func end(_ session: Session) {
    sessions.withLock { $0[session.id] = nil }
    session.end()
  }

  /// Ends the sessions whose time is over.
  func sweep() {
    let over = sessions.withLock { all in all.values.filter { isOver($0) } }
    for session in over { end(session) }
  }

  func endAll() {
    let all = sessions.withLock { all in
      defer { all = [:] }
      return Array(all.values)
    }
    for session in all { session.end() }
  }
}
