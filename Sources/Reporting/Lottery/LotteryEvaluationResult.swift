import LotteryStatistics
import Procurement

/// What policies do to the tenders of a register, ready to be shown in any format.
package struct LotteryEvaluationResult: PresentableResult, Sendable {
  let evaluation: PolicyEvaluation
  let meta: ResultMeta
  let replay: ReplaySection?
  /// How many firms a text lists on either side.
  let limit = 5

  /// An evaluation with the facts about its bids.
  package init(_ evaluation: PolicyEvaluation, replay: ReplaySection? = nil, meta: ResultMeta) {
    self.evaluation = evaluation
    self.replay = replay
    self.meta = meta
  }

  var register: TenderRegister { evaluation.register }

  /// Independent draws and every policy that is not the same, whatever its name.
  var shown: [PolicyEvaluation.PolicyResult] {
    [evaluation.chance] + evaluation.results.filter { $0.outcome.policy != .independent }
  }

  /// A policy's name; one that borrows the name of independent draws is told apart.
  func label(_ result: PolicyEvaluation.PolicyResult, _ language: Language) -> String {
    let policy = result.outcome.policy
    guard policy.name == LotteryPolicy.independent.name, policy != .independent else {
      return PolicyWords(language: language).short(policy.name)
    }
    return policy.name + language("（指定した制限）", " (as given)")
  }

  /// The policies side by side, and who gains and loses by each.
  package func document(_ language: Language) -> Document {
    var blocks: [Document.Block] = [
      .heading(language("受注機会確保方式の効果", "What the policies do"), level: 1),
      .paragraph(population(language)),
    ]
    if let alone = aloneText(language) { blocks.append(.paragraph(alone)) }
    blocks.append(.table(summary(language)))
    blocks += [spread(language), wins(language)].compactMap { $0.map { .chart($0) } }
    for result in shown.dropFirst() {
      blocks += gains(result, language)
    }
    blocks += expectedShares(language)
    blocks += replay?.blocks(language) ?? []
    blocks.append(.list(meta.notes(language) + notes(language)))
    return Document(blocks)
  }

  /// The population of the bids, in numbers that add up.
  private func population(_ language: Language) -> String {
    func grouped(_ count: Int) -> String { NumberText.grouped(count) }
    let (tenders, groups) = (register.tenders.count, register.groups.count)
    let open = register.tenders.count { tender in !tender.bids.contains(where: tender.isValid) }
    let ties = register.tenders.count { BidRanking($0).isTied }
    let bidders = Set(register.tenders.flatMap { $0.bids.map(\.firm) })
    let valid = Set(
      register.tenders.flatMap { tender in tender.bids.filter(tender.isValid).map(\.firm) })
    let silent = bidders.count - valid.count
    return language(
      "\(grouped(tenders)) 案件（うち有効な札のないもの \(grouped(open))、最低の有効札が同額のもの \(grouped(ties))）、"
        + "\(grouped(groups)) グループ、\(grouped(bidders.count)) 者（うち有効な札のない者 \(grouped(silent))）。",
      NumberText.english(tenders, "tender")
        + " (of which \(grouped(open)) without a valid bid, \(grouped(ties)) with equal lowest valid bids) in "
        + NumberText.english(groups, "group") + ", " + NumberText.english(bidders.count, "firm")
        + " (of which \(grouped(silent)) without a valid bid).")
  }

  private func summary(_ language: Language) -> TextTable {
    let exPost = language("落札件数の偏り（期待値）", "how wins end up spread (expected)")
    var table = TextTable([
      .init(language("方式", "Policy"), .left), .init(language("計算方法", "Method"), .left),
      .init(language("期待落札件数", "Awards")), .init(language("落札者なしの期待件数", "No award")),
      .init(language("落札総額（百万円）", "Amount, million yen")),
      .init(language("防止される2件目以降のくじ落札", "Second wins prevented")),
      .init(language("1件以上落札する業者の割合（％）", "firms with a win %"), group: exPost),
      .init(language("ジニ係数", "Gini"), group: exPost),
      .init("HHI", group: exPost), .init(language("1者の最多落札件数", "largest"), group: exPost),
    ])
    for result in shown {
      let tenders = result.outcome.blocks.flatMap(\.tenders)
      let awards = tenders.reduce(0) { $0 + $1.chances.reduce(0) { $0 + $1.probability } }
      let noAward = tenders.reduce(0) { $0 + $1.noAward }
      let amount = tenders.reduce(0) { $0 + $1.expectedAmount } / 1e6
      let fairness = result.count.exPost
      table.rows.append([
        label(result, language), method(result, language), decimal(awards, 2), decimal(noAward, 2),
        decimal(amount, 3), secondWins(result).prevented.map { decimal($0, 3) } ?? "–",
        fairness[.atLeastOneShare].map { decimal(100 * $0.value, 2) } ?? "–",
        simulated(fairness[.gini]), text(fairness[.hhi]), simulated(fairness[.max]),
      ])
    }
    return table
  }

  private func method(_ result: PolicyEvaluation.PolicyResult, _ language: Language) -> String {
    switch result.outcome.method {
    case .exact: language("厳密計算", "exact")
    case .simulation(let trials):
      language("シミュレーション \(NumberText.grouped(trials)) 回", "\(NumberText.grouped(trials)) trials")
    }
  }

  /// A measure with its standard error behind ±, where it was simulated.
  private func text(_ value: Fairness.Value?) -> String {
    guard let value else { return "–" }
    return decimal(value.value, 4) + (value.standardError.map { " ± " + decimal($0, 4) } ?? "")
  }

  /// A measure that is always simulated, in a row that is otherwise exact too: with its error, else marked.
  private func simulated(_ value: Fairness.Value?) -> String {
    guard let value else { return "–" }
    return value.standardError == nil ? "≈ " + decimal(value.value, 4) : text(value)
  }

  /// The wins beyond the cap that a policy prevents.
  func secondWins(_ result: PolicyEvaluation.PolicyResult) -> SecondWins {
    SecondWins(result.outcome, of: LotteryProblem(register, under: result.outcome.policy))
  }

  /// Firms that a policy makes better or worse off against independent draws.
  private func gains(_ result: PolicyEvaluation.PolicyResult, _ language: Language) -> [Document.Block] {
    let differences = PolicyDifference.differences(of: result.firms, from: evaluation.chance.firms)
    let sorted = differences.sorted { $0.wins > $1.wins }
    let better = sorted.count { $0.verdict == .better }
    let worse = sorted.count { $0.verdict == .worse }
    let name = label(result, language)
    var blocks: [Document.Block] = [
      .heading(language("\(name)：制限なしとの差", "\(name) against independent draws"), level: 2),
      .paragraph(
        language(
          "期待落札件数が増える業者 \(better)、減る業者 \(worse)、変わらない業者 \(sorted.count - better - worse)。",
          "Expected wins rise for \(better) firms, fall for \(worse) and stay for \(sorted.count - better - worse).")),
    ]
    let shown = sorted.prefix(limit).filter { $0.wins > 0 } + sorted.suffix(limit).filter { $0.wins < 0 }
    guard !shown.isEmpty else { return blocks }
    var table = TextTable([
      .init(language("業者", "Firm"), .left), .init(language("期待落札件数の差", "Expected wins")),
      .init(language("期待落札金額の差（百万円）", "Expected amount, million yen")),
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
    let title = language("\(name)：期待落札件数の差", "\(name): change of expected wins")
    if let chart = Chart.changes(title, items) { blocks.append(.chart(chart)) }
    return blocks
  }

  /// The expected share table where sizes and localities of firms are known.
  private func expectedShares(_ language: Language) -> [Document.Block] {
    guard register.firms.contains(where: { $0.locality != nil }) else { return [] }
    var table = TextTable([.init(language("方式", "Policy"), .left)])
    for row in ExpectedShares.Row.allCases {
      let label = Labels(language: language).row(
        TableRow(identifier: row.rawValue, label: row.rawValue, role: .part, parent: nil))
      table.columns.append(.init(label, group: language("金額の割合の期待値（％）", "expected share of the amount, %")))
    }
    for result in shown {
      let shares = ExpectedShares(result.outcome, of: register)
      table.rows.append(
        [label(result, language)]
          + ExpectedShares.Row.allCases.map { row in shares.amountShare(row).map { decimal(100 * $0, 2) } ?? "–" })
    }
    return [.table(table)]
  }

  /// Whether no group has two tenders, so that no policy that counts wins within groups can do anything.
  var isEveryTenderAlone: Bool {
    register.tenders.count > 1 && register.groups.count == register.tenders.count
  }

  /// What that means, to be read before the table.
  private func aloneText(_ language: Language) -> String? {
    guard isEveryTenderAlone else { return nil }
    return language(
      "どの案件も1件だけの対象グループである（対象グループは group の列、なければ公告日・開札日・参加資格が同一のもの）。対象グループ内の落札を制限しても変わらない。"
        + "参加資格の列がない場合は --group-by notice_date,opening_date のように、まとめる列を指定する。",
      "Every tender stands alone: a group is what the column group says, else equal notice_date, opening_date and requirement, "
        + "and none has two tenders. Limits of wins within groups change nothing. Where the bids have no requirement, "
        + "--group-by notice_date,opening_date makes groups of the columns that it names.")
  }

  private func notes(_ language: Language) -> [String] {
    var notes = [
      language(
        "「制限なし」は落札件数を制限しないくじ。各方式は同じ同額入札に当てはめた",
        "independent is a draw without the rule; every policy is applied to the same tied bids"),
      language(
        "開札順は案件番号順など各方式の定めによる。要領に定めのない点は既定値による（docs/methods/one-win.md）",
        "the opening order and other open points are the policy's stated defaults: see docs/methods/one-win.md"),
    ]
    if evaluation.chance.count.exPost[.gini] == nil {
      notes.append(
        language(
          "ジニ係数と1者の最多落札件数は同時分布が必要なためシミュレーションによる（--trials で表示）",
          "Gini and largest need joint laws and are simulated: --trials shows them"))
    }
    if let seed = meta.seed { notes.append(language("乱数の種：\(seed)", "seed: \(seed)")) }
    for result in shown {
      guard let refusal = result.refusal else { continue }
      let reason = RefusalText.text(of: refusal, language: language)
      notes.append(
        language("\(label(result, language))はシミュレーション：\(reason)", "\(label(result, language)) is simulated: \(reason)"))
    }
    if shown.contains(where: { $0.count.exPost[.gini].map { $0.standardError == nil } ?? false }) {
      notes.append(language("≈：シミュレーションによる値（誤差は算出不能）", "≈: simulated, in too few batches for an error"))
    }
    notes.append(
      language(
        "防止される2件目以降のくじ落札：対象グループと業者ごとの上限を超えるくじ落札の期待件数が、制限なしの場合より減る数。同じ同額入札の組合せについて厳密（–：厳密値なし）",
        "second wins prevented: the expected lottery wins beyond the cap, by group and firm, that independent draws of the same "
          + "tied sets have more; exact (–: not known exactly)"))
    let works = register.tenders.filter { BidRanking($0).tiers.first?.count ?? 0 > 1 && $0.notice.category == .works }
    let ties = register.tenders.count { BidRanking($0).tiers.first?.count ?? 0 > 1 }
    if ties > 0 {
      notes.append(
        language(
          "くじの発生は、有効な最低の札が同額であることからの推定", "lotteries are inferred: equal lowest bids"))
    }
    if ties > 0, register.tenders.contains(where: { $0.notice.category != nil }) {
      notes.append(
        language(
          "同額入札\(ties)件のうち工事は \(works.count) 件",
          "of \(ties) ties \(works.count) are of works: read results about works accordingly"))
    }
    return notes
  }

  func signed(_ value: Double, _ places: Int) -> String { (value > 0 ? "+" : "") + decimal(value, places) }

  func decimal(_ value: Double, _ places: Int) -> String { DecimalText.text(value, places) }
}
