import LotteryStatistics
import Procurement
import ShareStatistics

// The charts of results, from the figures and texts that their tables print.
extension Chart {
  /// The rows' shares of the amount of all categories, year by year.
  static func shares(_ printed: PrintedTable, _ language: Language) -> Chart? {
    let (table, labels) = (printed.table, Labels(language: language))
    let rows = table.rows.filter { $0.role != .total && $0.identifier != "unclassified" }
    let years = table.years.suffix(4)
    let groups = rows.map { row in
      Bars.Group(
        labels.row(row),
        years.enumerated().map { index, year in
          let share = printed.cell(year, TableCategory.total.identifier, row.identifier).amountShare
          return Bars.Bar(
            to: share.map(length) ?? 0, text: share.map { "\($0) %" } ?? "–", style: .series(index))
        })
    }
    guard !groups.isEmpty else { return nil }
    let last = years.last.map(labels.year) ?? ""
    let text = zip(rows, groups).map { "\(labels.row($0)) \($1.bars.last?.text ?? "–")" }
      .joined(separator: language("、", ", "))
    return Chart(
      language("契約金額に占める割合（全種別）", "Shares of the amount, all categories"), summary: "\(last): \(text)",
      .bars(Bars(series: years.map(labels.year), groups: groups)))
  }

  /// From a row's share before to its share after, part by part.
  static func waterfall(
    _ name: String, from: FixedPoint, to: FixedPoint, parts: [(label: String, change: FixedPoint)],
    years: (String, String), _ language: Language
  ) -> Chart {
    var groups = [Bars.Group(years.0, [Bars.Bar(to: length(from), text: "\(from) %", style: .total)])]
    var level = length(from)
    for part in parts {
      let next = level + length(part.change)
      groups.append(
        Bars.Group(
          part.label,
          [
            Bars.Bar(
              from: level, to: next, text: NumberText.signed(part.change), style: next >= level ? .rise : .fall)
          ]))
      level = next
    }
    groups.append(Bars.Group(years.1, [Bars.Bar(to: length(to), text: "\(to) %", style: .total)]))
    let summary = parts.map { "\($0.label) \(NumberText.signed($0.change))" }.joined(separator: language("、", ", "))
    return Chart(
      language("\(name)の金額の割合：\(years.0)から\(years.1)まで", "\(name), share of the amount: from \(years.0) to \(years.1)"),
      summary: "\(from) → \(to) %: \(summary)", .bars(Bars(groups: groups)))
  }

  /// Signed changes, largest first as they come.
  static func changes(_ title: String, _ items: [(label: String, value: Double, text: String)]) -> Chart? {
    guard let first = items.first else { return nil }
    return Chart(
      title, summary: "\(first.label) \(first.text)",
      .bars(
        Bars(
          groups: items.map { item in
            Bars.Group(
              item.label, [Bars.Bar(to: item.value, text: item.text, style: item.value < 0 ? .fall : .rise)])
          })))
  }

  /// How many of something there are, one bar a label.
  static func counts(_ title: String, _ items: [(label: String, count: Int)], _ language: Language) -> Chart? {
    guard let most = items.max(by: { $0.count < $1.count }), most.count > 0 else { return nil }
    return Chart(
      title, summary: language("最多は\(most.label)：\(most.count)", "most for \(most.label): \(most.count)"),
      .bars(
        Bars(
          groups: items.map { item in
            Bars.Group(item.label, [Bars.Bar(to: Double(item.count), text: NumberText.grouped(item.count))])
          })))
  }

  /// At most about a hundred points of a curve, its ends among them: more than a chart can show.
  static func thinned<Point>(_ points: [Point]) -> [Point] {
    let step = max(1, points.count / 100)
    return points.indices.filter { $0 % step == 0 || $0 == points.count - 1 }.map { points[$0] }
  }

  /// The length of a bar for a printed number.
  static func length(_ value: FixedPoint) -> Double {
    Double(value.units) / Double(FixedPoint.powerOfTen(value.decimals))
  }
}
