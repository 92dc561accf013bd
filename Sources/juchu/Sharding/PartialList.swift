import LedgerReading
import Sharding
import TabularReading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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
      } else if let entries = try Self.entries(name) {
        let folder = name.hasSuffix("/") ? name : name + "/"
        files += entries.filter { $0.lowercased().hasSuffix(PartialFile.suffix) && !$0.hasPrefix(".") }.sorted()
          .map { folder + $0 }
      } else {
        files.append(name)
      }
    }
    self.files = files
  }

  /// The names in a folder; nil where it is none.
  private static func entries(_ name: String) throws(DataError) -> [String]? {
    guard let folder = SystemPath.with(name, { opendir($0) }) else {
      if errno == ENOTDIR || errno == ENOENT { return nil }
      throw DataError(.unreadable(reason: String(cString: strerror(errno))), file: name)
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) { SystemPath.text($0.prefix { $0 != 0 }) })
    }
    return names
  }
}
