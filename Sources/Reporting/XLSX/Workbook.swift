/// A workbook before it is written: sheets of texts, numbers and formulas.
package struct Workbook: Sendable {
  /// How a cell looks.
  package enum Style: Hashable, Sendable {
    /// Plain text.
    case text
    /// A heading over columns.
    case heading
    /// The title of a sheet.
    case title
    /// A number with so many decimals and thousands separators.
    case number(decimals: Int)
    /// A change with its sign.
    case signed(decimals: Int)
    /// A share, whose per cent sign is no part of the number.
    case share(decimals: Int)
    /// A change with its sign and the mark * behind it, which is no part of the number.
    case marked(decimals: Int)
    /// A remark, which runs over its neighbours.
    case note
  }

  /// What a cell holds.
  package enum Cell: Sendable {
    /// Text; it is never taken for a formula.
    case text(String, Style = .text)
    /// A number.
    case number(Double, Style)
    /// A formula with the value that it gives, so that readers that do not calculate see it, too.
    case formula(String, value: Double, Style)
  }

  /// A sheet.
  package struct Sheet: Sendable {
    /// Its name; made fit for a workbook when it is written.
    package var name: String
    /// The cells, line by line.
    package var rows: [[Cell]] = []
    /// Cells that are one: first and last row and column, from 0.
    package var merges: [(rows: ClosedRange<Int>, columns: ClosedRange<Int>)] = []
    /// How many rows and columns stay when the sheet is scrolled.
    package var frozen: (rows: Int, columns: Int) = (0, 0)
    /// Columns before which a new page begins in print; the frozen columns stand on every page.
    package var pageBreaks: [Int] = []
    /// Whether it holds remarks and no table: a page stands upright then.
    var isProse = false
    /// A chart of bars beneath the cells.
    package var chart: BarChart?

    /// An empty sheet.
    package init(name: String) {
      self.name = name
    }
  }

  /// A chart of horizontal bars over cells of its sheet.
  package struct BarChart: Sendable {
    /// One series: a column of values over the rows of the labels.
    package struct Series: Sendable {
      /// The name in the legend.
      package var name: String
      /// The column of the values.
      package var column: Int
    }

    /// The title.
    package var title: String
    /// The rows of labels and values.
    package var rows: ClosedRange<Int>
    /// The column of the labels.
    package var labels: Int
    /// The series.
    package var series: [Series]
  }

  /// The sheets in order.
  package var sheets: [Sheet]
  /// The sign of numbers below zero; nil for a hyphen.
  package var negative: NegativeSign?

  /// A workbook of some sheets.
  package init(_ sheets: [Sheet]) {
    self.sheets = sheets
  }

  /// The name of a cell in formulas, as in B5.
  static func reference(row: Int, column: Int, fixesRow: Bool = false) -> String {
    var letters = ""
    var rest = column
    repeat {
      letters = String(UnicodeScalar(UInt8(65 + rest % 26))) + letters
      rest = rest / 26 - 1
    } while rest >= 0
    return "\(letters)\(fixesRow ? "$" : "")\(row + 1)"
  }
}
