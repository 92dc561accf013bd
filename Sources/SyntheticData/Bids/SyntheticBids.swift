import Procurement

/// A set of bids in the canonical columns.
///
/// Columns: `tender,notice_date,opening_date,requirement,order,ceiling,floor,firm,bid`, then
/// `group,trade,grade,site_ward,area_condition,minimum_points,firm_ward,points,status`, and with a scheme of numbers
/// `entered_number,system_number,arrival,winner`; `category` stands last. The group is named, because over many years dates and requirement
/// alone would join tenders that have nothing to do with each other.
public struct SyntheticBids: PagedFile {
  /// What was asked for.
  public let recipe: BidRecipe
  /// The firms that bid.
  public let roster: BidderRoster
  private let drafting: TenderDrafting
  private let model: BiddingModel
  private let texts: BidVocabulary

  /// The bid set of a recipe.
  ///
  /// - Complexity: O(firms).
  public init(_ recipe: BidRecipe) {
    self.recipe = recipe
    roster = BidderRoster(recipe)
    drafting = TenderDrafting(recipe)
    model = BiddingModel(recipe: recipe, roster: roster)
    texts = BidVocabulary(recipe, roster)
  }

  /// The line of column names.
  public var header: [UInt8] { texts.header }
  /// The number of pages of 256 tenders.
  public var pageCount: Int {
    (recipe.tenders + TenderDrafting.tendersPerPage - 1) / TenderDrafting.tendersPerPage
  }

  /// Makes a page and counts its lotteries.
  ///
  /// - Complexity: O(bids).
  public func page(_ number: Int) -> (bytes: [UInt8], account: IncidenceCount) {
    let drafts = drafting.page(number, roster: roster)
    var count = IncidenceCount(trades: recipe.place.trades.count)
    let bytes = RowWriter.bytes(atMost: drafts.count * BidVocabulary.greatestBidders * texts.longestRow) { writer in
      for (index, draft) in drafts.enumerated() {
        let position = number * TenderDrafting.tendersPerPage + index
        let tender = model.bids(for: draft, number: position)
        count.add(tender)
        append(tender, number: position, to: &writer)
      }
    }
    return (bytes, count)
  }

  private func append(_ tender: TenderWithBids, number: Int, to writer: inout RowWriter) {
    let draw = recipe.scheme.map { scheme in
      LotteryDraw(
        tender, recipe, scheme: scheme, number: number,
        openingMidnight: texts.days.midnight(tender.draft.group.openingDay))
    }
    // What all bids of a tender share is formatted in its first row and copied from there into the others.
    var (before, behind) = (0..<0, 0..<0)
    for (position, bid) in tender.bids.enumerated() {
      if position == 0 {
        before = writer.range { texts.append(beforeFirm: tender, number: number, to: &$0) }
      } else {
        writer.append(copyOf: before)
      }
      writer.append(texts.names, bid.firm)
      if let amount = bid.amount { writer.append(UInt64(amount)) }
      if position == 0 {
        behind = writer.range { texts.append(behindBid: tender.draft, to: &$0) }
      } else {
        writer.append(copyOf: behind)
      }
      writer.append(texts.details, bid.firm)
      writer.append(bid.amount == nil ? texts.withdrawn : texts.valid)
      if let draw { texts.append(draw, position, to: &writer) }
      writer.append(texts.category)
    }
  }
}
