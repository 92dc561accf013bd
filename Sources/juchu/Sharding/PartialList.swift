import FoundationEssentials
import LedgerReading
import Sharding

/// The partial files that a user names: files, folders, and lists of files.
struct PartialList {
  let files: [String]

  /// The files behind names.
  ///
  /// - Throws: `DataError` where a folder or list cannot be read.
  init(_ names: [String]) throws {
    var files: [String] = []
    for name in names {
      if name.hasPrefix("@") {
        let list = String(name.dropFirst())
        files += try InputFile(list).text().split(whereSeparator: \.isNewline).map(String.init)
      } else if try Self.isFolder(name) {
        let found: [String]
        do { found = try FileManager.default.contentsOfDirectory(atPath: name) } catch {
          throw DataError(.unreadable(reason: "\(error)"), file: name)
        }
        let folder = name.hasSuffix("/") ? name : name + "/"
        files += found.filter { $0.hasSuffix(PartialFile.suffix) && !$0.hasPrefix(".") }.sorted().map { folder + $0 }
      } else {
        files.append(name)
      }
    }
    self.files = files
  }

  private static func isFolder(_ name: String) throws -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) && isFolder
  }
}
