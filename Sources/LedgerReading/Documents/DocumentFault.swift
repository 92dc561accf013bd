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
  case noTable(found: [PublishedDocument.Unread])
  /// Neither a heading nor a title names a fiscal year.
  case noYear
  /// A row has no label.
  case noLabel
  /// Nothing says whether a column has counts, amounts or shares.
  case noMeasure
  /// There is no table of such a number.
  case noSuchTable(Int, count: Int)
  /// One table is wanted and there are several.
  case severalTables(Int)
  /// Two readings of a table close equally well, or nothing vouches for any.
  case openReading(table: Int)
}

/// Pages of a document, as in 12-14.
public struct PageRange: Hashable, Sendable {
  /// The first page, from 1, and the last.
  public var pages: ClosedRange<Int>

  /// Reads 12 or 12-14; nil where it is neither.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard let first = parts.first ?? nil, first > 0, first < 1_000_000 else { return nil }
    switch parts.count {
    case 1: pages = first...first
    case 2:
      guard let last = parts[1], last >= first, last < 1_000_000 else { return nil }
      pages = first...last
    default: return nil
    }
  }
}
