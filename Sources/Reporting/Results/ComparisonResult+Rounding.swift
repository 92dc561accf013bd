import Procurement
import ShareStatistics

// What rounding does to printed parts, and where a total says the opposite of its parts.
extension ComparisonResult {
  /// The printed shares of the parts of a column that do not add up to 100.
  struct OpenSum {
    var year: FiscalYear
    var category: String
    var measure: Measure
    var sum: FixedPoint
  }

  /// Such columns are named up to here; more are counted.
  private static let namedSums = 6

  /// The columns whose printed shares, each rounded by itself, miss 100.
  var openSums: [OpenSum] {
    let parents = Set(table.rows.compactMap(\.parent))
    let parts = table.rows.filter { $0.role == .part && !parents.contains($0.identifier) }.map(\.identifier)
    let hundred = FixedPoint(units: 100, decimals: 0)
    return table.years.flatMap { year in
      table.categories.flatMap { category in
        [Measure.countShare, .amountShare].compactMap { measure -> OpenSum? in
          let shares = parts.compactMap { row in
            published?.figures[
              FigurePlace(year: year, category: category.identifier, row: row, measure: measure)]?.value
              ?? table.share(year, category.identifier, row, measure)
          }
          guard parts.count > 1, shares.count == parts.count, let sum = FixedPoint.sum(shares), sum.units > 0,
            !sum.isSameNumber(as: hundred)
          else { return nil }
          return OpenSum(year: year, category: category.identifier, measure: measure, sum: sum)
        }
      }
    }
  }

  /// That printed parts miss 100, with the columns in which they do.
  func openSumsNote(_ language: Language) -> [String] {
    let sums = openSums
    guard !sums.isEmpty else { return [] }
    let labels = Labels(language: language)
    let names = sums.prefix(Self.namedSums).map { sum in
      "\(labels.year(sum.year)) \(categoryLabel(sum.category, labels)) \(labels.measure(sum.measure)) \(sum.sum)"
    }
    let more = sums.count - names.count
    let list = names.joined(separator: language("、", "; "))
    let rest = more > 0 ? language("、ほか \(more)", "; and \(more) more") : ""
    return [
      language(
        "表示された割合は個別に端数処理しており、合計が100にならない欄がある：\(list)\(rest)",
        "printed shares are rounded one by one and miss 100 in: \(list)\(rest)")
    ]
  }

  func openSumsJSON() -> JSONValue {
    .array(
      openSums.map { sum in
        .object([
          "year": .integer(sum.year.startYear), "category": .string(sum.category),
          "measure": .string(sum.measure.rawValue), "sum": .string(sum.sum.description),
        ])
      })
  }

  /// Shares that moved one way in every category and the other way in all together.
  func reversals(_ comparison: YearComparison, _ language: Language) -> [String] {
    let labels = Labels(language: language)
    return ShareReversal.all(table, from: comparison.from, to: comparison.to).map { reversal in
      let (name, total) = (rowLabel(reversal.row, labels), signed(reversal.total))
      let measure = labels.measure(reversal.measure.share)
      let inside = reversal.inside.map { "\(categoryLabel($0.category, labels)) \(signed($0.change))" }
        .joined(separator: language("、", ", "))
      return language(
        "\(name) \(measure)：種別ごとの動きと合計の動きが逆（シンプソンの逆転）。\(inside)、合計では \(total) ポイント。種別の構成が変わったため",
        "\(name), \(measure.lowercased()): every category moves one way and the total the other (Simpson's reversal): \(inside), in total \(total) points; the mix of categories changed"
      )
    }
  }

  func reversalsJSON(_ comparison: YearComparison) -> JSONValue {
    .array(
      ShareReversal.all(table, from: comparison.from, to: comparison.to).map { reversal in
        .object([
          "row": .string(reversal.row), "measure": .string(reversal.measure.rawValue),
          "total": .string(reversal.total.percent(decimals: 2)?.description),
          "inside": .object(
            Dictionary(
              uniqueKeysWithValues: reversal.inside.map {
                ($0.category, .string($0.change.percent(decimals: 2)?.description))
              })),
        ])
      })
  }

  private func signed(_ ratio: ExactRatio) -> String {
    ratio.percent(decimals: 2).map { NumberText.signed($0) } ?? "–"
  }
}

// Printed parts of a decomposition.
extension CausesSection {
  /// Why printed parts need not add up to the printed change, where some do not.
  func partsNote(_ rows: [ShareCauses.RowCauses]) -> [String] {
    let open = rows.compactMap { row -> String? in
      guard let split = row.ownOthers, let change = split.total.percent(decimals: 2) else { return nil }
      var sums: [FixedPoint] = []
      if let parts = row.byCategory?.parts {
        sums += [FixedPoint.sum(parts.flatMap { [$0.within, $0.mix] }.compactMap { $0.percent(decimals: 2) })]
          .compactMap(\.self)
      }
      sums += [FixedPoint.sum([split.own, split.others].compactMap { $0.percent(decimals: 2) })].compactMap(\.self)
      guard let missed = sums.first(where: { !$0.isSameNumber(as: change) }) else { return nil }
      return
        "\(rowLabel(row.row)) \(NumberText.signed(missed))\(language("（変化は ", " (change "))\(NumberText.signed(change))\(language("）", ")"))"
    }
    guard !open.isEmpty else { return [] }
    let names = open.joined(separator: language("、", ", "))
    return [
      language(
        "要因は個別に端数処理しており、表示値の合計が変化に一致しない区分がある（端数処理前は一致する）：\(names)",
        "parts are rounded one by one; exact ones add up to the change, printed ones to: \(names)")
    ]
  }
}
