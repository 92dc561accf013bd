import Procurement
import TabularReading

/// Reads the tables of documents as people have them: PDF, Word, web pages, workbooks, Markdown and pasted text.
public enum DocumentReader {
  /// How many bytes a document may have that is read as a whole.
  private static let sizeLimit = 256 << 20
  /// How many lines and cells a sheet or text may have: no printed table has more.
  private static let (rowLimit, cellLimit) = (20_000, 1 << 20)
  /// How many bytes a line of text may have.
  private static let lineLimit = 1 << 17

  /// What a file is, seen from its first bytes; nil where it is no document that is read here.
  ///
  /// - Throws: `DataError` where the file cannot be opened.
  public static func kind(of file: InputFile) throws(DataError) -> PublishedDocument.Kind? {
    guard file.isRegular else { return nil }
    var stream = try InputStream(file)
    let head = try stream.peek()
    switch FileKind(of: head, path: file.path, encoding: nil) {
    case .foreign(.pdf): return .pdf
    case .foreign(.html): return .html
    case .zip:
      guard let names = try? ZipArchive(file).names else { return nil }
      if names.contains("word/document.xml") { return .docx }
      return names.contains("xl/workbook.xml") || names.contains("content.xml") ? .workbook : nil
    case .text, .encoded:
      let text = String(decoding: head.prefix(1 << 16), as: UTF8.self)
      let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
      switch TextPages.layout(of: lines) {
      case .pipes: return .markdown
      case .tabs: return .text
      case .blanks:
        let commas = lines.count { TextPages.delimiters($0) > 1 && !$0.contains("  ") }
        let blanks = lines.count { line in
          line.contains("  ") || line.contains("\u{3000}\u{3000}") || TextPages.isPasted(line)
        }
        return blanks > commas ? .text : .delimited
      }
    default: return nil
    }
  }

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - pages: the pages that are wanted; all where nil.
  ///   - hashing: whether the SHA-256 of the file is wanted.
  /// - Throws: `DataError` where the file cannot be read; tables that were not understood are in the result.
  public static func read(
    _ file: InputFile, pages: PageRange? = nil, hashing: Bool = false
  ) throws(DataError) -> PublishedDocument {
    var document: PublishedDocument
    let kind = try kind(of: file)
    if kind == nil || kind == .delimited, let program = program(of: file.path) {
      throw DataError(.document(.needsExport(program)), file: file.path)
    }
    if kind == nil, file.isRegular, file.path.lowercased().hasSuffix(".docx") {
      throw DataError(.document(.broken(reason: "ZIP, word/document.xml")), file: file.path)
    }
    switch kind {
    case .pdf: document = try pdf(file, pages)
    case .html: document = try html(file)
    case .docx: document = try docx(file)
    case .markdown: document = try text(file, .markdown)
    case .text: document = try withPlain(file) { () throws(DataError) in try text(file, .text) }
    case .workbook: document = try withPlain(file) { () throws(DataError) in try delimited(file, .workbook) }
    // Whatever else it is: the readers of ledgers name it.
    case .delimited, nil: document = try withPlain(file) { () throws(DataError) in try delimited(file, .delimited) }
    }
    if hashing { document.sha256 = try InputStream.digest(of: file) }
    for place in document.tables.indices {
      document.tables[place].published.unreadRegions = document.unread
      document.tables[place].number = place + 1
      document.tables[place].published.summary.sha256 = document.sha256
    }
    return document
  }

  /// Whether a file is a document with published tables, and no ledger.
  ///
  /// - Throws: `DataError` where the file cannot be opened or has no usable header.
  public static func recognizes(_ file: InputFile) throws(DataError) -> Bool {
    switch try kind(of: file) {
    case .pdf, .html, .docx, .markdown: return true
    case .text:
      if (try? PublishedTableReader.recognizes(file)) == true { return true }
      // A list is read by the names of its columns, whatever tabs and blanks stand in its cells.
      if let list = try? FileContent.of(file) { return list == .publishedTable }
      return try !text(file, .text).tables.isEmpty
    case .workbook, .delimited, nil: return try PublishedTableReader.recognizes(file)
    }
  }

  /// A file that may hold one table and nothing else: the strict reader of such files is asked too, and both must agree.
  private static func withPlain(
    _ file: InputFile, _ model: () throws(DataError) -> PublishedDocument
  ) throws(DataError) -> PublishedDocument {
    let plain: PublishedTableFile
    do throws(DataError) { plain = try PublishedTableReader.read(file) } catch {
      guard file.isRegular, !error.concernsAccess, let document = try reading(model) else {
        throw listFault(file, error) ?? error
      }
      // A text that blanks keep in columns has no reader but this one; elsewhere a sum or a share must speak for the reading.
      let isTextAlone = document.kind == .text && (document.isPlaced || !document.tables.isEmpty)
      let isVouchedFor = document.tables.contains { table in
        table.identities.closed > 0 || table.derived.contains { $0.agreeing > 0 }
      }
      guard isTextAlone || isVouchedFor else {
        throw listFault(file, error) ?? named(error, document)
      }
      return document
    }
    var document = PublishedDocument(file: file.path, kind: .delimited)
    if file.isRegular, let found = try? model() { document = found }
    guard document.tables.count < 2 else { return document }
    var table = document.tables.first ?? DocumentTable(of: plain)
    if table.published.table.saysTheSame(as: plain.table) {
      // The headings of label columns tell readings apart that close equally well.
      table.doubts.removeAll { $0 == .tie }
      table.alternative = nil
    } else {
      let (own, other) = (TableIdentities(of: plain.table), table.identities)
      // Where headings name every label, what closes better by chance does not make another table of it; shares that
      // mostly miss do.
      let isFitting = own.shares.closed >= own.shares.open && (own.closed > 0 || wordsAgree(with: plain.table))
      let isNamed = plain.namesLabels && (isFitting || !other.closeBetter(than: own) || other.closed <= own.closed)
      let isSettled = !table.doubts.contains(.tie) && other.balance == own.balance && other.closed > 0
      // A misprint leaves some of the other one open; that nothing of the own one can be checked does not speak for it.
      let isBetter = other.closeBetter(than: own) && (other.open <= own.open || other.closed > 2 * own.closed)
      if !isNamed, isBetter || isSettled && other.open <= own.open { return document }
      if isNamed { table.doubts.removeAll { $0 == .tie } } else { table.doubts.append(.otherReading) }
      table.alternative = table.published.table
      table.places = [:]
      table.identities = own
      if own.closed > 0 { table.doubts.removeAll { $0 == .nothingCloses } }
    }
    // The strict reader takes its sheet to the last line.
    document.unread.removeFirst(document.kind == .text ? document.unread.count : document.unreadOfFirstSheet)
    let places = document.kind == .delimited ? [:] : table.places
    table.published = plain
    (table.published.places, table.published.doubts, table.published.derived) = (places, table.doubts, table.derived)
    document.tables = [table]
    return document
  }

  /// Whether the words for categories and rows stand under the headings of such, as far as they are known, and some are.
  private static func wordsAgree(with table: PublishedTable) -> Bool {
    let categories = table.categories.map { TableVocabulary.kind(of: $0.label) }
    let rows = table.rows.map { TableVocabulary.kind(of: $0.label) }
    return !categories.contains(.row) && !rows.contains(.category)
      && (categories.contains(.category) || rows.contains(.row))
  }

  /// That a file which lacks what every table has is a list, by the names of its columns; nil where it is none.
  private static func listFault(_ file: InputFile, _ error: DataError) -> DataError? {
    switch error.problem {
    case .noFigures, .unknownFigures, .document(.noLabel), .document(.noYear):
      guard let content = try? FileContent.of(file), content != .publishedTable else { return nil }
      // A table of amounts by year and category has the columns of a ledger too.
      if content == .ledger, case .unknownFigures = error.problem { return nil }
      return DataError(.document(.list(command: content.command)), file: file.path)
    default: return nil
    }
  }

  /// Of the problems that both readers have with a file, the one that says more.
  private static func named(_ error: DataError, _ document: PublishedDocument) -> DataError {
    switch error.problem {
    case .noFigures, .document(.noLabel), .document(.noYear):
      guard document.tables.isEmpty, let own = document.unread.first?.error else { return error }
      switch own.problem {
      case .noFigures, .document(.noHeadings): return error
      default: return own
      }
    default: return error
    }
  }

  /// What a reader makes of a document; nil where it makes nothing of it.
  ///
  /// - Throws: `DataError` where the document is larger than any with tables.
  private static func reading(
    _ model: () throws(DataError) -> PublishedDocument
  ) throws(DataError) -> PublishedDocument? {
    do throws(DataError) { return try model() } catch {
      switch error.problem {
      case .tooMany, .recordTooLong: throw error
      default: return nil
      }
    }
  }

  /// The program whose documents have a name like this, where juchu does not read them.
  private static func program(of path: String) -> String? {
    let programs = [
      "doc": "Word 97–2003", "rtf": "Word", "odt": "LibreOffice Writer", "jtd": "一太郎", "jtt": "一太郎", "jtdc": "一太郎",
      "xdw": "DocuWorks", "xbd": "DocuWorks", "ppt": "PowerPoint", "pptx": "PowerPoint", "odp": "LibreOffice Impress",
    ]
    guard let suffix = path.split(separator: "/").last?.split(separator: ".").last else { return nil }
    return programs[suffix.lowercased()]
  }

  // MARK: Kinds

  private static func pdf(_ file: InputFile, _ range: PageRange?) throws(DataError) -> PublishedDocument {
    let pdf = try PDFPages(file, pages: range)
    var document = PublishedDocument(file: file.path, kind: .pdf)
    document.pages = pdf.pages.count + pdf.emptyPages.count
    document.emptyPages = pdf.emptyPages
    // Pages side by side are joined, so all lines are looked at together.
    let em = pdf.pages.map(\.em).sorted()[pdf.pages.count / 2]
    let finding = WordTables.find(in: pdf.pages.flatMap(\.lines), em: em)
    add(finding, to: &document, file)
    return document
  }

  private static func html(_ file: InputFile) throws(DataError) -> PublishedDocument {
    var document = PublishedDocument(file: file.path, kind: .html)
    guard let tables = HTMLTables.tables(of: try wholeText(of: file)) else {
      throw DataError(.document(.broken(reason: "HTML")), file: file.path)
    }
    for table in tables { add(GridDrafts.find(in: table.rows), to: &document, file) }
    return document
  }

  private static func docx(_ file: InputFile) throws(DataError) -> PublishedDocument {
    var document = PublishedDocument(file: file.path, kind: .docx)
    for part in try DOCXTables.parts(of: try ZipArchive(file), file) {
      add(GridDrafts.find(in: part), to: &document, file)
    }
    return document
  }

  private static func text(_ file: InputFile, _ kind: PublishedDocument.Kind) throws(DataError) -> PublishedDocument {
    var document = PublishedDocument(file: file.path, kind: kind)
    let text = String(decoding: try wholeText(of: file), as: UTF8.self)
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }.map(
      String.init)
    guard lines.count < rowLimit else {
      throw DataError(.tooMany(.tableRows, limit: rowLimit), file: file.path, line: rowLimit)
    }
    if let long = lines.firstIndex(where: { $0.utf8.count > lineLimit }) {
      throw DataError(.recordTooLong(limit: lineLimit), file: file.path, line: long + 1)
    }
    let layout = TextPages.layout(of: lines)
    document.isPlaced = layout == .blanks
    guard layout == .blanks else {
      add(GridDrafts.find(in: TextPages.rows(of: lines, layout)), to: &document, file)
      return document
    }
    // A full-width character takes two places on a terminal and one where programs count characters.
    var best: (document: PublishedDocument, score: Int)?
    for (wide, isPlaced) in [(2.0, true), (1.0, true), (2.0, false)] {
      var candidate = document
      add(
        WordTables.find(in: TextPages.lines(of: lines, wide: wide), em: wide, isPlaced: isPlaced, isText: true),
        to: &candidate, file)
      let balance = candidate.tables.reduce(0) { $0 + $1.identities.balance }
      let figures = candidate.tables.reduce(0) { $0 + $1.published.table.figures.count }
      let score = balance * 1_000 + figures - candidate.unread.count
      if best.map({ score > $0.score }) ?? true { best = (candidate, score) }
    }
    return best?.document ?? document
  }

  private static func delimited(_ file: InputFile, _ kind: PublishedDocument.Kind) throws(DataError)
    -> PublishedDocument
  {
    var document = PublishedDocument(file: file.path, kind: kind)
    let first = try rows(of: file, sheet: nil)
    add(GridDrafts.find(in: first.rows, sheet: first.sheet), to: &document, file)
    document.unreadOfFirstSheet = document.unread.count
    for sheet in first.others {
      let more = try rows(of: file, sheet: sheet)
      add(GridDrafts.find(in: more.rows, sheet: sheet), to: &document, file)
    }
    return document
  }

  /// The rows of a sheet or delimited text.
  private static func rows(
    of file: InputFile, sheet: String?
  ) throws(DataError) -> (rows: [GridDrafts.Row], sheet: String?, others: [String]) {
    var layout = FileLayout()
    layout.sheet = sheet
    let source = try OpenedSource(
      file, wanted: PublishedTableColumns.wanted, layout: layout, purpose: .figures, hashing: false)
    guard source.format != .ocds else { throw DataError(.document(.noTable(found: [])), file: file.path) }
    var rows: [GridDrafts.Row] = []
    var cells = 0
    var record = Record()
    while try source.records.next(&record) {
      rows.append(GridDrafts.Row(texts: record.fields.map { TextPages.trimmed($0) }, line: record.line))
      cells += record.count
      guard rows.count < rowLimit else {
        throw DataError(.tooMany(.tableRows, limit: rowLimit), file: file.path, line: record.line)
      }
      guard cells < cellLimit else {
        throw DataError(.tooMany(.tableColumns, limit: cellLimit), file: file.path, line: record.line)
      }
    }
    let account = (source.records as? any SheetSource)?.sheetAccount
    return (rows, account == nil ? nil : sheet ?? account?.read.first, account?.unread ?? [])
  }

  /// The text of a file in UTF-8.
  private static func wholeText(of file: InputFile) throws(DataError) -> [UInt8] {
    var stream = try InputStream(file)
    var (bytes, block): ([UInt8], [UInt8]) = ([], [])
    repeat {
      try stream.read(into: &block)
      bytes += block
      guard bytes.count <= sizeLimit else { throw DataError(.tooMany(.bytes, limit: sizeLimit), file: file.path) }
    } while !block.isEmpty
    let encoding = TextEncoding.detectConverted(Array(bytes.prefix(1 << 18))) ?? TextEncoding.detect(bytes)
    if encoding == nil || encoding == .utf8 {
      return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    }
    guard let encoding, let converter = TextConverter(encoding) else { return bytes }
    var text: [UInt8] = []
    do throws(DataError.Problem) {
      try converter.take(bytes) { text += $0 }
      try converter.take([]) { text += $0 }
    } catch {
      throw DataError(error, file: file.path, line: converter.lines + 1)
    }
    return text
  }

  // MARK: Tables

  private static func add(_ finding: WordTables.Finding, to document: inout PublishedDocument, _ file: InputFile) {
    add(finding.drafts, to: &document, file)
    document.unread += finding.refused
    // Nothing that was read may vanish in silence: what stands beside a table may be a part of it.
    let pages = Set(document.unread.map(\.page))
    for place in document.tables.indices where pages.contains(document.tables[place].page) {
      document.tables[place].doubts.append(.partsUnread)
      document.tables[place].published.doubts.append(.partsUnread)
    }
  }

  private static func add(
    _ finding: (drafts: [TableDraft], unheaded: [Int]), to document: inout PublishedDocument, _ file: InputFile
  ) {
    add(finding.drafts, to: &document, file)
    document.unread += finding.unheaded.map {
      UnreadRegion(page: 0, line: $0, reason: .error(DataError(.document(.noHeadings), file: file.path, line: $0)))
    }
  }

  private static func add(_ drafts: [TableDraft], to document: inout PublishedDocument, _ file: InputFile) {
    for draft in drafts {
      do throws(DataError) {
        var draft = draft
        let readings = try readings(of: &draft, below: document.tables.last, file)
        guard let best = readings.first else { continue }
        document.tables.append(table(draft, best, second: readings.dropFirst().first, file))
      } catch {
        var error = error
        error.sheet = draft.sheet
        document.unread.append(
          UnreadRegion(page: draft.page, line: draft.line, title: draft.titles.last ?? "", reason: .error(error)))
      }
    }
  }

  /// The readings of a draft; one that names no year is of that which stands above the table before it on its page or sheet.
  private static func readings(
    of draft: inout TableDraft, below last: DocumentTable?, _ file: InputFile
  ) throws(DataError) -> [DraftReading] {
    do throws(DataError) { return try DraftReader.readings(of: draft, file: file) } catch {
      guard case .document(.noYear) = error.problem, let last, last.sheet == draft.sheet, last.page == draft.page,
        let title = last.titles.last(where: { !TableWords.years(inTitle: $0).isEmpty }),
        TableWords.unitNotes(title).allSatisfy({ TableWords.unit($0) == nil })
      else { throw error }
      draft.titles.insert(title, at: 0)
      return try DraftReader.readings(of: draft, file: file)
    }
  }

  private static func table(
    _ draft: TableDraft, _ reading: DraftReading, second: DraftReading?, _ file: InputFile
  ) -> DocumentTable {
    var doubts = draft.doubts
    var alternative: PublishedTable?
    if let second, second.identities.balance >= reading.identities.balance {
      doubts.append(.tie)
      alternative = second.table
    }
    if reading.identities.closed == 0 { doubts.append(.nothingCloses) }
    var summary = ReadingSummary.File(name: file.path)
    (summary.read, summary.used) = (draft.rows.count, draft.rows.count)
    let places = Dictionary(
      uniqueKeysWithValues: reading.cells.map { figure, cell in
        (figure, draft.place(row: cell.row, column: cell.column, isShare: figure.measure.isShare))
      })
    var derived = reading.derived
    for check in derived.indices {
      for cell in derived[check].disagreements.indices {
        let (row, column) = (derived[check].disagreements[cell].sourceRow, derived[check].disagreements[cell].column)
        derived[check].disagreements[cell].place = draft.place(row: row, column: column)
      }
    }
    var published = PublishedTableFile(table: reading.table, summary: summary)
    published.unreadColumns = reading.unread + draft.strays
    (published.places, published.doubts, published.derived) = (places, doubts, derived)
    return DocumentTable(
      number: 1, titles: draft.titles, headings: draft.columns,
      rows: draft.rows.map { ($0.labels, $0.cells, $0.line) }, page: draft.page, line: draft.line, sheet: draft.sheet,
      namesUnit: reading.namesUnit, words: reading.words, identities: reading.identities, doubts: doubts,
      alternative: alternative, derived: derived, places: places, published: published)
  }
}
