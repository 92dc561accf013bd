import TabularReading

/// What is in a file, before anyone says what it means.
public struct FileProfile: Sendable {
  /// The file as the user named it.
  public var file: String
  /// Its format.
  public var format: FileFormat
  /// Its layout: encoding, delimiter and sheet as found.
  public var layout: FileLayout
  /// The rows above the header.
  public var skippedRows: Int
  /// The rows of the header; 0 where there is none.
  public var headerRows: Int
  /// The line on which the header begins.
  public var headerLine: Int
  /// How many data rows the file has.
  public var rows: Int
  /// The columns in order.
  public var columns: [ColumnProfile]
  /// What the file seems to be; nil where its columns do not tell.
  public var content: FileContent?
  /// Whether its contracting processes have bids beside contracts.
  public var hasBids = false
  /// What the file says of the unit and the tax of its amounts.
  var unitNote: UnitNote?
}

/// What is in a column.
public struct ColumnProfile: Sendable {
  /// What most of a column's values are.
  public enum Kind: String, Sendable {
    /// Nothing at all.
    case empty
    /// Dates or points in time.
    case date
    /// Numbers, with or without units.
    case number
    /// Anything else.
    case text
  }

  /// A value that is not what most of its column is.
  public struct Oddity: Sendable, Equatable {
    /// The line on which it stands first.
    public var line: Int
    /// The value.
    public var text: String
  }

  /// The position, from 1.
  public var number: Int
  /// The name in the header, empty where there is none.
  public var name: String
  /// What most of its values are.
  public var kind: Kind
  /// How many cells are not empty.
  public var filled: Int
  /// How many distinct values there are, at most `distinctLimit`.
  public var distinct: Int
  /// The most frequent values with their counts, the most frequent first.
  public var frequent: [(value: String, count: Int)]
  /// How many cells these counts are of, from the first one on: all that are not empty, or those before the first value
  /// beyond `distinctLimit`.
  public var told: Int
  /// How many cells are not of the column's kind.
  public var unparsable: Int
  /// The first few of them.
  public var oddities: [Oddity]
  /// How many numbers have a fraction.
  public var fractions: Int
  /// The words of totals among its values, with their counts.
  public var totals: [(value: String, count: Int)]
  /// The units that its numbers carry in their cells, or show by the format of a workbook, as 千円 in 8000千円.
  public var units: [String]
  /// The field that the column seems to hold.
  public var field: LedgerField?

  /// Distinct values are told apart up to here.
  public static let distinctLimit = 10_000
  /// So many frequent values are kept: enough for all words of a column of categories.
  public static let frequentLimit = 60
  /// The words that are not known, where the column holds words of a few, with their counts.
  public var unknownWords: [(value: String, count: Int)] {
    guard let field, UnknownWords.fields.contains(field) else { return [] }
    return frequent.filter { !UnknownWords.isKnown($0.value, field) && !TotalRows.isTotal($0.value) }
  }
  /// The letter under which a spreadsheet shows the column.
  public var letter: String { Header.letter(number) }
  /// How a mapping names the column.
  public var reference: String { name.isEmpty ? letter : name }
}
