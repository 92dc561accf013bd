import Procurement
import TabularReading

/// A document and the tables of counts, amounts and shares in it.
public struct PublishedDocument: Sendable {
  /// What a document is.
  public enum Kind: String, Sendable, CaseIterable {
    case pdf, html, docx, workbook, delimited, markdown, text
  }

  /// The file.
  public var file: String
  /// What it is.
  public var kind: Kind
  /// How many pages were read; 0 where a document has none.
  public var pages = 0
  /// Pages without text.
  public var emptyPages: [Int] = []
  /// Whether its words have places instead of cells.
  var isPlaced = false
  /// The tables that were understood, in order.
  public var tables: [DocumentTable] = []
  /// What was not.
  public var unread: [UnreadRegion] = []
  /// How many of these stand on the first sheet, or in a text.
  var unreadOfFirstSheet = 0
  /// The SHA-256 of the file, where it was asked for.
  public var sha256: String?

  /// The tables that are wanted: all, or one by its number.
  ///
  /// - Parameter distinct: whether a table that says what an earlier one says is left out, as where a workbook has the
  ///   data of a table on a second sheet.
  /// - Throws: `DataError` where there is none, or none of that number.
  public func chosen(_ number: Int?, distinct: Bool = true) throws(DataError) -> [DocumentTable] {
    guard !tables.isEmpty else {
      if unread.count == 1, unread[0].page == 0, let error = unread[0].error { throw error }
      throw DataError(.document(.noTable(found: unread)), file: file)
    }
    guard let number else {
      guard distinct else { return tables }
      return tables.indices.filter { place in
        !tables[..<place].contains { $0.published.table.saysTheSame(as: tables[place].published.table) }
      }.map { tables[$0] }
    }
    guard tables.indices.contains(number - 1) else {
      throw DataError(.document(.noSuchTable(number, count: tables.count)), file: file)
    }
    return [tables[number - 1]]
  }
}

extension PublishedTable {
  /// The word for the unit of its amounts, as 千円.
  public var amountWord: String { TableWords.amountWord(unit) }
  /// The word for the unit of its counts, as 千件.
  public var countWord: String { TableWords.countWord(countUnit) }
}

/// A table of a document, understood.
public struct DocumentTable: Sendable {
  /// Its number in the document, from 1.
  public var number: Int
  /// Titles and notes above it.
  public var titles: [String]
  /// The headings over each column of figures, from the top down.
  public var headings: [[String]]
  /// The labels and cells of each row as printed.
  public var rows: [(labels: [String], cells: [String], line: Int)]
  /// The page where it begins; 0 where the document has none.
  public var page: Int
  /// The line where it begins.
  public var line: Int
  /// The sheet on which it stands.
  public var sheet: String?
  /// Whether something says in which unit its amounts are.
  public var namesUnit: Bool
  /// How its words were understood.
  public var words: [ReadWord]
  /// What adds up.
  public var identities: TableIdentities
  /// What rests on position alone, or stays open.
  public var doubts: [DraftDoubt]
  /// Another reading that closes as well.
  public var alternative: PublishedTable?
  /// Columns and lines that follow from the figures, and whether they do.
  public var derived: [DerivedCheck]
  /// Where each figure stands.
  public var places: [FigurePlace: DocumentPlace]
  /// The table with the account of its file.
  public var published: PublishedTableFile
}

extension DocumentTable {
  /// Whether its reading is open: another one closes as well, words with places close nothing, or nothing closes that should.
  ///
  /// A table with a misprint or two closes nearly everywhere: one of which nothing closes was not read as it was meant, and to
  /// accuse its figures would be a guess.
  public var isOpen: Bool {
    if doubts.contains(.tie) { return true }
    return doubts.contains(.nothingCloses) && (page > 0 || doubts.contains(.partsUnread) || identities.open > 3)
  }

  /// The table, where its reading is settled.
  ///
  /// - Throws: `DataError` where another reading closes as well, or nothing vouches for this one.
  public func settled() throws(DataError) -> DocumentTable {
    guard !isOpen else { throw DataError(.document(.openReading(table: number)), file: published.summary.name) }
    return self
  }

  /// A table of a file that holds nothing else.
  init(of plain: PublishedTableFile) {
    let identities = TableIdentities(of: plain.table)
    self.init(
      number: 1, titles: [], headings: [], rows: [], page: 0, line: plain.summary.headerLine, sheet: nil,
      namesUnit: true,
      words: [], identities: identities, doubts: identities.closed == 0 ? [.nothingCloses] : [], alternative: nil,
      derived: [], places: [:], published: plain)
  }
}
