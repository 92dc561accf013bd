import Procurement
import ShareStatistics

/// Year-over-year changes, ready to be shown in any format.
public struct ComparisonResult: Sendable {
  private let table: ShareTable
  private let comparisons: [YearComparison]
  private let published: PublishedTable?
  private let meta: ResultMeta
  private let usesPrintedDifferences: Bool

  /// The comparisons of a table's years.
  ///
  /// - Parameters:
  ///   - published: the table from which the figures come, so that its printed shares can be held against them.
  ///   - usesPrintedDifferences: whether points are the differences of printed shares instead of exact ones.
  public init(
    _ table: ShareTable, comparisons: [YearComparison], published: PublishedTable? = nil, meta: ResultMeta,
    usesPrintedDifferences: Bool = false
  ) {
    self.table = table
    self.comparisons = comparisons
    self.published = published
    self.meta = meta
    self.usesPrintedDifferences = usesPrintedDifferences
  }

  /// The comparisons in words, one table a pair of years.
  public func document(_ language: Language) -> Document {
    var blocks: [Document.Block] = [
      .heading(language("前年度との比較", "Year over year"), level: 1)
    ]
    for comparison in comparisons {
      let labels = Labels(language: language)
      blocks.append(.heading("\(labels.year(comparison.from)) → \(labels.year(comparison.to))", level: 2))
      blocks.append(.table(layout(comparison, language)))
      let notes = self.notes(comparison, language)
      if !notes.isEmpty { blocks.append(.list(notes)) }
    }
    blocks.append(.list(meta.notes(language) + [pointsNote(language)]))
    return Document(blocks)
  }

  private func pointsNote(_ language: Language) -> String {
    usesPrintedDifferences
      ? language("ポイントは表示された割合どうしの差", "points are differences of the printed shares")
      : language("ポイントは丸める前の割合の差を四捨五入したもの", "points are differences of the exact shares, rounded once")
  }

  private func layout(_ comparison: YearComparison, _ language: Language) -> TextTable {
    let labels = Labels(language: language)
    let hasCategories = table.categories.count > 1
    let points = language("ポイント", "points")
    var columns: [TextTable.Column] = hasCategories ? [.init(language("種別", "Category"), .left)] : []
    columns += [.init(language("区分", "Row"), .left)]
    for measure in [Measure.count, .amount] {
      let unit = measure == .amount ? "（\(labels.unit(meta.unit))）" : ""
      let group = language(
        labels.measure(measure) + unit, measure == .amount ? "Amount, \(labels.unit(meta.unit))" : "Contracts")
      columns += [
        .init(language("増減", "change"), group: group), .init(language("増減率%", "%"), group: group),
        .init(points, group: group),
      ]
    }
    let perContract = language("1件当たり（円）", "Yen per contract")
    columns += [
      .init(language(comparison.from.japaneseLabel, comparison.from.englishLabel), group: perContract),
      .init(language(comparison.to.japaneseLabel, comparison.to.englishLabel), group: perContract),
    ]
    var layout = TextTable(columns)
    var category = ""
    for cell in comparison.cells {
      let isFirst = cell.category != category
      if isFirst, !layout.rows.isEmpty { layout.separators.insert(layout.rows.count) }
      category = cell.category
      var texts: [String] = []
      if hasCategories { texts.append(isFirst ? categoryLabel(cell.category, labels) : "") }
      texts.append(rowLabel(cell.row, labels))
      texts += changeTexts(cell.count, inUnit: 1)
      texts += changeTexts(cell.amount, inUnit: meta.unit / table.amountUnit)
      texts += [cell.yenPerContract.from, cell.yenPerContract.to].map { $0.map { NumberText.grouped($0) } ?? "–" }
      layout.rows.append(texts)
    }
    return layout
  }

  private func changeTexts(_ change: YearComparison.Change, inUnit unit: Int64) -> [String] {
    let delta = change.delta.map { RoundingRule.halfUp.rounded(Int128($0), over: Int128(max(1, unit))) }
    let mark = !usesPrintedDifferences && change.printedDiffers ? "*" : ""
    return [
      delta.map { NumberText.signed($0) } ?? "–", change.percent.map { NumberText.signed($0) } ?? "–",
      points(change).map { NumberText.signed($0) + mark } ?? "–",
    ]
  }

  private func points(_ change: YearComparison.Change) -> FixedPoint? {
    usesPrintedDifferences ? change.printedPoints : change.points
  }

  private func categoryLabel(_ identifier: String, _ labels: Labels) -> String {
    table.categories.first { $0.identifier == identifier }.map(labels.category) ?? identifier
  }

  private func rowLabel(_ identifier: String, _ labels: Labels) -> String {
    table.rows.first { $0.identifier == identifier }.map(labels.row) ?? identifier
  }
}

// Where printed shares lead elsewhere than exact ones.
extension ComparisonResult {
  private func notes(_ comparison: YearComparison, _ language: Language) -> [String] {
    let labels = Labels(language: language)
    var notes: [String] = []
    for cell in comparison.cells {
      for measure in [Measure.count, .amount] {
        let change = measure == .count ? cell.count : cell.amount
        let name =
          "\(categoryLabel(cell.category, labels)) \(rowLabel(cell.row, labels)) \(labels.measure(measure.share))"
        if change.printedDiffers, !usesPrintedDifferences, let printed = change.printedPoints, let exact = change.points
        {
          notes.append(
            language(
              "* \(name)：表示された割合の差は \(NumberText.signed(printed))、正確には \(NumberText.signed(exact))",
              "* \(name): the printed shares differ by \(NumberText.signed(printed)), exactly it is \(NumberText.signed(exact))"
            ))
        }
        notes += misprintNotes(comparison, cell, measure, name, language)
      }
    }
    return notes
  }

  /// What a share printed in a published table would have made of the change, where it is not the right one.
  private func misprintNotes(
    _ comparison: YearComparison, _ cell: YearComparison.Cell, _ measure: Measure, _ name: String,
    _ language: Language
  ) -> [String] {
    guard let effect = misprint(comparison, cell, measure) else { return [] }
    let change = measure == .count ? cell.count : cell.amount
    let right = change.points.map { NumberText.signed($0) } ?? "–"
    return effect.shares.map { year, printed, computed in
      language(
        "！\(name)：\(year.japaneseLabel)の公表値 \(printed) は件数・金額から計算した \(computed) と違います。公表値のままなら差は \(NumberText.signed(effect.points)) ポイント（計算値では \(right)）",
        "! \(name): \(year.englishLabel) was printed as \(printed); counts and amounts give \(computed). The printed figures would make the change \(NumberText.signed(effect.points)) points instead of \(right)"
      )
    }
  }

  private typealias Misprint = (
    points: FixedPoint, shares: [(year: FiscalYear, printed: FixedPoint, computed: FixedPoint)]
  )

  private func misprint(
    _ comparison: YearComparison, _ cell: YearComparison.Cell, _ measure: Measure
  ) -> Misprint? {
    guard let published else { return nil }
    var wrong: [(year: FiscalYear, printed: FixedPoint, computed: FixedPoint)] = []
    var printedShares: [FixedPoint] = []
    for year in [comparison.from, comparison.to] {
      let place = FigurePlace(year: year, category: cell.category, row: cell.row, measure: measure.share)
      guard let printed = published.figures[place]?.value,
        let computed = table.share(year, cell.category, cell.row, measure, decimals: printed.decimals)
      else { return nil }
      printedShares.append(printed)
      if abs(printed.units - computed.units) > tolerance(printed) { wrong.append((year, printed, computed)) }
    }
    guard !wrong.isEmpty else { return nil }
    let decimals = printedShares.map(\.decimals).max() ?? 0
    let units = printedShares.map { $0.units * FixedPoint.powerOfTen(decimals - $0.decimals) }
    return (FixedPoint(units: units[1] - units[0], decimals: decimals), wrong)
  }

  /// A share of rounded amounts may miss the quotient of the printed numbers by one unit of its last digit.
  private func tolerance(_ printed: FixedPoint) -> Int64 { table.amountUnit == 1 ? 0 : 1 }

  /// The comparisons in the JSON form of the contract.
  public func json() -> JSONValue {
    .object([
      "meta": meta.json(),
      "comparisons": .array(
        comparisons.map { comparison in
          .object([
            "from": .integer(comparison.from.startYear), "to": .integer(comparison.to.startYear),
            "cells": .array(comparison.cells.map { json($0, comparison) }),
          ])
        }),
    ])
  }

  private func json(_ cell: YearComparison.Cell, _ comparison: YearComparison) -> JSONValue {
    let notes = self.notes(comparison, .english).filter {
      let labels = Labels(language: .english)
      return $0.contains(" \(categoryLabel(cell.category, labels)) \(rowLabel(cell.row, labels)) ")
    }
    return .object([
      "category": .string(cell.category), "row": .string(cell.row),
      "countDelta": .integer(cell.count.delta), "countChangePercent": .string(cell.count.percent?.description),
      "countSharePoints": .string(points(cell.count)?.description),
      "amountDelta": .integer(cell.amount.delta.flatMap { table.amountUnit == 1 ? $0 : nil }),
      "amountDeltaInUnit": .integer(
        cell.amount.delta.map {
          RoundingRule.halfUp.rounded(Int128($0), over: Int128(max(1, meta.unit / table.amountUnit)))
        }),
      "amountChangePercent": .string(cell.amount.percent?.description),
      "amountSharePoints": .string(points(cell.amount)?.description),
      "yenPerContractFrom": .integer(cell.yenPerContract.from), "yenPerContractTo": .integer(cell.yenPerContract.to),
      "note": .string(notes.isEmpty ? nil : notes.joined(separator: "; ")),
    ])
  }

  /// The comparisons in tidy CSV, one line a cell.
  public func csv() -> String {
    let header = [
      "from", "to", "category", "row", "countDelta", "countChangePercent", "countSharePoints", "amountDelta",
      "amountChangePercent", "amountSharePoints", "yenPerContractFrom", "yenPerContractTo",
    ]
    let lines = comparisons.flatMap { comparison in
      comparison.cells.map { cell in
        [
          comparison.from.description, comparison.to.description, cell.category, cell.row,
          text(cell.count.delta), text(cell.count.percent), text(points(cell.count)), text(cell.amount.delta),
          text(cell.amount.percent), text(points(cell.amount)), text(cell.yenPerContract.from),
          text(cell.yenPerContract.to),
        ]
      }
    }
    return CSVText.render([header] + lines)
  }

  private func text(_ value: (some CustomStringConvertible)?) -> String { value?.description ?? "" }
}
