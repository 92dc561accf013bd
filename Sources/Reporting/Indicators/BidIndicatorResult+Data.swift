import BidStatistics
import Procurement

// Indicators as JSON, CSV and a workbook whose ratios are formulas.
extension BidIndicatorResult {
  /// One figure with what names it.
  struct Line {
    var column: IndicatorTable.Column
    /// The values of the divisions; nil for all tenders.
    var group: [String]?
    var indicator: String
    var code: String?
    var unit: String
    var name: String
    var figure: IndicatorFigure
  }

  /// Every figure: of all tenders, of firms, of each group.
  func lines(_ language: Language = .english) -> [Line] {
    let words = IndicatorWords(language: language)
    var lines: [Line] = []
    func add(_ figures: BidFigures?, _ column: IndicatorTable.Column, _ group: [String]?) {
      guard let figures else { return }
      for indicator in BidIndicator.allCases {
        lines.append(
          Line(
            column: column, group: group, indicator: indicator.rawValue, code: indicator.code,
            unit: indicator.unit == .yen ? meta.minorUnitName : indicator.unit.rawValue, name: words.name(indicator),
            figure: figures[indicator]))
      }
    }
    for column in table.columns {
      add(table[column], column, nil)
      guard case .year(let year) = column else { continue }
      for indicator in FirmIndicator.allCases {
        lines.append(
          Line(
            column: column, group: nil, indicator: indicator.rawValue, code: indicator.code,
            unit: indicator.unit.rawValue, name: words.name(indicator, lookBack: options.lookBack),
            figure: table.firms[indicator, year]))
      }
    }
    for group in table.groups { for column in table.columns { add(table[group, column], column, group) } }
    return lines
  }

  /// The word of a column in data: a year, `unknown` or `all`.
  static func word(_ column: IndicatorTable.Column) -> String {
    switch column {
    case .year(.year(let year)): year.description
    case .year(.unknown): "unknown"
    case .all: "all"
    }
  }

  private static func year(_ column: IndicatorTable.Column) -> JSONValue {
    if case .year(.year(let year)) = column { return .integer(year.startYear) }
    return .string(word(column))
  }

  /// The indicators in the JSON form of the contract.
  package func json() -> JSONValue {
    let names = table.sums.plan.names
    let methods = ContractMethod.allCases.filter(table.sums.plan.methods.contains)
    return .object([
      "changes": options.showsChanges ? changesJSON() : .null,
      "firms": roster.map { roster in roster.json { Self.year(.year($0)) } } ?? .null,
      "screens": screens.map { $0.json() } ?? .null,
      "meta": meta.json(), "years": .array(table.columns.map(Self.year)),
      "methods": .array(methods.map { .string($0.rawValue) }),
      "leftOut": .object(
        Dictionary(uniqueKeysWithValues: table.sums.leftOut.map { ($0.key.rawValue, JSONValue.integer($0.value)) })),
      "cells": .array(
        lines().map { line in
          .object([
            "year": Self.year(line.column),
            "by": .object(
              Dictionary(uniqueKeysWithValues: zip(names, line.group ?? []).map { ($0, JSONValue.string($1)) })),
            "indicator": .string(line.indicator), "code": .string(line.code), "unit": .string(line.unit),
            "numerator": .string(line.figure.numerator.map { "\($0)" }),
            "denominator": .string(line.figure.denominator.map { "\($0)" }),
            "value": .string(line.figure.value?.description), "of": line.figure.base.map { .integer($0) } ?? .null,
            "few": .boolean(isFew(line.figure)),
          ])
        }),
      "distributions": .array(
        table.columns.compactMap { column in table[column].map { Self.distribution($0, column) } }),
    ])
  }

  private static func distribution(_ figures: BidFigures, _ column: IndicatorTable.Column) -> JSONValue {
    .object([
      "year": year(column),
      "bidders": .object(
        Dictionary(
          uniqueKeysWithValues: figures.biddersDistribution.map { (String($0.bidders), JSONValue.integer($0.tenders)) })
      ),
      "rates": .array(
        zip(rateMarks, figures.rates(in: rateMarks)).map {
          .object(["atLeast": .integer($0), "awards": .integer($1)])
        }),
    ])
  }

  /// The indicators as CSV, one line a figure.
  package func csv() -> String {
    let names = table.sums.plan.names
    let head = ["year"] + names + ["indicator", "code", "numerator", "denominator", "of", "value", "unit"]
    return CSVText.render(
      [head]
        + lines().map { line in
          [Self.word(line.column)] + (line.group ?? names.map { _ in "all" }) + [
            line.indicator, line.code ?? "", line.figure.numerator.map { "\($0)" } ?? "",
            line.figure.denominator.map { "\($0)" } ?? "", line.figure.base.map { String($0) } ?? "",
            line.figure.value?.description ?? "", line.unit,
          ]
        })
  }

  /// The tables as sheets, and the working behind each figure (検算調書): ratios are formulas over their numerator and denominator.
  package func workbook(_ language: Language) -> Workbook {
    var workbook = Workbook(document(language), language: language)
    workbook.sheets.insert(working(language), at: max(0, workbook.sheets.count - 1))
    return workbook
  }

  private func working(_ language: Language) -> Workbook.Sheet {
    let words = IndicatorWords(language: language)
    let names = table.sums.plan.names
    var sheet = Workbook.Sheet(name: language("検算調書", "Working"))
    let heads =
      [language("年度", "year")] + names.map(words.division) + [
        language("指標", "indicator"), "OCP", language("分子", "numerator"), language("分母", "denominator"),
        language("母数", "of"), language("値", "value"), language("単位", "unit"), language("算式", "formula"),
      ]
    sheet.rows = [heads.map { .text($0, .heading) }]
    sheet.frozen = (1, 1)
    let first = 1 + names.count + 2
    for line in lines(language) {
      let row = sheet.rows.count
      let figure = line.figure
      func number(_ value: Int128?) -> Workbook.Cell {
        value.map { .number(Double($0), .number(decimals: 0)) } ?? .text("")
      }
      var cells: [Workbook.Cell] = [.text(words.column(line.column))]
      cells += zip(line.group ?? names.map { _ in "" }, names).map { value, name in
        .text(line.group == nil ? language("全体", "all") : words.value(value, of: name, since: table.sums.plan.since))
      }
      cells += [.text(line.name), .text(line.code ?? ""), number(figure.numerator), number(figure.denominator)]
      cells.append(number(figure.base.map { Int128($0) }))
      cells.append(Self.value(figure, isPercent: line.unit == "percent", row: row, first: first))
      cells += [.text(BidIndicator.Unit(rawValue: line.unit).map(words.unit) ?? line.unit)]
      cells.append(.text(BidIndicator(rawValue: line.indicator).map(words.formula) ?? ""))
      sheet.rows.append(cells)
    }
    return sheet
  }

  private static func value(_ figure: IndicatorFigure, isPercent: Bool, row: Int, first: Int) -> Workbook.Cell {
    guard let value = figure.value else { return .text("–") }
    let style = Workbook.Style.number(decimals: value.decimals)
    guard figure.denominator != nil else { return .number(Chart.length(value), style) }
    let (above, below) = (
      Workbook.reference(row: row, column: first), Workbook.reference(row: row, column: first + 1)
    )
    return .formula(
      "=ROUND(\(isPercent ? "100*" : "")\(above)/\(below),\(value.decimals))", value: Chart.length(value), style)
  }
}
