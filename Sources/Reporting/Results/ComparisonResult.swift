import Procurement
import ShareStatistics

/// Year-over-year changes, ready to be shown in any format.
package struct ComparisonResult: Sendable {
  let table: ShareTable
  let comparisons: [YearComparison]
  let published: PublishedTable?
  let impossible: [FigurePlace: AccusedFigure]
  let sections: [any ResultSection]
  let meta: ResultMeta
  let usesPrintedDifferences: Bool
  /// The same parts of the years, as their first quarters, beside one another.
  let periods: [(period: PeriodOfYear, result: ComparisonResult)]
  /// What two tables say of the same figures, where there are two.
  let repeated: RepeatedFigures?

  /// The comparisons of all adjacent years of a table.
  ///
  /// - Parameters:
  ///   - table: the exact figures.
  ///   - published: the table from which they come, if it is one.
  ///   - audit: its audit; a comparison warns of shares that cannot be right.
  ///   - repeated: how the table was put together, where it was out of two.
  ///   - sections: what else is said of the contracts behind the table, where there are contracts.
  ///   - usesPrintedDifferences: whether points are the differences of printed shares instead of exact ones.
  package init(
    _ table: ShareTable, published: PublishedTable? = nil, audit: TableAudit? = nil, repeated: RepeatedFigures? = nil,
    sections: [any ResultSection] = [], meta: ResultMeta, usesPrintedDifferences: Bool = false
  ) {
    self.table = table
    comparisons = YearComparison.adjacent(table)
    self.published = published
    let accused = audit?.findings.compactMap(\.figure) ?? []
    impossible = Dictionary(accused.map { ($0.place, $0) }) { first, _ in first }
    self.sections = sections
    self.meta = meta
    self.usesPrintedDifferences = usesPrintedDifferences
    self.repeated = repeated
    periods = published.map { Self.periods(of: $0, meta, usesPrintedDifferences) } ?? []
  }

  /// The parts of a year for which at least two years have figures.
  private static func periods(
    of table: PublishedTable, _ meta: ResultMeta, _ usesPrintedDifferences: Bool
  ) -> [(period: PeriodOfYear, result: ComparisonResult)] {
    let known = table.years.flatMap { year in table.periods(of: year).map { (year, $0) } }
    return Set(known.map(\.1)).filter { period in period != .year && known.count { $0.1 == period } > 1 }.sorted().map {
      period in
      let part = table.only(period)
      let result = ComparisonResult(ShareTable(part), meta: meta, usesPrintedDifferences: usesPrintedDifferences)
      return (period: period, result: result)
    }
  }

  /// The comparisons in words, one table a pair of years.
  package func document(_ language: Language) -> Document {
    var blocks: [Document.Block] = [
      .heading(language("前年度との比較", "Year over year"), level: 1)
    ]
    blocks += SeriesSection(table)?.blocks(language) ?? []
    for comparison in comparisons {
      let labels = Labels(language: language)
      blocks.append(.heading("\(labels.year(comparison.from)) → \(labels.year(comparison.to))", level: 2))
      blocks.append(.table(layout(comparison, language)))
      let remarks =
        self.remarks(comparison, language).map(\.text) + appearances(comparison, language)
        + reversals(comparison, language)
      if !remarks.isEmpty { blocks.append(.list(remarks)) }
      blocks += causes(comparison, language).blocks()
    }
    for (period, result) in periods { blocks += result.blocks(of: period, language) }
    blocks += repeatedBlocks(language)
    blocks += sections.flatMap { $0.blocks(language) }
    blocks.append(
      .list(meta.notes(language) + [pointsNote(language)] + openSumsNote(language) + publishedNote(language)))
    return Document(blocks)
  }

  /// The comparisons of a part of the years.
  private func blocks(of period: PeriodOfYear, _ language: Language) -> [Document.Block] {
    let labels = Labels(language: language)
    return comparisons.flatMap { comparison -> [Document.Block] in
      let name = labels.period(period)
      let years = [comparison.from, comparison.to].map(labels.year)
      let remarks = self.remarks(comparison, language).map(\.text) + reversals(comparison, language)
      return [
        .heading(language("\(name)：\(years[0]) → \(years[1])", "\(name): \(years[0]) → \(years[1])"), level: 2),
        .table(layout(comparison, language)),
      ] + (remarks.isEmpty ? [] : [.list(remarks)])
    }
  }

  func causes(_ comparison: YearComparison, _ language: Language) -> CausesSection {
    CausesSection(
      causes: ShareCauses(table, from: comparison.from, to: comparison.to), table: table, comparison: comparison,
      unit: meta.unit, language: language)
  }

  private func pointsNote(_ language: Language) -> String {
    usesPrintedDifferences
      ? language("ポイントは表示値どうしの差", "points are differences of the printed shares")
      : language("ポイントは端数処理前の割合の差を四捨五入した値", "points are differences of the exact shares, rounded once")
  }

  private func publishedNote(_ language: Language) -> [String] {
    guard let published else { return [] }
    // A part of a year for which one year alone has figures is in no comparison.
    let alone = Set(published.years.flatMap(published.periods)).subtracting(periods.map(\.period)).filter {
      $0 != .year
    }
    let names = alone.sorted().map(Labels(language: language).period).joined(separator: language("、", ", "))
    let parts =
      alone.isEmpty
      ? [] : [language("1つの年度にしかない期間は比較の対象外：\(names)", "periods that one year alone has are not compared: \(names)")]
    return parts + [
      language(
        "割合は、公表された件数・金額から計算し直したもの", "shares are recomputed from the published counts and amounts")
    ]
  }

  private func layout(_ comparison: YearComparison, _ language: Language) -> TextTable {
    let labels = Labels(language: language)
    let hasCategories = table.categories.count > 1
    let points = language("割合の増減（ポイント）", "points")
    var columns: [TextTable.Column] = hasCategories ? [.init(language("種別", "Category"), .left)] : []
    columns += [.init(language("区分", "Row"), .left)]
    for measure in [Measure.count, .amount] {
      let unit = measure == .amount ? "（\(labels.unit(meta.unit))）" : ""
      let group = language(
        labels.measure(measure) + unit, measure == .amount ? "Amount, \(labels.unit(meta.unit))" : "Contracts")
      columns += [
        .init(language("増減", "change"), group: group), .init(language("増減率（％）", "%"), group: group),
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

  func points(_ change: YearComparison.Change) -> FixedPoint? {
    usesPrintedDifferences ? change.printedPoints : change.points
  }

  func categoryLabel(_ identifier: String, _ labels: Labels) -> String {
    table.categories.first { $0.identifier == identifier }.map(labels.category) ?? identifier
  }

  func rowLabel(_ identifier: String, _ labels: Labels) -> String {
    table.rows.first { $0.identifier == identifier }.map(labels.row) ?? identifier
  }
}
