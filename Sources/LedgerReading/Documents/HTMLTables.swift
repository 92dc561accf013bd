import CLibxml2

/// The tables of a web page, with the texts above each.
enum HTMLTables {
  /// One table: its rows with the cells that spans fill.
  struct Table {
    var rows: [GridDrafts.Row] = []
  }

  private static let (textLimit, cellLimit, spanLimit) = (64 << 20, 1 << 20, 1_000)

  /// The tables of a page.
  ///
  /// - Returns: nil where the page cannot be parsed at all.
  static func tables(of bytes: [UInt8]) -> [Table]? {
    guard bytes.count < textLimit else { return nil }
    let options = Int32(
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_NONET.rawValue)
    let document = bytes.withUnsafeBytes { buffer in
      htmlReadMemory(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil, "UTF-8", options)
    }
    guard let document else { return nil }
    defer { xmlFreeDoc(document) }
    var walk = Walk()
    walk.visit(xmlDocGetRootElement(document), depth: 0)
    return walk.tables
  }

  /// A walk over the tree of a page.
  private struct Walk {
    var tables: [Table] = []
    private var above: [String] = []
    private var text = ""
    private var cells = 0

    private static let blocks: Set<String> = [
      "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "section", "article", "caption", "dt", "dd",
      "tr", "td", "th",
      "header", "footer", "main", "br",
    ]

    mutating func visit(_ first: xmlNodePtr?, depth: Int) {
      var next = first
      while let node = next {
        next = node.pointee.next
        guard depth < 200 else { continue }
        switch node.pointee.type {
        case XML_TEXT_NODE: text += HTMLTables.content(node)
        case XML_ELEMENT_NODE:
          let name = HTMLTables.name(node)
          if ["script", "style", "head"].contains(name) { continue }
          if name == "table" {
            breakLine()
            table(node, depth: depth)
          } else {
            let isBlock = Self.blocks.contains(name)
            if isBlock { breakLine() }
            visit(node.pointee.children, depth: depth + 1)
            if isBlock { breakLine() }
          }
        default: continue
        }
      }
      if depth == 0 { breakLine() }
    }

    private mutating func breakLine() {
      let line = HTMLTables.squeezed(text)
      if !line.isEmpty { above.append(line) }
      text = ""
    }

    /// Takes a table; rows in whose cells other tables stand lay out the page, and part it.
    private mutating func table(_ node: xmlNodePtr, depth: Int) {
      var part: [[String]] = []
      var spanning: [Int: (text: String, left: Int)] = [:]
      for row in HTMLTables.rows(of: node, depth: 0) {
        if HTMLTables.holdsTable(row, depth: 0) {
          close(&part)
          spanning = [:]
          visit(row.pointee.children, depth: depth + 1)
          breakLine()
        } else if HTMLTables.name(row) == "caption" {
          part.append([HTMLTables.squeezed(HTMLTables.text(of: row, depth: 0))])
        } else {
          part.append(texts(of: row, &spanning))
        }
        guard cells < HTMLTables.cellLimit else { break }
      }
      close(&part)
    }

    /// Makes a table of the texts above and some rows.
    private mutating func close(_ part: inout [[String]]) {
      guard !part.isEmpty else { return }
      let before = tables.reduce(0) { $0 + $1.rows.count }
      let texts = above.suffix(8).map { [$0] } + part
      tables.append(
        Table(rows: texts.enumerated().map { GridDrafts.Row(texts: $0.element, line: before + $0.offset + 1) }))
      (above, part) = ([], [])
    }

    private mutating func texts(of row: xmlNodePtr, _ spanning: inout [Int: (text: String, left: Int)]) -> [String] {
      var texts: [String] = []
      func fill() {
        while let above = spanning[texts.count] {
          spanning[texts.count] = above.left > 1 ? (above.text, above.left - 1) : nil
          texts.append(above.text)
        }
      }
      var cell = row.pointee.children
      while let node = cell {
        cell = node.pointee.next
        guard node.pointee.type == XML_ELEMENT_NODE, ["td", "th"].contains(HTMLTables.name(node)) else { continue }
        fill()
        let text = HTMLTables.squeezed(HTMLTables.text(of: node, depth: 0))
        let (across, down) = (HTMLTables.span(node, "colspan"), HTMLTables.span(node, "rowspan"))
        for _ in 0..<across {
          if down > 1 { spanning[texts.count] = (text, down - 1) }
          texts.append(text)
          cells += 1
        }
      }
      fill()
      return texts
    }
  }

  private static func span(_ node: xmlNodePtr, _ name: String) -> Int {
    var property = node.pointee.properties
    while let attribute = property {
      property = attribute.pointee.next
      guard attribute.pointee.name.map({ String(cString: $0).lowercased() }) == name else { continue }
      let text = attribute.pointee.children.map(content).map { TextPages.trimmed($0) } ?? ""
      return min(max(Int(text) ?? 1, 1), spanLimit)
    }
    return 1
  }

  private static func name(_ node: xmlNodePtr) -> String {
    node.pointee.name.map { String(cString: $0).lowercased() } ?? ""
  }

  private static func content(_ node: xmlNodePtr) -> String { node.pointee.content.map { String(cString: $0) } ?? "" }

  private static func rows(of node: xmlNodePtr, depth: Int) -> [xmlNodePtr] {
    var rows: [xmlNodePtr] = []
    var child = node.pointee.children
    while let node = child {
      child = node.pointee.next
      guard node.pointee.type == XML_ELEMENT_NODE else { continue }
      switch name(node) {
      case "tr", "caption": rows.append(node)
      case "thead", "tbody",
        "tfoot" where depth < 2:
        rows += self.rows(of: node, depth: depth + 1)
      default: continue
      }
    }
    return rows
  }

  /// Whether a table stands within a node.
  private static func holdsTable(_ node: xmlNodePtr, depth: Int) -> Bool {
    guard depth < 100 else { return false }
    var child = node.pointee.children
    while let node = child {
      child = node.pointee.next
      guard node.pointee.type == XML_ELEMENT_NODE else { continue }
      if name(node) == "table" || holdsTable(node, depth: depth + 1) { return true }
    }
    return false
  }

  private static func text(of node: xmlNodePtr, depth: Int) -> String {
    guard depth < 100 else { return "" }
    var text = ""
    var child = node.pointee.children
    while let node = child {
      child = node.pointee.next
      switch node.pointee.type {
      case XML_TEXT_NODE: text += content(node)
      case XML_ELEMENT_NODE:
        let name = name(node)
        guard !["rt", "rp", "script", "style"].contains(name) else { continue }
        text += name == "br" ? " " : self.text(of: node, depth: depth + 1)
        if ["p", "div", "li"].contains(name) { text += " " }
      default: continue
      }
    }
    return text
  }

  fileprivate static func squeezed(_ text: String) -> String {
    text.split { $0.isWhitespace && $0 != "\u{3000}" || $0 == "\u{A0}" }.joined(separator: " ")
  }
}
