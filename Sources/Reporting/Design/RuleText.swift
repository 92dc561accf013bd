import LotteryStatistics
import Procurement

/// A rule as a paragraph of an ordinance or notice, and as a policy file.
package struct RuleText {
  private let policy: LotteryPolicy
  private let language: Language

  /// The words for a rule.
  package init(_ policy: LotteryPolicy, _ language: Language) {
    self.policy = policy
    self.language = language
  }

  /// The rule in sentences; what is ordinary law is said only where a reader could doubt it.
  package var paragraph: String { (conditions + limits).joined(separator: language("", " ")) }

  /// The rule in a few words, as a table names it: its limit and what departs from the one-win rule; in English its name.
  var label: String {
    guard language == .japanese else { return policy.name }
    if LotteryPolicy.named(policy.name) == policy { return PolicyWords(language: language).short(policy.name) }
    let (
      cap, counted, outrightWin, soleRemaining, nobodyRemaining, noBidRemaining, order, drawForm, scope, joint,
      weighting, nearest,
      participation, coverage, _
    ) = policy.components
    var parts = [cap.map { "\($0)件まで" } ?? "制限なし"]
    if cap != nil {
      if counted == .any { parts.append("全ての落札") }
      switch scope {
      case .group: break
      case .openingRequirement: parts.append("開札日・参加資格ごと")
      case .openingDay: parts.append("開札日ごと")
      case .monthRequirement: parts.append("月・参加資格ごと")
      case .month: parts.append("月ごと")
      case .fiscalYear: parts.append("年度ごと")
      }
      switch order {
      case .caseNumber: break
      case .ceilingDescending: parts.append("高い順")
      case .ceilingAscending: parts.append("低い順")
      case .random: parts.append("無作為順")
      }
      if outrightWin == .void { parts.append("単独最低も無効") }
      if soleRemaining == .waived { parts.append("残り1者なら全員") }
      if soleRemaining == .outrightWin { parts.append("残り1者は数えない") }
      if nobodyRemaining == .noAward { parts.append("残りなしは不調") }
      if nobodyRemaining == .nextLowest { parts.append("残りなしは次の札") }
      if noBidRemaining == .noAward { parts.append("有効札なしは不調") }
      if drawForm == .pass { parts.append("繰下げ") }
      if joint == .members { parts.append("JV構成員") }
    }
    if weighting != .equal { parts.append("重み付き") }
    if nearest { parts.append("近い者優先") }
    if let points = participation.minimumPoints { parts.append("\(points)点以上") }
    if participation.area != .none { parts.append(participation.area == .ward ? "同じ区" : "同じ市域") }
    if participation.appliesTenderConditions { parts.append("案件の条件") }
    if let grades = participation.grades { parts.append("等級\(grades.sorted().joined(separator: "・"))") }
    for covered in [coverage.trades, coverage.grades] {
      if let covered { parts.append("\(covered.sorted().joined(separator: "・"))のみ") }
    }
    return parts.joined(separator: "・")
  }

  private var conditions: [String] {
    let (_, _, _, _, _, _, _, _, _, _, weighting, drawsNearestFirst, participation, coverage, _) = policy.components
    var texts: [String] = []
    if participation.appliesTenderConditions {
      texts.append(
        language("各案件の公告に定めた参加条件を満たす者の入札のみを有効とする。", "Only bids of firms that meet each tender's own conditions count."))
    }
    if let points = participation.minimumPoints {
      texts.append(
        language("入札に参加できる者は、主観評価項目の評価点が\(points)点以上の者とする。", "Bidders need at least \(points) subjective points."))
    }
    switch participation.area {
    case .none: break
    case .ward:
      texts.append(
        language("入札に参加できる者は、施工場所と同じ区に本店を有する者とする。", "Bidders must have their head office in the ward of the site."))
    case .half:
      texts.append(
        language(
          "入札に参加できる者は、施工場所と同じ市域（南部又は北部）に本店を有する者とする。",
          "Bidders must have their head office in the same half of the city as the site."))
    }
    if let grades = participation.grades?.sorted() {
      texts.append(
        language(
          "入札に参加できる者は、等級が\(grades.joined(separator: "・"))の者とする。",
          "Bidders must be of grade \(grades.joined(separator: ", "))."))
    }
    let covered = [coverage.trades, coverage.grades].compactMap { $0?.sorted() }
    if !covered.isEmpty {
      let words = covered.map { $0.joined(separator: language("・", ", ")) }
      texts.append(
        language(
          "次の制限は、\(words.joined(separator: "、"))の案件に適用する。",
          "The limit applies to tenders of \(words.joined(separator: "; "))."))
    }
    if drawsNearestFirst {
      texts.append(
        language(
          "同額入札のときは、施工場所と同じ区の者、同じ市域の者、その他の者の順に、いるところまででくじを引く。",
          "Among equal bids firms of the site's ward draw first, then those of its half of the city, then the others."))
    }
    if case .pastLosses(let limit) = weighting {
      texts.append(
        language(
          "くじの当たりやすさは、前回の落札以後に外れた回数に1を加えた数（上限\(limit)）に比例させる。",
          "Chances are proportional to one more than the draws lost since the last win, at most \(limit)."))
    }
    return texts
  }

  private var limits: [String] {
    let (
      cap, counted, outrightWin, soleRemaining, nobodyRemaining, noBidRemaining, order, drawForm, scope, joint, _, _, _,
      _, _
    ) =
      policy.components
    guard let cap else { return [language("同額入札は全て同額入札者全員のくじで決める。", "Every tie is drawn among all tied firms.")] }
    var texts = [
      language(
        "\(scopeWords(scope))、1者が\(counted == .lottery ? "くじにより" : "")落札できる件数は\(cap)件までとする。",
        "\(scopeWords(scope)) a firm may win at most \(cap) \(cap == 1 ? "tender" : "tenders")"
          + (counted == .lottery ? " by lot." : ", whether by lot or not.")),
      orderWords(order),
      drawForm == .renumber
        ? language("上限に達した者は、以後のくじから除く。", "A firm at the limit is left out of later draws.")
        : language(
          "くじは同額入札者全員で引き、上限に達した者が当たったときは次の順位の者に移す。",
          "All tied firms draw; the place of a winner at the limit passes to the next firm in order."),
    ]
    texts.append(
      outrightWin == .stands
        ? language("単独で最低の入札は、上限に達した者のものでも有効とする。", "An untied lowest bid wins even if its firm is at the limit.")
        : language(
          "上限に達した者の入札は、単独で最低でも無効とし、次に低い入札を採る。",
          "An untied lowest bid of a firm at the limit is void; the next lowest is taken."))
    switch soleRemaining {
    case .lotteryWin:
      texts.append(
        language(
          "同額入札者のうち残る者が1者のときは、その者をくじによる落札者とする。", "If one tied firm is left, it wins, and the win counts as one by lot.")
      )
    case .outrightWin:
      texts.append(
        language(
          "同額入札者のうち残る者が1者のときは、その者を落札者とし、くじによる落札に数えない。", "If one tied firm is left, it wins, not counted as by lot."))
    case .waived:
      texts.append(
        language("同額入札者のうち残る者が1者のときは、制限を適用せず全員でくじを引く。", "If one tied firm is left, the limit is waived and all draw."))
    }
    switch nobodyRemaining {
    case .waived:
      texts.append(language("残る者がいないときは、制限を適用せず全員でくじを引く。", "If none is left, the limit is waived and all draw."))
    case .noAward: texts.append(language("残る者がいないときは、不調とする。", "If none is left, there is no award."))
    case .nextLowest:
      texts.append(language("残る者がいないときは、次に低い有効な入札を採る。", "If none is left, the next lowest valid bid is taken."))
    }
    if outrightWin == .void || nobodyRemaining == .nextLowest {
      texts.append(
        noBidRemaining == .waived
          ? language("有効な入札が残らないときは、制限を適用しない。", "If no valid bid is left, the limit is waived.")
          : language("有効な入札が残らないときは、不調とする。", "If no valid bid is left, there is no award."))
    }
    if joint == .members {
      texts.append(
        language("共同企業体の落札は構成員それぞれの落札に数える。", "A joint venture's win counts for each of its members."))
    }
    return texts
  }

  private func scopeWords(_ scope: CountingScope) -> String {
    switch scope {
    case .group: language("公告日・開札日・参加資格が同一の案件において", "Among tenders of one notice date, opening date and requirement")
    case .openingRequirement: language("開札日・参加資格が同一の案件において", "Among tenders of one opening date and requirement")
    case .openingDay: language("開札日が同一の案件において", "Among tenders of one opening date")
    case .monthRequirement: language("開札月・参加資格が同一の案件において", "Among tenders of one month and requirement")
    case .month: language("開札月が同一の案件において", "Among tenders of one month")
    case .fiscalYear: language("同一年度の案件において", "Among tenders of one fiscal year")
    }
  }

  private func orderWords(_ order: OpeningOrder) -> String {
    switch order {
    case .caseNumber: language("開札は案件番号順に行う。", "Tenders open by case number.")
    case .ceilingDescending: language("開札は予定価格の高い順に行う。", "Tenders open by falling ceiling price.")
    case .ceilingAscending: language("開札は予定価格の低い順に行う。", "Tenders open by rising ceiling price.")
    case .random: language("開札の順は開札時に無作為に決める。", "The order of opening is drawn at random.")
    }
  }
}

/// A policy as the YAML file from which it can be read again.
package enum PolicyYAML {
  /// The text of a policy, every component said.
  package static func text(_ policy: LotteryPolicy) -> String {
    let (
      cap, counted, outrightWin, soleRemaining, nobodyRemaining, noBidRemaining, order, drawForm, scope, joint,
      weighting,
      nearest, participation, coverage, halves
    ) = policy.components
    var lines = [
      "name: \(quoted(policy.name))", "like: one-win", "cap: \(cap.map(String.init) ?? "none")",
      "counted: \(counted.rawValue)",
      "outright-win: \(outrightWin.rawValue)", "sole-remaining: \(soleRemaining.rawValue)",
      "nobody-remaining: \(nobodyRemaining.rawValue)", "no-bid-remaining: \(noBidRemaining.rawValue)",
      "order: \(order.rawValue)", "draw: \(drawForm.rawValue)", "scope: \(scope.rawValue)",
      "joint-ventures: \(joint.rawValue)",
      "weighting: \(weighting.identifier)",
    ]
    if case .pastLosses(let limit) = weighting { lines.append("weighting-limit: \(limit)") }
    lines.append("nearest-first: \(nearest)")
    if participation != Participation() {
      lines.append("participation:")
      lines.append("  tender-conditions: \(participation.appliesTenderConditions)")
      if let points = participation.minimumPoints { lines.append("  minimum-points: \(points)") }
      lines.append("  area: \(participation.area.rawValue)")
      if let grades = participation.grades { lines.append("  grades: \(list(grades))") }
    }
    if coverage != Coverage() {
      lines.append("coverage:")
      if let trades = coverage.trades { lines.append("  trades: \(list(trades))") }
      if let grades = coverage.grades { lines.append("  grades: \(list(grades))") }
    }
    if !halves.halfOfWard.isEmpty {
      lines.append("halves:")
      for (half, wards) in Dictionary(grouping: halves.halfOfWard, by: \.value).sorted(by: { $0.key < $1.key }) {
        lines.append("  \(quoted(half)): \(list(Set(wards.map(\.key))))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func list(_ values: Set<String>) -> String {
    "[" + values.sorted().map(quoted).joined(separator: ", ") + "]"
  }

  /// A text that YAML reads as it stands.
  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
