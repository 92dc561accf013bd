import LotteryStatistics
import PolicyDesign
import Procurement

/// Which rule serves a city's aims, ready to be shown in any format.
package struct DesignResult: PresentableResult, Sendable {
  let study: DesignStudy
  let meta: ResultMeta
  let reactions: Reactions?
  /// How many rules of the set, and how many firms, a text lists.
  let limit = 12

  /// What firms do that react.
  package struct Reactions: Sendable {
    let behaviour: BehaviourStudy
    let estimate: Result<EntryEstimate, EntryEstimate.Unidentified>
    /// Whether the cost of a bid was given and not estimated.
    let isGiven: Bool

    /// Behaviours with the estimate of what a bid costs.
    package init(
      behaviour: BehaviourStudy, estimate: Result<EntryEstimate, EntryEstimate.Unidentified>, isGiven: Bool
    ) {
      (self.behaviour, self.estimate, self.isGiven) = (behaviour, estimate, isGiven)
    }
  }

  /// A study with the facts about its bids.
  package init(_ study: DesignStudy, reactions: Reactions? = nil, meta: ResultMeta) {
    self.study = study
    self.reactions = reactions
    self.meta = meta
  }

  var register: TenderRegister { study.register }
  var aims: [WeightedAim] { study.options.aims }

  /// The rules of the set, the chosen one first, rules with one solution together.
  var members: [DesignStudy.RuleResult] {
    let set = study.rules.indices.filter { study.rules[$0].isPareto }
    let chosen = study.choice.map { [$0] } ?? []
    return (chosen + set.filter { !chosen.contains($0) }).map { study.rules[$0] }
  }

  /// A memo: what is recommended and why, who loses, what is uncertain, what the record cannot say.
  package func document(_ language: Language) -> Document {
    var blocks: [Document.Block] = [
      .heading(language("落札制限の選択", "Which rule should the city choose?"), level: 1),
      .paragraph(population(language)), .paragraph(lattice(language)),
    ]
    blocks += recommendation(language)
    blocks += set(language)
    blocks += documented(language)
    blocks += losers(language)
    if let reactions { blocks += reactions.blocks(self, language) }
    blocks += uncertainty(language)
    blocks += beyondRecord(language)
    blocks.append(.list(meta.notes(language) + notes(language)))
    return Document(blocks)
  }

  /// What a text calls a rule.
  func label(_ rule: DesignStudy.RuleResult, _ language: Language) -> String {
    RuleText(rule.rule.policy, language).label
  }

  private func population(_ language: Language) -> String {
    let ties = register.tenders.count { BidRanking($0).isTied }
    let (tenders, groups) = (NumberText.grouped(register.tenders.count), NumberText.grouped(register.groups.count))
    return language(
      "記録：案件 \(tenders) 件（うち最低の有効な入札が同額のもの \(NumberText.grouped(ties)) 件）、グループ \(groups)。",
      "Record: \(tenders) tenders (of which \(NumberText.grouped(ties)) with equal lowest valid bids) in \(groups) groups."
    )
  }

  private func lattice(_ language: Language) -> String {
    func grouped(_ count: Int) -> String { NumberText.grouped(count) }
    let simulated = study.rules.count { $0.refusal != nil }
    return language(
      "比較した定め方：\(grouped(study.rules.count)) 通り（組合せ \(grouped(study.combinations))、矛盾するもの \(grouped(study.invalid))、"
        + "同じもの \(grouped(study.equal))、記録より緩い条件のもの \(grouped(study.relaxed.count))）。うちシミュレーションによるもの \(grouped(simulated))。",
      "Compared: \(grouped(study.rules.count)) rules (\(grouped(study.combinations)) combinations, of which \(grouped(study.invalid)) contradict "
        + "themselves, \(grouped(study.equal)) equal another, \(grouped(study.relaxed.count)) are wider than the record). Simulated: "
        + "\(grouped(simulated)).")
  }

  private func recommendation(_ language: Language) -> [Document.Block] {
    let title = Document.Block.heading(language("推奨する定め方", "Recommended"), level: 2)
    guard let choice = study.choice else {
      let missed = study.options.requirements.map { AimWords(language: language).requirement($0) }.joined(
        separator: ", ")
      return [
        title,
        .paragraph(
          language(
            "条件（\(missed)）を満たし、全ての目的の値が分かる定め方はない。",
            "No rule meets what is required (\(missed)) and has a known value of every aim.")),
      ]
    }
    let rule = study.rules[choice]
    var table = TextTable([
      .init(language("目的", "Aim"), .left), .init(language("制限なし", "No limit")), .init(language("推奨案", "Recommended")),
      .init(language("差異とみなす最小の差", "Material from")), .init(language("重み", "Weight")),
      .init(language("向き", "Wanted"), .left),
    ])
    let words = AimWords(language: language)
    for aim in aims {
      table.rows.append([
        words.name(aim.aim), words.text(study.chance[aim.aim], aim.aim),
        words.text(rule.values[aim.aim], error: rule.errors[aim.aim], aim.aim), words.materiality(aim),
        DecimalText.text(aim.weight, 1), words.direction(aim.aim),
      ])
    }
    return [
      title,
      .paragraph(language("案の名称：\(label(rule, language))（\(rule.rule.policy.name)）", "Name: \(rule.rule.policy.name)")),
      .paragraph(RuleText(rule.rule.policy, language).paragraph), .table(table),
      .paragraph(why(rule, language)),
    ]
  }

  private func why(_ rule: DesignStudy.RuleResult, _ language: Language) -> String {
    let count = study.rules.count { $0.isPareto }
    let dominated = study.rules.count { $0.dominatedBy != nil }
    let failing = study.rules.count { !$0.misses.isEmpty }
    var text = language(
      "理由：どの目的でも同等以上で、一つ以上の目的で優る別の案がある案を除くと、\(NumberText.grouped(count)) 案が残る（除いた案 "
        + "\(NumberText.grouped(dominated))）。推奨案はその中で、目的ごとに最も悪い案を0、最も良い案を1とした値の重み付きの和が最も大きい。",
      "Why: \(NumberText.grouped(count)) rules are not dominated by another that is as good in every aim and better in one "
        + "(\(NumberText.grouped(dominated)) are); among them this one has the largest weighted sum of its aims, each from 0 for the worst "
        + "of them to 1 for the best.")
    if !study.options.requirements.isEmpty {
      let words = AimWords(language: language)
      text += language(
        "条件 \(study.options.requirements.map(words.requirement).joined(separator: "、")) を満たさない案 \(NumberText.grouped(failing)) は除いた。",
        " \(NumberText.grouped(failing)) rules miss "
          + "\(study.options.requirements.map(words.requirement).joined(separator: ", ")) and are left out.")
    }
    return text
  }

  private func set(_ language: Language) -> [Document.Block] {
    let members = members
    guard members.count > 1 else { return [] }
    var table = ruleTable(language)
    table.rows = members.prefix(limit).map { row($0, language) }
    var blocks: [Document.Block] = [
      .heading(language("他の案に劣らない案", "Rules that no other dominates"), level: 2), .table(table),
    ]
    if members.count > limit {
      blocks.append(
        .paragraph(
          language(
            "ほか \(NumberText.grouped(members.count - limit)) 案は CSV・JSON に示す。",
            "\(NumberText.grouped(members.count - limit)) more stand in CSV and JSON.")))
    }
    if let chart = scatter(language) { blocks.append(.chart(chart)) }
    if let chart = chart(Array(members.prefix(6)), language) { blocks.append(.chart(chart)) }
    return blocks
  }

  private func ruleTable(_ language: Language) -> TextTable {
    let words = AimWords(language: language)
    var table = TextTable([.init(language("案", "Rule"), .left)])
    table.columns += aims.map { .init(words.name($0.aim)) }
    table.columns.append(.init(language("標本で残る割合（％）", "Stays in samples, %")))
    if study.years.count > 1 { table.columns.append(.init(language("残る年度の数", "Years it stays"))) }
    return table
  }

  private func row(_ rule: DesignStudy.RuleResult, _ language: Language) -> [String] {
    let words = AimWords(language: language)
    return [label(rule, language)]
      + aims.map { words.text(rule.values[$0.aim], error: rule.errors[$0.aim], $0.aim) }
      + [rule.stability.map { DecimalText.text(100 * $0, 0) } ?? "–"]
      + (study.years.count > 1 ? [rule.years.map { "\($0.count) / \(study.years.count)" } ?? "–"] : [])
  }

  /// Each aim of some rules from 0 for the worst of them to 100 for the best.
  private func chart(_ rules: [DesignStudy.RuleResult], _ language: Language) -> Chart? {
    let words = AimWords(language: language)
    let varied = aims.filter { aim in Set(rules.compactMap { $0.values[aim.aim] }).count > 1 }
    guard rules.count > 1, !varied.isEmpty else { return nil }
    let groups = rules.map { rule in
      Chart.Bars.Group(
        label(rule, language),
        varied.enumerated().map { index, aim in
          let values = rules.compactMap { $0.values[aim.aim] }
          let (low, high) = (values.min() ?? 0, values.max() ?? 0)
          let part = high > low ? ((rule.values[aim.aim] ?? low) - low) / (high - low) : 0
          return Chart.Bars.Bar(
            to: 100 * (aim.aim.wantsMore ? part : 1 - part), text: words.text(rule.values[aim.aim], aim.aim),
            style: .series(index))
        })
    }
    return Chart(
      language("案ごとの目的の達成", "How far each rule serves each aim"),
      summary: language(
        "棒は示した案の中で最も悪い値を0、最も良い値を100とした位置", "bars are from 0 for the worst to 100 for the best of the rules shown"),
      .bars(Chart.Bars(series: varied.map { words.name($0.aim) }, groups: groups)))
  }

  /// Where the documented models stand.
  private func documented(_ language: Language) -> [Document.Block] {
    let names = LotteryPolicy.named.map(\.name)
    let named = study.rules.filter { names.contains($0.rule.policy.name) }
    guard !named.isEmpty else { return [] }
    var table = ruleTable(language)
    table.columns.append(.init(language("優る案", "Dominated by"), .left))
    table.rows = named.map { rule in
      let better = rule.dominatedBy.map { label(study.rules[$0], language) }
      return row(rule, language) + [
        better ?? (rule.misses.isEmpty ? "–" : language("条件を満たさない", "misses what is required"))
      ]
    }
    return [.heading(language("既知の方式", "Documented models"), level: 2), .table(table)]
  }

  private func losers(_ language: Language) -> [Document.Block] {
    guard let choice = study.choice else { return [] }
    let rule = study.rules[choice]
    var blocks: [Document.Block] = [
      .heading(language("影響を受ける業者", "Who loses"), level: 2),
      .paragraph(
        language(
          "制限なしのくじと比べ、期待落札件数が減る業者は \(NumberText.grouped(study.losers.count)) 者、最大の減少は "
            + "\(AimWords(language: language).text(rule.values[.largestLoss], .largestLoss)) 件。",
          "Against draws without a limit \(NumberText.english(study.losers.count, "firm")) expect fewer wins; the largest loss is "
            + "\(AimWords(language: language).text(rule.values[.largestLoss], .largestLoss)) wins.")),
    ]
    guard !study.losers.isEmpty else { return blocks }
    var table = TextTable([
      .init(language("業者", "Firm"), .left), .init(language("期待落札件数の差", "Expected wins")),
      .init(language("期待金額の差（百万円）", "Expected amount, million yen")),
    ])
    for loss in study.losers.prefix(5) {
      table.rows.append([
        ErrorText.printable(register.firms[loss.firm].name), DecimalText.text(loss.wins, 4),
        DecimalText.text(loss.amount / 1e6, 3),
      ])
    }
    blocks.append(.table(table))
    return blocks
  }

  private func notes(_ language: Language) -> [String] {
    [
      language(
        "制限なし：全ての同額入札を全員のくじで決める場合。どの案も同じ入札に当てはめている",
        "no limit: every tie is drawn among all tied firms; every rule is applied to the same bids"),
      language(
        "差が最小の差（シミュレーションでは標準誤差の3倍も）に満たない値は同じとみなす",
        "values that differ by less than what is material (where simulated, also by less than three standard errors) are equal"
      ),
      language(
        "計算：延べ \(NumberText.grouped(study.blockCount)) グループのうち異なる \(NumberText.grouped(study.solvedCount)) を解いた",
        "work: \(NumberText.grouped(study.solvedCount)) of \(NumberText.grouped(study.blockCount)) groups of all rules differ and were solved"
      ),
    ] + (meta.seed.map { [language("乱数の種：\($0)", "seed: \($0)")] } ?? [])
  }
}
