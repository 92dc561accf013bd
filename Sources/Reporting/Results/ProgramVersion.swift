/// The version of the program, and what that program was built from, where it is known.
package struct ProgramVersion: Sendable, Hashable {
  /// The number of the version.
  package var number: String
  /// What was built.
  package var build: Build?

  /// What a program was built from.
  package struct Build: Sendable, Hashable {
    /// The commit in hexadecimal; nil where the sources came without git.
    package var commit: String?
    /// Whether the sources differ from the commit; nil where nobody can tell.
    package var isModified: Bool?
    /// A digest of all sources.
    package var sources: String

    /// A build from sources.
    package init(commit: String?, isModified: Bool?, sources: String) {
      (self.commit, self.isModified, self.sources) = (commit, isModified, sources)
    }
  }

  /// A version with what was built.
  package init(_ number: String, build: Build? = nil) { (self.number, self.build) = (number, build) }

  /// All of it in one line, which two builds share only if they are of the same sources.
  package var identity: String {
    guard let build else { return number }
    let commit = build.commit.map { "commit \($0.prefix(12))\(build.isModified == true ? " modified" : ""), " } ?? ""
    return "\(number) (\(commit)sources \(build.sources))"
  }

  /// The `build` member of `meta`.
  var json: JSONValue {
    guard let build else { return .null }
    return .object([
      "commit": .string(build.commit), "modified": build.isModified.map { .boolean($0) } ?? .null,
      "sources": .string(build.sources),
    ])
  }
}

extension ProgramVersion: ExpressibleByStringLiteral {
  /// A version of which only the number is known.
  package init(stringLiteral number: String) { self.init(number) }
}

extension ProgramVersion: CustomStringConvertible {
  /// The number.
  package var description: String { number }
}
