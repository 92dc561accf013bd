import Procurement

extension Workbook {
  /// A document as a workbook: a sheet for each table, named by its heading, and one for what is said beside them.
  init(_ document: Document, language: Language) {
    var sheets: [Sheet] = []
    var heading = ""
    var remarks: [String] = []
    for block in document.blocks {
      switch block {
      case .heading(let text, _):
        heading = text
        remarks.append(text)
      case .paragraph(let text): remarks.append(text)
      case .list(let items): remarks += items.map { "・\($0)" }
      case .table(let table): sheets.append(Sheet(table, name: heading))
      case .chart: break
      }
    }
    self.init(sheets + [.remarks(remarks, language)])
  }
}

extension Workbook.Sheet {
  /// What is said beside tables.
  static func remarks(_ remarks: [String], _ language: Language) -> Workbook.Sheet {
    var sheet = Workbook.Sheet(name: language("注", "Notes"))
    sheet.rows = remarks.map { [.text(VisibleText.of($0), .note)] }
    sheet.isProse = true
    return sheet
  }

  /// A table of texts; what reads as a number is one.
  init(_ table: TextTable, name: String) {
    self.init(name: name)
    let hasGroups = table.columns.contains { !$0.group.isEmpty }
    if hasGroups {
      rows.append(table.columns.map { .text($0.group, .heading) })
      for (_, range) in table.groups where range.count > 1 {
        merges.append((0...0, range.lowerBound...range.upperBound - 1))
      }
    }
    rows.append(table.columns.map { .text($0.heading, .heading) })
    frozen = (rows.count, table.columns.prefix { $0.alignment == .left }.count)
    rows += table.rows.map { row in
      row.enumerated().map { column, text in
        table.columns[column].alignment == .right ? .number(in: text) : .text(VisibleText.of(text))
      }
    }
  }
}

extension Workbook.Cell {
  /// A printed number as a number with its decimals; anything else as text.
  static func number(in text: String) -> Workbook.Cell {
    let isSigned = text.hasPrefix("+") || text.hasPrefix("-")
    if text.hasSuffix("％"), let value = FixedPoint(String(text.dropLast())), value.decimals <= 9 {
      return .number(Chart.length(value), .share(decimals: value.decimals))
    }
    let isMarked = isSigned && text.hasSuffix("*")
    let digits = (isMarked ? String(text.dropLast()) : text).filter { $0 != "," && $0 != "+" }
    guard let value = FixedPoint(digits), value.decimals <= 9 else { return .text(VisibleText.of(text)) }
    let style: Workbook.Style =
      isMarked
      ? .marked(decimals: value.decimals)
      : isSigned ? .signed(decimals: value.decimals) : .number(decimals: value.decimals)
    return .number(Chart.length(value), style)
  }
}
