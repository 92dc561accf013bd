import Foundation
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

/// Workbooks at random: what is read plus what the account names is what was written.
@Suite("Generated workbooks")
struct GeneratedWorkbooksTests {
  /// A workbook and what is in it.
  private struct Book {
    var sheets: [(name: String, state: String, xml: String)] = []
    var strings: [String] = []
    var ledger = ""
    var others: [String] = []
    var amounts: [Int64] = []
    var isHidden: [Bool] = []
    var unseen = 0
  }

  /// Formats, by their place among the styles: what stands in the cell for an amount, and whether nobody sees it.
  private static let formats: [(code: String, value: @Sendable (Int64) -> String, hides: Bool)] = [
    ("General", { "\($0)" }, false), ("#,##0", { "\($0).0" }, false), ("#,##0\"円\"", { "\($0)" }, false),
    ("#,##0\"千円\"", { "\($0 / 1_000)" }, false), ("#,##0,\"千円\"", { "\($0)" }, false),
    ("\"¥\"#,##0;[Red]\"¥\"-#,##0", { "\($0)" }, false), ("#,##0!.0,\"万円\"", { "\($0)" }, false),
    ("[>=1000000]#,##0,,\"百万円\";#,##0\"円\"", { "\($0)" }, false), (";;;", { "\($0)" }, true),
    ("0.00E+00", { "\(Double($0))" }, false), ("_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* \"-\"_ ;_ @_ ", { "\($0)" }, false),
  ]

  private static func book(_ random: inout SplitMix64) -> Book {
    var book = Book()
    let count = Int.random(in: 1...4, using: &random)
    let place = Int.random(in: 0..<count, using: &random)
    for number in 0..<count {
      let name = "シート\(number)"
      if number == place {
        book.ledger = name
        book.sheets.append((name, "visible", ledger(&book, &random)))
      } else {
        let kind = Int.random(in: 0...3, using: &random)
        let rows = [[], [["表紙"]], [["種別", "契約金額"], ["工事", "5"]], [["メモ", "1", "2"]]][kind]
        if !rows.isEmpty { book.others.append(name) }
        let xml = rows.enumerated().map { Workbooks.row($0 + 1, $1) }.joined()
        book.sheets.append((name, Bool.random(using: &random) ? "visible" : "hidden", "<sheetData>\(xml)</sheetData>"))
      }
    }
    return book
  }

  private static func ledger(_ book: inout Book, _ random: inout SplitMix64) -> String {
    var xml = ""
    var line = 1
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      xml += Workbooks.row(line, ["令和3年度 契約台帳"])
      line += Int.random(in: 1...3, using: &random)
    }
    xml += Workbooks.row(line, ["契約番号", "年度", "種別", "規模", "所在区分", "契約金額"])
    var merges = ""
    for number in 0..<Int.random(in: 1...30, using: &random) {
      line += Bool.random(using: &random) ? 1 : Int.random(in: 1...4, using: &random)
      let isHidden = Int.random(in: 0...3, using: &random) == 0
      let amount = Int64.random(in: 1...99_999, using: &random) * 1_000
      let format = Int.random(in: formats.indices, using: &random)
      var cells = ["A\(number)", "令和3年度", "工事", "中小企業", "市内"].enumerated().map { column, text in
        cell(text, column, line, &book, &random)
      }
      cells.append("<c r=\"F\(line)\" s=\"\(format)\"><v>\(formats[format].value(amount))</v></c>")
      if Int.random(in: 0...9, using: &random) == 0 { cells.shuffle(using: &random) }
      xml += "<row r=\"\(line)\" \(isHidden ? "hidden=\"1\"" : "")>\(cells.joined())</row>"
      if number > 0, Bool.random(using: &random), merges.isEmpty { merges = "<mergeCell ref=\"B\(line):B\(line)\"/>" }
      book.amounts.append(amount)
      book.isHidden.append(isHidden)
      if formats[format].hides { book.unseen += 1 }
    }
    return "<sheetData>\(xml)</sheetData>\(merges.isEmpty ? "" : "<mergeCells>\(merges)</mergeCells>")"
  }

  private static func cell(
    _ text: String, _ column: Int, _ line: Int, _ book: inout Book, _ random: inout SplitMix64
  ) -> String {
    let name = CellName.text(row: line, column: column + 1)
    guard Bool.random(using: &random) else {
      return
        "<c r=\"\(name)\" t=\"inlineStr\"><is><r><t>\(text.prefix(1))</t></r><r><t>\(text.dropFirst())</t></r></is></c>"
    }
    let index = book.strings.firstIndex(of: text) ?? book.strings.count
    if index == book.strings.count { book.strings.append(text) }
    return "<c r=\"\(name)\" t=\"s\"><v>\(index)</v></c>"
  }

  @Test("what is read plus what the account names is what was written", arguments: 0..<60)
  func books(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let book = Self.book(&random)
    let folder = try TemporaryFolder()
    let path = try folder.write(
      Workbooks.workbook(
        sheets: book.sheets, strings: book.strings.map { "<si><t>\($0)</t></si>" }.joined(),
        formats: Self.formats.map(\.code)), to: "book.xlsx")
    let read = try ReadLedgers([path])
    #expect(read.contracts.map(\.amount.value) == book.amounts)
    let account = try #require(read.summary.files[0].sheets)
    #expect(account.read == [book.ledger])
    #expect(account.unread == book.others)
    #expect(account.hiddenRows == book.isHidden.count { $0 })
    #expect(account.unseenValues == book.unseen)
    #expect(read.summary.files[0].read == book.amounts.count)
    guard book.isHidden.contains(false) else { return }
    let visible = try ReadLedgers([path]) { $0.layout.visibleOnly = true }
    #expect(visible.contracts.map(\.amount.value) == zip(book.amounts, book.isHidden).filter { !$1 }.map(\.0))
  }
}
