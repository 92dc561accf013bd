import Reporting

/// A file that holds a secret: nobody else may read it, and nothing ever replaces it.
enum SecretFile {
  /// The first lines of files that hold seeds.
  private static let heads = ["\(SeedFile.head)\n", "juchu seal 2\n"]

  /// Whether a secret stands at a path: no output replaces it, whatever `--force` says.
  static func stands(at path: String) -> Bool {
    guard let head = StandardStreams.head(of: path, count: 32) else { return false }
    return heads.contains { head.starts(with: $0.utf8) }
  }

  /// Writes a secret to a new file.
  ///
  /// - Throws: `WholeFile.Failure` where a file stands there, whatever `--force` says.
  static func write(_ text: String, to path: String) throws {
    var file = try WholeFile(path, overwrites: false, isPrivate: true)
    try file.write(text)
    try file.stage()
  }
}
