import Procurement
import ShareStatistics

/// Table 1 or 2, ready to be shown in any format.
package struct ShareTableResult: Sendable {
  /// Which of the published tables it follows.
  package enum Kind: Int, Sendable {
    /// 規模等・種別契約実績割合.
    case table1 = 1
    /// 規模別契約実績割合.
    case table2 = 2
    /// In rows that a mapping defines.
    case custom = 0

    /// The short name by which people call it; nil where it has none.
    func label(_ language: Language) -> String? {
      switch self {
      case .table1: language("表1", "Table 1")
      case .table2: language("表2", "Table 2")
      case .custom: nil
      }
    }
  }

  /// Which table it is.
  package let kind: Kind
  let printed: PrintedTable
  private let meta: ResultMeta

  /// A table in printed digits with the facts about it.
  package init(_ printed: PrintedTable, kind: Kind, meta: ResultMeta) {
    self.printed = printed
    self.kind = kind
    self.meta = meta
  }

  private var table: ShareTable { printed.table }

  /// The years of the table.
  package var years: [FiscalYear] { table.years }

  /// The table in words, two years side by side.
  package func document(_ language: Language) -> Document {
    var blocks: [Document.Block] = [.heading(title(language), level: 1)]
    // In the corner, as a city prints it.
    let unit = Labels(language: language).unit(meta.unit, currency: meta.reading?.currency)
    if language == .japanese { blocks.append(.paragraph("（単位：件、\(unit)）")) }
    for start in stride(from: 0, to: table.years.count, by: 2) {
      blocks.append(.table(layout(Array(table.years[start...].prefix(2)), language)))
    }
    if let chart = Chart.shares(printed, language) { blocks.append(.chart(chart)) }
    blocks.append(.list(notes(language)))
    return Document(blocks)
  }

  /// What is said beneath the table.
  func notes(_ language: Language) -> [String] { meta.notes(language) + adjustedNotes(language) }

  /// Figures that left their half-up value so that printed parts add up to printed totals.
  private func adjustedNotes(_ language: Language) -> [String] {
    let labels = Labels(language: language)
    let halfUp = PrintedTable(table, unit: printed.unit)
    return printed.figuresOffHalfUp.map { place in
      let category = table.categories.first { $0.identifier == place.category }.map(labels.category) ?? place.category
      let row = table.rows.first { $0.identifier == place.row }.map(labels.row) ?? place.row
      let name = "\(labels.year(place.year)) \(category) \(row) \(labels.measure(place.measure))"
      let (own, other) = (number(printed, place), number(halfUp, place))
      return language(
        "四捨五入と異なる値：\(name) \(own)（四捨五入では \(other)）", "not its half-up value: \(name) \(own), half-up \(other)")
    }
  }

  private func number(_ table: PrintedTable, _ place: FigurePlace) -> String {
    table.figure(place).map { NumberText.grouped($0) } ?? "–"
  }

  func title(_ language: Language) -> String {
    switch kind {
    case .table1:
      language("表1 規模等・種別契約実績割合", "Table 1: contracts by size, locality and category")
    case .table2:
      language("表2 規模別契約実績割合", "Table 2: contracts by size")
    case .custom:
      language("契約実績割合（マッピングで定めた区分）", "Contracts by row (rows of the mapping)")
    }
  }

  private func layout(_ years: [FiscalYear], _ language: Language) -> TextTable {
    let labels = Labels(language: language)
    let hasCategories = table.categories.count > 1
    let unit = labels.unit(meta.unit, currency: meta.reading?.currency)
    var columns: [TextTable.Column] = hasCategories ? [.init(language("種別", "Category"), .left)] : []
    columns.append(.init(language("規模等区分", "Row"), .left))
    for year in years {
      let group = labels.year(year)
      columns += [
        .init(language("契約件数", "Contracts"), group: group), .init(language("割合", "%"), group: group),
        .init(language("契約金額", unit), group: group), .init(language("割合", "%"), group: group),
      ]
    }
    var layout = TextTable(columns)
    for category in table.categories {
      if !layout.rows.isEmpty { layout.separators.insert(layout.rows.count) }
      for (index, row) in table.rows.enumerated() {
        var texts = hasCategories ? [index == 0 ? labels.category(category) : ""] : []
        texts.append(labels.row(row))
        for year in years {
          let cell = printed.cell(year, category.identifier, row.identifier)
          texts += [
            cell.count.map { NumberText.grouped($0) } ?? "–", percent(cell.countShare, language),
            cell.amount.map { NumberText.grouped($0) } ?? "–", percent(cell.amountShare, language),
          ]
        }
        if row.role == .total { layout.sums.insert(layout.rows.count) }
        if row.identifier == "local-sme" { layout.marked.insert(layout.rows.count) }
        layout.rows.append(texts)
      }
    }
    return layout
  }

  /// A share in a cell: with its sign in Japanese, where the heading does not have it.
  private func percent(_ share: FixedPoint?, _ language: Language) -> String {
    share.map { language("\($0)％", "\($0)") } ?? "–"
  }

  /// The table in the JSON form of the contract.
  package func json() -> JSONValue {
    .object([
      "meta": meta.json(),
      "table": kind == .custom ? .string("custom") : .integer(kind.rawValue),
      "marginsOffHalfUp": .array(printed.marginsOffHalfUp.map { .object($0.json) }),
      "figuresOffHalfUp": .array(adjustedFigures()),
      "years": .array(table.years.map { .integer($0.startYear) }),
      "cells": .array(
        eachCell { year, category, row, cell in
          .object([
            "year": .integer(year.startYear), "category": .string(category.identifier),
            "row": .string(row.identifier), "count": .integer(cell.count),
            "countShare": .string(cell.countShare?.description), "amount": .integer(cell.exactAmount),
            "amountMillion": .integer(millions(year, category, row)),
            "amountShare": .string(cell.amountShare?.description),
          ])
        }),
    ])
  }

  /// The figures off their half-up value, with both numbers.
  private func adjustedFigures() -> [JSONValue] {
    let halfUp = PrintedTable(table, unit: printed.unit)
    return printed.figuresOffHalfUp.map { place in
      .object(
        place.json.merging([
          "printed": .string(printed.figure(place)?.description), "halfUp": .string(halfUp.figure(place)?.description),
        ]) { $1 })
    }
  }

  /// The table in tidy CSV: one line a cell, amounts in yen; `juchu audit` and `juchu compare` read it back.
  ///
  /// Under controlled rounding a last column names the measures that are not their half-up value.
  package func csv() -> String {
    let isControlled = printed.rule == .controlled
    let header = [
      "fiscal_year", "category", "row", "role", "count", "countShare", "amount", "amountMillion", "amountShare",
    ]
    let adjusted = Dictionary(grouping: printed.figuresOffHalfUp) { [$0.year.description, $0.category, $0.row] }
    return CSVText.render(
      [header + (isControlled ? ["offHalfUp"] : [])]
        + eachCell { year, category, row, cell in
          [
            year.description, category.identifier, row.identifier, row.role == .total ? "total" : "part",
            cell.count.map(String.init) ?? "", cell.countShare?.description ?? "",
            cell.exactAmount.map(String.init) ?? "", millions(year, category, row).map(String.init) ?? "",
            cell.amountShare?.description ?? "",
          ]
            + (isControlled
              ? [
                adjusted[[year.description, category.identifier, row.identifier], default: []].map(\.measure.rawValue)
                  .joined(separator: " ")
              ] : [])
        })
  }

  private func eachCell<Value>(
    _ body: (FiscalYear, TableCategory, TableRow, PrintedTable.Cell) -> Value
  ) -> [Value] {
    table.years.flatMap { year in
      table.categories.flatMap { category in
        table.rows.map { row in
          body(year, category, row, printed.cell(year, category.identifier, row.identifier))
        }
      }
    }
  }

  /// The amount in millions of yen: the printed one where the table is printed so, else rounded by its rule.
  private func millions(_ year: FiscalYear, _ category: TableCategory, _ row: TableRow) -> Int64? {
    let cell = printed.cell(year, category.identifier, row.identifier)
    if printed.unit == meta.million { return cell.amount }
    return cell.exactAmount.map { printed.rule.rounded(Int128($0), over: Int128(meta.million)) }
  }
}
