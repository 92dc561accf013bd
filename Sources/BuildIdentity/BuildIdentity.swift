/// What this program was built from: facts of the build itself, not of the place where it runs.
public enum BuildIdentity {
  /// The commit in hexadecimal; nil where the sources came without git.
  public static var commit: String? { Stamp.commit }
  /// Whether the sources differ from the commit; nil where nobody can tell.
  public static var isModified: Bool? { Stamp.isModified }
  /// The first 16 digits of the SHA-256 of all sources, which tells builds apart with and without git.
  public static var sources: String { Stamp.sources }
}
