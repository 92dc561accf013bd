import PolicyDesign

// All compared rules between the two aims that tell the rules of the set apart first.
extension DesignResult {
  /// The rules as points, those of the set above the others, the recommended one by name.
  func scatter(_ language: Language) -> Chart? {
    let compared = study.rules.filter { rule in rule.misses.isEmpty && aims.allSatisfy { rule.values[$0.aim] != nil } }
    let varied = aims.map(\.aim).filter { aim in Set(members.compactMap { $0.values[aim] }).count > 1 }
    guard compared.count > 2, varied.count > 1 else { return nil }
    let (first, second) = (varied[0], varied[1])
    let words = AimWords(language: language)
    // Rules at one place are one point.
    var points: [Chart.Scatter.Point] = []
    var places: [[Double]: Int] = [:]
    let chosen = study.choice.map { study.rules[$0].rule.policy }
    for rule in compared.sorted(by: { ($0.rule.policy == chosen ? 0 : 1) < ($1.rule.policy == chosen ? 0 : 1) }) {
      guard let x = rule.values[first], let y = rule.values[second] else { continue }
      if let known = places[[x, y]] {
        if rule.isPareto { points[known].series = 0 }
        continue
      }
      places[[x, y]] = points.count
      points.append(
        Chart.Scatter.Point(
          x: x, y: y, texts: [words.text(x, first), words.text(y, second)],
          label: rule.rule.policy == chosen ? language("推奨案", "recommended") : "", name: label(rule, language),
          series: rule.isPareto ? 0 : 1))
    }
    guard points.count > 1 else { return nil }
    let set = points.count { $0.series == 0 }
    return Chart(
      language(
        "比較した案：\(words.name(first))と\(words.name(second))",
        "Compared rules: \(words.name(first)) and \(words.name(second))"),
      summary: language(
        "異なる点 \(points.count)、うち他の案に劣らない案のもの \(set)。\(words.name(first))は\(words.direction(first))、\(words.name(second))は\(words.direction(second))が望ましい",
        "\(points.count) different points, \(set) of them of rules that no other dominates; wanted: \(words.direction(first)) and \(words.direction(second))"
      ),
      .scatter(
        Chart.Scatter(
          horizontal: axis(first, points.map(\.x), words), vertical: axis(second, points.map(\.y), words),
          series: [
            language("他の案に劣らない案", "no other rule dominates"), language("劣る案", "dominated"),
          ], points: points)))
  }

  /// An axis a little wider than its values, with up to four numbers along it.
  private func axis(_ aim: Aim, _ values: [Double], _ words: AimWords) -> Chart.Scatter.Axis {
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let pad = high > low ? (high - low) * 0.06 : 1
    var ticks: [(value: Double, text: String)] = []
    for step in 0...3 {
      let value = low + (high - low) * Double(step) / 3
      let text = words.text(value, aim)
      if ticks.last?.text != text { ticks.append((value, text)) }
    }
    let (name, direction) = (words.name(aim), words.direction(aim))
    return Chart.Scatter.Axis(
      words.language("\(name)（\(direction)）", "\(name) (\(direction))"), range: low - pad...high + pad, ticks: ticks)
  }
}
