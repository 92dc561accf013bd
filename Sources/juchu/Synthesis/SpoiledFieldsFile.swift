import Reporting
import SyntheticData

/// The CSV file that says what was spoiled in a ledger.
struct SpoiledFieldsFile: ~Copyable {
  private var file: WholeFile
  private let names: [String]
  /// The line on which the next page begins; the header is line 1.
  private var firstLine = 2

  init(_ path: String, words: LedgerRecipe.Words, overwrites: Bool) throws(WholeFile.Failure) {
    names = words.columnNames
    var file = try WholeFile(path, overwrites: overwrites)
    try file.write(CSVText.line(["line", "column", "kind", "effect", "original", "written"]))
    self.file = file
  }

  /// Notes the spoiled fields of the next page.
  mutating func add(_ page: SyntheticLedger.PageAccount) throws(WholeFile.Failure) {
    for field in page.spoiled {
      try file.write(
        CSVText.line([
          String(firstLine + field.line), names[field.column], field.kind.rawValue,
          field.kind.isUnusable ? "rejected" : "kept", field.original, field.written,
        ]))
    }
    firstLine += page.lines
  }

  mutating func commit() throws(WholeFile.Failure) { try file.stage() }
}
