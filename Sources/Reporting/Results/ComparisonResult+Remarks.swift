import Procurement
import ShareStatistics

// Where printed shares lead elsewhere than exact ones.
extension ComparisonResult {
  struct Remark {
    var category: String
    var row: String
    var text: String
  }

  func remarks(_ comparison: YearComparison, _ language: Language) -> [Remark] {
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
      "* \(name)：表示値どうしの差は\(by)、端数処理前の差は\(exactly)",
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
        "\(figure.place.year.japaneseLabel)の公表値\(figure.printed)は表の他の数値と整合しない（計算値\(computed)）",
        "\(figure.place.year.englishLabel) was printed as \(figure.printed), which cannot be right (recomputed: \(computed))"
      )
    }
    let name = name(cell, measure, language)
    return language(
      "！\(name)：\(shares.joined(separator: "、"))。公表値のままなら増減は \(wrong) ポイント、正しくは \(right) ポイント",
      "! \(name): \(shares.joined(separator: ", ")); as printed the change would be \(wrong) points instead of \(right)"
    )
  }

  /// Rows that hold contracts in one of the two years only: whether the definition changed, the figures do not say.
  func appearances(_ comparison: YearComparison, _ language: Language) -> [String] {
    comparison.cells.filter { $0.category == TableCategory.total.identifier }.compactMap { cell in
      guard let from = cell.count.from, let to = cell.count.to, (from == 0) != (to == 0) else { return nil }
      let name = rowLabel(cell.row, Labels(language: language))
      let year = Labels(language: language).year(from == 0 ? comparison.to : comparison.from)
      return language(
        "\(name)：契約があるのは\(year)のみ。区分の定義の変更の有無は、この数値からは不明",
        "\(name): contracts in \(year) only; whether the row was defined otherwise, the figures do not say")
    }
  }
}
