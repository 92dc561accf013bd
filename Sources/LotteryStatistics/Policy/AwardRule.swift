/// What a policy decides for one tender, given how many bids of each tier are of excluded firms.
///
/// The one place where the components of a policy meet; the exact solver, the simulator and the replay all
/// ask it.
package struct AwardRule: Sendable, Hashable {
  /// Who the award goes to.
  package struct Verdict: Hashable, Sendable {
    /// The tier that gets the award, or nil for no award.
    package var tier: Int?
    /// Whether the excluded of that tier take part.
    package var isWaived: Bool
    /// Whether the win counts as one by lottery.
    package var isLottery: Bool

    static let noAward = Verdict(tier: nil, isWaived: false, isLottery: false)
  }

  /// The cap, or 0 where nobody is ever excluded.
  package let cap: UInt8
  package let counted: CountedWins
  package let outrightWin: OutrightWin
  let soleRemaining: SoleRemaining
  let nobodyRemaining: NobodyRemaining
  package let noBidRemaining: NoBidRemaining

  package init(_ policy: LotteryPolicy) {
    // Order, form of the draw, chances and nearness are the player's; the rest is in the layout of the problem.
    let (cap, counted, outrightWin, soleRemaining, nobodyRemaining, noBidRemaining, _, _, _, _, _, _, _, _, _) =
      policy.components
    self.cap = UInt8(clamping: cap ?? 0)
    self.counted = counted
    self.outrightWin = outrightWin
    self.soleRemaining = soleRemaining
    self.nobodyRemaining = nobodyRemaining
    self.noBidRemaining = noBidRemaining
  }

  /// The verdict on a tender.
  ///
  /// - Parameters:
  ///   - tiers: the number of tiers of valid bids.
  ///   - isCovered: whether the policy's exclusion applies to the tender.
  ///   - size: the number of bids of a tier, at least 1.
  ///   - eligible: how many of them are of firms below the cap.
  package func verdict(
    tiers: Int, isCovered: Bool, size: (Int) -> Int, eligible: (Int) -> Int
  ) -> Verdict {
    guard tiers > 0 else { return .noAward }
    if cap == 0 || !isCovered { return Verdict(tier: 0, isWaived: true, isLottery: size(0) > 1) }
    for tier in 0..<tiers {
      let isTie = size(tier) > 1
      switch eligible(tier) {
      case 0 where !isTie:
        if outrightWin == .stands { return Verdict(tier: tier, isWaived: true, isLottery: false) }
      case 0:
        switch nobodyRemaining {
        case .waived: return Verdict(tier: tier, isWaived: true, isLottery: true)
        case .noAward: return .noAward
        case .nextLowest: break
        }
      case 1 where isTie:
        return Verdict(
          tier: tier, isWaived: soleRemaining == .waived, isLottery: soleRemaining != .outrightWin)
      default:
        return Verdict(tier: tier, isWaived: false, isLottery: isTie)
      }
    }
    switch noBidRemaining {
    case .waived: return Verdict(tier: 0, isWaived: true, isLottery: size(0) > 1)
    case .noAward: return .noAward
    }
  }

  /// Whether a win under a verdict brings its firm nearer to the cap.
  package func counts(_ verdict: Verdict, isCovered: Bool) -> Bool {
    cap > 0 && isCovered && verdict.tier != nil && (counted == .any || verdict.isLottery)
  }

  /// Whether bids behind the first tier can ever win.
  var looksBehindFirstTier: Bool { cap > 0 && (outrightWin == .void || nobodyRemaining == .nextLowest) }
}
