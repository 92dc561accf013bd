import BuildIdentity
import Reporting

extension ProgramVersion {
  /// The version of this program and of its results, with what was built.
  static let current = ProgramVersion(
    "0.2.0",
    build: .init(
      commit: BuildIdentity.commit, isModified: BuildIdentity.isModified, sources: BuildIdentity.sources))
}
