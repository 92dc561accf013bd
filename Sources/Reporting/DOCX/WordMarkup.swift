/// A document in the markup of word processors (WordprocessingML): headings, paragraphs, lists and real tables, on A4.
struct WordMarkup {
  private let document: Document
  private let language: Language
  /// A wide table turns all pages: a heading alone on an upright page before it would be lost.
  private let isLandscape: Bool

  /// A4 and its margins, in twentieths of a point.
  private static let (short, long, margin) = (11_906, 16_838, 1_134)

  init(_ document: Document, language: Language) {
    self.document = document.visible
    self.language = language
    isLandscape = document.blocks.contains { block in
      guard case .table(let table) = block else { return false }
      return WordColumns(table, room: .max).needed > Self.short - 2 * Self.margin
    }
  }

  /// The text of word/document.xml.
  var main: String {
    let parts = document.blocks.enumerated().map { index, block in
      let isTable = if case .table = block { true } else { false }
      return text(block, at: index) + (isTable ? paragraph("", style: "Normal") : "")
    }
    return Self.head
      + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
      + parts.joined() + section + "</w:body></w:document>"
  }

  static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

  private var section: String {
    let (width, height) = isLandscape ? (Self.long, Self.short) : (Self.short, Self.long)
    return "<w:sectPr><w:pgSz w:w=\"\(width)\" w:h=\"\(height)\"\(isLandscape ? " w:orient=\"landscape\"" : "")/>"
      + "<w:pgMar w:top=\"\(Self.margin)\" w:right=\"\(Self.margin)\" w:bottom=\"\(Self.margin)\" w:left=\"\(Self.margin)\" "
      + "w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
  }

  private func text(_ block: Document.Block, at index: Int) -> String {
    switch block {
    case .heading(let text, let level):
      return paragraph(text, style: index == 0 ? "Title" : "Heading\(min(3, level))")
    case .paragraph(let text):
      // What stands above a table stays with it.
      let isAbove =
        if document.blocks.indices.contains(index + 1), case .table = document.blocks[index + 1] { true } else { false }
      return paragraph(text, style: "Normal", keeps: isAbove)
    case .list(let items):
      return items.map { paragraph("・\($0)", style: "Normal", indent: true) }.joined()
    case .chart(let chart):
      var data = chart.data(language)
      // The caption stands above it already.
      if !data.columns.isEmpty, data.columns[0].heading == chart.title {
        data.columns[0].heading = language("項目", "Item")
      }
      return paragraph(chart.title, style: "Caption") + table(data) + paragraph("", style: "Normal")
    case .table(let table): return self.table(table)
    }
  }

  private func paragraph(_ text: String, style: String, indent: Bool = false, keeps: Bool = false) -> String {
    "<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/>" + (keeps ? "<w:keepNext/>" : "")
      + (indent ? "<w:ind w:left=\"210\" w:hanging=\"210\"/>" : "") + "</w:pPr>\(Self.run(text))</w:p>"
  }

  static func run(_ text: String, isBold: Bool = false) -> String {
    text.isEmpty
      ? ""
      : "<w:r>\(isBold ? "<w:rPr><w:b/></w:rPr>" : "")<w:t xml:space=\"preserve\">\(HTMLText.escaped(text))</w:t></w:r>"
  }

  private func table(_ table: TextTable) -> String {
    let room = (isLandscape ? Self.long : Self.short) - 2 * Self.margin
    return WordTable(table, widths: WordColumns(table, room: room).widths).markup
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
