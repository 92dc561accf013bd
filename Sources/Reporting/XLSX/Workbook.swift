/// A workbook before it is written: sheets of texts, numbers and formulas.
public struct Workbook: Sendable {
  /// How a cell looks.
  public enum Style: Hashable, Sendable {
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
  public enum Cell: Sendable {
    /// Text; it is never taken for a formula.
    case text(String, Style = .text)
    /// A number.
    case number(Double, Style)
    /// A formula with the value that it gives, so that readers that do not calculate see it, too.
    case formula(String, value: Double, Style)
  }

  /// A sheet.
  public struct Sheet: Sendable {
    /// Its name; made fit for a workbook when it is written.
    public var name: String
    /// The cells, line by line.
    public var rows: [[Cell]] = []
    /// Cells that are one: first and last row and column, from 0.
    public var merges: [(rows: ClosedRange<Int>, columns: ClosedRange<Int>)] = []
    /// How many rows and columns stay when the sheet is scrolled.
    public var frozen: (rows: Int, columns: Int) = (0, 0)
    /// Columns before which a new page begins in print; the frozen columns stand on every page.
    public var pageBreaks: [Int] = []
    /// Whether it holds remarks and no table: a page stands upright then.
    var isProse = false
    /// A chart of bars beneath the cells.
    public var chart: BarChart?

    /// An empty sheet.
    public init(name: String) {
      self.name = name
    }
  }

  /// A chart of horizontal bars over cells of its sheet.
  public struct BarChart: Sendable {
    /// One series: a column of values over the rows of the labels.
    public struct Series: Sendable {
      /// The name in the legend.
      public var name: String
      /// The column of the values.
      public var column: Int
    }

    /// The title.
    public var title: String
    /// The rows of labels and values.
    public var rows: ClosedRange<Int>
    /// The column of the labels.
    public var labels: Int
    /// The series.
    public var series: [Series]
  }

  /// The sheets in order.
  public var sheets: [Sheet]
  /// The sign of numbers below zero; nil for a hyphen.
  public var negative: NegativeSign?

  /// A workbook of some sheets.
  public init(_ sheets: [Sheet]) {
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
