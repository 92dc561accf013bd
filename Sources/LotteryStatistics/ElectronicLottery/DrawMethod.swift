import Procurement

/// How a tie is drawn: by the numbers of a scheme, or from a committed seed.
public enum DrawMethod: Sendable, Hashable {
  /// An electronic lottery.
  case scheme(LotteryScheme)
  /// A verifiable draw.
  case seed(DrawSeed)

  /// How many digits the numbers of its draws have; nil where it has none.
  public var numberDigits: Int? {
    switch self {
    case .scheme(let scheme): scheme.hash == nil ? scheme.numberDigits : nil
    case .seed: nil
    }
  }

  /// The draw of a tied tender.
  ///
  /// - Throws: `DrawError` with the tender's identifier, where a scheme and the record leave the draw open.
  public func draw(_ tied: TiedTender, of register: TenderRegister) throws(DrawError) -> TenderDraw {
    let notice = register.tenders[tied.tender].notice
    let eligible = tied.eligible
    if eligible.count == 1 { return TenderDraw(tied: tied, working: .sole, ranking: eligible) }
    switch self {
    case .scheme(let scheme) where scheme.hash != nil:
      do throws(DrawError) {
        let draw = try HashedDraw(eligible, of: register.tenders[tied.tender], scheme: scheme)
        return TenderDraw(tied: tied, working: .hashed(draw), ranking: draw.entries.map(\.bidder))
      } catch {
        var error = error
        error.tender = notice.identifier
        throw error
      }
    case .scheme(let scheme):
      do throws(DrawError) {
        let draw = try ElectronicDraw(tied.bidders, scheme: scheme, openingTime: notice.openingTime)
        let ranking = draw.ranking.map { draw.entries[$0].bidder }
        return TenderDraw(
          tied: tied, working: .electronic(draw), ranking: ranking, winner: draw.entries[draw.winner].bidder)
      } catch {
        var error = error
        error.tender = notice.identifier
        throw error
      }
    case .seed(let seed):
      let draw = VerifiableDraw(eligible, tender: notice.identifier, seed: seed)
      return TenderDraw(tied: tied, working: .verifiable(draw), ranking: draw.ranking)
    }
  }
}

/// A tied tender with its draw.
public struct TenderDraw: Sendable, Hashable {
  /// How the ranking came about.
  public enum Working: Sendable, Hashable {
    /// By numbers.
    case electronic(ElectronicDraw)
    /// By the hashes of a text of the record.
    case hashed(HashedDraw)
    /// From a seed.
    case verifiable(VerifiableDraw)
    /// Exclusion left one firm: nothing is drawn.
    case sole
  }

  /// The tie.
  public let tied: TiedTender
  /// How the ranking came about.
  public let working: Working
  /// The firms that took part, from the first place to the last.
  public let ranking: [LotteryBidder]
  /// The firm that gets the award.
  public let winner: LotteryBidder

  init(tied: TiedTender, working: Working, ranking: [LotteryBidder], winner: LotteryBidder? = nil) {
    self.tied = tied
    self.working = working
    self.ranking = ranking
    self.winner = winner ?? ranking[0]
  }

  /// The winner's position in the tied tender's bidders.
  public var place: Int { tied.bidders.firstIndex { $0.name == winner.name } ?? 0 }
}
