#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs a program of its own right, under limits of time, memory and output, and takes what it writes.
enum ExternalProgram {
  /// What a program wrote and how it ended.
  struct Outcome {
    var output: [UInt8]
    var messages: String
    /// The exit code, or nil where a signal ended it.
    var code: Int32?
    /// Whether it was ended here, for its time or for too much output.
    var wasEnded: Bool
  }

  /// Whether a program is on the path.
  static func path(of name: String) -> String? {
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return folders.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  /// Runs a program whose standard input is a file.
  ///
  /// - Returns: nil where it cannot be started.
  static func run(_ arguments: [String], input: Int32, seconds: Int, outputLimit: Int) -> Outcome? {
    var (out, messages): ([Int32], [Int32]) = ([0, 0], [0, 0])
    guard pipe(&out) == 0 else { return nil }
    guard pipe(&messages) == 0 else {
      out.forEach { close($0) }
      return nil
    }
    var pipes: Set<Int32> = Set(out + messages)
    defer { pipes.forEach { close($0) } }
    for descriptor in pipes { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, out[1], 1)
    posix_spawn_file_actions_adddup2(&actions, messages[1], 2)
    var process = pid_t()
    var texts: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] = [
      strdup("PATH=/usr/bin:/bin:/usr/local/bin"), strdup("LC_ALL=C"), nil,
    ]
    defer { (texts + environment).forEach { free($0) } }
    guard posix_spawn(&process, arguments[0], &actions, nil, &texts, &environment) == 0 else { return nil }
    for descriptor in [out[1], messages[1]] {
      close(descriptor)
      pipes.remove(descriptor)
    }
    var outcome = Outcome(output: [], messages: "", code: nil, wasEnded: false)
    var said: [UInt8] = []
    collect(out[0], messages[0], into: &outcome, &said, seconds: seconds, limit: outputLimit)
    if outcome.wasEnded { kill(process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    if status & 0x7F == 0 { outcome.code = (status >> 8) & 0xFF }
    outcome.messages = String(decoding: said, as: UTF8.self)
    return outcome
  }

  private static func collect(
    _ out: Int32, _ messages: Int32, into outcome: inout Outcome, _ said: inout [UInt8], seconds: Int, limit: Int
  ) {
    let end = time(nil) + seconds
    var open = [
      pollfd(fd: out, events: Int16(POLLIN), revents: 0), pollfd(fd: messages, events: Int16(POLLIN), revents: 0),
    ]
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while open.contains(where: { $0.fd >= 0 }) {
      let left = end - time(nil)
      guard left > 0, outcome.output.count <= limit else {
        outcome.wasEnded = true
        return
      }
      guard poll(&open, nfds_t(open.count), Int32(min(left, 60) * 1_000)) >= 0 else {
        if errno == EINTR { continue }
        return
      }
      for place in open.indices where open[place].fd >= 0 && open[place].revents != 0 {
        let count = read(open[place].fd, &block, block.count)
        if count <= 0 {
          open[place].fd = -1
        } else if place == 0 {
          outcome.output += block[..<count]
        } else if said.count < 1 << 16 {
          said += block[..<count]
        }
      }
    }
  }
}
