import ArgumentParser
import LedgerReading
import Reporting
import TabularReading

/// `juchu extract`: the tables of a document, and how each word of them was understood.
struct ExtractCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "extract",
      abstract: words(
        "PDF・Word・Excel・ウェブページ・貼り付けた文字の中の表を見つけ、どう読み取ったかを示します。",
        "Find the published tables in a PDF, Word, Excel or web document or pasted text, and show how they were read."),
      discussion: words(
        """
        ページ、表題、単位、見出し、行、語句の解釈、合計と割合が合うかどうかを示します。数値は一切直しません。CSV では、年度・種別・区分ごとに1行の形で書き出します。読み方が一つに決まらないとき、又は見出しの対応が位置だけによるときの終了コードは 2、何も読み取れないときは 65 です。PDF は pdftotext（poppler-utils、poppler-data）で読みます。

        例：
          juchu extract council_paper.pdf --pages 12-14
          juchu extract council_paper.pdf --table 2 --output table.csv
          juchu extract table.docx --format json
        """,
        """
        Shows page, title, unit, headings, rows, what each word was taken for, and which sums and shares close. No \
        figure is ever mended. As CSV it writes the table in its long form, one line a year, category and row. The exit \
        code is 2 where two readings close equally well or labels rest on their position alone, and 65 where nothing \
        was understood. PDF is read through pdftotext (poppler-utils and poppler-data).

        Examples:
          juchu extract council_paper.pdf --pages 12-14
          juchu extract council_paper.pdf --table 2 --output table.csv
          juchu extract table.docx --format json
        """)
    )
  }

  @Argument(
    help: words(
      "PDF、.docx、.xlsx、.ods、ウェブページ、Markdown、CSV、文字のファイル。",
      "A PDF, .docx, .xlsx, .ods, web page, Markdown, CSV or text."))
  var input: String

  @OptionGroup(title: "Documents") var document: DocumentOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let found = try document.read(.document(input), hashing: output.namesDigests)
    let tables = try found.chosen(document.table, distinct: false)
    if output.chosenFormat == .csv, tables.count > 1 {
      throw DataError(.document(.severalTables(tables.count)), file: input)
    }
    try output.write(ExtractResult(found, tables: tables, version: ProgramVersion.current))
    if tables.contains(where: { !$0.doubts.isEmpty }) { throw ExitStatus.undecided }
  }
}
