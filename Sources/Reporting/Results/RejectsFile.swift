import LedgerReading
import TabularReading

/// The CSV file of rows that could not be used: where, why, and the whole row.
///
/// A class, because readers keep the closure that hands rows to it.
package final class RejectsFile {
  private var file: WholeFile
  private let language: Language

  /// Prepares the file.
  ///
  /// - Throws: `WholeFile.Failure` where it exists or cannot be written.
  package init(_ path: String, overwrites: Bool, language: Language) throws(WholeFile.Failure) {
    var file = try WholeFile(path, overwrites: overwrites)
    try file.write(CSVText.line(["file", "line", "column", "value", "reason", "row"]))
    self.file = file
    self.language = language
  }

  /// Appends a row; `row` is the record as one CSV line, so that it can be mended and read again.
  ///
  /// What a spreadsheet would run has an apostrophe before it: people open this file in one.
  package func add(_ rejected: RejectedRow) throws(WholeFile.Failure) {
    let error = rejected.error
    let words = ErrorText(error, language: language)
    // Of a contracting process its identifier and the path in its release.
    let column = error.place ?? error.column.map { $0.name.isEmpty ? String($0.number) : $0.name }
    try file.write(
      CSVText.render([
        [
          SystemPath.visible(error.file), error.line.map(String.init) ?? "", column ?? "", rejected.value,
          words.summary,
          String(CSVText.line(rejected.fields).dropLast()),
        ]
      ]))
  }

  /// Finishes the file, which appears together with the result or not at all.
  package func commit() throws(WholeFile.Failure) {
    try file.stage()
  }
}
