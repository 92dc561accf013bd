/// The version of the program, and what that program was built from, where it is known.
public struct ProgramVersion: Sendable, Hashable {
  /// The number of the version.
  public var number: String
  /// What was built.
  public var build: Build?

  /// What a program was built from.
  public struct Build: Sendable, Hashable {
    /// The commit in hexadecimal; nil where the sources came without git.
    public var commit: String?
    /// Whether the sources differ from the commit; nil where nobody can tell.
    public var isModified: Bool?
    /// A digest of all sources.
    public var sources: String

    /// A build from sources.
    public init(commit: String?, isModified: Bool?, sources: String) {
      (self.commit, self.isModified, self.sources) = (commit, isModified, sources)
    }
  }

  /// A version with what was built.
  public init(_ number: String, build: Build? = nil) { (self.number, self.build) = (number, build) }

  /// All of it in one line, which two builds share only if they are of the same sources.
  public var identity: String {
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
  public init(stringLiteral number: String) { self.init(number) }
}

extension ProgramVersion: CustomStringConvertible {
  /// The number.
  public var description: String { number }
}
