import Procurement

/// What a condition of participation leaves of one tender.
public struct TenderFilterEffect: Sendable, Hashable {
  /// What stands of a tender's valid bids.
  public struct Standing: Sendable, Hashable {
    /// Firms with a valid bid.
    public var bidders: Int
    /// Firms that tie for the award; 1 for an outright winner, 0 without a valid bid.
    public var tied: Int
    /// The price of the award in yen, of the first of tied values in a scored tender; nil without a valid bid.
    public var price: Yen?

    init(_ tender: Tender, admitting isAdmitted: (Int) -> Bool) {
      let ranking = BidRanking(tender, admitting: isAdmitted)
      bidders = ranking.tiers.reduce(0) { $0 + $1.count }
      tied = ranking.tiers.first?.count ?? 0
      price = ranking.tiers.first?.first.flatMap { tender.bids[$0].amount }
    }
  }

  /// The tender, a position in the register.
  public var tender: Int
  /// Without the condition.
  public var before: Standing
  /// With it.
  public var after: Standing

  /// Whether nobody is left of those who bid.
  public var leavesNobody: Bool { before.bidders > 0 && after.bidders == 0 }

  /// The effect of conditions on every tender, bids being as recorded: nobody bids otherwise because of them.
  ///
  /// - Complexity: O(bids log bids).
  public static func effects(
    of participation: Participation, halves: CityHalves = CityHalves(), on register: TenderRegister
  ) -> [TenderFilterEffect] {
    register.tenders.enumerated().map { position, tender in
      TenderFilterEffect(
        tender: position, before: Standing(tender) { _ in true },
        after: Standing(tender) {
          participation.admits(register.firms[$0], to: tender.notice, halves: halves)
        })
    }
  }
}

/// How many firms a threshold of subjective points (主観評価点) leaves, by row of the share table.
public struct ThresholdCurve: Sendable, Hashable {
  /// One threshold.
  public struct Point: Sendable, Hashable {
    /// Points needed, at least.
    public var threshold: Int
    /// The firms that have them, by size and locality.
    public var qualified: [ExpectedShares.Row: Int]
    /// All firms that have them.
    public var total: Int { qualified.values.reduce(0, +) }
  }

  /// The curve at every number of points that some firm has, and at 0: between them nothing changes.
  public let points: [Point]
  /// Firms whose points are not known; no threshold qualifies them.
  public let unknown: Int

  /// The curve of some firms.
  ///
  /// - Complexity: O(n²) for n firms.
  public init(_ firms: [Firm]) {
    unknown = firms.count { $0.points == nil }
    points = Set(firms.compactMap(\.points) + [0]).sorted().map { threshold in
      let qualified = firms.filter { ($0.points ?? -1) >= threshold }
      return Point(
        threshold: threshold,
        qualified: Dictionary(grouping: qualified, by: ExpectedShares.Row.init).mapValues(\.count))
    }
  }

  /// The number of firms with at least so many points.
  public func qualified(at threshold: Int) -> Int {
    points.first { $0.threshold >= threshold }?.total ?? 0
  }
}

extension TenderRegister {
  /// The register after an item of the subjective points, as for SDGs partners, is added for listed firms.
  ///
  /// A firm whose points were not known has those of the item alone.
  ///
  /// - Parameters:
  ///   - points: of the item; below 0 takes points away, not below 0 in all.
  ///   - names: the firms that have the item.
  /// - Throws: `RegisterError` naming a firm that is not in the register.
  public func adding(points: Int, to names: [String]) throws(RegisterError) -> TenderRegister {
    let listed = Set(names)
    if let stranger = listed.subtracting(self.firms.map(\.name)).min() {
      throw RegisterError(.unknownFirm, firm: stranger)
    }
    let firms = self.firms.map { firm in
      var firm = firm
      if listed.contains(firm.name) { firm.points = max(0, (firm.points ?? 0) + points) }
      return firm
    }
    return try TenderRegister(firms: firms, tenders: tenders, groups: groups)
  }
}
