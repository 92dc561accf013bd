import LotteryStatistics

extension IndicatorSums {
  /// The sums of a register of tenders.
  ///
  /// - Complexity: O(bids), O(bids log bids) in scored tenders.
  public init(_ register: TenderRegister, _ plan: IndicatorPlan) {
    self.init(plan)
    // Tenders name firms by their place in the register, which is their number here.
    for firm in register.firms { _ = firms.number(of: firm.name) }
    for tender in register.tenders { add(tender) }
  }
}
