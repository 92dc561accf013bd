/// Why a document gives no table.
public enum DocumentFault: Equatable, Sendable {
  /// No page has text: pictures of pages.
  case scanned(pages: Int)
  /// A password is needed.
  case encrypted
  /// The program that reads it could not.
  case broken(reason: String)
  /// The program that reads it needed more time or memory than it may have.
  case beyondLimits(reason: String)
  /// A document of a program of its own, by that program's name.
  case needsExport(String)
  /// Characters of a language cannot be read without a package.
  case missingLanguagePack(String)
  /// A program is not installed.
  case missingProgram(String, package: String)
  /// No such pages.
  case noPages(String)
  /// No table of counts, amounts or shares was understood; what was found instead.
  case noTable(found: [UnreadRegion])
  /// Neither a heading nor a title names a fiscal year.
  case noYear
  /// A row has no label.
  case noLabel
  /// Rows of figures stand below no headings.
  case noHeadings
  /// Nothing says whether a column has counts, amounts or shares.
  case noMeasure
  /// It is a list of contracts, bids or firms and no published table; the command that takes it.
  case list(command: String)
  /// There is no table of such a number.
  case noSuchTable(Int, count: Int)
  /// One table is wanted and there are several.
  case severalTables(Int)
  /// Two readings of a table close equally well, or nothing vouches for any.
  case openReading(table: Int)
}

/// A region with figures that could not be read as a table of the model, and why.
public struct UnreadRegion: Sendable, Equatable {
  /// The page, from 1; 0 where there is none.
  public var page: Int
  /// The line of the page or file.
  public var line: Int
  /// The words above it, as far as there are any.
  public var title: String
  /// Why.
  public var error: DataError?
  /// Why, in short, where no error says it.
  public var reason: String

  package init(page: Int, line: Int, title: String, error: DataError?, reason: String) {
    (self.page, self.line, self.title) = (page, line, title)
    (self.error, self.reason) = (error, reason)
  }
}
