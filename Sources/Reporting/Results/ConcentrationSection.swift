import Procurement
import ShareStatistics

/// How unevenly contracts and amounts are spread over vendors, each measure beside chance.
package struct ConcentrationSection: ResultSection {
  private let table: ConcentrationTable

  /// The concentration of a ledger.
  package init(_ table: ConcentrationTable) {
    self.table = table
  }

  /// The name of the member in JSON.
  package var name: String { "concentration" }

  /// The section in words and tables.
  package func blocks(_ language: Language) -> [Document.Block] {
    var notes = [
      language(
        "「偶然」は偶然だけでもそうなる値の平均。件数：各社1件以上を条件に、契約を無作為に割り当てる。金額：各社の契約数はそのまま、実際の金額を無作為に割り当て直す",
        "by chance: the mean if nothing but chance were at work. Contracts: dealt at random with at least one for each vendor. Amounts: the observed amounts dealt anew, each vendor keeping its number of contracts"
      ),
      language(
        "* 偶然で同じかそれ以上になるのは100回に1回以下。契約に現れない、受注のない業者は数えていない",
        "* as large or larger by chance at most once in 100. Firms that never won are in no ledger and are not counted"),
    ]
    if let error = errorText(language) { notes.insert(error, at: 1) }
    notes += table.splits.map { splitText($0, language) }
    if table.unnamed > 0 {
      let count = NumberText.grouped(table.unnamed)
      notes.append(
        language("契約相手方の記載のない契約 \(count) 件は含まない", "\(count) contracts without a vendor are left out"))
    }
    return [
      .heading(language("契約相手方への集中", "Concentration of vendors"), level: 2), .table(layout(language)),
    ] + (chart(language).map { [.chart($0)] } ?? []) + [.list(notes)]
  }

  /// Which means are exact, and how sure the others are.
  private func errorText(_ language: Language) -> String? {
    guard let simulations = table.simulations else { return nil }
    let (least, most) = (NumberText.grouped(simulations.lowerBound), NumberText.grouped(simulations.upperBound))
    let draws = least == most ? most : language("\(least)～\(most)", "\(least) to \(most)")
    let error = table.largestError.map { DecimalText.text($0 * 100, 1) }
    return language(
      "HHI の平均、件数のジニ係数とタイル指数の平均は正確な値。ほかと * は \(draws) 回のシミュレーション（乱数の種 \(table.seed)）"
        + (error.map { "で、平均の標準誤差は最大 \($0) %" } ?? ""),
      "means of HHI, and of Gini and Theil of contracts, are exact; the others and * come from \(draws) simulations, seed \(table.seed)"
        + (error.map { ", the standard error of a mean being at most \($0) % of it" } ?? ""))
  }

  private func layout(_ language: Language) -> TextTable {
    let labels = Labels(language: language)
    let chance = language("無作為の場合", "chance")
    let (top, index) = (language("上位3者%", "top 3, %"), language("HHI（1＝独占）", "HHI (1 = one vendor)"))
    let gini = language("ジニ係数", "Gini")
    let value = language("実績", "value")
    let columns: [TextTable.Column] = [
      .init(language("種別", "Category"), .left), .init(language("年度", "Year"), .left),
      .init(language("対象", "Of"), .left), .init(language("相手方", "vendors")),
      .init(value, group: index), .init(chance, group: index), .init(language("実質的な相手方数（HHIの逆数）", "effective")),
      .init(value, group: top), .init(chance, group: top), .init(value, group: gini), .init(chance, group: gini),
      .init(value, group: language("タイル指数", "Theil")), .init(chance, group: language("タイル指数", "Theil")),
    ]
    var layout = TextTable(columns)
    var category: Procurement.Category??
    for line in table.lines {
      let isFirst = category != .some(line.category)
      if isFirst, !layout.rows.isEmpty { layout.separators.insert(layout.rows.count) }
      category = .some(line.category)
      let measures = line.concentration
      let byChance = Dictionary(uniqueKeysWithValues: line.chance.map { ($0.index, $0) })
      func pair(_ index: Concentration.Index, _ text: String, scale: Double = 1, _ places: Int) -> [String] {
        guard let chance = byChance[index] else { return [text, "–"] }
        return [text + (chance.pValue <= 0.01 ? "*" : ""), DecimalText.text(chance.mean * scale, places)]
      }
      var texts = [isFirst ? labels.category(line.category) : ""]
      texts.append(line.measure == .count ? labels.year(line.year) : "")
      texts += [labels.measure(line.measure), NumberText.grouped(measures.vendors)]
      texts += pair(.hhi, measures.hhi.rounded(decimals: 4)?.description ?? "–", 4)
      texts.append(measures.effectiveNumber.rounded(decimals: 1)?.description ?? "–")
      texts += pair(.topShare(3), measures.topShare(3).percent(decimals: 1)?.description ?? "–", scale: 100, 1)
      texts += pair(.gini, measures.gini.rounded(decimals: 3)?.description ?? "–", 3)
      texts += pair(.theil, DecimalText.text(measures.theil, 3), 3)
      layout.rows.append(texts)
    }
    return layout
  }

  /// The Lorenz curves of all amounts, up to four years.
  private func chart(_ language: Language) -> Chart? {
    let lines = table.lines.filter { $0.category == nil && $0.measure == .amount }.suffix(4)
    guard let last = lines.last else { return nil }
    let labels = Labels(language: language)
    let top = last.concentration.topShare(3).percent(decimals: 1)?.description ?? "–"
    return Chart(
      language("契約金額の集中（ローレンツ曲線）", "Concentration of the amount (Lorenz curve)"),
      summary: language(
        "\(labels.year(last.year))は上位3者で金額の \(top) %",
        "in \(labels.year(last.year)) the three largest vendors have \(top) % of the amount"),
      .curves(
        Chart.Curves(
          horizontal: language("契約相手方（少ない順、%）", "vendors, those with least first, %"),
          vertical: language("金額（%）", "amount, %"), diagonal: language("全者が同額の場合", "if all had the same"),
          curves: lines.map { line in
            .init(
              labels.year(line.year),
              Chart.thinned(line.concentration.lorenz).map { .init(x: $0.vendors, y: $0.sum) })
          })))
  }

  private func splitText(_ split: ConcentrationTable.Split, _ language: Language) -> String {
    let parts = split.decomposition
    let year = Labels(language: language).year(split.year)
    let (total, within) = (DecimalText.text(parts.total, 3), DecimalText.text(parts.within, 3))
    let between = DecimalText.text(parts.between, 3)
    return language(
      "\(year)：金額のタイル指数 \(total)（種別と相手方の組を単位とする）＝種別の中 \(within)＋種別の間 \(between)",
      "\(year): Theil's T of amounts, a vendor in two categories counted in both, \(total) = \(within) within categories + \(between) between them"
    )
  }

  /// The section in JSON.
  package func json() -> JSONValue {
    .object([
      "seed": .string(String(table.seed)),
      "unnamed": .integer(table.unnamed), "lines": .array(table.lines.map(json)),
      "theil": .array(
        table.splits.map { split in
          .object([
            "year": .integer(split.year.startYear), "total": .number(split.decomposition.total),
            "within": .number(split.decomposition.within), "between": .number(split.decomposition.between),
          ])
        }),
    ])
  }

  private func json(_ line: ConcentrationTable.Line) -> JSONValue {
    let measures = line.concentration
    return .object([
      "year": .integer(line.year.startYear), "category": .string(line.category.identifierOrTotal),
      "measure": .string(line.measure.rawValue), "vendors": .integer(measures.vendors),
      "hhi": .string(measures.hhi.rounded(decimals: 6)?.description),
      "effectiveNumber": .string(measures.effectiveNumber.rounded(decimals: 4)?.description),
      "top3Share": .string(measures.topShare(3).percent(decimals: 2)?.description),
      "gini": .string(measures.gini.rounded(decimals: 6)?.description), "theil": .number(measures.theil),
      "lorenz": .array(
        Chart.thinned(measures.lorenz).map { .array([.number($0.vendors), .number($0.sum)]) }),
      "chance": .array(
        line.chance.map { chance in
          .object([
            "measure": .string(Self.word(chance.index)),
            "model": .string(chance.model == .allocation ? "allocation" : "permutation"),
            "mean": .number(chance.mean), "meanError": chance.meanError.map { .number($0) } ?? .null,
            "simulations": .integer(chance.simulations),
            "low": .number(chance.range.lowerBound), "high": .number(chance.range.upperBound),
            "pValue": .number(chance.pValue),
          ])
        }),
    ])
  }

  private static func word(_ index: Concentration.Index) -> String {
    switch index {
    case .hhi: "hhi"
    case .topShare(let k): "top\(k)Share"
    case .gini: "gini"
    case .theil: "theil"
    }
  }
}
