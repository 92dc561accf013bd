import LedgerReading
import LotteryStatistics
import Procurement

/// Whether past draws were fair, ready to be shown in any format.
package struct FairnessResult: PresentableResult, Sendable {
  let test: FairnessTest
  let meta: ResultMeta
  /// What the source's way of telling draws means.
  let sourceCaveats: [DrawCaveat]
  /// How many firms a text lists; JSON and CSV have all.
  private let limit = 10

  /// A test with the facts about its draws.
  package init(_ test: FairnessTest, sourceCaveats: [DrawCaveat], meta: ResultMeta) {
    self.test = test
    self.sourceCaveats = sourceCaveats
    self.meta = meta
  }

  /// The test in words and tables.
  package func document(_ language: Language) -> Document {
    var blocks: [Document.Block] = [
      .heading(language("過去のくじの検定", "Were past draws fair?"), level: 1),
      .paragraph(what(language)), .paragraph(verdict(language)), .table(families(language)),
      .table(overall(language)),
    ]
    blocks += firms(language)
    blocks += FairnessSections(self, language: language).blocks
    blocks += positions(language)
    blocks += officers(language)
    blocks += power(language)
    blocks.append(.heading(language("読むときの注意", "What to keep in mind"), level: 2))
    blocks.append(.list(FairnessCaveats(self).texts(language)))
    blocks.append(
      .list(meta.rowNotes(language) + [language("乱数の種：\(test.options.seed)", "seed: \(test.options.seed)")]))
    return Document(blocks)
  }

  func name(_ firm: Int) -> String { test.record.problem.register.firms[firm].name }

  private func what(_ language: Language) -> String {
    let policy = ErrorText.printable(PolicyWords(language: language).short(test.record.policy.name))
    let draws = NumberText.grouped(test.record.account.draws)
    return language(
      "方式「\(policy)」のもとで行われたものとして検定した。くじ \(draws) 件、同額になった業者 \(test.firmCount)、"
        + "同額入札でつながる業者群 \(test.componentCount)、自由度 \(test.degreesOfFreedom)。",
      "Judged as drawn under the policy \(policy). "
        + NumberText.english(test.record.account.draws, "draw") + " among "
        + NumberText.english(test.firmCount, "firm") + ", which they link into "
        + NumberText.english(test.componentCount, "component") + ": "
        + NumberText.english(test.degreesOfFreedom, "degree") + " of freedom.")
  }

  private func verdict(_ language: Language) -> String {
    let share = p(test.headline.pValue)
    let alpha = "\(test.options.alpha)"
    let replicates = NumberText.grouped(test.options.replicates)
    let basis = language(
      "（有意水準\(alpha)、シミュレーション\(replicates)回、下の検定項目すべてを合わせて）",
      "(all kinds below together; level \(alpha), \(replicates) simulated histories)")
    if let explanation = test.explanations.first {
      return language(
        "述べられた制限が許すより均等だが、\(explanation.policy) のもとなら普通である（p \(p(explanation.pValue))）。"
          + "制限があったなら --policy \(explanation.policy) で調べる。\(basis)",
        "More even than the stated policy allows (p \(share)), but nothing unusual under \(explanation.policy) "
          + "(p \(p(explanation.pValue))): if that rule applied, say --policy \(explanation.policy) \(basis).")
    }
    if test.isTooEven {
      return language(
        "述べられた制限が許すより均等である：持ち回り、または述べられていない除外の規則。"
          + "公正なくじがこれほど均等になる確率は \(share)\(basis)。",
        "More even than the stated policy allows: rotation, or a rule of exclusion that was not stated. Fair draws come "
          + "out like this with a probability of \(share) only \(basis).")
    }
    if test.isFinding {
      return language(
        "公正なくじとは合わない。これほどの偏りは公正なくじでは確率 \(share) でしか起こらない\(basis)。偏りの原因はこの数字からは分からない。",
        "Not consistent with fair draws: fair ones deviate this much with a probability of \(share) only \(basis). "
          + "What caused it, the figures do not say.")
    }
    if test.isTooShort {
      return language(
        "何も言えない。これほど少ないくじでは、どの業者が落札していても有意水準\(alpha) に達しない（達しうる最小の p はおよそ \(p(test.headline.reachable))）。",
        "Nothing can be said: with so few draws hardly any winners would have been a finding at the level \(alpha) (the "
          + "smallest p that \(replicates) simulated histories reach is \(p(test.headline.reachable))).")
    }
    return language(
      "公正なくじと矛盾しない。これほどの偏りは公正なくじでも確率 \(share) で起こる\(basis)。公正だったという証明ではない。",
      "Consistent with fair draws: fair ones deviate this much with a probability of \(share) \(basis). "
        + "This does not prove that they were fair.")
  }

  /// The families, each with its own p and all of them together.
  private func families(_ language: Language) -> TextTable {
    let words = FairnessFamilyWords(language: language)
    var table = TextTable([
      .init(language("検定項目", "Looked at"), .left), .init(language("p（単独）", "p, alone")),
      .init(language("p（全体、これで判定）", "p, together (decides)")),
    ])
    let leading = test.headline.leading?.family
    for item in test.headline.tests {
      table.rows.append([
        words.text(item.family), p(item.pValue), item.family == leading ? p(test.headline.pValue) : "",
      ])
    }
    return table
  }

  private func overall(_ language: Language) -> TextTable {
    var table = TextTable([
      .init(language("統計量", "Statistic")), .init(language("公正な場合の平均", "Mean if fair")),
      .init(language("自由度", "Degrees of freedom")),
      .init(language("p値（シミュレーション）", "p, simulated")),
      .init(language("標準誤差", "standard error")), .init(language("p値（カイ二乗近似）", "p, χ² approximation")),
    ])
    table.rows = [
      [
        decimal(test.statistic, 2), decimal(test.meanReplicate, 2), "\(test.degreesOfFreedom)",
        p(test.monteCarlo.value), decimal(test.monteCarlo.standardError, 4), p(test.pValueChiSquare),
      ]
    ]
    return table
  }

  private func firms(_ language: Language) -> [Document.Block] {
    var table = TextTable([
      .init(language("業者", "Firm"), .left), .init(language("同額", "Ties")), .init(language("くじによる落札", "Won")),
      .init(language("期待値", "Expected")), .init(language("偏り（標準偏差）", "Deviation")),
      .init("p"), .init("Holm"), .init(language("多重比較調整後のp値", "adjusted")),
    ])
    for firm in test.firms.prefix(limit) {
      table.rows.append([
        ErrorText.printable(name(firm.firm)), NumberText.grouped(firm.ties), NumberText.grouped(firm.wins),
        decimal(firm.expected, 2), signed(firm.deviation, 2), p(firm.pValue), firm.holm.map(p) ?? "–",
        p(firm.adjusted),
      ])
    }
    let alpha = "\(test.options.alpha)"
    let shown = min(limit, test.firms.count)
    let flagged = test.flagged.count
    return [
      .heading(language("業者ごと", "Firm by firm"), level: 2),
      .paragraph(
        language(
          "有意水準\(alpha)で有意な偏りのある業者は" + (flagged == 0 ? "ない。" : "\(flagged)者。")
            + tooFew(language) + (test.firms.count > shown ? "偏りの大きい \(shown) 者：" : ""),
          (flagged == 0
            ? "Looking at all firms together, none stands"
            : "Looking at all firms together, \(flagged) "
              + (flagged == 1 ? "stands" : "stand")) + " out at the level \(alpha)."
            + tooFew(language) + (test.firms.count > shown ? " The \(shown) with the largest deviations:" : ""))),
      .table(table),
    ]
  }

  /// Firms flagged for too few wins, apart: it need not be anything that they did.
  private func tooFew(_ language: Language) -> String {
    let names = test.flaggedForTooFew.map { ErrorText.printable(name($0.firm)) }
    if names.isEmpty { return "" }
    return language(
      "うち当選が少なすぎる者：" + names.joined(separator: "、") + "（優遇された者の競争相手は当選が減る）。",
      " Won too little: " + names.joined(separator: ", ") + " (rivals of a favoured firm win too little).")
  }

  private func positions(_ language: Language) -> [Document.Block] {
    guard let positions = test.positions else { return [] }
    var table = TextTable([
      .init(language("検定項目", "Looked at"), .left), .init(language("実測", "Observed")),
      .init(language("公正な場合", "If fair")), .init("p"),
    ])
    table.rows = [
      [
        language("到着順位の標準化した和（負は早い者が有利）", "Standardised sum of ranks (below 0: the early win)"),
        signed(positions.rank.observed, 2), "0", p(positions.rank.pValue),
      ],
      row(language("最初に到着した者の当選", "Wins of the first to arrive"), positions.first),
      row(language("最後に到着した者の当選", "Wins of the last to arrive"), positions.last),
    ]
    return [
      .heading(language("到着順", "Order of arrival"), level: 2),
      .paragraph(
        language(
          "到着順のあるくじ \(positions.draws) 件（同時刻や欠測で除いたもの \(positions.leftOut) 件）。",
          NumberText.english(positions.draws, "draw")
            + " with arrivals; \(positions.leftOut) left out for equal or missing ones.")),
      .table(table),
    ]
  }

  private func row(_ label: String, _ effect: PositionTest.Effect) -> [String] {
    [label, decimal(effect.observed, 0), decimal(effect.expected, 2), p(effect.pValue)]
  }

  private func officers(_ language: Language) -> [Document.Block] {
    guard let officers = test.officers else { return [] }
    var table = TextTable([
      .init(language("担当者", "Officer"), .left), .init(language("業者", "Firm"), .left),
      .init(language("当選−期待値", "Won − expected")), .init(language("偏り（標準偏差）", "Deviation")),
      .init(language("多重比較調整後のp値", "adjusted p")),
    ])
    for pair in officers.pairs.prefix(5) {
      table.rows.append([
        ErrorText.printable(pair.officer), ErrorText.printable(name(pair.firm)), signed(pair.excess, 2),
        signed(pair.deviation, 2), p(pair.adjusted),
      ])
    }
    let count = NumberText.grouped(officers.pairCount)
    return [
      .heading(language("担当者と業者", "Officers and firms"), level: 2),
      .paragraph(
        language(
          "担当者 \(officers.officers)、業者との組 \(count)。全体のp値（シミュレーション）：\(p(officers.pValue))。偏りの大きい組：",
          "\(officers.officers) officers, \(count) pairs of officer and firm. All pairs together: p \(p(officers.pValue)), simulated. "
            + "The largest deviations:")),
      .table(table),
    ]
  }

  private func power(_ language: Language) -> [Document.Block] {
    guard let power = test.power, let first = power.points.first else { return [] }
    var table = TextTable([
      .init(language("業者", "Firm"), .left), .init(language("同額", "Ties")),
      .init(language("重み", "Weight")),
      .init(language("全体で見つかる", "overall"), group: language("見つかる確率 %", "found out, %")),
      .init(language("その業者で見つかる", "by that firm"), group: language("見つかる確率 %", "found out, %")),
    ])
    for (place, point) in power.points.enumerated() {
      if place > 0, point.bias.firm != power.points[place - 1].bias.firm { table.separators.insert(place) }
      let ties = test.firms.first { $0.firm == point.bias.firm }?.ties ?? 0
      table.rows.append([
        ErrorText.printable(name(point.bias.firm)), NumberText.grouped(ties), decimal(point.bias.weight, 1),
        percent(point.overall, power), percent(point.firm, power),
      ])
    }
    let busiest = power.smallestWeight(firm: first.bias.firm)
    let found = busiest.map { decimal($0, 1) }
    let histories = NumberText.grouped(power.histories)
    return [
      .heading(language("どれほどの偏りなら見つかったか", "How large a bias would have been seen?"), level: 2),
      .paragraph(
        language(
          "一者だけが重み w で引かれる（n 者のうち当選確率 w/(w+n−1)）くじを各\(histories)回シミュレーションし、有意水準 \(power.alpha) で調べる。"
            + (found.map { "最も多く同額になった業者なら、試した重みのうち \($0) から八割以上の確率で見つかる。" }
              ?? "試したどの重みでも八割の確率では見つからない。"),
          "One firm is drawn with weight w, so that it wins among n with chance w/(w+n−1); \(histories) histories each, tested at the level \(power.alpha). "
            + (found.map {
              "For the firm with most ties a weight of \($0) is the first tried that is found out at least four times in five."
            }
              ?? "No weight tried is found out four times in five: the record is too short to see even that."))),
      .table(table),
    ]
  }

  private func percent(_ share: Double, _ power: FairnessPower) -> String {
    decimal(100 * share, 0) + " ± " + decimal(100 * power.standardError(share), 0)
  }

  /// A p-value with four decimals; smaller ones as a bound.
  func p(_ value: Double) -> String { value < 0.00005 ? "< 0.0001" : decimal(value, 4) }

  private func signed(_ value: Double, _ places: Int) -> String { (value > 0 ? "+" : "") + decimal(value, places) }

  private func decimal(_ value: Double, _ places: Int) -> String { DecimalText.text(value, places) }
}
