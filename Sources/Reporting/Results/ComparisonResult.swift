import Procurement
import ShareStatistics

/// Year-over-year changes, ready to be shown in any format.
public struct ComparisonResult: Sendable {
  private let table: ShareTable
  private let comparisons: [YearComparison]
  private let published: PublishedTable?
  private let impossible: [FigurePlace: AccusedFigure]
  private let influence: InfluenceSection?
  private let meta: ResultMeta
  private let usesPrintedDifferences: Bool

  /// The comparisons of all adjacent years of a table.
  ///
  /// - Parameters:
  ///   - table: the exact figures.
  ///   - published: the table from which they come, if it is one.
  ///   - audit: its audit; a comparison warns of shares that cannot be right.
  ///   - influence: the contracts that move a share most, where there are contracts.
  ///   - usesPrintedDifferences: whether points are the differences of printed shares instead of exact ones.
  public init(
    _ table: ShareTable, published: PublishedTable? = nil, audit: TableAudit? = nil,
    influence: InfluenceSection? = nil, meta: ResultMeta, usesPrintedDifferences: Bool = false
  ) {
    self.table = table
    comparisons = YearComparison.adjacent(table)
    self.published = published
    let accused = audit?.findings.compactMap(\.figure) ?? []
    impossible = Dictionary(accused.map { ($0.place, $0) }) { first, _ in first }
    self.influence = influence
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
      let remarks = self.remarks(comparison, language)
      if !remarks.isEmpty { blocks.append(.list(remarks.map(\.text))) }
      blocks += causes(comparison, language).blocks()
    }
    blocks += influence?.blocks(language) ?? []
    blocks.append(.list(meta.notes(language) + [pointsNote(language)] + publishedNote(language)))
    return Document(blocks)
  }

  private func causes(_ comparison: YearComparison, _ language: Language) -> CausesSection {
    CausesSection(
      causes: ShareCauses(table, from: comparison.from, to: comparison.to), table: table, comparison: comparison,
      unit: meta.unit, language: language)
  }

  private func pointsNote(_ language: Language) -> String {
    usesPrintedDifferences
      ? language("ポイントは表示された割合どうしの差", "points are differences of the printed shares")
      : language("ポイントは丸める前の割合の差を四捨五入したもの", "points are differences of the exact shares, rounded once")
  }

  private func publishedNote(_ language: Language) -> [String] {
    guard published != nil else { return [] }
    return [
      language(
        "割合は、公表された件数・金額から計算し直したもの", "shares are recomputed from the published counts and amounts")
    ]
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
  private struct Remark {
    var category: String
    var row: String
    var text: String
  }

  private func remarks(_ comparison: YearComparison, _ language: Language) -> [Remark] {
    comparison.cells.flatMap { cell in
      [Measure.count, .amount].flatMap { measure in
        [differenceText(cell, measure, language), misprintText(comparison, cell, measure, language)].compactMap {
          text in
          text.map { Remark(category: cell.category, row: cell.row, text: $0) }
        }
      }
    }
  }

  private func name(_ cell: YearComparison.Cell, _ measure: Measure, _ language: Language) -> String {
    let labels = Labels(language: language)
    let words = [categoryLabel(cell.category, labels), rowLabel(cell.row, labels), labels.measure(measure.share)]
    return words.joined(separator: " ")
  }

  /// That the printed shares, each right, suggest another difference.
  private func differenceText(_ cell: YearComparison.Cell, _ measure: Measure, _ language: Language) -> String? {
    let change = cell[measure]
    guard change.printedDiffers, !usesPrintedDifferences, let printed = change.printedPoints, let exact = change.points
    else { return nil }
    let (name, by, exactly) = (name(cell, measure, language), NumberText.signed(printed), NumberText.signed(exact))
    return language(
      "* \(name)：表示された割合の差は \(by)、正確には \(exactly)",
      "* \(name): the printed shares differ by \(by), exactly it is \(exactly)")
  }

  /// What a share that cannot be right would have made of the change.
  private func misprintText(
    _ comparison: YearComparison, _ cell: YearComparison.Cell, _ measure: Measure, _ language: Language
  ) -> String? {
    let places = [comparison.from, comparison.to].map {
      FigurePlace(year: $0, category: cell.category, row: cell.row, measure: measure.share)
    }
    let accused = places.compactMap { impossible[$0] }
    let printed = places.compactMap { published?.figures[$0]?.value }
    guard !accused.isEmpty, printed.count == 2 else { return nil }
    let decimals = max(printed[0].decimals, printed[1].decimals)
    let units = printed.map { $0.units * FixedPoint.powerOfTen(decimals - $0.decimals) }
    let wrong = NumberText.signed(FixedPoint(units: units[1] - units[0], decimals: decimals))
    let right = cell[measure].points.map { NumberText.signed($0) } ?? "–"
    let shares = accused.map { figure in
      let computed = table.share(figure.place.year, cell.category, cell.row, measure)?.description ?? "–"
      return language(
        "\(figure.place.year.japaneseLabel)の公表値 \(figure.printed) は誤り（計算では \(computed)）",
        "\(figure.place.year.englishLabel) was printed as \(figure.printed), which cannot be right (recomputed: \(computed))"
      )
    }
    let name = name(cell, measure, language)
    return language(
      "！\(name)：\(shares.joined(separator: "、"))。公表値のままなら差は \(wrong) ポイント、正しくは \(right)",
      "! \(name): \(shares.joined(separator: ", ")); as printed the change would be \(wrong) points instead of \(right)"
    )
  }

  /// The comparisons in the JSON form of the contract.
  public func json() -> JSONValue {
    .object([
      "meta": meta.json(),
      "influence": influence?.json() ?? .null,
      "comparisons": .array(
        comparisons.map { comparison in
          .object([
            "from": .integer(comparison.from.startYear), "to": .integer(comparison.to.startYear),
            "cells": .array(comparison.cells.map { json($0, comparison) }),
            "decomposition": causes(comparison, .english).decompositionJSON(),
            "breakEven": causes(comparison, .english).breakEvenJSON(),
            "derivedShares": causes(comparison, .english).derivedJSON(),
          ])
        }),
    ])
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
