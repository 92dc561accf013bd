import LotteryStatistics

// The forms for machines.
extension LotteryEvaluationResult {
  /// The evaluation in the JSON form of the contract.
  public func json() -> JSONValue {
    .object([
      "meta": meta.json(),
      "replay": replay?.json() ?? .null,
      "policies": .array(evaluation.results.map(json)),
    ])
  }

  private func json(_ result: PolicyEvaluation.PolicyResult) -> JSONValue {
    let (method, trials): (String, JSONValue) =
      switch result.outcome.method {
      case .exact: ("exact", .null)
      case .simulation(let trials): ("simulation", .integer(trials))
      }
    return .object([
      "policy": .string(result.outcome.policy.name), "method": .string(method), "trials": trials,
      "groups": .series(result.outcome.blocks, json),
      "fairness": .object(["count": json(result.count), "amount": json(result.amount)]),
    ])
  }

  private func json(_ block: BlockOutcome) -> JSONValue {
    .object([
      "group": .string(block.identifier), "tenders": .integer(block.tenders.count),
      "noAward": .number(block.tenders.reduce(0) { $0 + $1.noAward }),
      "expectedAmount": .number(block.tenders.reduce(0) { $0 + $1.expectedAmount }),
      "firms": .series(block.firms) { firm in
        .object([
          "firm": .string(firmName(firm.firm)), "expectedWins": .number(firm.expectedWins),
          "standardError": firm.standardError.map { .number($0) } ?? .null,
          "winAtLeastOne": .number(firm.winAtLeastOne), "expectedAmount": .number(firm.expectedAmount),
          "distribution": firm.distribution.map { .array($0.map { .number($0) }) } ?? .null,
        ])
      },
    ])
  }

  private func json(_ fairness: Fairness) -> JSONValue {
    .object(["exAnte": json(fairness.exAnte), "exPost": json(fairness.exPost), "plugIn": .boolean(fairness.isPlugIn)])
  }

  private func json(_ measures: [Inequality.Measure: Fairness.Value]) -> JSONValue {
    .object(
      Dictionary(
        uniqueKeysWithValues: Inequality.Measure.allCases.map { measure in
          guard let value = measures[measure] else { return ("\(measure)", .null) }
          return (
            "\(measure)",
            .object([
              "value": .number(value.value), "standardError": value.standardError.map { .number($0) } ?? .null,
              "chance": value.chance.map { .number($0) } ?? .null,
            ])
          )
        }))
  }

  /// The evaluation as CSV, one line a policy, group and firm.
  public func csv() -> String {
    let header = [
      "policy", "method", "group", "firm", "expectedWins", "standardError", "winAtLeastOne", "expectedAmount",
    ]
    let lines = evaluation.results.flatMap { result in
      result.outcome.blocks.flatMap { block in
        block.firms.map { firm in
          let method = if case .exact = result.outcome.method { "exact" } else { "simulation" }
          return [
            result.outcome.policy.name, method, block.identifier, firmName(firm.firm), "\(firm.expectedWins)",
            firm.standardError.map { "\($0)" } ?? "", "\(firm.winAtLeastOne)", "\(firm.expectedAmount)",
          ]
        }
      }
    }
    return CSVText.render([header] + lines)
  }

  private func firmName(_ firm: Int) -> String { evaluation.register.firms[firm].name }
}
