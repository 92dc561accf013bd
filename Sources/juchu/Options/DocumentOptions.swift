import ArgumentParser
import LedgerReading

/// Which part of a document is meant.
struct DocumentOptions: ParsableArguments {
  @Option(help: "Pages of a PDF, as in 12 or 12-14; all by default.")
  var pages: PageRange?

  @Option(help: "The number of a table, as juchu extract lists them.")
  var table: Int?

  /// Reads a document.
  func read(_ file: InputFile, hashing: Bool) throws -> PublishedDocument {
    try DocumentReader.read(file, pages: pages, hashing: hashing)
  }
}

extension PageRange: ExpressibleByArgument {
  /// Reads 12 or 12-14.
  public init?(argument: String) { self.init(argument) }
}
