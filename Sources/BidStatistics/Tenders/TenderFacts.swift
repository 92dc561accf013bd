import LotteryStatistics
import Procurement

/// What indicators need of one tender: what became of it, who took part, and its prices; integers only.
///
/// A bidder (応札者) is who submitted a bid, disqualified and invalid ones included; who withdrew (辞退) or stayed away (不参加)
/// is none. Below the floor (失格), invalid (無効) and withdrawn are told apart.
public struct TenderFacts: Hashable, Sendable {
  /// What became of a tender.
  public enum Fate: Int, CaseIterable, Sendable {
    /// 落札, 決定.
    case awarded
    /// 不調: nobody bid, or all withdrew.
    case noBid
    /// 不落: bids, none within the ceiling.
    case aboveCeiling
    /// All bids below the floor price.
    case belowFloor
    /// No award for another reason: all bids invalid, some above the ceiling and the others below the floor, or not said.
    case otherwise
    /// 中止, 取止め.
    case cancelled
  }

  /// What became of it.
  public var fate = Fate.otherwise
  /// Those who submitted a bid.
  public var submitted = 0
  /// Bids whose status allows and whose price lies between floor and ceiling.
  public var valid = 0
  /// 無効.
  public var invalid = 0
  /// 失格, or a price below the floor.
  public var disqualified = 0
  /// 辞退.
  public var withdrawn = 0
  /// How many best bids tie: above 1 lots decide.
  public var tied = 0
  /// The price of the award, where the tender was awarded and the record has it.
  public var award: Int64?
  /// The ceiling price (予定価格).
  public var ceiling: Int64?
  /// The floor price (最低制限価格).
  public var floor: Int64?
  /// The survey threshold (低入札調査基準価格).
  public var threshold: Int64?
  /// The last round, from 1 (第何回); 0 where the record knows no rounds.
  public var round = 0
  /// Whether a list of results says it in one row, so that its bids are not known.
  public var isListed = false
  /// Whether it was advertised again after it had failed (再度公告); nil where the record does not say.
  public var isReadvertised: Bool?

  /// The facts of a tender for which nobody bid.
  public init(fate: Fate = .noBid) { self.fate = fate }

  /// Whether some bid has a price above the ceiling or below the floor, for the fate of a tender without an award.
  private var above = 0
  private var below = 0
  private var best: Int64?
  /// The valid bids of the last round, and those of no round.
  private var numbered = Standing(), unnumbered = Standing()
  private var hasLosers = false
  private var winners = 0

  /// Valid bids and the best of them.
  private struct Standing: Hashable {
    var valid = 0
    var tied = 0
    var best: Int64?

    @inline(__always)
    mutating func add(_ amount: Int64) {
      valid += 1
      if best.map({ amount < $0 }) ?? true { (best, tied) = (amount, 1) } else if amount == best { tied += 1 }
    }
  }

  /// Facts of which the bids are still to come.
  init(ceiling: Int64?, floor: Int64?, threshold: Int64?) {
    (self.ceiling, self.floor, self.threshold) = (ceiling, floor, threshold)
  }

  /// Adds the bid of another firm.
  ///
  /// - Parameter number: its round; bids of rounds before the last compete no more.
  @inline(__always)
  mutating func add(_ amount: Int64?, _ status: BidStatus, _ isWinner: Bool?, round number: Int = 0) {
    if number > round { (round, numbered) = (number, Standing()) }
    switch isWinner {
    case true?:
      winners += 1
      award = winners == 1 ? amount : nil
    case false?: hasLosers = true
    case nil: break
    }
    switch status {
    case .withdrawn:
      withdrawn += 1
      return
    case .absent: return
    case .invalid:
      submitted += 1
      invalid += 1
      return
    case .disqualified:
      submitted += 1
      disqualified += 1
      below += 1
      return
    case .valid: submitted += 1
    }
    guard let amount else {
      invalid += 1
      return
    }
    if let floor, amount < floor {
      disqualified += 1
      below += 1
    } else if let ceiling, amount > ceiling {
      above += 1
    } else if number == 0 {
      unnumbered.add(amount)
    } else if number == round {
      numbered.add(amount)
    }
  }

  /// Ends the tender: the recorded winner has the award, or else, where the record names none, the best bid.
  ///
  /// - Parameters:
  ///   - outcome: what the record says of the tender.
  ///   - ranked: the best bids of a scored tender, whose lowest price need not win.
  mutating func close(_ outcome: RecordedOutcome?, ranked: (tied: Int, amount: Int64?)?) {
    valid = numbered.valid + unnumbered.valid
    best = [numbered.best, unnumbered.best].compactMap(\.self).min()
    tied = (numbered.best == best ? numbered.tied : 0) + (unnumbered.best == best ? unnumbered.tied : 0)
    if let ranked { (tied, best) = ranked }
    // Who writes 不調 where bids stand means that nobody won.
    let isNoBid = outcome == .noBid && (submitted == 0 || isListed)
    if outcome == .cancelled {
      fate = .cancelled
    } else if winners > 0 {
      fate = .awarded
    } else if outcome == .awarded || (outcome == nil && !hasLosers && tied > 0) {
      fate = .awarded
      award = best
    } else if isNoBid || (outcome == nil && submitted == 0 && !isListed) {
      fate = .noBid
    } else if outcome == .aboveCeiling || (above > 0 && valid == 0 && below == 0) {
      fate = .aboveCeiling
    } else if below > 0 && valid == 0 && above == 0 {
      fate = .belowFloor
    } else {
      fate = .otherwise
    }
    if fate != .awarded { award = nil }
  }

  /// The facts of a tender with its bids, one a firm.
  ///
  /// - Complexity: O(bids), O(bids log bids) in a scored tender.
  public init(_ tender: Tender) {
    let notice = tender.notice
    self.init(ceiling: notice.ceiling?.value, floor: notice.floor?.value, threshold: notice.surveyThreshold?.value)
    isReadvertised = notice.isReadvertised
    if let listed = notice.listed {
      isListed = true
      if let winner = tender.bids.first { (award, winners) = (winner.amount?.value, 1) }
      (submitted, round) = (listed.bidders ?? 0, listed.rounds ?? 0)
      close(notice.outcome, ranked: nil)
      return
    }
    for (place, bid) in tender.bids.enumerated() {
      let round = tender.rounds.isEmpty ? 0 : Int(tender.rounds[place].number)
      add(bid.amount?.value, bid.status, bid.isWinner, round: round)
    }
    close(notice.outcome, ranked: Self.ranked(tender))
  }

  /// The best bids of a scored tender, nil where the price alone decides.
  static func ranked(_ tender: Tender) -> (tied: Int, amount: Int64?)? {
    guard tender.notice.isScored || tender.notice.pricePoints != nil else { return nil }
    let first = BidRanking(tender).tiers.first ?? []
    return (first.count, first.first.flatMap { tender.bids[$0].amount?.value })
  }
}
