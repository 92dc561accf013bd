import TabularReading

/// Where a figure of a document stands.
public struct DocumentPlace: Hashable, Sendable {
  /// The page, from 1; 0 where there is none.
  public var page: Int
  /// The line of the file or page, or the row of the sheet, from 1.
  public var line: Int
  /// The column of the file or sheet, from 1, or the place among the figures of the line.
  public var column: Int
  /// The sheet of a workbook.
  public var sheet: String?
  /// Whether line and column are those of a sheet or file, as in C7.
  public var isCell: Bool

  /// The cell of a sheet, as C7.
  public var cell: String { Header.letter(column) + String(line) }
}
