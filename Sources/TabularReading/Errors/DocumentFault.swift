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
  public var reason: Reason

  /// Why a region is no table of the model.
  public enum Reason: Sendable, Equatable {
    /// Its words or figures say nothing, or what cannot be.
    case error(DataError)
    /// Nothing stands above its figures.
    case noHeadings
    /// A line of headings fits its columns in no way.
    case headings([String], columns: Int)
    /// A line has another number of figures than the others, and places do not say which are missing.
    case unevenLine(Int, figures: Int, others: Int)
    /// It has more rows or columns than a printed table has.
    case tooLarge(rows: Int, columns: Int)
    /// It has one figure.
    case loneFigure(String)
  }

  package init(page: Int, line: Int, title: String = "", reason: Reason) {
    (self.page, self.line, self.title, self.reason) = (page, line, title, reason)
  }

  /// The error that says why, where one does.
  package var error: DataError? {
    if case .error(let error) = reason { error } else { nil }
  }
}
