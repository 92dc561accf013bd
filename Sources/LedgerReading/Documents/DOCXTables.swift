import TabularReading

/// The paragraphs and tables of a Word document, in order.
final class DOCXTables: XMLHandler {
  /// A part of a document: a row of a table, or a paragraph as a row of one cell.
  private(set) var parts: [[GridDrafts.Row]] = []
  private(set) var refusal: DataError.Problem?

  private struct Cell {
    var text = ""
    var span = 1
    var continues = false
  }

  private var line = 0
  private var titles: [GridDrafts.Row] = []
  private var tableDepth = 0
  private var table: [GridDrafts.Row] = []
  private var row: [Cell] = []
  private var above: [String] = []
  private var cell = Cell()
  private var paragraph = ""
  private var isInText = false
  private var cells = 0

  /// Reads the document of an archive.
  ///
  /// - Throws: `DataError` where it is broken.
  static func parts(of archive: ZipArchive, _ file: InputFile) throws(DataError) -> [[GridDrafts.Row]] {
    let handler = DOCXTables()
    do throws(DataError) { try archive.parse("word/document.xml", in: file, handler) } catch {
      // What the archive says of workbooks is meant of this document.
      guard case .brokenWorkbook(let reason) = error.problem else { throw error }
      throw DataError(.document(.broken(reason: reason)), file: file.path)
    }
    return handler.parts + (handler.titles.isEmpty ? [] : [handler.titles])
  }

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "tbl":
      tableDepth += 1
      if tableDepth == 1 { (table, above) = ([], []) }
    case "tr": if tableDepth == 1 { row = [] }
    case "tc": if tableDepth == 1 { cell = Cell() }
    case "gridSpan": if tableDepth == 1 { cell.span = min(max(attributes["val"].flatMap { Int($0) } ?? 1, 1), 1_000) }
    case "vMerge": if tableDepth == 1 { cell.continues = attributes["val"].map { $0 == "continue" } ?? true }
    case "t": isInText = true
    case "tab", "br", "cr": paragraph += " "
    default: break
    }
  }

  func text(_ bytes: UnsafeRawBufferPointer) {
    guard isInText else { return }
    if paragraph.utf8.count > 1 << 20 { refusal = .recordTooLong(limit: 1 << 20) }
    paragraph += String(decoding: bytes, as: UTF8.self)
  }

  func end(_ name: XMLName) {
    switch name {
    case "t": isInText = false
    case "p":
      let text = TextPages.trimmed(paragraph)
      paragraph = ""
      if tableDepth > 0 {
        if !text.isEmpty { cell.text += (cell.text.isEmpty ? "" : " ") + text }
      } else {
        line += 1
        if !text.isEmpty { titles.append(GridDrafts.Row(texts: [text], line: line)) }
      }
    case "tc": if tableDepth == 1 { row.append(cell) }
    case "tr": if tableDepth == 1 { endRow() }
    case "tbl":
      tableDepth -= 1
      guard tableDepth == 0 else { return }
      parts.append(titles.suffix(8) + table)
      titles = []
    default: break
    }
  }

  private func endRow() {
    line += 1
    var texts: [String] = []
    for cell in row {
      for _ in 0..<cell.span {
        texts.append(cell.continues && texts.count < above.count ? above[texts.count] : cell.text)
        cells += 1
      }
    }
    if cells > 1 << 20 { refusal = .tooMany(.columns, limit: 1 << 20) }
    above = texts
    table.append(GridDrafts.Row(texts: texts, line: line))
  }
}
