import Foundation
import PackagePlugin

/// Tells a build what it is made from: `scripts/stamp` writes it into a Swift file whenever a source changes.
///
/// A build command with all sources as inputs, and no prebuild command or question to `Context.gitInformation`: those are
/// answered once and kept, and an identity that is out of date is worse than none.
@main
struct StampBuild: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let root = context.package.directoryURL
    let script = root.appending(path: "scripts/stamp")
    let stamp = context.pluginWorkDirectoryURL.appending(path: "Stamp.swift")
    // A commit changes what the sources are called, not what they are.
    let commits = [".git/HEAD", ".git/logs/HEAD"].map { root.appending(path: $0) }
      .filter { FileManager.default.fileExists(atPath: $0.path) }
    return [
      .buildCommand(
        displayName: "Identity of the build", executable: URL(fileURLWithPath: "/bin/sh"),
        arguments: [script.path, root.path, stamp.path],
        inputFiles: files(in: root.appending(path: "Sources")) + [root.appending(path: "Package.swift"), script]
          + commits,
        outputFiles: [stamp])
    ]
  }

  private func files(in folder: URL) -> [URL] {
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
    return (found?.compactMap { $0 as? URL } ?? [])
      .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
      .sorted { $0.path < $1.path }
  }
}
