/// A table in the markup of word processors: heads over several columns, repeated on every page, figures to the right.
struct WordTable {
  private let table: TextTable
  /// In twentieths of a point.
  private let widths: [Int]

  /// A table whose columns have these widths.
  init(_ table: TextTable, widths: [Int]) {
    self.table = table
    self.widths = widths
  }

  /// Tables of so few rows stay on one page.
  private static let fewRows = 8

  /// The text of the table.
  var markup: String {
    let grid = widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined()
    return "<w:tbl><w:tblPr><w:tblStyle w:val=\"Figures\"/><w:tblW w:w=\"\(widths.reduce(0, +))\" w:type=\"dxa\"/>"
      + "<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>\(grid)</w:tblGrid>" + heads.joined() + rows.joined()
      + "</w:tbl>"
  }

  private var heads: [String] {
    let hasGroups = table.columns.contains { !$0.group.isEmpty }
    var heads: [String] = []
    if hasGroups {
      heads.append(
        row(
          table.groups.map { name, range in
            var head = Cell(name.isEmpty ? table.columns[range.lowerBound].heading : name, range, side: "center")
            (head.isHead, head.merge) = (true, name.isEmpty ? "<w:vMerge w:val=\"restart\"/>" : "")
            return head
          }, isHead: true))
    }
    heads.append(
      row(
        table.columns.enumerated().map { index, column in
          let isBelow = hasGroups && column.group.isEmpty
          var head = Cell(isBelow ? "" : column.heading, index..<index + 1, side: "center")
          (head.isHead, head.merge) = (true, isBelow ? "<w:vMerge/>" : "")
          return head
        }, isHead: true))
    return heads
  }

  private var rows: [String] {
    table.rows.enumerated().map { index, texts in
      row(
        texts.indices.map { column in
          var cell = Cell(
            texts[column], column..<column + 1, side: table.columns[column].alignment == .left ? "left" : "right")
          cell.isBold = table.sums.contains(index)
          cell.keeps = table.rows.count <= Self.fewRows && index < table.rows.count - 1
          return cell
        }, isHead: false)
    }
  }

  private struct Cell {
    let text: String
    let columns: Range<Int>
    let side: String
    var merge = ""
    var isHead = false
    var isBold = false
    /// Whether it stays with the row below.
    var keeps = false

    init(_ text: String, _ columns: Range<Int>, side: String) {
      (self.text, self.columns, self.side) = (text, columns, side)
    }
  }

  private func row(_ cells: [Cell], isHead: Bool) -> String {
    "<w:tr><w:trPr><w:cantSplit/>\(isHead ? "<w:tblHeader/>" : "")</w:trPr>\(cells.map(text).joined())</w:tr>"
  }

  private func text(_ cell: Cell) -> String {
    var properties = "<w:tcW w:w=\"\(widths[cell.columns].reduce(0, +))\" w:type=\"dxa\"/>"
    if cell.columns.count > 1 { properties += "<w:gridSpan w:val=\"\(cell.columns.count)\"/>" }
    properties += cell.merge
    if cell.isHead {
      properties += "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F3F5F7\"/><w:vAlign w:val=\"center\"/>"
    }
    return "<w:tc><w:tcPr>\(properties)</w:tcPr><w:p><w:pPr><w:pStyle w:val=\"Cell\"/>"
      + (cell.isHead || cell.keeps ? "<w:keepNext/>" : "")
      + "<w:jc w:val=\"\(cell.side)\"/></w:pPr>\(WordMarkup.run(cell.text, isBold: cell.isHead || cell.isBold))</w:p></w:tc>"
  }
}

/// How wide the columns of a table are, by what stands in them.
struct WordColumns {
  /// The widths in twentieths of a point.
  let widths: [Int]
  /// What they would need so that no figure is broken.
  let needed: Int

  /// A half-width character of a cell, and what a cell has on both sides, on the safe side.
  private static let (advance, sides) = (92, 150)
  /// Texts of more half-width characters are broken.
  private static let longest = 28

  /// The widths of a table's columns that fill a room.
  init(_ table: TextTable, room: Int) {
    var wanted = table.columns.indices.map { column -> Int in
      let cells = table.rows.map { $0.indices.contains(column) ? DisplayWidth.of($0[column]) : 0 }.max() ?? 0
      // Heads may stand in two lines or three.
      let head = (DisplayWidth.of(table.columns[column].heading) + 2) / 3
      return min(max(cells, head, 4), max(Self.longest, head)) * Self.advance + Self.sides
    }
    for (name, range) in table.groups where !name.isEmpty {
      // A head over few columns may need more than they do, in two lines.
      let missing = (DisplayWidth.of(name) + 1) / 2 * Self.advance + Self.sides - wanted[range].reduce(0, +)
      if missing > 0 { for column in range { wanted[column] += missing / range.count + 1 } }
    }
    let sum = max(1, wanted.reduce(0, +))
    needed = sum
    widths = room == .max ? wanted : wanted.map { $0 * room / sum }
  }
}
