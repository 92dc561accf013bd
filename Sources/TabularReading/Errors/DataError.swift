import Procurement

/// Why an input cannot be used: what, where, what was expected and what was found.
///
/// An error carries facts; `Reporting` turns it into words, in one place and in two languages.
public struct DataError: Error, Equatable, Sendable {
  /// What is wrong.
  public var problem: Problem
  /// The file as the user named it, `-` for standard input.
  public var file: String
  /// The sheet of a workbook, where the problem is in a table of one.
  public var sheet: String?
  /// The line on which the record begins, from 1, where the problem has one.
  public var line: Int?
  /// The column, where the problem has one.
  public var column: Column?
  /// The process and the path within its release, where the problem is in one.
  public var place: String?
  /// All words of the file that nothing knows, where it was read to its end for them.
  public var words: [UnknownWords] = []

  /// A column of a file.
  public struct Column: Equatable, Sendable {
    /// The position, from 1.
    public var number: Int
    /// The name in the header, empty where the file has none.
    public var name: String

    /// A column with a position from 1 and a name.
    public init(number: Int, name: String) {
      self.number = number
      self.name = name
    }
  }

  /// A problem at a place.
  public init(_ problem: Problem, file: String, line: Int? = nil, column: Column? = nil) {
    self.problem = problem
    self.file = file
    self.line = line
    self.column = column
  }
}

extension DataError {
  /// The kinds of problems, each with the facts that an explanation needs.
  public enum Problem: Error, Equatable, Sendable {
    // Files.
    case missingFile
    case isDirectory
    case unreadable(reason: String)
    /// What comes through a pipe cannot be kept.
    case noCopy(folder: String, reason: String)
    case emptyFile
    case headerOnly
    case needsFile
    case oldWorkbook
    case foreign(ForeignFormat)
    case severalMembers([String])
    case damagedCompression(Compression, reason: String)
    case compressedBeyondMeasure
    case noRoom(reason: String)
    case brokenWorkbook(reason: String)
    case cell(sheet: String, name: String, CellFault)
    case invalidJSON(reason: String)
    case notARelease
    /// A value of JSON is of another kind than what has to stand in its place.
    case otherJSONKind(JSONKind, expected: JSONKind)
    /// A column of a frame is of a type of Arrow that is neither words nor numbers nor days.
    case arrowType(String)
    /// A stream of record batches cannot be read.
    case brokenStream(reason: String)
    /// Whoever called asked the work to stop.
    case cancelled
    case strayQuote
    case changed
    /// It is not at its end what it was at its beginning.
    case changedWhileRead

    // The structure of a CSV file.
    case invalidUTF8(byte: UInt8, offset: Int)
    case invalidCP932(byte: UInt8, offset: Int)
    case invalidText(TextEncoding, byte: UInt8, offset: Int)
    case nulByte(offset: Int)
    case unclosedQuote
    case textAfterQuote
    case recordTooLong(limit: Int)
    case tooMany(Excess, limit: Int)
    case columnCount(expected: Int, found: Int)
    case repeatedHeader(name: String, first: Int)
    /// Two columns may be meant by one field; the section of a mapping in which fields of such lists stand, where it is one of its own.
    case ambiguousColumns(field: String, first: Column, second: Column, section: String? = nil)
    case secondHeader(names: Int)
    /// A note below a table says in which unit its amounts are.
    case unitBelow(String)
    /// A column says in which unit the amount of each row is.
    case unitColumn(String)
    /// A column says that a row stands for several contracts.
    case rowsOfSeveral(String)
    /// A column says that the contract or bid of a row does not stand, as 状態 with 取消.
    case endedRow(String, column: String)
    /// An input has the same bytes as another one, and its contracts no numbers by which they would be found twice.
    case sameFile(String)
    /// A note above a table speaks of a unit, and it cannot be told which.
    case unitUnclear(String)
    case missingColumn(names: [String], nearest: String?, present: [String])
    /// Several columns are missing, each given by the names that would do.
    case missingColumns([[String]], present: [String])

    // Values.
    case missingValue(field: String)
    case unnamedRow
    case notAnAmount(String)
    /// A dash stands behind a number, or is missing there, and may be a minus or close the amount.
    case closingDash(String)
    /// An amount has the sign of another currency than that of its table.
    case foreignAmount(String)
    /// The winner that a row of bids names does not bid for the tender.
    case winnerWithoutBid(String, tender: String)
    case notWholeUnits(String)
    case negativeAmount(String)
    case amountTooLarge(String)
    case notADate(String)
    case mixedArrivals(String, first: String, line: Int)
    case notAFiscalYear(String)
    /// A text in a column of periods is no part of a year.
    case notAPeriod(String)
    case notALotteryNumber(String, digits: Int)
    case unknownWord(String, known: [String], nearest: String?)
    /// A value of an option or a key, or the name of a sheet or tender, is none of those that there are.
    case unknownName(String, known: [String], nearest: String?)
    case yearDisagrees(year: String, date: String, yearOfDate: String)
    case repeatedContract(String, firstFile: String?, firstLine: Int?)
    case sumTooLarge
    case otherCurrency(String, expected: String)
    case taxBasesDiffer(TaxBasis, TaxBasis)

    // Published tables.
    case notAFigure(String)
    case repeatedFigure(firstLine: Int)
    /// Figures stand under a heading that says neither count nor amount nor share.
    case unknownFigures(String)
    case noFigures
    case meaninglessTable(reason: String)

    case document(DocumentFault)

    // Mapping files.
    case invalidYAML(reason: String)
    /// Keys stand twice in one mapping of YAML.
    case repeatedKeys([String])
    case unknownKey(String, nearest: String?, known: [String])
    case wrongShape(key: String, expected: String)
    case wardInTwoHalves(String, first: String, second: String)
    /// A place that a person was to fill in.
    case unfilled(key: String)
    /// A pattern of a mapping that no word fits.
    case unusedPattern(String, field: String)
    /// A mapping whose text is of another encoding or holds full-width marks.
    case yamlWriting(YAMLWriting)
    case unknownMapping(String, nearest: String?, known: [String])
  }

  /// What a value of JSON is.
  public enum JSONKind: String, Equatable, Sendable {
    case text, number, truth, list, object, null
  }

  /// What of a mapping's writing YAML does not take.
  public enum YAMLWriting: Equatable, Sendable {
    /// It is CP932.
    case cp932
    /// Colons are full-width.
    case wideColon
    /// Lines are indented by tabs.
    case tabs
    /// Lines are indented by full-width blanks.
    case wideBlanks
  }

  /// What a file can have too much of: bounds that no honest file comes near, and that keep a hostile one from filling
  /// the memory or taking hours.
  public enum Excess: Equatable, Sendable {
    /// Columns of a table.
    case columns
    /// Rows of a published table.
    case tableRows
    /// Years and categories of a published table.
    case tableColumns
    /// Firms that may meet in the tenders of one group.
    case firms
    /// Firms that ties link, in a test of draws.
    case linkedFirms
    /// Bytes of a mapping, policy or scheme.
    case bytes
    /// Levels of values within values.
    case levels
    /// Aliases of YAML.
    case aliases
  }

  /// Whether the problem lies in one row, so that a reader may set that row aside and go on.
  public var concernsOneRow: Bool {
    switch problem {
    case .missingValue, .unnamedRow, .endedRow, .otherJSONKind, .notAnAmount, .closingDash, .foreignAmount,
      .notWholeUnits,
      .negativeAmount,
      .amountTooLarge, .notADate,
      .notAFiscalYear, .notAPeriod, .notALotteryNumber, .unknownWord, .yearDisagrees, .repeatedContract, .otherCurrency:
      true
    default:
      false
    }
  }

  /// Whether there was no room for what is read.
  public var concernsRoom: Bool {
    if case .noCopy = problem { true } else { false }
  }

  /// Whether the file itself could not be had, as opposed to what is in it.
  public var concernsAccess: Bool {
    switch problem {
    case .missingFile, .isDirectory, .unreadable: true
    default: false
    }
  }
}

extension DataError {
  /// That a word is not one of a few known ones, with the nearest of them.
  public static func unknownWord(_ word: String, known: [String], file: String) -> DataError {
    DataError(.unknownWord(word, known: known, nearest: NearestWord.of(word, in: known)), file: file)
  }

  /// That a name is not one of those that there are, with the nearest of them.
  ///
  /// - Parameter others: further names that are accepted and not listed.
  public static func unknownName(_ name: String, known: [String], also others: [String] = [], file: String) -> DataError
  {
    DataError(.unknownName(name, known: known, nearest: NearestWord.of(name, in: known + others)), file: file)
  }
}
