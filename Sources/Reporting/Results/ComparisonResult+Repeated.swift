import Procurement
import ShareStatistics

// What two tables say of the same figures.
extension ComparisonResult {
  /// Differing figures are listed up to here in words; JSON has all.
  private static let shownDifferences = 40

  /// The figures that the later table restates.
  func repeatedBlocks(_ language: Language) -> [Document.Block] {
    guard let repeated else { return [] }
    let labels = Labels(language: language)
    let (all, different) = (NumberText.grouped(repeated.compared), NumberText.grouped(repeated.differences.count))
    let summary =
      repeated.differences.isEmpty
      ? language("両方の表にある数値 \(all)か所は全て一致する。", "\(all) figures stand in both tables and agree.")
      : language(
        "両方の表にある数値 \(all)か所のうち \(different)か所が異なる。比較には新しい表の数値を用いた。",
        "Of \(all) figures that stand in both tables \(different) differ; the comparison uses those of the later table."
      )
    var blocks: [Document.Block] = [
      .heading(language("両方の表にある数値", "Figures that both tables have"), level: 2),
      .paragraph(repeated.compared == 0 ? language("両方の表にある数値はない。", "No figure stands in both tables.") : summary),
    ]
    guard !repeated.differences.isEmpty else { return blocks }
    var layout = TextTable([
      .init(language("年度", "Year"), .left), .init(language("種別", "Category"), .left),
      .init(language("区分", "Row"), .left), .init(language("項目", "Figure"), .left),
      .init(language("前の表", "Earlier table")), .init(language("新しい表", "Later table")),
    ])
    for difference in repeated.differences.prefix(Self.shownDifferences) {
      let place = difference.place
      layout.rows.append([
        labels.time(place), categoryLabel(place.category, labels), rowLabel(place.row, labels),
        labels.measure(place.measure), text(difference.earlier, difference.units.earlier, place, labels),
        text(difference.later, difference.units.later, place, labels),
      ])
    }
    blocks.append(.table(layout))
    let more = repeated.differences.count - layout.rows.count
    if more > 0 { blocks.append(.list([language("ほか \(more)か所", "and \(more) more")])) }
    return blocks
  }

  /// A number with its unit, where amounts of the tables have different ones.
  private func text(_ number: FixedPoint, _ unit: Int64, _ place: FigurePlace, _ labels: Labels) -> String {
    NumberText.grouped(number) + (place.measure == .amount && unit != 1 ? " \(labels.unit(unit))" : "")
  }

  func repeatedJSON() -> JSONValue {
    guard let repeated else { return .null }
    return .object([
      "compared": .integer(repeated.compared),
      "differing": .array(
        repeated.differences.map { difference in
          .object(
            difference.place.jsonWithPeriod.merging([
              "earlier": .string(difference.earlier.description), "later": .string(difference.later.description),
              "earlierUnit": .integer(Int(difference.units.earlier)),
              "laterUnit": .integer(Int(difference.units.later)),
            ]) { $1 })
        }),
    ])
  }
}
