import LotteryStatistics
import PolicyDesign

// The forms for machines.
extension DesignResult {
  /// The study in JSON: every rule, what dominates it, and the set.
  package func json() -> JSONValue {
    .object([
      "meta": meta.json(),
      "aims": .array(aims.map(json)),
      "requirements": .array(study.options.requirements.map { .string(AimWords(language: .english).requirement($0)) }),
      "lattice": .object([
        "combinations": .integer(study.combinations), "invalid": .integer(study.invalid),
        "equal": .integer(study.equal),
        "rules": .integer(study.rules.count), "notInRecord": .integer(study.relaxed.count),
        "groups": .integer(study.blockCount), "groupsSolved": .integer(study.solvedCount),
      ]),
      "independent": values(study.chance),
      "chosen": .string(study.choice.map { study.rules[$0].rule.policy.name }),
      "pareto": .array(study.rules.filter(\.isPareto).map { .string($0.rule.policy.name) }),
      "rules": .array(study.rules.indices.map(json(at:))), "notInRecord": .array(study.relaxed.map { json($0, nil) }),
      "behaviour": reactions.map { $0.json(self) } ?? .null,
      "losers": .array(
        study.losers.map { loss in
          .object([
            "firm": .string(register.firms[loss.firm].name), "wins": .number(loss.wins), "amount": .number(loss.amount),
          ])
        }),
    ])
  }

  private func json(_ aim: WeightedAim) -> JSONValue {
    let (kind, value): (String, Double) =
      switch aim.materiality {
      case .absolute(let value): ("absolute", value)
      case .relative(let value): ("relative", value)
      }
    return .object([
      "aim": .string(aim.aim.rawValue), "wants": .string(aim.aim.wantsMore ? "more" : "less"),
      "weight": .number(aim.weight),
      "materiality": .object([kind: .number(value)]),
    ])
  }

  private func values(_ values: [Aim: Double]) -> JSONValue {
    .object(
      Dictionary(
        uniqueKeysWithValues: Aim.allCases.map { aim in (aim.rawValue, values[aim].map { .number($0) } ?? .null) }))
  }

  private func json(at index: Int) -> JSONValue { json(study.rules[index], reactions?.behaviour.rules[index]) }

  private func json(_ rule: DesignStudy.RuleResult, _ behaviour: BehaviourStudy.RuleBehaviour?) -> JSONValue {
    .object([
      "behaviour": behaviour.map { Reactions.json($0) } ?? .null,
      "regret": behaviour?.equilibrium.map { .number($0.regret) } ?? .null,
      "policy": .string(rule.rule.policy.name), "yaml": .string(PolicyYAML.text(rule.rule.policy)),
      "method": .string(rule.refusal == nil ? "exact" : "simulation"),
      "reason": rule.refusal.map { .string(RefusalText.text(of: $0, language: .english)) } ?? .null,
      "outcomes": values(rule.values),
      "standardErrors": rule.errors.isEmpty ? .null : values(rule.errors),
      "sameAs": .string(rule.sameAs.map { (study.rules + study.relaxed)[$0].rule.policy.name }),
      "misses": .array(rule.misses.map { .string(AimWords(language: .english).requirement($0)) }),
      "pareto": .boolean(rule.isPareto),
      "dominatedBy": .string(rule.dominatedBy.map { study.rules[$0].rule.policy.name }),
      "stability": rule.stability.map { .number($0) } ?? .null,
      "years": rule.years.map { .array($0.map { .integer($0.startYear) }) } ?? .null,
      "inRecord": .boolean(rule.rule.isInRecord),
      "relaxations": .array(rule.rule.relaxations.map { .string($0.rawValue) }),
      "possibleNewBids": rule.rule.possibleNewBids.map { .integer($0) } ?? .null,
    ])
  }

  /// The rules as CSV: one line a rule, a column for each outcome.
  package func csv() -> String {
    let start = [
      "policy", "method", "pareto", "chosen", "dominatedBy", "misses", "stability", "years", "inRecord",
      "possibleNewBids", "sameAs",
    ]
    var rows = [start + Aim.allCases.map(\.rawValue)]
    for (index, rule) in (study.rules + study.relaxed).enumerated() {
      let values = Aim.allCases.map { aim in rule.values[aim].map { "\($0)" } ?? "" }
      rows.append(places(rule, isChosen: index == study.choice) + values)
    }
    return CSVText.render(rows)
  }

  /// What of a rule stands before its outcomes.
  private func places(_ rule: DesignStudy.RuleResult, isChosen: Bool) -> [String] {
    let misses = rule.misses.map { AimWords(language: .english).requirement($0) }.joined(separator: " ")
    let years = rule.years.map { $0.map(\.description).joined(separator: " ") }
    let dominator = rule.dominatedBy.map { study.rules[$0].rule.policy.name }
    let same = rule.sameAs.map { (study.rules + study.relaxed)[$0].rule.policy.name }
    return [
      rule.rule.policy.name, rule.refusal == nil ? "exact" : "simulation", String(rule.isPareto), String(isChosen),
      dominator ?? "",
      misses, rule.stability.map { "\($0)" } ?? "", years ?? "", String(rule.rule.isInRecord),
      rule.rule.possibleNewBids.map { "\($0)" } ?? "", same ?? "",
    ]
  }
}
