/// A command that writes more files than its options --output and --rejects say.
protocol WritesFiles {
  /// The names of the properties that hold the paths.
  static var outputs: Set<String> { get }
  /// Those of them that hold secrets, which nothing ever replaces.
  static var secrets: Set<String> { get }
}

extension WritesFiles {
  static var secrets: Set<String> { [] }
}
