import Foundation
import Procurement

/// The published tables of the city of Kawasaki, read just well enough for the tests of the audit.
enum KawasakiTables {
  /// Table 1: rows by locality and size, columns by category (規模等・種別契約実績割合).
  static func table1() throws -> PublishedTable {
    let identifiers = [
      "大企業": "local-large", "中小企業": "local-sme", "その他": "local-other", "準市内・市外": "non-local",
      "合計": "total",
    ]
    let categories = ["物品": "goods", "工事": "works", "委託": "services", "合計": "total"]
    return try read(
      "kawasaki_table1.csv", firstFigure: 4,
      row: { (identifiers[$0[2].isEmpty ? $0[1] : $0[2]] ?? "", "\($0[1]) \($0[2])", .part) },
      category: { (categories[$0[3]] ?? "", $0[3]) })
  }

  /// Table 2: contracts of subsidy recipients, with an of-which row (うち市内中小企業).
  static func table2() throws -> PublishedTable {
    try read(
      "kawasaki_table2.csv", firstFigure: 2,
      row: { $0[1] == "全体" ? ("total", $0[1], .total) : ("local-sme", $0[1], .ofWhich) },
      category: { _ in ("total", "合計") })
  }

  private static func read(
    _ name: String, firstFigure: Int,
    row: ([String]) -> (identifier: String, label: String, role: TableRow.Role),
    category: ([String]) -> (identifier: String, label: String)
  ) throws -> PublishedTable {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    let text = try String(contentsOf: root.appending(path: "fixtures/\(name)"), encoding: .utf8)
    var table = PublishedTable(rows: [], categories: [], years: [], unit: 1_000_000, figures: [:])
    for (number, line) in text.split(whereSeparator: \.isNewline).enumerated().dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let year = FiscalYear(startingIn: fields[0] == "令和2年度" ? 2020 : 2021)
      let (label, column) = (row(fields), category(fields))
      let isTotal = label.identifier == "total"
      let printedRow = TableRow(
        identifier: label.identifier, label: label.label, role: isTotal ? .total : label.role,
        parent: isTotal ? nil : "total")
      let printedColumn = TableCategory(identifier: column.identifier, label: column.label)
      if !table.years.contains(year) { table.years.append(year) }
      if !table.rows.contains(printedRow) { table.rows.append(printedRow) }
      if !table.categories.contains(printedColumn) { table.categories.append(printedColumn) }
      for (offset, measure) in Measure.allCases.enumerated() {
        let place = FigurePlace(
          year: year, category: column.identifier, row: label.identifier, measure: measure)
        table.figures[place] = FixedPoint(fields[firstFigure + offset]).map {
          PublishedFigure($0, sourceLine: number + 1)
        }
      }
    }
    return table
  }
}
