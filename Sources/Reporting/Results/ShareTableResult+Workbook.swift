import Procurement
import ShareStatistics

// Share tables as workbooks: exact yen with totals and shares as formulas, and the table as it is printed.
extension ShareTableResult {
  /// The table in yen with formulas and, where it is printed in a larger unit, the printed table that refers to it.
  package func workbook(_ language: Language) -> Workbook {
    let notes = Workbook.Sheet.remarks([title(language)] + notes(language), language)
    let (unit, own) = (printed.unit, printed.table.amountUnit)
    let exact = ShareSheet(self, unit: own, source: nil, language)
    guard unit != own else { return Workbook([exact.sheet, notes]) }
    let shown = ShareSheet(self, unit: unit, source: exact.sheet.name, language)
    return Workbook([shown.sheet, exact.sheet, notes])
  }
}

/// One sheet of a share table: a column for each year, category and measure, a line for each row.
private struct ShareSheet {
  private let printed: PrintedTable
  private let unit: Int64
  /// The sheet of exact amounts to which this one refers; nil for that sheet itself.
  private let source: String?
  private let labels: Labels
  private let language: Language
  private(set) var sheet: Workbook.Sheet

  private static let headRows = 4
  private static let measures: [Measure] = [.count, .countShare, .amount, .amountShare]

  init(_ result: ShareTableResult, unit: Int64, source: String?, _ language: Language) {
    printed = result.printed
    self.unit = unit
    self.source = source
    self.language = language
    labels = Labels(language: language)
    let name = result.kind.label(language) ?? language("契約実績", "Table")
    sheet = Workbook.Sheet(name: "\(name)（\(labels.unit(unit))）")
    sheet.rows = head(result.title(language)) + table.rows.indices.map(line)
    sheet.frozen = (Self.headRows, 1)
    sheet.pageBreaks = table.years.indices.dropFirst().map { column($0, 0, .count) }
    addMerges()
    sheet.chart = chart
  }

  private var table: ShareTable { printed.table }

  private func head(_ title: String) -> [[Workbook.Cell]] {
    var years: [Workbook.Cell] = [.text(language("区分", "Row"), .heading)]
    var (categories, measures) = (years, years)
    for year in table.years {
      for category in table.categories {
        years += Array(repeating: .text(labels.year(year), .heading), count: 4)
        categories += Array(repeating: .text(labels.category(category), .heading), count: 4)
        let amount = language("契約金額（\(labels.unit(unit))）", "Amount (\(labels.unit(unit)))")
        for heading in [
          language("契約件数", "Count"), language("件数割合", "countShare"), amount, language("金額割合", "amountShare"),
        ] {
          measures.append(.text(heading, .heading))
        }
      }
    }
    return [[.text(title, .title)], years, categories, measures]
  }

  private mutating func addMerges() {
    let width = table.categories.count * 4
    sheet.merges.append((1...3, 0...0))
    for year in table.years.indices {
      sheet.merges.append((1...1, 1 + year * width...(year + 1) * width))
      for category in table.categories.indices {
        let first = 1 + year * width + category * 4
        sheet.merges.append((2...2, first...first + 3))
      }
    }
  }

  private func line(_ row: Int) -> [Workbook.Cell] {
    var cells: [Workbook.Cell] = [.text(labels.row(table.rows[row]))]
    for (place, year) in table.years.enumerated() {
      for category in table.categories.indices {
        cells += Self.measures.map { cell(year, place, category, row, $0) }
      }
    }
    return cells
  }

  private func column(_ year: Int, _ category: Int, _ measure: Measure) -> Int {
    1 + (year * table.categories.count + category) * 4 + (Self.measures.firstIndex(of: measure) ?? 0)
  }

  private func reference(_ row: Int, _ column: Int, fixesRow: Bool = false) -> String {
    Workbook.reference(row: Self.headRows + row, column: column, fixesRow: fixesRow)
  }

  private func cell(
    _ year: FiscalYear, _ place: Int, _ category: Int, _ row: Int, _ measure: Measure
  ) -> Workbook.Cell {
    let (categoryName, rowName) = (table.categories[category].identifier, table.rows[row].identifier)
    let own = reference(row, column(place, category, measure))
    if measure == .countShare || measure == .amountShare {
      let cell = printed.cell(year, categoryName, rowName)
      let share = measure == .countShare ? cell.countShare : cell.amountShare
      guard let share else { return .text("–") }
      let style = Workbook.Style.number(decimals: share.decimals)
      if let source { return .formula("='\(source)'!\(own)", value: Chart.length(share), style) }
      let base = column(place, category, measure.base)
      guard let total = table.rows.firstIndex(where: { $0.role == .total }), printed.rule == .halfUp else {
        return .number(Chart.length(share), style)
      }
      let quotient = "100*\(reference(row, base))/\(reference(total, base, fixesRow: true))"
      return .formula("=ROUND(\(quotient),\(share.decimals))", value: Chart.length(share), style)
    }
    let exact = table.cell(year, categoryName, rowName)[measure]
    let style = Workbook.Style.number(decimals: 0)
    guard source != nil, measure == .amount else {
      guard let exact else { return .text("–") }
      if let source { return .formula("='\(source)'!\(own)", value: Double(exact), style) }
      guard let sum = sum(year, place, category, row, measure), sum.value == exact else {
        return .number(Double(exact), style)
      }
      return .formula(sum.formula, value: Double(exact), style)
    }
    guard let shown = printed.cell(year, categoryName, rowName).amount else { return .text("–") }
    let scale = unit / max(1, table.amountUnit)
    let rounded = exact.map { RoundingRule.halfUp.rounded(Int128($0), over: Int128(scale)) }
    guard let source, rounded == shown else { return .number(Double(shown), style) }
    return .formula("=ROUND('\(source)'!\(own)/\(scale),0)", value: Double(shown), style)
  }

  /// The sum that a total or subtotal is: over its parts, or over the categories of its line.
  private func sum(
    _ year: FiscalYear, _ place: Int, _ category: Int, _ row: Int, _ measure: Measure
  ) -> (formula: String, value: Int64)? {
    let parts = table.rows.indices.filter {
      table.rows[$0].parent == table.rows[row].identifier && table.rows[$0].role == .part
    }
    if !parts.isEmpty {
      let values = parts.map {
        table.cell(year, table.categories[category].identifier, table.rows[$0].identifier)[measure] ?? 0
      }
      let names = parts.map { reference($0, column(place, category, measure)) }
      return ("=" + names.joined(separator: "+"), values.reduce(0, &+))
    }
    guard table.categories[category].isTotal, table.categories.count > 1 else { return nil }
    let others = table.categories.indices.filter { !table.categories[$0].isTotal }
    let values = others.map {
      table.cell(year, table.categories[$0].identifier, table.rows[row].identifier)[measure] ?? 0
    }
    let names = others.map { reference(row, column(place, $0, measure)) }
    return ("=" + names.joined(separator: "+"), values.reduce(0, &+))
  }

  /// The shares of the amount of all categories, a series a year.
  private var chart: Workbook.BarChart? {
    let parts = table.rows.indices.filter { table.rows[$0].role != .total }
    guard source != nil || printed.unit == table.amountUnit, let first = parts.first, let last = parts.last,
      last - first + 1 == parts.count
    else { return nil }
    return Workbook.BarChart(
      title: language("契約金額に占める割合（全種別、%）", "Shares of the amount, all categories, %"),
      rows: Self.headRows + first...Self.headRows + last, labels: 0,
      series: table.years.enumerated().map { place, year in
        .init(name: labels.year(year), column: column(place, table.categories.count - 1, .amountShare))
      })
  }
}
