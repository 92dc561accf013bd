/// A document in the markup of word processors (WordprocessingML): headings, paragraphs, lists and real tables, on A4.
struct WordMarkup {
  private let document: Document
  private let language: Language

  /// A4 and its margins, in twentieths of a point.
  private static let (short, long, margin) = (11_906, 16_838, 1_134)

  init(_ document: Document, language: Language) {
    self.document = document.visible
    self.language = language
  }

  /// The text of word/document.xml.
  var main: String {
    // A wide table turns all pages: a heading alone on an upright page before it would be lost.
    let isLandscape = document.blocks.contains { block in
      if case .table(let table) = block { table.columns.count > 11 } else { false }
    }
    let parts = document.blocks.enumerated().map { index, block in
      let isTable = if case .table = block { true } else { false }
      return text(block, isFirst: index == 0) + (isTable ? paragraph("", style: "Normal") : "")
    }
    return Self.head
      + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
      + parts.joined() + section(isLandscape) + "</w:body></w:document>"
  }

  static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

  private func section(_ isLandscape: Bool) -> String {
    let (width, height) = isLandscape ? (Self.long, Self.short) : (Self.short, Self.long)
    return "<w:sectPr><w:pgSz w:w=\"\(width)\" w:h=\"\(height)\"\(isLandscape ? " w:orient=\"landscape\"" : "")/>"
      + "<w:pgMar w:top=\"\(Self.margin)\" w:right=\"\(Self.margin)\" w:bottom=\"\(Self.margin)\" w:left=\"\(Self.margin)\" "
      + "w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
  }

  private func text(_ block: Document.Block, isFirst: Bool) -> String {
    switch block {
    case .heading(let text, let level):
      paragraph(text, style: isFirst ? "Title" : "Heading\(min(3, level))")
    case .paragraph(let text): paragraph(text, style: "Normal")
    case .list(let items):
      items.map { paragraph("・\($0)", style: "Normal", indent: true) }.joined()
    case .chart(let chart):
      paragraph(chart.title, style: "Caption") + table(chart.data(language)) + paragraph("", style: "Normal")
    case .table(let table): self.table(table)
    }
  }

  private func paragraph(_ text: String, style: String, indent: Bool = false) -> String {
    "<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/>"
      + (indent ? "<w:ind w:left=\"210\" w:hanging=\"210\"/>" : "") + "</w:pPr>\(run(text))</w:p>"
  }

  private func run(_ text: String, isBold: Bool = false) -> String {
    text.isEmpty
      ? ""
      : "<w:r>\(isBold ? "<w:rPr><w:b/></w:rPr>" : "")<w:t xml:space=\"preserve\">\(HTMLText.escaped(text))</w:t></w:r>"
  }

  private func table(_ table: TextTable) -> String {
    let hasGroups = table.columns.contains { !$0.group.isEmpty }
    var rows: [String] = []
    if hasGroups {
      rows.append(
        row(
          table.groups.map { name, range in
            cell(
              name.isEmpty ? table.columns[range.lowerBound].heading : name, side: "center", span: range.count,
              merge: name.isEmpty ? "restart" : nil, isHead: true)
          }, isHead: true))
    }
    rows.append(
      row(
        table.columns.map { column in
          let isBelow = hasGroups && column.group.isEmpty
          return cell(isBelow ? "" : column.heading, side: "center", merge: isBelow ? "continue" : nil, isHead: true)
        }, isHead: true))
    for (index, texts) in table.rows.enumerated() {
      rows.append(
        row(
          texts.indices.map { column in
            cell(
              texts[column], side: table.columns[column].alignment == .left ? "left" : "right",
              isBold: table.sums.contains(index))
          }, isHead: false))
    }
    let grid = table.columns.map { _ in "<w:gridCol/>" }.joined()
    return "<w:tbl><w:tblPr><w:tblStyle w:val=\"Figures\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/></w:tblPr>"
      + "<w:tblGrid>\(grid)</w:tblGrid>" + rows.joined() + "</w:tbl>"
  }

  private func row(_ cells: [String], isHead: Bool) -> String {
    "<w:tr><w:trPr><w:cantSplit/>\(isHead ? "<w:tblHeader/>" : "")</w:trPr>\(cells.joined())</w:tr>"
  }

  private func cell(
    _ text: String, side: String, span: Int = 1, merge: String? = nil, isHead: Bool = false, isBold: Bool = false
  ) -> String {
    var properties = ""
    if span > 1 { properties += "<w:gridSpan w:val=\"\(span)\"/>" }
    if let merge { properties += merge == "restart" ? "<w:vMerge w:val=\"restart\"/>" : "<w:vMerge/>" }
    if isHead {
      properties += "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F3F5F7\"/><w:vAlign w:val=\"center\"/>"
    }
    return "<w:tc><w:tcPr>\(properties)</w:tcPr><w:p><w:pPr><w:pStyle w:val=\"Cell\"/>"
      + (isHead ? "<w:keepNext/>" : "")
      + "<w:jc w:val=\"\(side)\"/></w:pPr>\(run(text, isBold: isHead || isBold))</w:p></w:tc>"
  }

  /// The text of word/styles.xml: 游明朝, and MS 明朝 where that is missing.
  var styles: String {
    func style(_ name: String, _ size: Int, bold: Bool = false, before: Int = 0, after: Int = 60, keeps: Bool = false)
      -> String
    {
      let level = name.hasPrefix("Heading") ? "<w:outlineLvl w:val=\"\((Int(name.suffix(1)) ?? 1) - 1)\"/>" : ""
      return "<w:style w:type=\"paragraph\" w:styleId=\"\(name)\"\(name == "Normal" ? " w:default=\"1\"" : "")>"
        + "<w:name w:val=\"\(name.hasPrefix("Heading") ? "heading \(name.suffix(1))" : name)\"/>"
        + (name == "Normal" ? "" : "<w:basedOn w:val=\"Normal\"/>") + "<w:qFormat/>"
        + "<w:pPr>\(keeps ? "<w:keepNext/>" : "")<w:spacing w:before=\"\(before)\" w:after=\"\(after)\"/>\(level)</w:pPr>"
        + "<w:rPr>\(bold ? "<w:b/>" : "")<w:sz w:val=\"\(size)\"/><w:szCs w:val=\"\(size)\"/></w:rPr></w:style>"
    }
    let border = ["top", "left", "bottom", "right", "insideH", "insideV"]
      .map { "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"999999\"/>" }.joined()
    return Self.head
      + "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:docDefaults><w:rPrDefault><w:rPr>"
      + "<w:rFonts w:ascii=\"Century\" w:hAnsi=\"Century\" w:eastAsia=\"游明朝\" w:cs=\"Times New Roman\"/>"
      + "<w:lang w:val=\"en-US\" w:eastAsia=\"ja-JP\"/></w:rPr></w:rPrDefault></w:docDefaults>"
      + style("Normal", 21) + style("Title", 32, bold: true, after: 160, keeps: true)
      + style("Heading1", 26, bold: true, before: 240, keeps: true)
      + style("Heading2", 24, bold: true, before: 200, keeps: true)
      + style("Heading3", 21, bold: true, before: 160, keeps: true)
      + style("Caption", 19, bold: true, before: 120, keeps: true) + style("Cell", 17, after: 0)
      + "<w:style w:type=\"table\" w:styleId=\"Figures\"><w:name w:val=\"Figures\"/><w:tblPr><w:tblBorders>\(border)</w:tblBorders>"
      + "<w:tblCellMar><w:left w:w=\"70\" w:type=\"dxa\"/><w:right w:w=\"70\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
      + "</w:styles>"
  }

  /// The text of word/fontTable.xml: what stands in for a font that is missing.
  static let fonts =
    head + "<w:fonts xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
    + "<w:font w:name=\"游明朝\"><w:altName w:val=\"MS 明朝\"/><w:family w:val=\"roman\"/></w:font></w:fonts>"
}
