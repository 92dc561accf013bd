import Procurement
import ShareStatistics

/// The shares of all years side by side, and which years are missing.
package struct SeriesSection: ResultSection {
  private let table: ShareTable
  private let series: [ShareSeries]

  /// The series of a table; nil for two years that follow each other, of which the comparison says all.
  package init?(_ table: ShareTable) {
    guard table.years.count > 2 || !ShareSeries.missing(from: table.years).isEmpty else { return nil }
    self.table = table
    series = [Measure.amount, .count].map { ShareSeries(table, measure: $0) }
  }

  /// The name of the member in JSON.
  package var name: String { "series" }

  /// The section in words and tables.
  package func blocks(_ language: Language) -> [Document.Block] {
    var blocks: [Document.Block] = [.heading(language("年度ごとの割合", "Shares over the years"), level: 2)]
    for each in series { blocks.append(.table(layout(each, language))) }
    if let gaps = gaps(language) { blocks.append(.list([gaps])) }
    return blocks
  }

  private func layout(_ series: ShareSeries, _ language: Language) -> TextTable {
    let labels = Labels(language: language)
    let hasCategories = table.categories.count > 1
    let group = language("\(labels.measure(series.measure.share))（%）", "\(labels.measure(series.measure.share)), %")
    var columns: [TextTable.Column] = hasCategories ? [.init(language("種別", "Category"), .left)] : []
    columns.append(.init(language("区分", "Row"), .left))
    columns += series.years.map { .init(labels.year($0), group: group) }
    columns.append(.init(language("全期間の増減（ポイント）", "first to last, points")))
    var layout = TextTable(columns)
    var category: String?
    for line in series.lines {
      let isFirst = line.category != category
      if isFirst, !layout.rows.isEmpty { layout.separators.insert(layout.rows.count) }
      category = line.category
      var texts = hasCategories ? [isFirst ? label(category: line.category, labels) : ""] : []
      texts.append(table.rows.first { $0.identifier == line.row }.map(labels.row) ?? line.row)
      texts += series.years.map { line.shares[$0]?.description ?? "–" }
      texts.append(line.change.map { NumberText.signed($0) } ?? "–")
      layout.rows.append(texts)
    }
    return layout
  }

  private func label(category: String, _ labels: Labels) -> String {
    table.categories.first { $0.identifier == category }.map(labels.category) ?? category
  }

  /// Which years are missing: a change over a gap is one over several years.
  private func gaps(_ language: Language) -> String? {
    guard let missing = series.first?.missing, !missing.isEmpty else { return nil }
    let labels = Labels(language: language)
    let names = missing.map(labels.year).joined(separator: language("、", ", "))
    return language(
      "\(names)のデータはない。その前後の比較は、1年の変化ではない",
      "nothing is known of \(names): the comparison across the gap is not a change within one year")
  }

  /// The section in JSON.
  package func json() -> JSONValue {
    .object([
      "years": .array((series.first?.years ?? []).map { .integer($0.startYear) }),
      "missing": .array((series.first?.missing ?? []).map { .integer($0.startYear) }),
      "lines": .array(
        series.flatMap { each in
          each.lines.map { line in
            .object([
              "category": .string(line.category), "row": .string(line.row),
              "measure": .string(each.measure.rawValue),
              "shares": .object(
                Dictionary(uniqueKeysWithValues: line.shares.map { ($0.description, .string($1.description)) })),
              "change": .string(line.change?.description),
            ])
          }
        }),
    ])
  }
}
