import LotteryStatistics
import PolicyDesign

/// Who would enter which tender of a group, ready to be shown in any format.
package struct EntryResult: PresentableResult, Sendable {
  /// What was found of one rule.
  package struct RuleEntries: Sendable {
    let game: EntryGame
    /// All pure equilibria; nil where there are too many profiles to go through.
    let all: [EntryPlay.Equilibrium]?
    /// Where play ended, from several starts; empty where all were gone through.
    let played: [EntryPlay.Equilibrium]
    /// An equilibrium in probabilities, where there is no pure one and the game is small.
    let mixed: MixedEquilibrium?

    /// The equilibria of a game.
    package init(
      _ game: EntryGame, all: [EntryPlay.Equilibrium]?, played: [EntryPlay.Equilibrium], mixed: MixedEquilibrium? = nil
    ) {
      (self.game, self.all, self.played, self.mixed) = (game, all, played, mixed)
    }

    /// The equilibria by bidders of each tender.
    var bidders: [(bidders: [Int], awards: [Double], regret: Double)] {
      var seen: Set<[Int]> = []
      return (all ?? played).sorted { $0.bidders.lexicographicallyPrecedes($1.bidders) }
        .filter { seen.insert($0.bidders).inserted }.map { ($0.bidders, $0.awards, $0.regret) }
    }
  }

  private let rules: [RuleEntries]
  private let version: ProgramVersion

  /// The entries under some rules.
  package init(_ rules: [RuleEntries], version: ProgramVersion) {
    (self.rules, self.version) = (rules, version)
  }

  private var game: EntryGame? { rules.first?.game }

  /// The bidders of each tender under each rule.
  package func document(_ language: Language) -> Document {
    let tenders = game?.tenders ?? []
    let values = tenders.map { DecimalText.text($0.value, 0) }.joined(separator: ", ")
    let cost = DecimalText.text(game?.smallestCost ?? 0, 2)
    var table = TextTable([.init(language("制限", "Policy"), .left)])
    table.columns += tenders.map {
      .init(
        language("価値 \(DecimalText.text($0.value, 0))", "worth \(DecimalText.text($0.value, 0))"),
        group: language("応札者数", "bidders"))
    }
    table.columns += [
      .init(language("落札者が決まる案件", "Awards")), .init(language("最大の後悔／費用", "Regret over cost")),
      .init(language("方法", "Method"), .left),
    ]
    for rule in rules {
      for end in rule.bidders {
        table.rows.append(
          [RuleText(rule.game.policy, language).label] + end.bidders.map(String.init)
            + [
              DecimalText.text(end.awards.reduce(0, +), 2),
              DecimalText.text(rule.game.smallestCost > 0 ? end.regret / rule.game.smallestCost : end.regret, 4),
              rule.all == nil ? language("反復", "play") : language("全列挙", "all profiles"),
            ])
      }
      if rule.bidders.isEmpty, let mixed = rule.mixed {
        table.rows.append(
          [RuleText(rule.game.policy, language).label] + mixed.bidders.map { DecimalText.text($0, 2) }
            + [
              DecimalText.text(mixed.awards.reduce(0, +), 2),
              DecimalText.text(rule.game.smallestCost > 0 ? mixed.regret / rule.game.smallestCost : mixed.regret, 4),
              language("混合均衡（期待値）", "mixed, expected"),
            ])
      } else if rule.bidders.isEmpty {
        table.rows.append(
          [RuleText(rule.game.policy, language).label] + tenders.map { _ in "–" } + [
            "–", "–", language("純粋均衡なし", "no pure equilibrium"),
          ])
      }
    }
    return Document([
      .heading(language("どの案件に応札するか", "Who enters which tender"), level: 1),
      .paragraph(
        language(
          "業者 \(game?.firmCount ?? 0) 者、落札の価値 \(values)（記録順）、1件の入札の費用 \(cost)。応札者は全て同額となり、1者だけなら予定価格で落札する。",
          "\(game?.firmCount ?? 0) firms, wins worth \(values) in recorded order, a bid costs \(cost). All entrants tie; a firm alone in a tender gets "
            + "the ceiling price.")),
      .table(table),
      .list(
        [
          language(
            "純粋均衡：他者の応札を所与として、どの業者も応札する案件を変えて得をしない状態",
            "pure equilibria: no firm gains by entering otherwise, the others' entries given"),
          language(
            "応札者数の同じ均衡は1行にまとめる。均衡が複数あるとき、どれになるかは分からない",
            "equilibria with equal numbers of bidders are one row; of several nobody can tell which comes about"),
        ] + mixedNotes(language)),
    ])
  }

  private func mixedNotes(_ language: Language) -> [String] {
    guard rules.contains(where: { $0.bidders.isEmpty }) else { return [] }
    let isFound = rules.allSatisfy { !$0.bidders.isEmpty || $0.mixed != nil }
    return [
      language(
        "純粋均衡なし：全ての場合を調べても、どの業者も得をしない状態がない。" + (isFound ? "確率で応札する混合均衡の期待値を示す" : "混合均衡は4者3件を超えるものでは求めない"),
        "no pure equilibrium: going through all profiles shows none; "
          + (isFound
            ? "shown is one in probabilities, with expected numbers"
            : "one in probabilities is looked for among at most four firms and three tenders"))
    ]
  }

  /// The equilibria in JSON.
  package func json() -> JSONValue {
    .object([
      "meta": .object(["version": .string(version.number), "build": version.json]),
      "tenders": .array(
        (game?.tenders ?? []).map {
          .object(["value": .number($0.value), "soleValue": .number($0.soleValue), "ceiling": .number($0.ceiling)])
        }),
      "firms": .integer(game?.firmCount ?? 0), "cost": .number(game?.smallestCost ?? 0),
      "policies": .array(
        rules.map { rule in
          .object([
            "policy": .string(rule.game.policy.name), "method": .string(rule.all == nil ? "play" : "enumeration"),
            "equilibria": .array(
              rule.bidders.map { end in
                .object([
                  "bidders": .array(end.bidders.map { .integer($0) }), "awards": .array(end.awards.map { .number($0) }),
                  "regret": .number(end.regret),
                ])
              }),
            "mixed": Self.mixed(rule),
          ])
        }),
    ])
  }

  /// The equilibrium in probabilities; null where there is none, or where it was not needed.
  private static func mixed(_ rule: RuleEntries) -> JSONValue {
    guard let mixed = rule.mixed else { return .null }
    return .object([
      "bidders": .array(mixed.bidders.map { .number($0) }), "awards": .array(mixed.awards.map { .number($0) }),
      "regret": .number(mixed.regret),
      "strategies": .array(mixed.strategies.map { own in .array(own.map { .number($0) }) }),
    ])
  }

  /// One line an equilibrium and tender.
  package func csv() -> String {
    var rows = [["policy", "method", "equilibrium", "tender", "value", "bidders", "award", "regret"]]
    for rule in rules {
      for (number, end) in rule.bidders.enumerated() {
        for (tender, bidders) in end.bidders.enumerated() {
          rows.append([
            rule.game.policy.name, rule.all == nil ? "play" : "enumeration", "\(number + 1)", "\(tender + 1)",
            "\(rule.game.tenders[tender].value)", "\(bidders)", "\(end.awards[tender])", "\(end.regret)",
          ])
        }
      }
      guard rule.bidders.isEmpty, let mixed = rule.mixed else { continue }
      for (tender, bidders) in mixed.bidders.enumerated() {
        rows.append([
          rule.game.policy.name, "mixed", "1", "\(tender + 1)", "\(rule.game.tenders[tender].value)", "\(bidders)",
          "\(mixed.awards[tender])", "\(mixed.regret)",
        ])
      }
    }
    return CSVText.render(rows)
  }
}
