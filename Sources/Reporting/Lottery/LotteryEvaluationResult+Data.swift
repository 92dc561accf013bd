import LotteryStatistics

// The forms for machines.
extension LotteryEvaluationResult {
  /// The evaluation in the JSON form of the contract.
  package func json() -> JSONValue {
    .object([
      "everyTenderAlone": .boolean(isEveryTenderAlone),
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
      "reason": result.refusal.map { .string(RefusalText.text(of: $0, language: .english)) } ?? .null,
      "prevented": secondWins(result).prevented.map { .number($0) } ?? .null,
      "secondWins": json(secondWins(result)),
      "tenders": .array(result.outcome.blocks.flatMap(\.tenders).map(json)),
      "differences": .array(differences(result).map(json)),
      "shares": shares(result),
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

  private func json(_ wins: SecondWins) -> JSONValue {
    .object([
      "independent": .number(wins.independent), "underRule": wins.underRule.map { .number($0) } ?? .null,
    ])
  }

  private func json(_ tender: TenderOutcome) -> JSONValue {
    .object([
      "tender": .string(evaluation.register.tenders[tender.tender].notice.identifier),
      "noAward": .number(tender.noAward), "expectedAmount": .number(tender.expectedAmount),
      "firms": .array(
        tender.chances.map { chance in
          .object([
            "firm": .string(firmName(chance.firm)), "chance": .number(chance.probability),
            "standardError": chance.standardError.map { .number($0) } ?? .null,
          ])
        }),
    ])
  }

  private func json(_ difference: PolicyDifference) -> JSONValue {
    .object([
      "firm": .string(firmName(difference.firm)), "wins": .number(difference.wins),
      "amount": .number(difference.amount), "verdict": .string(difference.verdict.rawValue),
    ])
  }

  /// What firms gain and lose against independent draws.
  private func differences(_ result: PolicyEvaluation.PolicyResult) -> [PolicyDifference] {
    PolicyDifference.differences(of: result.outcome, from: evaluation.chance.outcome)
  }

  /// Expected awards by category and row; null where no locality is known.
  private func shares(_ result: PolicyEvaluation.PolicyResult) -> JSONValue {
    guard evaluation.register.firms.contains(where: { $0.locality != nil }) else { return .null }
    let shares = ExpectedShares(result.outcome, of: evaluation.register)
    return .array(
      cells(shares).map { cell in
        .object([
          "category": .string(cell.category), "row": .string(cell.row.rawValue), "count": .number(cell.value.count),
          "amount": .number(cell.value.amount),
        ])
      })
  }

  private typealias ShareCell = (category: String, row: ExpectedShares.Row, value: ExpectedShares.Cell)

  /// The cells by category in a fixed order, and their totals.
  private func cells(_ shares: ExpectedShares) -> [ShareCell] {
    let byCategory = shares.cells.map { (category: $0.key?.identifier ?? "", cells: $0.value) }
      .sorted { $0.category < $1.category }
    let parts = byCategory.flatMap { item in
      ExpectedShares.Row.allCases.compactMap { row in item.cells[row].map { (item.category, row, $0) } }
    }
    return parts + ExpectedShares.Row.allCases.map { ("total", $0, shares.total($0)) }
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

  /// The evaluation as CSV: one line a policy, group and firm, and behind these one line for each other figure, which the
  /// column `section` tells apart.
  package func csv() -> String {
    let header = [
      "policy", "method", "group", "firm", "expectedWins", "standardError", "winAtLeastOne", "expectedAmount",
      "section",
      "tender", "measure", "value",
    ]
    return CSVText.render([header] + evaluation.results.flatMap(rows) + (replay?.rows() ?? []))
  }

  private func rows(_ result: PolicyEvaluation.PolicyResult) -> [[String]] {
    let policy = result.outcome.policy.name
    let method = if case .exact = result.outcome.method { "exact" } else { "simulation" }
    var rows = result.outcome.blocks.flatMap { block in
      block.firms.map { firm in
        [
          policy, method, block.identifier, firmName(firm.firm), "\(firm.expectedWins)",
          firm.standardError.map { "\($0)" } ?? "", "\(firm.winAtLeastOne)", "\(firm.expectedAmount)", "firm", "", "",
          "",
        ]
      }
    }
    func row(
      _ section: String, group: String = "", firm: String = "", error: Double? = nil, tender: String = "",
      _ measure: String, _ value: String
    ) -> [String] {
      [policy, method, group, firm, "", error.map { "\($0)" } ?? "", "", "", section, tender, measure, value]
    }
    for block in result.outcome.blocks {
      for tender in block.tenders {
        let name = evaluation.register.tenders[tender.tender].notice.identifier
        rows += tender.chances.map {
          row(
            "tender", group: block.identifier, firm: firmName($0.firm), error: $0.standardError, tender: name, "chance",
            "\($0.probability)")
        }
        rows.append(row("tender", group: block.identifier, tender: name, "noAward", "\(tender.noAward)"))
      }
    }
    for difference in differences(result) {
      rows.append(row("difference", firm: firmName(difference.firm), "wins", "\(difference.wins)"))
      rows.append(row("difference", firm: firmName(difference.firm), "amount", "\(difference.amount)"))
    }
    if evaluation.register.firms.contains(where: { $0.locality != nil }) {
      for cell in cells(ExpectedShares(result.outcome, of: evaluation.register)) {
        rows.append(row("share", group: cell.category, cell.row.rawValue + " count", "\(cell.value.count)"))
        rows.append(row("share", group: cell.category, cell.row.rawValue + " amount", "\(cell.value.amount)"))
      }
    }
    let second = secondWins(result)
    rows.append(row("secondWins", "prevented", second.prevented.map { "\($0)" } ?? ""))
    if let refusal = result.refusal {
      rows.append(row("reason", "", RefusalText.text(of: refusal, language: .english)))
    }
    return rows
  }

  private func firmName(_ firm: Int) -> String { evaluation.register.firms[firm].name }
}
