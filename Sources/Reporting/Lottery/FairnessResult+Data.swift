import LotteryStatistics

// The forms for machines.
extension FairnessResult {
  /// The test in the JSON form of the contract.
  package func json() -> JSONValue {
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
      "headline": .object([
        "p": .number(test.headline.pValue), "reachable": .number(test.headline.reachable),
        "tests": .array(
          test.headline.tests.map { item in
            .object([
              "family": .string(item.family.rawValue), "statistic": .number(item.statistic),
              "p": .number(item.pValue),
            ])
          }),
      ]),
      "finding": .boolean(test.isUnexplained),
      "tooEven": .boolean(test.isTooEven), "tooShort": .boolean(test.isTooShort),
      "explainedBy": .array(
        test.explanations.map { .object(["policy": .string($0.policy), "p": .number($0.pValue)]) }),
      "firmsFlaggedForTooFew": .array(test.flaggedForTooFew.map { .string(name($0.firm)) }),
      "distribution": test.spread.map(json) ?? .null,
      "streaks": test.sequence.map(json) ?? .null,
      "affiliates": test.affiliates.map(json) ?? .null,
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
      "firm": .string(name(firm.firm)), "draws": .integer(firm.ties), "lotteries": .integer(firm.ties),
      "wins": .integer(firm.wins), "won": .integer(firm.wins),
      "expectedWins": .number(firm.expected), "observedMinusExpected": .number(firm.residual),
      "deviation": .number(firm.deviation), "pValue": .number(firm.pValue),
      "pValueMethod": .string(firm.method.rawValue), "testable": .boolean(firm.isTestable),
      "holm": firm.holm.map { .number($0) } ?? .null,
      "benjaminiHochbergApproximate": firm.benjaminiHochberg.map { .number($0) } ?? .null,
      "westfallYoung": .number(firm.adjusted),
    ])
  }

  private func json(_ spread: WinSpread) -> JSONValue {
    .object([
      "firms": .integer(test.firmCount), "bidders": .integer(test.record.account.bidders),
      "exact": .boolean(spread.isExact), "interval": .string("pointwise 95 %"),
      "lastIsOpen": .boolean(spread.isLastOpen),
      "lines": .array(
        spread.lines.map { line in
          .object([
            "won": .integer(line.wins), "firms": .integer(line.firms), "expected": .number(line.expected),
            "low": .integer(line.low), "high": .integer(line.high),
          ])
        }),
    ])
  }

  private func json(_ sequence: SequenceTest) -> JSONValue {
    .object([
      "order": .string(sequence.source.rawValue), "draws": .integer(sequence.draws),
      "blocks": .integer(sequence.blocks), "leftOut": .integer(sequence.leftOut),
      "firm": sequence.firm.map { .string(name($0)) } ?? .null, "wins": .integer(sequence.wins),
      "size": .number(sequence.size), "ownProbability": .number(sequence.ownProbability),
      "pValueOfAnybody": .number(sequence.pValue),
    ])
  }

  private func json(_ affiliates: AffiliateTest) -> JSONValue {
    .array(
      affiliates.groups.map { group in
        .object([
          "set": .string(group.name), "firms": .array(group.firms.map { .string(name($0)) }),
          "inHeadline": .boolean(!group.isAfterLooking), "draws": .integer(group.draws),
          "together": .integer(group.together), "won": .integer(group.won), "expected": .number(group.expected),
          "expectedOfOneEntry": .number(group.expectedOfOneEntry), "pValue": .number(group.pValue),
        ])
      })
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
  package func csv() -> String {
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
