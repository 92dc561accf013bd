/// What is added up of some tenders; sums of parts of a record add up to those of the whole.
public struct TenderSums: Sendable, Equatable {
  /// Tenders by what became of them, in the order of `TenderFacts.Fate`.
  public internal(set) var fates = [Int](repeating: 0, count: TenderFacts.Fate.allCases.count)
  /// Tenders by the number of those who submitted a bid; those without one are left out.
  public internal(set) var bidders: [Int] = []
  /// Tenders with a valid bid, and with exactly one.
  public internal(set) var withValidBid = 0, withOneValidBid = 0
  /// Bids: submitted, invalid, disqualified, withdrawn.
  public internal(set) var submitted = 0, invalid = 0, disqualified = 0, withdrawn = 0
  /// Tenders whose best bids tie.
  public internal(set) var byLot = 0
  /// Tenders that a list of results says in one row, and their bidders, of whom nothing more is known.
  public internal(set) var listed = 0, listedBidders = 0
  /// Tenders of which the last round is known, and those with a second one.
  public internal(set) var withRound = 0, withSecondRound = 0
  /// Tenders of which it is known whether they were advertised again, those that were, and those of them with an award.
  public internal(set) var withAdvertising = 0, readvertised = 0, readvertisedAwarded = 0
  /// Awards with a price of which the number of bidders is known, and their prices.
  public internal(set) var awardsWithBidders = 0
  /// The prices of these.
  public internal(set) var amountWithBidders: Int128 = 0
  /// The prices of all awards, and of those with a single bidder.
  public internal(set) var awards: Int128 = 0, awardsOfSingleBids: Int128 = 0
  /// Awards without a price, and with a price and no ceiling.
  public internal(set) var withoutPrice = 0, withoutCeiling = 0
  /// The rates of awards with both figures, in the order of the record.
  public internal(set) var rates: [AwardRate] = []
  /// The tenders of these, where the plan names them.
  public internal(set) var names: [String] = []
  /// Their sum.
  public internal(set) var rateSum = RateSum()
  /// The award and the ceiling prices of these.
  public internal(set) var ratedAwards: Int128 = 0, ratedCeilings: Int128 = 0
  /// Of these the ones at or above 90, 95 and 100 percent, and their award prices.
  public internal(set) var atLeast = [0, 0, 0], awardsAtLeast: [Int128] = [0, 0, 0]
  /// Awards with a price and a floor, those at the floor, and the sums of both prices.
  public internal(set) var withFloor = 0, atFloor = 0
  /// The award and the floor prices of awards with both.
  public internal(set) var flooredAwards: Int128 = 0, floors: Int128 = 0
  /// Awards with a price and a survey threshold, and those below it.
  public internal(set) var withThreshold = 0, belowThreshold = 0

  /// Awards at the floor by the band of their rate, in the order of `bandMarks`.
  public internal(set) var atFloorBands = [Int](repeating: 0, count: bandMarks.count)
  /// All floors by the band of floor over ceiling.
  public internal(set) var floorBands = [Int](repeating: 0, count: bandMarks.count)

  /// The percentages from which the bands of rates begin.
  public static let bandMarks: [Int64] = [0, 60, 65, 70, 75, 80, 85, 90, 92, 94, 96, 98, 100]
  /// The percentages of `atLeast`.
  public static let marks: [Int64] = [90, 95, 100]

  /// The sums of no tender.
  public init() {}

  /// Tenders that were not called off.
  public var tenders: Int { fates.reduce(0, +) - self[.cancelled] }
  /// Tenders of a fate.
  public subscript(fate: TenderFacts.Fate) -> Int { fates[fate.rawValue] }
  /// Tenders with at least one bidder.
  public var withBidder: Int { bidders.reduce(0, +) }
  /// Tenders with exactly one bidder.
  public var withOneBidder: Int { bidders.count > 1 ? bidders[1] : 0 }

  /// Adds a tender.
  ///
  /// - Parameter name: its name, where tenders are named.
  public mutating func add(_ facts: TenderFacts, name: String? = nil) {
    fates[facts.fate.rawValue] += 1
    guard facts.fate != .cancelled else { return }
    if facts.submitted > 0 {
      if bidders.count <= facts.submitted { bidders += repeatElement(0, count: facts.submitted + 1 - bidders.count) }
      bidders[facts.submitted] += 1
    }
    submitted += facts.submitted
    invalid += facts.invalid
    disqualified += facts.disqualified
    withdrawn += facts.withdrawn
    if facts.isListed {
      listed += 1
      listedBidders += facts.submitted
    }
    if facts.round > 0 {
      withRound += 1
      if facts.round > 1 { withSecondRound += 1 }
    }
    if let again = facts.isReadvertised {
      withAdvertising += 1
      if again { readvertised += 1 }
      if again, facts.fate == .awarded { readvertisedAwarded += 1 }
    }
    // Of a scored tender the tie is of evaluation values, which not every valid price has.
    if facts.valid > 0 || facts.tied > 0 {
      withValidBid += 1
      if facts.valid == 1 { withOneValidBid += 1 }
      if facts.tied > 1 { byLot += 1 }
    }
    guard facts.fate == .awarded else { return }
    guard let award = facts.award else {
      withoutPrice += 1
      return
    }
    awards += Int128(award)
    if facts.submitted > 0 {
      awardsWithBidders += 1
      amountWithBidders += Int128(award)
    }
    if facts.submitted == 1 { awardsOfSingleBids += Int128(award) }
    if let floor = facts.floor {
      withFloor += 1
      if award == floor { atFloor += 1 }
      flooredAwards += Int128(award)
      floors += Int128(floor)
    }
    if let threshold = facts.threshold {
      withThreshold += 1
      if award < threshold { belowThreshold += 1 }
    }
    guard let ceiling = facts.ceiling, ceiling > 0 else {
      withoutCeiling += 1
      return
    }
    let rate = AwardRate(award: award, ceiling: ceiling)
    add(rate)
    if let floor = facts.floor, floor >= 0 {
      let band = AwardRate(award: floor, ceiling: ceiling).band(of: Self.bandMarks) ?? 0
      floorBands[band] += 1
      if award == floor { atFloorBands[band] += 1 }
    }
    if let name { names.append(name) }
  }

  /// Adds the rate of an award.
  mutating func add(_ rate: AwardRate) {
    rates.append(rate)
    rateSum.add(rate)
    ratedAwards += Int128(rate.award)
    ratedCeilings += Int128(rate.ceiling)
    for (place, mark) in Self.marks.enumerated() where rate.isAtLeast(percent: mark) {
      atLeast[place] += 1
      awardsAtLeast[place] += Int128(rate.award)
    }
  }

  /// Adds the tenders of other sums.
  public mutating func merge(_ other: TenderSums) {
    for place in fates.indices { fates[place] += other.fates[place] }
    if bidders.count < other.bidders.count {
      bidders += repeatElement(0, count: other.bidders.count - bidders.count)
    }
    for (place, count) in other.bidders.enumerated() { bidders[place] += count }
    for path in Self.countPaths { self[keyPath: path] += other[keyPath: path] }
    for path in Self.amountPaths { self[keyPath: path] += other[keyPath: path] }
    rates += other.rates
    names += other.names
    rateSum.merge(other.rateSum)
    ratedAwards += other.ratedAwards
    ratedCeilings += other.ratedCeilings
    for place in floorBands.indices {
      floorBands[place] += other.floorBands[place]
      atFloorBands[place] += other.atFloorBands[place]
    }
    for place in atLeast.indices {
      atLeast[place] += other.atLeast[place]
      awardsAtLeast[place] += other.awardsAtLeast[place]
    }
  }
}
