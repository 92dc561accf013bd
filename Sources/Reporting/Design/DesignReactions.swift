import LotteryStatistics
import PolicyDesign

/// How firms that react change what rules do.
extension DesignResult.Reactions {
  func blocks(_ result: DesignResult, _ language: Language) -> [Document.Block] {
    var blocks: [Document.Block] = [.heading(language("業者の対応", "If firms react"), level: 2)]
    guard !behaviour.groups.isEmpty else {
      return blocks + [
        .paragraph(
          language("同額入札が二つ以上あるグループがなく、対応を調べられない。", "No group has two ties, after which a game could be made."))
      ]
    }
    blocks.append(.list(assumptions(language)))
    blocks.append(.table(table(result, language)))
    return blocks
  }

  /// The box of what is assumed.
  private func assumptions(_ language: Language) -> [String] {
    let given = behaviour.assumptions
    let groups = behaviour.groups.joined(separator: language("、", ", "))
    return [
      language(
        "仮定：同額入札が二つ以上あるグループ（\(groups)）の高い順に\(given.tenders)件まで、業者\(given.firms)者まで。利益率 \(DecimalText.text(100 * given.margin, 1))％。"
          + "応札者は全て同額となり、1者だけなら予定価格で落札する。技術者数を超える落札には平均利益の\(DecimalText.text(given.excess, 1))倍の費用がかかる。",
        "Assumed: games after groups with two ties or more (\(groups)), their \(given.tenders) dearest tenders and \(given.firms) firms at most; a margin "
          + "of \(DecimalText.text(100 * given.margin, 1)) %. All entrants tie; a firm alone in a tender gets the ceiling price. A win beyond the engineers "
          + "costs \(DecimalText.text(given.excess, 1)) times the mean margin."),
      language(
        "部分対応：業者の3分の1が最も得な応札に変える。均衡：どの業者も応札を変えて得をしない（後悔＝なお得られる額を費用で割った値）。均衡が複数あるときは落札者の決まる案件が最も少ないもの。",
        "Partial: a third of the firms replies best. Equilibrium: no firm gains by entering otherwise (regret: what could still be gained, over the "
          + "cost of a bid); of several the one with fewest awards."),
      costText(language),
    ]
  }

  private func costText(_ language: Language) -> String {
    let ratio = NumberText.grouped(Int64(behaviour.assumptions.costOverMargin.rounded()))
    if isGiven { return language("入札費用÷利益率：\(ratio) 円（指定）", "Cost over margin: \(ratio) yen (given)") }
    switch estimate {
    case .success(let found):
      let (low, high) = (found.robustInterval.lowerBound, found.robustInterval.upperBound)
      let ends = (NumberText.grouped(Int64(low.rounded())), NumberText.grouped(Int64(high.rounded())))
      return language(
        "入札費用÷利益率：\(ratio) 円（95％区間 \(ends.0)～\(ends.1)、単独の案件 \(found.count) 件の応札者数から推定、ばらつきはモデルの \(DecimalText.text(found.dispersion, 1)) 倍）",
        "Cost over margin: \(ratio) yen (95 % interval \(ends.0) to \(ends.1), from the entries into \(found.count) tenders that stand alone; they vary "
          + "\(DecimalText.text(found.dispersion, 1)) times as much as the model says)")
    case .failure(let reason):
      return language(
        "入札費用÷利益率：記録からは識別できない（\(words(reason, language))）。\(ratio) 円と仮定",
        "Cost over margin: not identified (\(words(reason, language))); \(ratio) yen is assumed")
    }
  }

  private func words(_ reason: EntryEstimate.Unidentified, _ language: Language) -> String {
    switch reason {
    case .noTenders: language("単独の案件がない", "no tender stands alone")
    case .everybodyEnters(let most):
      language(
        "全ての業者が応札しており、\(NumberText.grouped(Int64(most.rounded()))) 円以下",
        "everybody enters: at most \(NumberText.grouped(Int64(most.rounded()))) yen")
    case .noVariation: language("価格にも参加可能な業者数にも違いがない", "neither prices nor numbers of firms vary")
    }
  }

  private func table(_ result: DesignResult, _ language: Language) -> TextTable {
    var table = TextTable([.init(language("案", "Rule"), .left)])
    let awards = language("落札者が決まる案件（％）", "awards, % of tenders")
    table.columns += [
      .init(language("記録のまま", "as recorded"), group: awards), .init(language("部分対応", "partial"), group: awards),
      .init(language("均衡", "equilibrium"), group: awards), .init(language("均衡の価格（％）", "Price at equilibrium, %")),
      .init(language("応札者数", "Bidders")), .init(language("後悔", "Regret")), .init(language("均衡の数", "Equilibria")),
      .init(language("最大の不足（ポイント）", "Worst shortfall, points")), .init(language("頑健", "Robust"), .left),
    ]
    let shown = behaviour.rules.filter { $0.value.equilibrium != nil }.sorted { a, b in
      (a.value.shortfall, a.key) < (b.value.shortfall, b.key)
    }
    for (index, rule) in shown.prefix(result.limit) {
      table.rows.append([
        result.label(result.study.rules[index], language), percent(rule.none.awards), percent(rule.partial.awards),
        rule.equilibrium.map { percent($0.awards) } ?? "–", rule.equilibrium.map { percent($0.price) } ?? "–",
        rule.equilibrium.map { DecimalText.text($0.bidders, 2) } ?? "–",
        rule.equilibrium.map { DecimalText.text($0.regret, 3) } ?? "–",
        rule.equilibrium.map { "\($0.equilibria)" } ?? "–", DecimalText.text(100 * rule.shortfall, 2),
        rule.isRobust ? language("○", "yes") : "",
      ])
    }
    return table
  }

  private func percent(_ value: Double) -> String { DecimalText.text(100 * value, 2) }

  func json(_ result: DesignResult) -> JSONValue {
    let given = behaviour.assumptions
    return .object([
      "groups": .array(behaviour.groups.map { .string($0) }), "margin": .number(given.margin),
      "costOverMargin": .number(given.costOverMargin), "costIsGiven": .boolean(isGiven), "share": .number(given.share),
      "estimate": estimateJSON,
      "robust": .array(
        behaviour.rules.filter { $0.value.isRobust }.keys.sorted().map {
          .string(result.study.rules[$0].rule.policy.name)
        }),
    ])
  }

  private var estimateJSON: JSONValue {
    guard case .success(let found) = estimate else { return .null }
    return .object([
      "ratio": .number(found.ratio), "low": .number(found.interval.lowerBound),
      "high": .number(found.interval.upperBound),
      "robustLow": .number(found.robustInterval.lowerBound), "robustHigh": .number(found.robustInterval.upperBound),
      "tenders": .integer(found.count), "dispersion": .number(found.dispersion),
    ])
  }

  static func json(_ rule: BehaviourStudy.RuleBehaviour) -> JSONValue {
    .object([
      "none": json(of: rule.none), "partial": json(of: rule.partial),
      "equilibrium": rule.equilibrium.map { json(of: $0) } ?? .null,
      "shortfall": .number(rule.shortfall), "robust": .boolean(rule.isRobust),
    ])
  }

  private static func json(of behaviour: BehaviourStudy.Result) -> JSONValue {
    .object([
      "awards": .number(behaviour.awards), "price": .number(behaviour.price), "bidders": .number(behaviour.bidders),
      "regret": .number(behaviour.regret), "equilibria": .integer(behaviour.equilibria),
    ])
  }
}
