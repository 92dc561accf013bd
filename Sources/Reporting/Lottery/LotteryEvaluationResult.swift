import LotteryStatistics
import Procurement

/// What policies do to the tenders of a register, ready to be shown in any format.
public struct LotteryEvaluationResult: PresentableResult, Sendable {
  let evaluation: PolicyEvaluation
  let meta: ResultMeta
  let replay: ReplaySection?
  /// How many firms a text lists on either side.
  private let limit = 5

  /// An evaluation with the facts about its bids.
  public init(_ evaluation: PolicyEvaluation, replay: ReplaySection? = nil, meta: ResultMeta) {
    self.evaluation = evaluation
    self.replay = replay
    self.meta = meta
  }

  private var register: TenderRegister { evaluation.register }

  /// The policies side by side, and who gains and loses by each.
  public func document(_ language: Language) -> Document {
    let bidders = Set(register.tenders.flatMap { $0.bids.map(\.firm) }).count
    var blocks: [Document.Block] = [
      .heading(language("落札制限の効果", "What the policies do"), level: 1),
      .paragraph(
        language(
          "\(register.tenders.count) 案件、\(register.groups.count) グループ、\(bidders) 者。",
          "\(register.tenders.count) tenders in \(register.groups.count) groups, \(bidders) firms.")),
      .table(summary(language)),
    ]
    blocks += [lorenz(language), wins(language)].compactMap { $0.map { .chart($0) } }
    for result in evaluation.results where result.outcome.policy.name != evaluation.chance.outcome.policy.name {
      blocks += gains(result, language)
    }
    blocks += expectedShares(language)
    blocks += replay?.blocks(language) ?? []
    blocks.append(.list(meta.notes(language) + notes(language)))
    return Document(blocks)
  }

  private func summary(_ language: Language) -> TextTable {
    let exPost = language("実際の落札の散らばり（期待値）", "how wins end up spread (expected)")
    var table = TextTable([
      .init(language("制限", "Policy"), .left), .init(language("方法", "Method"), .left),
      .init(language("落札（期待値）", "Awards")), .init(language("不調（期待値）", "No award")),
      .init(language("落札総額（百万円）", "Amount, million yen")),
      .init(language("一度は落札する業者 %", "firms with a win %"), group: exPost), .init("Gini", group: exPost),
      .init("HHI", group: exPost), .init(language("最多", "largest"), group: exPost),
    ])
    for result in [evaluation.chance] + evaluation.results.filter({ $0.outcome.policy.name != "independent" }) {
      let tenders = result.outcome.blocks.flatMap(\.tenders)
      let awards = tenders.reduce(0) { $0 + $1.chances.reduce(0) { $0 + $1.probability } }
      let noAward = tenders.reduce(0) { $0 + $1.noAward }
      let amount = tenders.reduce(0) { $0 + $1.expectedAmount } / 1e6
      let fairness = result.count.exPost
      table.rows.append([
        result.outcome.policy.name, method(result, language), decimal(awards, 2), decimal(noAward, 2),
        decimal(amount, 3), fairness[.atLeastOneShare].map { decimal(100 * $0.value, 2) } ?? "–",
        text(fairness[.gini]), text(fairness[.hhi]), text(fairness[.max]),
      ])
    }
    return table
  }

  private func method(_ result: PolicyEvaluation.PolicyResult, _ language: Language) -> String {
    switch result.outcome.method {
    case .exact: language("厳密", "exact")
    case .simulation(let trials):
      language("模擬 \(NumberText.grouped(trials)) 回", "\(NumberText.grouped(trials)) trials")
    }
  }

  /// A measure with its standard error behind ±, where it was simulated.
  private func text(_ value: Fairness.Value?) -> String {
    guard let value else { return "–" }
    return decimal(value.value, 4) + (value.standardError.map { " ± " + decimal($0, 4) } ?? "")
  }

  /// Firms that a policy makes better or worse off against independent draws.
  private func gains(_ result: PolicyEvaluation.PolicyResult, _ language: Language) -> [Document.Block] {
    let differences = PolicyDifference.differences(of: result.firms, from: evaluation.chance.firms)
    let sorted = differences.sorted { $0.wins > $1.wins }
    let better = sorted.count { $0.verdict == .better }
    let worse = sorted.count { $0.verdict == .worse }
    let name = result.outcome.policy.name
    var blocks: [Document.Block] = [
      .heading(language("\(name)：独立のくじとの差", "\(name) against independent draws"), level: 2),
      .paragraph(
        language(
          "落札の期待値が増える業者 \(better)、減る業者 \(worse)、変わらない業者 \(sorted.count - better - worse)。",
          "Expected wins rise for \(better) firms, fall for \(worse) and stay for \(sorted.count - better - worse).")),
    ]
    let shown = sorted.prefix(limit).filter { $0.wins > 0 } + sorted.suffix(limit).filter { $0.wins < 0 }
    guard !shown.isEmpty else { return blocks }
    var table = TextTable([
      .init(language("業者", "Firm"), .left), .init(language("落札の期待値の差", "Expected wins")),
      .init(language("金額の期待値の差（百万円）", "Expected amount, million yen")),
    ])
    for difference in shown {
      table.rows.append([
        ErrorText.printable(register.firms[difference.firm].name), signed(difference.wins, 4),
        signed(difference.amount / 1e6, 3),
      ])
    }
    blocks.append(.table(table))
    let items = shown.map { difference in
      (
        label: ErrorText.printable(register.firms[difference.firm].name), value: difference.wins,
        text: signed(difference.wins, 4)
      )
    }
    let title = language("\(name)：落札の期待値の差", "\(name): change of expected wins")
    if let chart = Chart.changes(title, items) { blocks.append(.chart(chart)) }
    return blocks
  }

  /// The expected wins of the firms that win most under independent draws, policy by policy, up to four.
  private func wins(_ language: Language) -> Chart? {
    let results = [evaluation.chance] + evaluation.results.filter { $0.outcome.policy.name != "independent" }
    let shown = Array(results.prefix(4))
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
      language("落札の期待値が多い業者", "Firms with the most expected wins"),
      summary: language(
        "independent では \(groups[0].label) が最多（\(decimal(first.wins, 2))）",
        "under independent draws \(groups[0].label) has most (\(decimal(first.wins, 2)))"),
      .bars(Chart.Bars(series: shown.map(\.outcome.policy.name), groups: groups)))
  }

  /// How evenly expected wins are spread under each policy, up to four.
  private func lorenz(_ language: Language) -> Chart? {
    let results = [evaluation.chance] + evaluation.results.filter { $0.outcome.policy.name != "independent" }
    let curves = results.prefix(4).compactMap { result -> Chart.Curves.Curve? in
      guard let curve = LorenzCurve(result.firms.map(\.wins)) else { return nil }
      return .init(
        result.outcome.policy.name, Chart.thinned(curve.points).map { .init(x: $0.firms, y: $0.sum) })
    }
    guard !curves.isEmpty else { return nil }
    return Chart(
      language("落札の期待値の散らばり（ローレンツ曲線）", "Spread of expected wins (Lorenz curve)"),
      summary: language(
        "対角線に近いほど、業者の間で均等", "the nearer to the diagonal, the more evenly wins are spread over firms"),
      .curves(
        Chart.Curves(
          horizontal: language("業者（落札の少ない順、%）", "firms, those with least first, %"),
          vertical: language("落札の期待値（%）", "expected wins, %"),
          diagonal: language("全者が同じ場合", "if all had the same"), curves: curves)))
  }

  /// The expected share table where sizes and localities of firms are known.
  private func expectedShares(_ language: Language) -> [Document.Block] {
    guard register.firms.contains(where: { $0.locality != nil }) else { return [] }
    var table = TextTable([.init(language("制限", "Policy"), .left)])
    for row in ExpectedShares.Row.allCases {
      let label = Labels(language: language).row(
        TableRow(identifier: row.rawValue, label: row.rawValue, role: .part, parent: nil))
      table.columns.append(.init(label, group: language("金額割合の期待値 %", "expected share of the amount, %")))
    }
    for result in [evaluation.chance] + evaluation.results.filter({ $0.outcome.policy.name != "independent" }) {
      let shares = ExpectedShares(result.outcome, of: register)
      table.rows.append(
        [result.outcome.policy.name]
          + ExpectedShares.Row.allCases.map { row in shares.amountShare(row).map { decimal(100 * $0, 2) } ?? "–" })
    }
    return [.table(table)]
  }

  private func notes(_ language: Language) -> [String] {
    var notes = [
      language(
        "independent は制限のないくじ。各制限は同じ同額入札に当てはめている",
        "independent is a draw without the rule; every policy is applied to the same tied bids"),
      language(
        "開札順は案件番号順など制限の定めによる。要領に書かれていない点は文書の既定値",
        "the opening order and other open points are the policy's stated defaults: see docs/methods/one-win.md"),
    ]
    if evaluation.chance.count.exPost[.gini] == nil {
      notes.append(
        language(
          "Gini と最多は同時分布が要るため模擬で求める：--trials を付けると表示",
          "Gini and largest need joint laws and are simulated: --trials shows them"))
    }
    if let seed = meta.seed { notes.append(language("乱数の種：\(seed)", "seed: \(seed)")) }
    let refused = evaluation.results.filter { $0.refusal != nil }.map(\.outcome.policy.name)
    if !refused.isEmpty {
      let names = refused.joined(separator: ", ")
      notes.append(language("厳密には解けず模擬した制限：\(names)", "too costly to solve exactly, so simulated: \(names)"))
    }
    let works = register.tenders.filter { BidRanking($0).tiers.first?.count ?? 0 > 1 && $0.notice.category == .works }
    let ties = register.tenders.count { BidRanking($0).tiers.first?.count ?? 0 > 1 }
    if ties > 0, register.tenders.contains(where: { $0.notice.category != nil }) {
      notes.append(
        language(
          "くじ \(ties) 件のうち工事は \(works.count) 件",
          "of \(ties) draws \(works.count) are of works: read results about works accordingly"))
    }
    return notes
  }

  private func signed(_ value: Double, _ places: Int) -> String { (value > 0 ? "+" : "") + decimal(value, places) }

  private func decimal(_ value: Double, _ places: Int) -> String { DecimalText.text(value, places) }
}
