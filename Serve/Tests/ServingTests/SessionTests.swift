import Synchronization
import Testing

@testable import Serving

@Suite struct KeyRingTests {
  final class Told: Sendable {
    let keys = Mutex<[String]>([])
  }

  @Test func aKeyIsValidOnce() throws {
    let told = Told()
    let ring = KeyRing { key in told.keys.withLock { $0.append(key) } }
    ring.open()
    let first = try #require(told.keys.withLock { $0.last })
    #expect(first.count == 43)
    #expect(!ring.take("") && !ring.take(first + "A") && !ring.take(String(first.dropLast())))
    #expect(ring.take(first))
    #expect(!ring.take(first))
    let second = try #require(told.keys.withLock { $0.last })
    #expect(second != first)
    ring.renew()
    #expect(!ring.take(second))
  }

  @Test func aKeyIsWorthNothingAfterItsTime() throws {
    let told = Told()
    let ring = KeyRing(lifetime: .zero) { key in told.keys.withLock { $0.append(key) } }
    ring.open()
    let key = try #require(told.keys.withLock { $0.last })
    #expect(!ring.take(key))
  }

  @Test func secretsDifferAndAreCompared() {
    let words = Set((0..<1000).map { _ in Secret.make() })
    #expect(words.count == 1000)
    #expect(Secret.areEqual("abc", "abc") && !Secret.areEqual("abc", "abd") && !Secret.areEqual("abc", "ab"))
  }
}

@Suite struct SessionsTests {
  @Test func sessionsAreBoundedAndEnd() throws {
    var limits = Sessions.Limits()
    limits.most = 2
    let sessions = Sessions(limits)
    let first = try sessions.begin(.ja)
    _ = try sessions.begin(.ja)
    #expect(throws: Sessions.Full.self) { try sessions.begin(.ja) }
    #expect(sessions.find(first.id) === first)
    sessions.end(first)
    #expect(sessions.find(first.id) == nil)
    #expect(throws: Never.self) { try sessions.begin(.ja) }
  }

  @Test func sessionsGoWhenTheyAreIdle() throws {
    var limits = Sessions.Limits()
    limits.idle = .milliseconds(-1)
    let sessions = Sessions(limits)
    let session = try sessions.begin(.ja)
    #expect(sessions.find(session.id) == nil)
  }

  @Test func cookiesOfOtherRunsAreOthers() {
    let cookies = Cookies(run: "0123abcd", loopbackPort: 80)
    #expect(cookies.setting("x").allSatisfy { $0.contains("HttpOnly") && $0.contains("SameSite=Strict") })
    #expect(Cookies.value(cookies.strict, in: ["a=b; __Host-juchu-0123abcd=xyz"]) == "xyz")
    #expect(Cookies.value(cookies.strict, in: ["__Host-juchu-ffffffff=xyz"]) == nil)
    #expect(Cookies.value(cookies.strict, in: ["__Host-juchu-0123abcd=a; __Host-juchu-0123abcd=b"]) == nil)
  }

  @Test func filesHaveRoomOrAreRefused() throws {
    var limits = Room.Limits()
    limits.file = 10
    limits.session = 15
    limits.all = 18
    let room = Room(limits, folder: "/tmp")
    func bytes(_ count: Int) -> ArraySlice<UInt8> { [UInt8](repeating: 65, count: count)[...] }
    do {
      let first = try Upload(name: "a", room: room, folder: "/tmp")
      try first.append(bytes(10), session: 0)
      #expect(throws: Room.Refusal.fileTooLarge(most: 10)) { try first.append(bytes(1), session: 0) }
      let second = try Upload(name: "b", room: room, folder: "/tmp")
      #expect(throws: Room.Refusal.sessionFull(most: 15)) { try second.append(bytes(6), session: 10) }
      try second.append(bytes(5), session: 10)
      let other = try Upload(name: "c", room: room, folder: "/tmp")
      #expect(throws: Room.Refusal.serverFull) { try other.append(bytes(4), session: 0) }
      #expect(room.taken == 15)
    }
    #expect(room.taken == 0)
  }
}

@Suite struct TurnsTests {
  final class Order: Sendable {
    private let names = Mutex<[String]>([])
    func add(_ name: String) { names.withLock { $0.append(name) } }
    var all: [String] { names.withLock { $0 } }
  }

  @Test func sessionsRunOneAtATimeAndInTurn() async throws {
    let turns = Turns(most: 1)
    let order = Order()
    let gate = AsyncStream<Void>.makeStream()
    let first = Task {
      try await turns.take("a") {
        for await _ in gate.stream { break }
      }
    }
    while await turns.load.running == 0 { await Task.yield() }
    var others: [Task<Void, any Error>] = []
    for (index, name) in ["a", "a", "b"].enumerated() {
      others.append(Task { try await turns.take(name) { order.add("\(name)\(index)") } })
      while await turns.load.waiting <= index { await Task.yield() }
    }
    await #expect(throws: Turns.TooMany.self) { try await turns.take("a") {} }
    let given = Task { try await turns.take("c") { order.add("c") } }
    while await turns.load.waiting < 4 { await Task.yield() }
    given.cancel()
    await #expect(throws: CancellationError.self) { try await given.value }
    gate.continuation.yield()
    try await first.value
    for other in others { try await other.value }
    // The session that ran stands behind the others: b comes before a's second.
    #expect(order.all == ["a0", "b2", "a1"])
  }
}
