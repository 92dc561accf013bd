import CounterRandom
import Procurement

/// A tender with its bids, still in codes.
struct TenderWithBids: Sendable {
  /// One bid.
  struct Entry: Sendable {
    /// The bidder, a position in the roster.
    var firm: Int
    /// Yen, nil where the bid was withdrawn (辞退).
    var amount: Int64?
  }

  var draft: TenderDraft
  /// The floor that counts, after any random coefficient or mean.
  var floor: Int64
  var bids: [Entry]

  /// The positions of the lowest valid bids: more than one is a tie.
  var lowest: [Int] {
    var (least, positions): (Int64, [Int]) = (.max, [])
    for (position, bid) in bids.enumerated() {
      guard let amount = bid.amount, amount >= floor, amount <= draft.ceiling, amount <= least else { continue }
      if amount < least {
        least = amount
        positions.removeAll(keepingCapacity: true)
      }
      positions.append(position)
    }
    return positions
  }
}

/// How firms choose tenders and prices (docs/methods/synthetic-bids.md).
struct BiddingModel: Sendable {
  let recipe: BidRecipe
  let roster: BidderRoster

  /// Relative frequencies of 5 to 14 bidders, after the tenders with ties in the Chugoku data.
  private static let bidderWeights = [1, 1, 1, 1, 2, 10, 2, 1, 1, 1]
  /// Strides through lists of admitted firms: primes beyond any list, so that each reaches every firm.
  private static let strides = [1_000_003, 1_000_033, 1_000_037, 1_000_039, 1_000_081, 1_000_099, 1_000_117, 1_000_121]

  /// The bids for a tender.
  func bids(for draft: TenderDraft, number: Int) -> TenderWithBids {
    var words = SyntheticStreams.bidTenders.words(seed: recipe.seed, number, 4)
    let firms = participants(of: draft, &words)
    let trade = recipe.place.trades[draft.group.trade]
    let isComputable = words.happens(perMille: trade.computablePerMille)
    let exact = isComputable ? words.next(in: trade.exactPerMille) : 0
    // A common mistake: an item that all read alike and wrongly, worth up to 0.2 % of the floor.
    let slips = isComputable && words.happens(perMille: recipe.place.commonSlipPerMille)
    let meetingPoint = slips ? draft.floor + draft.floor * Int64(words.next(in: 1...20)) / 10_000 : draft.floor
    var tender = TenderWithBids(draft: draft, floor: draft.floor, bids: [])
    tender.bids.reserveCapacity(firms.count)
    for firm in firms {
      // One number serves both questions, its thousands the one and the rest the other.
      let (thousands, rest) = words.next(below: 1_000_000).quotientAndRemainder(dividingBy: 1_000)
      let (withdraws, computes) = (thousands < 15, rest < exact)
      let amount = computes ? computed(meetingPoint, &words) : missed(draft, &words)
      tender.bids.append(.init(firm: firm, amount: withdraws ? nil : amount))
    }
    tender.floor = finalFloor(of: tender, &words)
    return tender
  }

  /// What a firm bids that knows the formula's floor and what will be done with it.
  private func computed(_ floor: Int64, _ words: inout DrawStream) -> Int64 {
    switch recipe.variant {
    case .published: floor
    // Nobody knows the coefficient, so everybody picks one.
    case .random(let grid): grid.floor(floor, position: words.next(below: grid.count))
    // Nobody knows the mean, so everybody guesses it within 2 %, in thousands.
    case .variable: floor * Int64(words.next(in: 9_800...10_200)) / 10_000 / 1_000 * 1_000
    }
  }

  /// What a firm bids whose estimate differs.
  private func missed(_ draft: TenderDraft, _ words: inout DrawStream) -> Int64 {
    let (floor, ceiling) = (draft.floor, draft.ceiling)
    // The smaller of two uniform numbers: misses crowd near the floor.
    let word = words.nextWord()
    let error = Int64(min(word & 0xFFFF, word >> 16))
    switch words.next(below: 100) {
    case 0..<12: return floor - floor * error / 65_536 / 50 - 1
    case 12..<14: return ceiling + ceiling * error / 65_536 / 20 + 1
    default:
      let bid = floor + (ceiling - floor) * error / 65_536
      // Most firms bid whole thousands, some every yen; never below the floor by rounding.
      return error & 3 == 0 ? bid : max((bid + 999) / 1_000 * 1_000, floor)
    }
  }

  private func finalFloor(of tender: TenderWithBids, _ words: inout DrawStream) -> Int64 {
    let ceiling = tender.draft.ceiling
    switch recipe.variant {
    case .published: return tender.draft.floor
    case .random(let grid):
      let floor = min(grid.floor(tender.draft.floor, position: words.next(below: grid.count)), ceiling)
      let reached = tender.bids.contains { ($0.amount ?? -1) >= floor }
      return grid.fallsBackToOne && !reached ? tender.draft.floor : floor
    case .variable(let bandTenths):
      let amounts = tender.bids.compactMap(\.amount).filter { $0 <= ceiling }
      let mean = VariableFloor.floor(of: amounts, bandTenths: bandTenths) ?? tender.draft.floor
      let (low, high) = (recipe.formula.band.lowerBound, recipe.formula.band.upperBound)
      return min(max(mean, (ceiling * low + 99) / 100), ceiling * high / 100)
    }
  }

  /// Who bids: firms that may, the near and the large ones rather than others, until the number drawn is reached.
  private func participants(of draft: TenderDraft, _ words: inout DrawStream) -> [Int] {
    let group = draft.group
    let admitted = roster.admitted(
      trade: group.trade, grade: group.grade, area: group.area, pointStep: group.pointStep)
    let wanted = min(5 + words.next(weights: Self.bidderWeights), admitted.count)
    guard wanted > 0 else { return [] }
    // The firms of a group are asked in one order, so that those who look at one of its works look at the others too.
    var interest = SyntheticStreams.bidInterest.words(seed: recipe.seed, group.number)
    let start = interest.next(below: admitted.count)
    let stride = Self.strides[interest.next(below: Self.strides.count)] % admitted.count
    var chosen: [Int] = []
    chosen.reserveCapacity(wanted)
    var coins = Coins()
    // The first round asks who comes of himself, the second takes whoever is left.
    for round in 0..<2 {
      var position = start
      for _ in admitted.indices {
        if chosen.count == wanted { return chosen }
        let firm = Int(admitted[position])
        position += stride
        if position >= admitted.count { position -= admitted.count }
        guard recipe.strategy == .none || comes(firm, to: draft) else { continue }
        if round == 0 ? wants(roster.bidders[firm], draft, coins.next(&words)) : !chosen.contains(firm) {
          chosen.append(firm)
        }
      }
    }
    return chosen
  }

  /// Participation by distance and capacity, at most 240 in 256.
  private func wants(_ bidder: BidderRoster.Bidder, _ draft: TenderDraft, _ coin: Int) -> Bool {
    let isInside = bidder.ward != BidderRoster.outside
    let isSameHalf = isInside && SyntheticCity.half(ofWard: bidder.ward) == SyntheticCity.half(ofWard: draft.siteWard)
    let distance = bidder.ward == draft.siteWard ? 12 : isSameHalf ? 9 : 6
    return coin < distance * (8 + min(bidder.engineers, 12))
  }

  /// Whether a firm with a strategy bids in this tender of the group.
  private func comes(_ firm: Int, to draft: TenderDraft) -> Bool {
    let group = draft.group
    guard group.count > 1 else { return true }
    var words = SyntheticStreams.bidStrategy.words(seed: recipe.seed, group.number, firm)
    if words.next(below: group.count) == draft.order { return true }
    guard recipe.strategy == .dropOut else { return false }
    // One coin for each tender of the group, the same whoever asks.
    return words.nextWord() >> UInt32(draft.order) & 1 == 0
  }
}

/// Numbers from 0 to 255, four out of each random word.
private struct Coins {
  private var word: UInt32 = 0
  private var left = 0

  mutating func next(_ words: inout DrawStream) -> Int {
    if left == 0 { (word, left) = (words.nextWord(), 4) }
    defer { (word, left) = (word >> 8, left - 1) }
    return Int(word & 0xFF)
  }
}
