import Procurement
import ShareStatistics

// The forms for machines.
extension ComparisonResult {
  /// The comparisons in the JSON form of the contract.
  package func json() -> JSONValue {
    let parts = Dictionary(uniqueKeysWithValues: sections.map { ($0.name, $0.json()) })
    let result: [String: JSONValue] = [
      "meta": meta.json(), "influence": .null, "series": SeriesSection(table)?.json() ?? .null,
      "printedSums": openSumsJSON(),
      "repeated": repeatedJSON(),
      "periods": .array(
        periods.flatMap { period, result in
          result.comparisons.map { comparison in
            .object([
              "period": .string(period.identifier), "from": .integer(comparison.from.startYear),
              "to": .integer(comparison.to.startYear),
              "cells": .array(comparison.cells.map { result.json($0, comparison) }),
            ])
          }
        }),
      "comparisons": .array(
        comparisons.map { comparison in
          .object([
            "from": .integer(comparison.from.startYear), "to": .integer(comparison.to.startYear),
            "cells": .array(comparison.cells.map { json($0, comparison) }),
            "decomposition": causes(comparison, .english).decompositionJSON(),
            "breakEven": causes(comparison, .english).breakEvenJSON(),
            "derivedShares": causes(comparison, .english).derivedJSON(),
            "reversals": reversalsJSON(comparison),
          ])
        }),
    ]
    return .object(result.merging(parts) { _, part in part })
  }

  private func json(_ cell: YearComparison.Cell, _ comparison: YearComparison) -> JSONValue {
    let notes = remarks(comparison, .english).filter { $0.category == cell.category && $0.row == cell.row }.map(\.text)
    return .object([
      "category": .string(cell.category), "row": .string(cell.row),
      "countDelta": .integer(cell.count.delta), "countChangePercent": .string(cell.count.percent?.description),
      "countSharePoints": .string(points(cell.count)?.description),
      "amountDelta": .integer(cell.amount.delta.flatMap { table.amountUnit == 1 ? $0 : nil }),
      "amountDeltaMillion": .integer(
        cell.amount.delta.map { RoundingRule.halfUp.rounded(Int128($0) * Int128(table.amountUnit), over: 1_000_000) }),
      "amountChangePercent": .string(cell.amount.percent?.description),
      "amountSharePoints": .string(points(cell.amount)?.description),
      "yenPerContractFrom": .integer(cell.yenPerContract.from), "yenPerContractTo": .integer(cell.yenPerContract.to),
      "note": .string(notes.isEmpty ? nil : notes.joined(separator: "; ")),
    ])
  }

  /// The comparisons in tidy CSV, one line a cell; what else was asked for follows in long form, one line a figure.
  package func csv() -> String {
    let hasPeriods = !periods.isEmpty
    let header =
      ["from", "to"] + (hasPeriods ? ["period"] : []) + [
        "category", "row", "countDelta", "countChangePercent", "countSharePoints", "amountDelta",
        "amountChangePercent", "amountSharePoints", "yenPerContractFrom", "yenPerContractTo", "unit",
      ]
    let unit = amountUnit
    let lines =
      self.lines(hasPeriods ? .year : nil) + periods.flatMap { period, result in result.lines(period) }
    guard !sections.isEmpty else { return CSVText.render([header] + lines) }
    let long = sections.flatMap { LongForm(section: $0.name, unit: unit).lines($0.json()) }
    let rest = LongForm.columns.filter { !header.contains($0) }
    return CSVText.render(
      [header + rest] + lines.map { $0 + ["cells"] + [String](repeating: "", count: rest.count - 1) }
        + long.map { figure in (header + rest).map { figure[$0] ?? "" } })
  }

  /// One line a cell, with the period where one is named.
  private func lines(_ period: PeriodOfYear?) -> [[String]] {
    comparisons.flatMap { comparison in
      comparison.cells.map { cell in
        [comparison.from.description, comparison.to.description] + (period.map { [$0.identifier] } ?? []) + [
          cell.category, cell.row,
          text(cell.count.delta), text(cell.count.percent), text(points(cell.count)), text(cell.amount.delta),
          text(cell.amount.percent), text(points(cell.amount)), text(cell.yenPerContract.from),
          text(cell.yenPerContract.to), amountUnit,
        ]
      }
    }
  }

  /// The unit of amountDelta.
  private var amountUnit: String {
    table.amountUnit == 1
      ? meta.minorUnitName : Labels(language: .english).unit(table.amountUnit, currency: meta.reading?.currency)
  }

  private func text(_ value: (some CustomStringConvertible)?) -> String { value?.description ?? "" }
}
