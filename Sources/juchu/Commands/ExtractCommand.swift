import ArgumentParser
import LedgerReading
import Reporting

/// `juchu extract`: the tables of a document, and how each word of them was understood.
struct ExtractCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract:
      "Find the published tables in a PDF, Word, Excel or web document or pasted text, and show how they were read.",
    discussion: """
      Shows page, title, unit, headings, rows, what each word was taken for, and which sums and shares close. No \
      figure is ever mended. As CSV it writes the table in its long form, one line a year, category and row. The exit \
      code is 2 where two readings close equally well or labels rest on their position alone, and 65 where nothing \
      was understood. PDF is read through pdftotext (poppler-utils and poppler-data).

      Examples:
        juchu extract council_paper.pdf --pages 12-14
        juchu extract council_paper.pdf --table 2 --output table.csv
        juchu extract table.docx --format json
      """
  )

  @Argument(help: "A PDF, .docx, .xlsx, .ods, web page, Markdown, CSV or text.")
  var input: String

  @OptionGroup(title: "Documents") var document: DocumentOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let found = try document.read(InputFile(input), hashing: output.namesDigests)
    let tables = try found.chosen(document.table, distinct: false)
    if output.chosenFormat == .csv, tables.count > 1 {
      throw DataError(.document(.severalTables(tables.count)), file: input)
    }
    try output.write(ExtractResult(found, tables: tables, version: ProgramVersion.current))
    if tables.contains(where: { !$0.doubts.isEmpty }) { throw ExitStatus.undecided }
  }
}
