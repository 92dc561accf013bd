import LotteryStatistics

// The forms for machines.
extension FairnessResult {
  /// The test in the JSON form of the contract.
  public func json() -> JSONValue {
    .object([
      "meta": meta.json(),
      "policy": .string(test.record.policy.name),
      "afterExclusion": .boolean(test.record.isAfterExclusion),
      "draws": .integer(test.record.account.draws),
      "firms": .integer(test.firmCount),
      "components": .integer(test.componentCount),
      "statistic": .number(test.statistic),
      "degreesOfFreedom": .integer(test.degreesOfFreedom),
      "meanReplicate": .number(test.meanReplicate),
      "pValueChiSquare": .number(test.pValueChiSquare),
      "pValueMonteCarlo": .number(test.monteCarlo.value),
      "standardErrorMonteCarlo": .number(test.monteCarlo.standardError),
      "replicates": .integer(test.options.replicates),
      "alpha": .number(test.options.alpha),
      "finding": .boolean(test.isFinding),
      "firmsFlagged": .array(test.flagged.map(json)),
      "byFirm": .array(test.firms.map(json)),
      "position": test.positions.map(json) ?? .null,
      "officers": test.officers.map(json) ?? .null,
      "power": test.power.map(json) ?? .null,
      "contradictions": .array(
        test.contradictions.map { .string(test.record.problem.register.tenders[$0].notice.identifier) }),
      "caveats": .array(FairnessCaveats(self).texts(.english).map { .string($0) }),
    ])
  }

  private func json(_ firm: FirmFairness) -> JSONValue {
    .object([
      "firm": .string(name(firm.firm)), "draws": .integer(firm.ties), "wins": .integer(firm.wins),
      "expectedWins": .number(firm.expected), "observedMinusExpected": .number(firm.residual),
      "deviation": .number(firm.deviation), "pValue": .number(firm.pValue),
      "pValueMethod": .string(firm.method.rawValue), "testable": .boolean(firm.isTestable),
      "holm": firm.holm.map { .number($0) } ?? .null,
      "benjaminiHochbergApproximate": firm.benjaminiHochberg.map { .number($0) } ?? .null,
      "westfallYoung": .number(firm.adjusted),
    ])
  }

  private func json(_ positions: PositionTest) -> JSONValue {
    func json(_ effect: PositionTest.Effect) -> JSONValue {
      .object([
        "observed": .number(effect.observed), "expected": .number(effect.expected), "pValue": .number(effect.pValue),
      ])
    }
    return .object([
      "draws": .integer(positions.draws), "leftOut": .integer(positions.leftOut), "rank": json(positions.rank),
      "first": json(positions.first), "last": json(positions.last),
    ])
  }

  private func json(_ officers: OfficerTest) -> JSONValue {
    .object([
      "officers": .integer(officers.officers), "pairs": .integer(officers.pairCount),
      "statistic": .number(officers.statistic), "pValueMonteCarlo": .number(officers.pValue),
      "largest": .array(
        officers.pairs.map { pair in
          .object([
            "officer": .string(pair.officer), "firm": .string(name(pair.firm)),
            "observedMinusExpected": .number(pair.excess), "deviation": .number(pair.deviation),
            "adjusted": .number(pair.adjusted),
          ])
        }),
    ])
  }

  private func json(_ power: FairnessPower) -> JSONValue {
    .object([
      "alpha": .number(power.alpha), "histories": .integer(power.histories),
      "points": .array(
        power.points.map { point in
          .object([
            "firm": .string(name(point.bias.firm)), "weight": .number(point.bias.weight),
            "overall": .number(point.overall),
            "overallStandardError": .number(power.standardError(point.overall)),
            "byFirm": .number(point.firm), "byFirmStandardError": .number(power.standardError(point.firm)),
          ])
        }),
    ])
  }

  /// The firms as CSV, the most suspicious first.
  public func csv() -> String {
    let header = [
      "firm", "draws", "wins", "expectedWins", "observedMinusExpected", "deviation", "pValue", "pValueMethod",
      "testable", "holm", "benjaminiHochbergApproximate", "westfallYoung",
    ]
    let lines = test.firms.map { firm in
      [
        name(firm.firm), "\(firm.ties)", "\(firm.wins)", "\(firm.expected)", "\(firm.residual)", "\(firm.deviation)",
        "\(firm.pValue)", firm.method.rawValue, "\(firm.isTestable)", firm.holm.map { "\($0)" } ?? "",
        firm.benjaminiHochberg.map { "\($0)" } ?? "", "\(firm.adjusted)",
      ]
    }
    return CSVText.render([header] + lines)
  }
}
