import ArgumentParser

/// How many threads work, for whatever a command does.
struct ThreadOptions: ParsableArguments {
  @Option(help: "Threads, by default all; the results do not depend on it.")
  var threads: Int?

  func validate() throws {
    guard (1...1_024).contains(threads ?? 1) else { throw ValidationError("--threads takes 1 to 1024.") }
  }

  /// The number of threads that work.
  var count: Int { threads ?? StandardStreams.processors }
}
