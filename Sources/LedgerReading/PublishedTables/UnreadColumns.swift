import Procurement
import TabularReading

/// Columns of a published table of which nothing is read, and whether figures stand in them.
///
/// A figure under a heading that nothing knows may be one of the table: the reader cannot go on without it. Words, columns that
/// follow from others and figures of another kind, as 落札率, are named and left alone.
struct UnreadColumns {
  private var columns: [Int]
  private var counts: [Int: (figures: Int, texts: Int)] = [:]

  init(_ columns: [Int]) { self.columns = columns }

  /// Looks at one line.
  mutating func look(at record: borrowing Record) {
    for column in columns where column < record.count && !record.field(column).isEmpty {
      if FigureText.isFigure(record.text(column)) {
        counts[column, default: (0, 0)].figures += 1
      } else {
        counts[column, default: (0, 0)].texts += 1
      }
    }
  }

  /// The names of the columns.
  func names(in header: Header) -> [String] { columns.map { header.names[$0] }.filter { !$0.isEmpty } }

  /// That figures stand under a heading that is not understood.
  ///
  /// - Parameter taken: the columns of figures that are read.
  /// - Throws: `DataError` that names the first such heading.
  func checkFigures(_ header: Header, _ file: InputFile, taken: [Measure: Int] = [:]) throws(DataError) {
    for column in columns {
      guard let (figures, texts) = counts[column], figures > texts else { continue }
      let name = header.names[column]
      guard PublishedTableColumns.isUnknown(name) else { continue }
      var base: Measure?
      if let measure = PublishedTableColumns.measure(name, after: &base)?.measure, let first = taken[measure],
        header.names[first] != name
      {
        throw DataError(
          .ambiguousColumns(field: measure.rawValue, first: header.column(first), second: header.column(column)),
          file: file.path, line: header.line)
      }
      throw DataError(
        header.names.firstIndex(of: name).flatMap { first in
          first < column && !name.isEmpty ? .repeatedHeader(name: name, first: first + 1) : nil
        } ?? .unknownFigures(name), file: file.path, line: header.line, column: header.column(column))
    }
  }
}
