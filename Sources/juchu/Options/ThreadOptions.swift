import ArgumentParser

/// How many threads work, for whatever a command does.
struct ThreadOptions: ParsableArguments {
  @Option(
    help: words(
      "使うスレッドの数。既定は全て。結果は変わりません。",
      "Threads, by default all; the results do not depend on it."))
  var threads: Int?

  func validate() throws {
    guard (1...1_024).contains(threads ?? 1) else {
      throw ValidationError(
        "--threads の値は 1 から 1024 までです。",
        "--threads takes 1 to 1024.")
    }
  }

  /// The number of threads that work.
  var count: Int { threads ?? StandardStreams.processors }
}
