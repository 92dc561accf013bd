/// The sums of tenders as numbers, for those who write them down and add them up elsewhere.
extension TenderSums {
  /// The counts that no rate gives.
  package static let countPaths: [WritableKeyPath<TenderSums, Int> & Sendable] = [
    \.withValidBid, \.withOneValidBid, \.submitted, \.invalid, \.disqualified, \.withdrawn, \.byLot, \.withoutPrice,
    \.withoutCeiling, \.withFloor, \.atFloor, \.withThreshold, \.belowThreshold, \.listed, \.withRound,
    \.withSecondRound,
    \.withAdvertising, \.readvertised, \.readvertisedAwarded, \.awardsWithBidders, \.listedBidders,
  ]
  /// The counts of bidders: a list of results has more of them than rows.
  package static let bidderPaths: Set<WritableKeyPath<TenderSums, Int> & Sendable> = [\.submitted, \.listedBidders]
  /// The sums of prices that no rate gives.
  package static let amountPaths: [WritableKeyPath<TenderSums, Int128> & Sendable] = [
    \.awards, \.awardsOfSingleBids, \.flooredAwards, \.floors, \.amountWithBidders,
  ]

  /// Sums from their numbers: of those that rates give only the rates.
  ///
  /// - Parameters:
  ///   - fates: tenders by what became of them, as many as there are fates.
  ///   - bidders: tenders by the number of bidders.
  ///   - floorBands: floors by the band of floor over ceiling, and then the awards at the floor.
  ///   - counts: in the order of `countPaths`.
  ///   - amounts: in the order of `amountPaths`.
  ///   - names: of the tenders of the rates, where they are named.
  package init(
    fates: [Int], bidders: [Int], floorBands: [Int], counts: [Int], amounts: [Int128], rates: some Sequence<AwardRate>,
    names: [String]
  ) {
    self.init()
    self.names = names
    self.floorBands = Array(floorBands.prefix(Self.bandMarks.count))
    atFloorBands = Array(floorBands.suffix(Self.bandMarks.count))
    (self.fates, self.bidders) = (fates, bidders)
    for (path, count) in zip(Self.countPaths, counts) { self[keyPath: path] = count }
    for (path, amount) in zip(Self.amountPaths, amounts) { self[keyPath: path] = amount }
    for rate in rates { add(rate) }
  }
}
