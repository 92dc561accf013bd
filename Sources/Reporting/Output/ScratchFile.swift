import CPartFiles
import FoundationEssentials

/// A file that a library writes by its path, in a folder of its own for temporary files.
enum ScratchFile {
  /// The bytes that are written to the path; afterwards nothing is left of it, even where a signal ends the program.
  ///
  /// - Throws: what `write` throws, or where the folder or the file cannot be had.
  static func bytes(named name: String, _ write: (_ path: String) throws -> Void) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("juchu-\(UUID().uuidString)")
    let path = folder.appendingPathComponent(name).path
    let numbers = [path, folder.path].map { (name: String) in part_files_add(name) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      try? FileManager.default.removeItem(at: folder)
      for number in numbers { part_files_remove(number) }
    }
    try write(path)
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }
}
