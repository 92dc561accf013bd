import Procurement
import ShareStatistics

// One ledger that gives the printed table.
extension AuditResult {
  private var cells: [WitnessCell] {
    audit.witness.sorted { $0.key < $1.key }.flatMap { $0.value ?? [] }
  }

  private var yearsWithout: [FiscalYear] { audit.witness.filter { $0.value == nil }.keys.sorted() }

  /// The cells of the ledger, and the years of which none was found.
  func witnessBlocks(_ language: Language) -> [Document.Block] {
    let (words, labels) = (AuditWords(table: table, language: language), Labels(language: language))
    var layout = TextTable([
      .init(language("年度", "Year"), .left), .init(language("種別", "Category"), .left),
      .init(language("区分", "Row"), .left), .init(labels.measure(.count)), .init(language("金額（円）", "Amount, yen")),
    ])
    for cell in cells {
      let place = words.place(
        FigurePlace(
          year: cell.year, period: cell.period, category: cell.category, row: cell.row, measure: .count))
      layout.rows.append(
        place.dropLast() + [
          cell.count.map { NumberText.grouped($0) } ?? "–", cell.amount.map { NumberText.grouped($0) } ?? "–",
        ])
    }
    var notes = [
      language(
        "誤りとされた数字を除き、表の数字をすべて与える台帳の一例。ほかにも多くあり、実際の台帳とは限らない",
        "one ledger of many that gives every figure but the accused ones; nothing says that it is the real one")
    ]
    notes += yearsWithout.map {
      language("\(labels.year($0))：該当なし", "\(labels.year($0)): none was found")
    }
    let heading = Document.Block.heading(language("表の数字を与える台帳の一例", "One ledger that gives the table"), level: 2)
    return [heading] + (cells.isEmpty ? [] : [.table(layout)]) + [.list(notes)]
  }

  /// The cells of the ledger; null unless it was asked for.
  func witnessJSON() -> JSONValue {
    guard !audit.witness.isEmpty else { return .null }
    return .array(
      cells.map { cell in
        .object([
          "year": .integer(cell.year.startYear), "period": .string(cell.period.identifier),
          "category": .string(cell.category), "row": .string(cell.row), "count": .integer(cell.count),
          "amount": .integer(cell.amount),
        ])
      })
  }

  /// The cells of the ledger, one line each.
  func witnessCSV() -> String {
    CSVText.render(
      [["fiscal_year", "period", "category", "row", "count", "amount"]]
        + cells.map { cell in
          [
            cell.year.description, cell.period.identifier, cell.category, cell.row, cell.count.map(String.init) ?? "",
            cell.amount.map(String.init) ?? "",
          ]
        })
  }
}
