import Foundation
import Testing

@testable import Serving

@Suite struct LibraryTests {
  /// A folder with what may be opened and what may not.
  static func folder() throws -> String {
    let path = NSTemporaryDirectory() + "juchu-library-\(Secret.word(bytes: 9))"
    for name in ["a", "a/b", "a/b/c", ".git"] {
      try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
    }
    for name in ["1.csv", "a/2.xlsx", "a/b/3.csv", "a/b/c/4.csv", ".hidden.csv", ".git/x.csv", "key.pem", "noname"] {
      try Data("x".utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }
    symlink("/etc/passwd", "\(path)/link.csv")
    symlink("/etc", "\(path)/folder.csv")
    symlink("1.csv", "\(path)/own.csv")
    mkfifo("\(path)/pipe.csv", 0o600)
    return path
  }

  @Test func regularFilesOfKnownSuffixesAreListed() throws {
    let library = try Library(Self.folder())
    #expect(library.entries().map(\.path) == ["1.csv", "a/2.xlsx", "a/b/3.csv"])
  }

  @Test func filesAreThoseThatWereListed() throws {
    let path = try Self.folder()
    let library = try Library(path)
    let entry = try #require(library.entries().first)
    #expect(library.file(of: entry)?.text(atMost: 10) == "x")
    for outside in ["../1.csv", "/etc/passwd", "link.csv", "own.csv", "folder.csv/passwd", "a/../../x", ""] {
      var other = entry
      other.path = outside
      #expect(library.file(of: other) == nil, "\(outside)")
    }
    try Data("longer".utf8).write(to: URL(fileURLWithPath: "\(path)/1.csv"))
    #expect(library.file(of: entry) == nil)
    unlink("\(path)/1.csv")
    symlink("/etc/passwd", "\(path)/1.csv")
    #expect(library.file(of: entry) == nil)
  }

  @Test(arguments: ["/", "/root", "/home", "/nonexistent", "/etc/passwd", NSHomeDirectory()])
  func rootsAndHomesAreNoLibraries(_ path: String) {
    #expect(throws: Library.Refusal.self) { try Library(path) }
  }
}
