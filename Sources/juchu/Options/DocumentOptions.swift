import ArgumentParser
import LedgerReading
import TabularReading

/// Which part of a document is meant.
struct DocumentOptions: ParsableArguments {
  @Option(
    help: words(
      "PDF のページ（例：12、12-14）。既定は全ページ。",
      "Pages of a PDF, as in 12 or 12-14; all by default."))
  var pages: PageRange?

  @Option(
    help: words(
      "表の番号（juchu extract の一覧の番号）。",
      "The number of a table, as juchu extract lists them."))
  var table: Int?

  /// Reads a document.
  func read(_ file: InputFile, hashing: Bool) throws -> PublishedDocument {
    // A table in memory has no bytes of its own.
    try DocumentReader.read(file, pages: pages, hashing: hashing && !ReadingScope.current.isFrame(file.path))
  }
}

extension PageRange: ExpressibleByArgument {
  /// Reads 12 or 12-14.
  public init?(argument: String) { self.init(argument) }
}
