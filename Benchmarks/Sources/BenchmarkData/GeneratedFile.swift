import Foundation
import LedgerReading
import SyntheticData
import TabularReading

/// A synthetic file in the temporary folder, removed with the value.
public final class GeneratedFile {
  /// Where it stands.
  public let path: String

  /// Writes the pages of a file, handing the account of each to `body`.
  public init<Pages: PagedFile>(_ pages: Pages, _ body: (Pages.Account) -> Void = { _ in }) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "juchu-\(UUID().uuidString).csv").path
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    try pages.write(threads: 2) { bytes, account in
      try handle.write(contentsOf: bytes)
      if let account { body(account) }
    }
    try handle.close()
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

extension LedgerTarget {
  /// The published Table 1 that ledgers are made from, from the repository's fixtures.
  public static func kawasaki() throws -> LedgerTarget {
    try LedgerTarget(PublishedTableReader.read(InputFile(Fixtures.path("kawasaki_table1.csv"))).table)
  }
}

/// Files of the repository.
public enum Fixtures {
  /// The path of a fixture.
  public static func path(_ name: String) -> String {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
    return sources.appending(path: "../../../fixtures/\(name)").standardizedFileURL.path
  }
}
