import LotteryStatistics

extension LotteryPolicy {
  /// A policy of components; each default is that of the one-win rule.
  init(
    name: String, cap: Int? = 1, counted: CountedWins = .lottery, outrightWin: OutrightWin = .stands,
    soleRemaining: SoleRemaining = .lotteryWin, nobodyRemaining: NobodyRemaining = .waived,
    noBidRemaining: NoBidRemaining = .waived, order: OpeningOrder = .caseNumber,
    drawForm: DrawForm = .renumber, scope: CountingScope = .group, jointVentures: JointVentureRule = .ownName,
    weighting: Weighting = .equal, drawsNearestFirst: Bool = false, participation: Participation = Participation(),
    coverage: Coverage = Coverage(), halves: CityHalves = CityHalves()
  ) throws(PolicyError) {
    var policy = LotteryPolicy(name: name)
    policy.cap = cap
    (policy.counted, policy.outrightWin, policy.soleRemaining) = (counted, outrightWin, soleRemaining)
    (policy.nobodyRemaining, policy.noBidRemaining, policy.order) = (nobodyRemaining, noBidRemaining, order)
    (policy.drawForm, policy.scope, policy.jointVentures) = (drawForm, scope, jointVentures)
    (policy.weighting, policy.drawsNearestFirst) = (weighting, drawsNearestFirst)
    (policy.participation, policy.coverage, policy.halves) = (participation, coverage, halves)
    self = try policy.checked()
  }
}
