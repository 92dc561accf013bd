import LedgerReading
import Procurement
import TabularReading

/// The wordings of what was found in a document.
struct ExtractWords {
  let language: Language

  private static let titleLimit = 3
  private static let disagreementLimit = 10

  func facts(_ document: PublishedDocument) -> [String] {
    var facts = [
      language("ファイル：", "file: ") + document.file + language("（\(kind(document.kind))）", " (\(kind(document.kind)))")
    ]
    if document.pages > 0 { facts.append(language("読んだページ：\(document.pages)", "pages read: \(document.pages)")) }
    if !document.emptyPages.isEmpty {
      let pages = document.emptyPages.prefix(20).map(String.init).joined(separator: ", ")
      facts.append(
        language("文字のないページ（画像の可能性）：\(pages)", "pages without text, perhaps pictures: \(pages)"))
    }
    facts.append(language("表：\(document.tables.count)", "tables: \(document.tables.count)"))
    return facts
  }

  private func kind(_ kind: PublishedDocument.Kind) -> String {
    switch kind {
    case .pdf: "PDF"
    case .html: "HTML"
    case .docx: "Word"
    case .workbook: language("表計算", "workbook")
    case .delimited: "CSV"
    case .markdown: "Markdown"
    case .text: language("テキスト", "text")
    }
  }

  func title(_ table: DocumentTable) -> String {
    let name = table.titles.last { !$0.contains("単位") && !$0.hasPrefix("※") } ?? ""
    return language("表 \(table.number)", "Table \(table.number)") + (name.isEmpty ? "" : language("：", ": ") + name)
  }

  /// Where a table is.
  func place(_ table: DocumentTable) -> String {
    var parts: [String] = []
    if table.page > 0 { parts.append(language("\(table.page) ページ", "page \(table.page)")) }
    if let sheet = table.sheet { parts.append(language("シート「\(sheet)」", "sheet \(sheet)")) }
    parts.append(language("\(table.line) 行目から", "from line \(table.line)"))
    return parts.joined(separator: language("、", ", "))
  }

  func account(_ table: DocumentTable) -> [String] {
    let published = table.published.table
    let labels = Labels(language: language)
    var lines = [language("場所：", "place: ") + place(table)]
    let unit = published.amountWord
    let hasAmounts = published.figures.keys.contains { $0.measure == .amount }
    if !hasAmounts {
      lines.append(language("金額の列はありません", "no amounts in it"))
    } else {
      lines.append(
        table.namesUnit
          ? language("金額の単位：\(unit)", "unit of amounts: \(unit)")
          : language("金額の単位：書かれていないため円とみなしました", "unit of amounts: none is named, taken as 円 (yen)"))
    }
    lines.append(
      language("年度：", "years: ") + published.years.map(labels.year).joined(separator: language("、", ", ")))
    lines.append(
      language("種別：", "categories: ") + published.categories.map(\.label).joined(separator: language("、", ", ")))
    lines.append(
      language("区分：", "rows: ")
        + published.rows.map { "\($0.label)（\(role($0.role))）" }.joined(separator: language("、", ", ")))
    lines.append(language("数字：\(published.figures.count) 個", "figures: \(published.figures.count)"))
    lines.append(language("合うもの：", "closes: ") + identities(table.identities))
    lines += unread(table.published.unreadColumns, table.derived)
    lines += table.derived.flatMap(derived)
    lines += table.titles.suffix(Self.titleLimit).map { language("表の上の文字：\($0)", "above the table: \($0)") }
    lines += table.doubts.map { language("注意：", "note: ") + doubt($0) }
    return lines
  }

  /// The columns of which nothing was read: those that were checked against the figures have lines of their own.
  func unread(_ columns: [String], _ checked: [DerivedCheck]) -> [String] {
    columns.filter { name in !checked.contains { $0.name == name } }
      .map { language("使わなかった列：\($0)", "column not read: \($0)") }
  }

  /// What of a column that follows from the figures does and does not.
  func derived(_ check: DerivedCheck) -> [String] {
    let labels = Labels(language: language)
    let base = labels.measure(check.base)
    let wrong = check.disagreements.count
    var line = language(
      "\(check.name)（\(base)から計算）：合うもの \(check.agreeing)、合わないもの \(wrong)",
      "\(check.name) (from \(base)): \(check.agreeing) agree, \(wrong) do not")
    if check.unchecked > 0 {
      line += language("、確かめられないもの \(check.unchecked)", ", \(check.unchecked) cannot be checked")
    }
    let shown = check.disagreements.prefix(Self.disagreementLimit).map { cell in
      let at = cell.place.map { place($0) + language("、", ", ") } ?? ""
      return language(
        "　\(at)\(labels.year(cell.year)) \(cell.row)：印刷 \(cell.printed)、計算 \(cell.expected)",
        "  \(at)\(labels.year(cell.year)) \(cell.row): printed \(cell.printed), computed \(cell.expected)")
    }
    let rest = wrong - shown.count
    return [line] + shown + (rest > 0 ? [language("　ほか \(rest) 個", "  and \(rest) more")] : [])
  }

  private func identities(_ identities: TableIdentities) -> String {
    func part(_ tally: TableIdentities.Tally, _ ja: String, _ en: String) -> String {
      let all = tally.closed + tally.open
      return language("\(ja) \(tally.closed)/\(all)", "\(en) \(tally.closed) of \(all)")
    }
    return [
      part(identities.rowSums, "区分の和", "sums of rows"), part(identities.categorySums, "種別の和", "sums of categories"),
      part(identities.shares, "割合", "shares"),
    ].joined(separator: language("、", ", "))
  }

  func doubt(_ doubt: DraftDoubt) -> String {
    switch doubt {
    case .headingsByOrder:
      language("見出しは並び順だけで列に割り当てました", "headings were given to columns by their order alone")
    case .pagesJoined:
      language(
        "区分の書かれていないページの列を、前のページの行に並び順でつなぎました", "columns of pages without labels were joined to rows by their order")
    case .numbersJoined:
      language(
        "狭い欄で2行に分かれた数字を、位置だけで1つにつなぎました",
        "numbers that a narrow cell broke into two lines were put together by their places alone")
    case .labelsByPosition:
      language("複数の行にかかる区分は位置だけで割り当てました", "labels that span rows were given to them by their height alone")
    case .partsUnread:
      language("同じページに、表として読めなかった数字があります", "figures on the same page were not understood; they may belong to the table")
    case .tie: language("同じくらい合う別の読み方があります", "another reading closes equally well")
    case .otherReading: language("別の読み方では数字の位置が異なります", "another reading puts figures elsewhere")
    case .nothingCloses:
      language(
        "和も割合も確かめられないため、見出しの対応は位置だけに基づきます", "no sum and no share can be checked, so labels rest on their position alone"
      )
    }
  }

  func layout(_ table: DocumentTable) -> TextTable {
    let width = table.rows.map(\.labels.count).max() ?? 0
    var columns = [TextTable.Column](repeating: .init("", .left), count: width)
    columns += table.headings.map { path in
      TextTable.Column(path.filter { !$0.isEmpty }.joined(separator: "/"))
    }
    var layout = TextTable(columns)
    layout.rows = table.rows.map { row in
      row.labels + [String](repeating: "", count: width - row.labels.count) + row.cells
    }
    return layout
  }

  func meanings(_ table: DocumentTable) -> [String] {
    let order = ["year", "partial-year", "category", "row", "total", "figure", "derived", "unit", "own"]
    return order.compactMap { meaning in
      let words = table.words.filter { $0.meaning == meaning }.map(\.word)
      guard !words.isEmpty else { return nil }
      return name(meaning) + language("：", ": ") + words.joined(separator: language("、", ", "))
    }
  }

  private func name(_ meaning: String) -> String {
    switch meaning {
    case "year": language("年度", "year")
    case "partial-year": language("年度の一部", "part of a year")
    case "category": language("種別", "category")
    case "row": language("区分", "row")
    case "total": language("合計", "total")
    case "figure": language("数字の種類", "figure")
    case "derived": language("数字から計算できるもの", "follows from the figures")
    case "unit": language("単位", "unit")
    default: language("独自の言葉", "a word of its own")
    }
  }

  func unread(_ region: UnreadRegion) -> String {
    let sheet = region.error?.sheet.map { language("シート「\($0)」、", "sheet \($0), ") } ?? ""
    let place =
      sheet + (region.page > 0 ? language("\(region.page) ページ ", "page \(region.page), ") : "")
      + language("\(region.line) 行目", "line \(region.line)")
    return place + (region.title.isEmpty ? "" : "（\(region.title)）") + language("：", ": ") + reason(region)
  }

  func reason(_ region: UnreadRegion) -> String {
    switch region.reason {
    case .error(let error): reason(error)
    case .noHeadings: language("数字の上に見出しがありません", "no headings stand above the figures")
    case .headings(let names, let columns):
      language(
        "見出し \(names.count) 個が数字の列 \(columns) 列に対応しません（\(names.joined(separator: "、"))）",
        "\(names.count) headings over \(columns) columns of figures: \(names.joined(separator: ", "))")
    case .unevenLine(let line, let figures, let others):
      language(
        "\(line) 行目の数字は \(figures) 個で、ほかの行の \(others) 個と合いません",
        "line \(line) has \(figures) figures where other rows have \(others)")
    case .tooLarge(let rows, let columns):
      language(
        "\(rows) 行 \(columns) 列あり、印刷された表として大きすぎます",
        "\(rows) rows of up to \(columns) figures are more than a printed table has")
    case .loneFigure(let text): language("数字が 1 個だけです（\(text)）", "one figure alone: \(text)")
    }
  }

  private func reason(_ error: DataError) -> String {
    let text = ErrorText(error, language: language)
    let column = error.column.map { $0.name.isEmpty ? "" : "\($0.name)" } ?? ""
    return text.summary + (column.isEmpty ? "" : language("（\(column)）", " (\(column))"))
      + (text.found.map { language("：", ": ") + $0 } ?? "")
  }

  private func role(_ role: TableRow.Role) -> String {
    switch role {
    case .part: language("内訳", "part")
    case .ofWhich: language("うち", "of which")
    case .total: language("合計", "total")
    }
  }

  /// Where a figure stands, in short, as in C7 or p. 12, line 5.
  func place(_ place: DocumentPlace) -> String {
    if place.isCell {
      return place.sheet.map { "\($0)!\(place.cell)" } ?? place.cell
    }
    let line = language("\(place.line) 行目", "line \(place.line)")
    return place.page > 0 ? language("\(place.page) ページ \(line)", "p. \(place.page), \(line)") : line
  }

  static func json(_ place: DocumentPlace) -> JSONValue {
    .object([
      "page": place.page > 0 ? .integer(place.page) : .null, "line": .integer(place.line),
      "column": .integer(place.column), "sheet": .string(place.sheet),
      "cell": place.isCell && place.sheet != nil ? .string(place.cell) : .null,
    ])
  }

  static func role(_ role: TableRow.Role) -> String {
    switch role {
    case .part: "part"
    case .ofWhich: "of-which"
    case .total: "total"
    }
  }
}

extension PublishedTableFile {
  /// What of the file is in no figure, and what of its labels rests on position alone.
  package func accountTexts(_ language: Language) -> [String] {
    let words = ExtractWords(language: language)
    return words.unread(unreadColumns, derived)
      + derived.filter { $0.disagreements.isEmpty }.flatMap(words.derived)
      + unreadRegions.map { language("表として読めなかった部分：", "not read as a table: ") + words.unread($0) }
      + notes.map { language("注記として読み飛ばした行：\($0)", "line taken for a note: \($0)") } + doubtTexts(language)
  }

  /// What of a table's labels rests on position alone, a line each.
  fileprivate func doubtTexts(_ language: Language) -> [String] {
    let words = ExtractWords(language: language)
    return doubts.map { language("注意：", "note: ") + words.doubt($0) }
      + derived.filter { !$0.disagreements.isEmpty }.flatMap(words.derived)
  }
}
