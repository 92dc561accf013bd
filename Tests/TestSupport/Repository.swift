import Foundation

/// Where the tests find files.
public enum Repository {
  /// The folder of the package.
  public static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file below the package's folder.
  public static func path(_ relative: String) -> String { root.appendingPathComponent(relative).path }

  /// A file of the data by others that may stand beside the package, or nil where it does not.
  public static func sharedData(_ relative: String) -> String? {
    let path = root.appendingPathComponent("../shared/data/\(relative)").standardizedFileURL.path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// Whether the data by others is there; tests that need it are enabled by this and otherwise skipped.
  public static let hasSharedData = sharedData("README.md") != nil
}
