import LotteryStatistics
import Procurement

// The charts of an evaluation.
extension LotteryEvaluationResult {
  /// So many policies have marks of their own in a chart.
  private static let drawn = 8

  /// The expected wins of the firms that win most under independent draws, policy by policy.
  func wins(_ language: Language) -> Chart? {
    let shown = Array(shown.prefix(Self.drawn))
    let totals = shown.map(\.firms)
    let most = (totals.first ?? []).sorted { ($0.wins, $1.firm) > ($1.wins, $0.firm) }.prefix(2 * limit)
    guard let first = most.first, first.wins > 0 else { return nil }
    let groups = most.map { total in
      Chart.Bars.Group(
        ErrorText.printable(register.firms[total.firm].name),
        totals.enumerated().map { index, totals in
          let wins = totals.first { $0.firm == total.firm }?.wins ?? 0
          return Chart.Bars.Bar(to: wins, text: decimal(wins, 2), style: .series(index))
        })
    }
    return Chart(
      language("期待落札件数の多い業者", "Firms with the most expected wins") + leftOut(language),
      summary: language(
        "制限なしでは \(groups[0].label) が最多（\(decimal(first.wins, 2))）",
        "under independent draws \(groups[0].label) has most (\(decimal(first.wins, 2)))"),
      .bars(Chart.Bars(series: shown.map { label($0, language) }, groups: groups)))
  }

  /// Which policies a chart leaves out to its tables.
  private func leftOut(_ language: Language) -> String {
    let rest = shown.dropFirst(Self.drawn).map { label($0, language) }
    guard !rest.isEmpty else { return "" }
    return language("（表のみ：\(rest.joined(separator: "、"))）", " (tables only: \(rest.joined(separator: ", ")))")
  }

  /// How much more of the expected wins the firms with least have under each policy than under independent draws.
  ///
  /// Differences, and not the curves themselves, which lie so close that none can be told from the next.
  func spread(_ language: Language) -> Chart? {
    let others = shown.prefix(Self.drawn).dropFirst()
    guard let base = shown.first.flatMap({ LorenzCurve($0.firms.map(\.wins)) }) else { return nil }
    let curves = others.compactMap { result in
      LorenzCurve(result.firms.map(\.wins)).map { (name: label(result, language), curve: $0) }
    }
    guard !curves.isEmpty else { return nil }
    let groups = [25, 50, 75, 90].map { part in
      Chart.Bars.Group(
        language("落札の少ない方から\(part)％の業者", "the \(part) % of firms with least"),
        curves.enumerated().map { index, other in
          let points = 100 * (other.curve.part(of: Double(part) / 100) - base.part(of: Double(part) / 100))
          return Chart.Bars.Bar(to: points, text: signed(points, 2), style: .series(index))
        })
    }
    let most = curves[0].name + " " + groups[1].bars[0].text
    return Chart(
      language("期待落札件数に占める割合：制限なしとの差（ポイント）", "Part of the expected wins: points against independent draws")
        + leftOut(language),
      summary: language("落札の少ない方から50％の業者では\(most)", "for the half of the firms with least: \(most)"),
      .bars(Chart.Bars(series: curves.map(\.name), groups: groups)))
  }
}
