import LedgerReading
import LotteryStatistics
import Procurement

/// What a reader of a test of past draws must know, as far as it applies.
struct FairnessCaveats {
  private let test: FairnessTest
  private let source: [DrawCaveat]

  init(_ result: FairnessResult) {
    test = result.test
    source = result.sourceCaveats
  }

  func texts(_ language: Language) -> [String] {
    source.map { text($0, language) } + population(language) + policy(language) + method(language)
  }

  private func text(_ caveat: DrawCaveat, _ language: Language) -> String {
    switch caveat {
    case .tieInferred:
      language(
        "元データにくじの記載はない。同額から推定したくじである",
        "the source prints no lots: the ties are inferred from equal amounts, and some may have been decided otherwise")
    case .winnerAmongTied:
      language(
        "落札者が同額の者に含まれる案件だけを集めた表なので、そうでない案件は見えない",
        "only tenders whose winner is among the tied are listed: awards that went elsewhere cannot be seen here")
    case .publishedAfterAward:
      language(
        "契約後に公表された結果に基づく。契約に至らなかったくじは含まれない",
        "published after the award: draws that led to no contract are missing")
    }
  }

  private func population(_ language: Language) -> [String] {
    let account = test.record.account
    var texts: [String] = []
    let register = test.record.problem.register
    let ties = register.tenders.filter { BidRanking($0).isTied }
    if ties.contains(where: { $0.notice.category != nil }) {
      let works = ties.count { $0.notice.category == .works }
      let share = Double(works) / Double(max(1, ties.count))
      texts.append(
        language(
          "くじ \(ties.count) 件のうち工事は \(works) 件" + (share < 0.1 ? "。工事のくじについてはほとんど何も言えない" : ""),
          "of " + NumberText.english(ties.count, "draw") + " \(works) \(works == 1 ? "is" : "are") of works"
            + (share < 0.1 ? ": this says next to nothing about draws for works" : "")))
    }
    if account.untied > 0 {
      texts.append(
        language(
          "同額の者のない \(account.untied) 件はくじではないので調べない（当選には数える）",
          NumberText.english(account.untied, "tender") + " without a tie: not tested, but the wins count"))
    }
    let left = account.withoutWinner + account.unexplained
    if left > 0 {
      texts.append(
        language(
          "落札者の記載がない同額 \(account.withoutWinner) 件と、落札者が同額の者でない \(account.unexplained) 件は除いた",
          "left out: " + NumberText.english(account.withoutWinner, "tie")
            + " without one recorded winner, \(account.unexplained) whose winner is not among those that could have won"
        ))
    }
    texts.append(
      language(
        "業者は名称で区別する。全角・半角の違いは無視し、そのほかの表記の揺れは別の業者になる",
        "firms are told apart by their names as written, whatever the width of letters"))
    return texts
  }

  private func policy(_ language: Language) -> [String] {
    let account = test.record.account
    var texts: [String] = []
    if test.record.isAfterExclusion {
      texts.append(
        language(
          "除外後の業者しか分からないので、それを固定し独立のくじとして扱う。結果は近似",
          "only the firms left after exclusion are known: they are taken as fixed and drawn independently, and every "
            + "p-value is approximate"))
    } else if test.record.policy.cap == nil, account.groupsWithRepeats > 0 {
      texts.append(
        language(
          "同じ業者が二度以上同額になるグループが \(account.groupsWithRepeats) ある。1者1件などの制限があったなら --policy で指定する",
          "in " + NumberText.english(account.groupsWithRepeats, "group")
            + " a firm ties more than once: if a one-win rule applied, name it with --policy"
        ))
    }
    if !test.contradictions.isEmpty {
      texts.append(
        language(
          "\(test.record.policy.name) では当たりえない当選が \(test.contradictions.count) 件ある。制限が違うか、守られていない",
          NumberText.english(test.contradictions.count, "recorded win")
            + " cannot come about under \(test.record.policy.name): another rule "
            + "applied, or it was not kept"))
    }
    if test.record.problem.policy.nobodyRemaining == .nextLowest,
      test.record.problem.contests.allSatisfy({ $0.isAlone })
    {
      texts.append(
        language(
          "この制限では次に安い札が落札しうるが、記録には同額の札しかない",
          "under this policy a dearer bid can win, but the record has the tied bids only"))
    }
    if test.record.policy.order == .random {
      texts.append(language("開札順は記録のとおりとする", "the order of opening is taken as recorded"))
    }
    return texts
  }

  private func method(_ language: Language) -> [String] {
    let options = test.options
    var texts: [String] = []
    let small = test.firms.count { $0.expected < 5 }
    if small > 0 {
      texts.append(
        language(
          "当選の期待値が 5 未満の業者が \(test.firms.count) のうち \(small)。カイ二乗近似は目安にとどまる",
          "\(small) of " + NumberText.english(test.firms.count, "firm")
            + " \(small == 1 ? "expects" : "expect") fewer than 5 wins: the χ² approximation is only a guide"))
    }
    let untestable = test.firms.count { !$0.isTestable }
    if untestable > 0 {
      texts.append(
        language(
          "何回落札しても有意水準 \(options.alpha) に達しえない業者 \(untestable) は Holm から除く（Tarone）",
          NumberText.english(untestable, "firm")
            + " could not have been a finding at \(options.alpha) with any number of wins "
            + "and \(untestable == 1 ? "is" : "are") left out of Holm (Tarone)"))
    }
    let simulated = test.firms.count { $0.method == .simulated }
    if simulated > 0 {
      texts.append(
        language(
          "厳密な分布が大きすぎる業者 \(simulated) のp値はシミュレーションによる",
          "the p of " + NumberText.english(simulated, "firm") + " is simulated, the exact distribution being too costly"
        ))
    }
    texts += sequence(language)
    texts.append(
      language(
        "p はくじ当選数の厳密な両側確率、多重比較の調整はシミュレーションによる Westfall–Young（偏りを見る。どのくじも公正という仮定のもとで成り立つ）",
        "p is the two-sided probability of the number of lotteries won, adjusted is Westfall–Young on the deviation; it holds "
          + "where no draw at all is unfair (the complete null): docs/methods/lottery-test.md"))
    return texts
  }

  private func sequence(_ language: Language) -> [String] {
    guard let sequence = test.sequence else {
      return [
        language(
          "開札の順序（opening_time、opening_date、または order の列）が分からないので、連勝は調べない",
          "runs of wins are not looked at: the order of opening is not known (columns opening_time, opening_date or order)"
        )
      ]
    }
    var texts: [String] = []
    if sequence.source == .record {
      texts.append(
        language(
          "開札の日時がないので記録の順を開札の順とみなす。当選者ごとに並べ替えた記録では連勝の判定は成り立たない",
          "without times of opening the order of the record is taken for that of opening: in a record that was sorted by "
            + "its winners, runs mean nothing"))
    }
    if sequence.leftOut > 0 {
      texts.append(
        language(
          "開札日のないくじ \(sequence.leftOut) 件は連勝に数えない",
          NumberText.english(sequence.leftOut, "draw") + " without a date of opening: not part of any run"))
    }
    return texts
  }
}
