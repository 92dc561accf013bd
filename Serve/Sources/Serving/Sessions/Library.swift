import CChild
import Foundation

/// A folder whose files every user may read: small enough to be listed, and never left.
///
/// Users choose an entry by a random word of their session; no path comes from them. Files are opened beneath the folder without
/// following a link anywhere (`openat2` with `RESOLVE_BENEATH` and `RESOLVE_NO_SYMLINKS`).
public struct Library: Sendable {
  /// Why a folder is no library.
  public struct Refusal: Error, CustomStringConvertible {
    /// What is wrong.
    public var description: String
  }

  /// A file as it was listed.
  struct Entry: Sendable, Equatable {
    /// Its path beneath the folder.
    var path: String
    var size: Int
    var changed: Int
  }

  /// What may be opened: by suffix.
  static let suffixes: Set<String> = [
    "csv", "xlsx", "ods", "pdf", "docx", "txt", "md", "html", "htm", "xls", "json", "gz", "zst", "zip",
  ]
  /// The most entries that are listed.
  static let mostEntries = 2000

  private let folder: UnnamedFile
  /// The folder's own name.
  let name: String

  /// A library of a folder.
  ///
  /// - Throws: `Refusal` where it is the root, a home folder or one above it, or cannot be read.
  public init(_ path: String) throws {
    guard let resolved = realpath(path, nil) else { throw Refusal(description: "\(path) is not there") }
    defer { free(resolved) }
    let whole = String(cString: resolved)
    let homes = ["/root", "/home", NSHomeDirectory()].compactMap { home -> String? in
      guard let real = realpath(home, nil) else { return nil }
      defer { free(real) }
      return String(cString: real)
    }
    let isHomeOrAbove = homes.contains { $0 == whole || ($0 + "/").hasPrefix(whole + "/") }
    let isOneOfHome = whole.hasPrefix("/home/") && whole.dropFirst("/home/".count).contains("/") == false
    guard whole != "/", !isHomeOrAbove, !isOneOfHome else {
      throw Refusal(
        description: "\(whole) is the root or a home folder: name a folder that holds nothing but what all may see")
    }
    let descriptor = open(whole, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Refusal(description: "\(whole) is no folder that can be read") }
    folder = UnnamedFile(adopting: descriptor)
    name = String(whole.split(separator: "/").last ?? "")
  }

  /// The files that may be opened, three folders deep, in order.
  func entries() -> [Entry] {
    var found: [Entry] = []
    list("", depth: 3, &found)
    return found
  }

  private func list(_ prefix: String, depth: Int, _ found: inout [Entry]) {
    let descriptor = open_beneath(folder.descriptor, prefix.isEmpty ? "." : prefix, O_RDONLY | O_DIRECTORY)
    guard descriptor >= 0, let stream = fdopendir(descriptor) else { return }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
      }
      if let name, !name.hasPrefix(".") { names.append(name) }
    }
    closedir(stream)
    for name in names.sorted() where found.count < Self.mostEntries {
      let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
      if let entry = look(path) {
        found.append(entry)
      } else if depth > 1 {
        list(path, depth: depth - 1, &found)
      }
    }
  }

  /// An entry as it is now; nil where it is no regular file of a known suffix.
  private func look(_ path: String) -> Entry? {
    guard let suffix = path.split(separator: ".").last?.lowercased(), Self.suffixes.contains(suffix) else { return nil }
    let descriptor = open_beneath(folder.descriptor, path, O_RDONLY | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return Self.entry(path, descriptor)
  }

  private static func entry(_ path: String, _ descriptor: Int32) -> Entry? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let changed = Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec)
    return Entry(path: path, size: Int(status.st_size), changed: changed)
  }

  /// The file of an entry; nil where it is not what was listed.
  func file(of entry: Entry) -> UnnamedFile? {
    let descriptor = open_beneath(folder.descriptor, entry.path, O_RDONLY | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    let file = UnnamedFile(adopting: descriptor)
    return Self.entry(entry.path, descriptor) == entry ? file : nil
  }
}
