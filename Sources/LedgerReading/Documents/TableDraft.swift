import TabularReading

/// A table of a document before it is understood: heading texts over columns, labels beside rows, cells as printed.
///
/// Whatever a document is, its tables become drafts: words with positions, cells with spans and pasted text. What the
/// words mean is decided by `DraftReader` alone, which does not know from where a draft came.
struct TableDraft {
  /// A row of cells.
  struct Row {
    /// The texts left of the figures, from the outside in; a label that spans rows stands in all of them.
    var labels: [String]
    /// The cells under the headings, as printed; empty where nothing stands.
    var cells: [String]
    /// The line of the file or page, from 1.
    var line: Int
    /// The page, from 1; 0 where a document has none.
    var page = 0
    /// The line of the shares that stood on a row of their own.
    var shareLine: Int?
  }

  /// The headings over each column of figures, a text for each level from the top down; empty where a level has none.
  var columns: [[String]] = []
  /// The headings over the labels, one text a column of labels.
  var labelNames: [String] = []
  /// The rows.
  var rows: [Row] = []
  /// Titles and notes above the table, from the top down.
  var titles: [String] = []
  /// Where the table begins.
  var page = 0
  var line = 1
  /// The sheet, where the document is a workbook.
  var sheet: String?
  /// What rests on position alone.
  var doubts: [DraftDoubt] = []
  /// The number of each column in the file, from 1; empty where columns have none.
  var numbers: [Int] = []
  /// Cells in no column, as printed.
  var strays: [String] = []

  /// Where a cell stands in the document.
  func place(row: Int, column: Int, isShare: Bool = false) -> DocumentPlace {
    let number = column < numbers.count ? numbers[column] : column + 1
    let line = isShare ? rows[row].shareLine ?? rows[row].line : rows[row].line
    return DocumentPlace(page: rows[row].page, line: line, column: number, sheet: sheet, isCell: !numbers.isEmpty)
  }

  /// The number of columns of figures.
  var width: Int { columns.count }
}
