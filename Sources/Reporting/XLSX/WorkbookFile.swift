import CXlsxwriter
import FoundationEssentials

/// Writes workbooks with libxlsxwriter.
package enum WorkbookFile {
  /// A workbook could not be made, with the reason of the library.
  package struct Failure: Error, CustomStringConvertible {
    /// The reason.
    package var description: String
  }

  /// The bytes of a workbook.
  ///
  /// - Throws: `Failure` where the library refuses, as on a full disk: it works in a folder for temporary files.
  package static func bytes(_ workbook: Workbook) throws -> [UInt8] {
    try ScratchFile.bytes(named: "workbook.xlsx") { path in
      guard let book = workbook_new(path) else { throw Failure(description: "out of memory") }
      // Without a time the library takes the present one, and no two workbooks would be alike.
      var properties = lxw_doc_properties()
      properties.created = creation
      workbook_set_properties(book, &properties)
      var writer = Writer(book: book, negative: workbook.negative)
      for sheet in workbook.sheets { try writer.add(sheet) }
      let error = workbook_close(book)
      guard error == LXW_NO_ERROR else { throw Failure(description: String(cString: lxw_strerror(error))) }
    }
  }

  /// When a workbook says it was made: what SOURCE_DATE_EPOCH says, else 1980-01-01, the first day that a ZIP archive knows.
  private static var creation: time_t {
    ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap { time_t($0) }.flatMap { $0 > 0 ? $0 : nil }
      ?? 315_532_800
  }

  /// What is known while sheets are written.
  private struct Writer {
    let book: UnsafeMutablePointer<lxw_workbook>
    let negative: NegativeSign?
    private var minus: String { negative.map { "\"\($0.sign)\"" } ?? "-" }
    private var formats: [Workbook.Style: UnsafeMutablePointer<lxw_format>] = [:]
    private var names: Set<String> = []

    init(book: UnsafeMutablePointer<lxw_workbook>, negative: NegativeSign?) {
      self.book = book
      self.negative = negative
    }

    mutating func add(_ sheet: Workbook.Sheet) throws {
      let name = fitting(sheet.name)
      guard let page = workbook_add_worksheet(book, name) else { throw Failure(description: "sheet \(sheet.name)") }
      var widths: [Int: Int] = [:]
      for (row, cells) in sheet.rows.enumerated() {
        for (column, cell) in cells.enumerated() {
          try write(cell, to: page, UInt32(row), UInt16(column))
          widths[column] = max(widths[column] ?? 7, width(of: cell))
        }
      }
      for (row, cells) in sheet.rows.enumerated() where cells.contains(where: Self.wraps) {
        worksheet_set_row(page, UInt32(row), 34, nil)
      }
      for (column, width) in widths {
        worksheet_set_column(page, UInt16(column), UInt16(column), Double(width), nil)
      }
      for merge in sheet.merges {
        guard case .text(let text, let style) = sheet.rows[merge.rows.lowerBound][merge.columns.lowerBound] else {
          continue
        }
        worksheet_merge_range(
          page, UInt32(merge.rows.lowerBound), UInt16(merge.columns.lowerBound), UInt32(merge.rows.upperBound),
          UInt16(merge.columns.upperBound), text, format(style))
      }
      worksheet_freeze_panes(page, UInt32(sheet.frozen.rows), UInt16(sheet.frozen.columns))
      if !sheet.isProse { worksheet_set_landscape(page) }
      // Titles stand on every page.
      if sheet.frozen.rows > 0 { worksheet_repeat_rows(page, 0, UInt32(sheet.frozen.rows - 1)) }
      worksheet_set_paper(page, 9)  // A4
      worksheet_fit_to_pages(page, UInt16(sheet.pageBreaks.count + 1), 0)
      if !sheet.pageBreaks.isEmpty {
        // The list ends with a 0.
        var breaks = sheet.pageBreaks.map { UInt16($0) } + [0]
        worksheet_set_v_pagebreaks(page, &breaks)
        worksheet_repeat_columns(page, 0, UInt16(max(0, sheet.frozen.columns - 1)))
      }
      if let chart = sheet.chart { add(chart, to: page, name: name, below: sheet.rows.count) }
    }

    /// Whether a heading needs a second line.
    private static func wraps(_ cell: Workbook.Cell) -> Bool {
      if case .text(let text, .heading) = cell { DisplayWidth.of(text) > 12 } else { false }
    }

    /// The width of a cell in characters; headings wrap, and titles run over their neighbours.
    private func width(of cell: Workbook.Cell) -> Int {
      switch cell {
      case .text(_, .title), .text(_, .note): 0
      case .text(let text, .heading): min(12, DisplayWidth.of(text) + 2)
      case .text(let text, _): min(60, DisplayWidth.of(text) + 2)
      case .number(let value, let style), .formula(_, let value, let style):
        DisplayWidth.of(DecimalText.text(value, Self.decimals(of: style))) + 2
      }
    }

    private static func decimals(of style: Workbook.Style) -> Int {
      switch style {
      case .number(let decimals), .share(let decimals), .signed(let decimals), .marked(let decimals): decimals
      case .text, .heading, .title, .note: 0
      }
    }

    private mutating func write(
      _ cell: Workbook.Cell, to page: UnsafeMutablePointer<lxw_worksheet>, _ row: UInt32, _ column: UInt16
    ) throws {
      let error =
        switch cell {
        // Excel holds 32,767 characters in a cell, and counts some twice.
        case .text(let text, let style):
          worksheet_write_string(
            page, row, column, String(String.UnicodeScalarView(text.unicodeScalars.prefix(8_000))), format(style))
        case .number(let value, let style): worksheet_write_number(page, row, column, value, format(style))
        case .formula(let formula, let value, let style):
          worksheet_write_formula_num(page, row, column, formula, format(style), value)
        }
      guard error == LXW_NO_ERROR else { throw Failure(description: String(cString: lxw_strerror(error))) }
    }

    private mutating func format(_ style: Workbook.Style) -> UnsafeMutablePointer<lxw_format>? {
      if let known = formats[style] { return known }
      guard let format = workbook_add_format(book) else { return nil }
      // Present on Windows and Mac alike; LibreOffice takes its own Japanese font instead.
      format_set_font_name(format, "Yu Gothic")
      switch style {
      case .text: format_set_border(format, UInt8(LXW_BORDER_HAIR.rawValue))
      case .note: break
      case .title:
        format_set_bold(format)
        format_set_font_size(format, 14)
      case .heading:
        format_set_bold(format)
        format_set_text_wrap(format)
        format_set_bg_color(format, 0xF3F5F7)
        format_set_border(format, UInt8(LXW_BORDER_HAIR.rawValue))
        format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
        format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
      case .number(let decimals):
        let digits = "#,##0" + Self.fraction(decimals)
        format_set_num_format(format, negative == nil ? digits : "\(digits);\(minus)\(digits)")
        format_set_border(format, UInt8(LXW_BORDER_HAIR.rawValue))
      case .share(let decimals):
        format_set_num_format(format, "#,##0" + Self.fraction(decimals) + "\"％\"")
        format_set_border(format, UInt8(LXW_BORDER_HAIR.rawValue))
      case .signed(let decimals), .marked(let decimals):
        let mark = if case .marked = style { "\"*\"" } else { "" }
        let digits = "#,##0" + Self.fraction(decimals) + mark
        format_set_num_format(format, "+\(digits);\(minus)\(digits);\(digits)")
        format_set_border(format, UInt8(LXW_BORDER_HAIR.rawValue))
      }
      formats[style] = format
      return format
    }

    private static func fraction(_ decimals: Int) -> String {
      decimals > 0 ? "." + String(repeating: "0", count: decimals) : ""
    }

    private func add(
      _ chart: Workbook.BarChart, to page: UnsafeMutablePointer<lxw_worksheet>, name: String, below: Int
    ) {
      guard let drawing = workbook_add_chart(book, UInt8(LXW_CHART_BAR.rawValue)) else { return }
      let (first, last) = (UInt32(chart.rows.lowerBound), UInt32(chart.rows.upperBound))
      for series in chart.series {
        guard let line = chart_add_series(drawing, nil, nil) else { continue }
        chart_series_set_categories(line, name, first, UInt16(chart.labels), last, UInt16(chart.labels))
        chart_series_set_values(line, name, first, UInt16(series.column), last, UInt16(series.column))
        chart_series_set_name(line, series.name)
      }
      chart_title_set_name(drawing, chart.title)
      // From the top like the table, not from the bottom.
      chart_axis_set_reverse(drawing.pointee.y_axis)
      worksheet_insert_chart(page, UInt32(below + 1), 1, drawing)
    }

    /// A name that a workbook may have: 31 characters, none of those with a meaning, no two alike.
    private mutating func fitting(_ wanted: String) -> String {
      var base = String(wanted.filter { !"[]:*?/\\'".contains($0) && !$0.isNewline }.prefix(28))
      if base.isEmpty { base = "Sheet" }
      var name = base
      var number = 2
      while names.contains(name.lowercased()) {
        name = "\(base) \(number)"
        number += 1
      }
      names.insert(name.lowercased())
      return name
    }
  }
}
