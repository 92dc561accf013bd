import CounterRandom
import Procurement

/// Tenders of one notice (同一の公告日・開札日・参加資格), before anyone bids.
struct GroupDraft: Sendable {
  var number: Int
  /// Days from 1 April of the year of the notice.
  var noticeDay: Int
  var openingDay: Int
  var trade: Int
  var grade: Int
  var area: BiddingArea
  var pointStep: Int
  /// The number of tenders.
  var count: Int
}

/// One tender, before anyone bids; prices in yen.
struct TenderDraft: Sendable {
  var group: GroupDraft
  /// The place in the group, from 0.
  var order: Int
  var siteWard: Int
  var ceiling: Int64
  /// The floor that the formula gives.
  var floor: Int64
}

/// Draws the groups and tenders of a page.
struct TenderDrafting: Sendable {
  static let tendersPerPage = 256

  let recipe: BidRecipe
  private let tail = HeavyTail(sigmaHundredths: 80)
  private let tradeWeights: [Int]
  /// The day of the week of 1 April, 0 for Monday.
  private let firstWeekday: Int

  init(_ recipe: BidRecipe) {
    self.recipe = recipe
    // 1 January 1970 was a Thursday.
    let first = CivilDate(year: recipe.year.startYear, month: 4, day: 1)?.daysSince1970 ?? 0
    firstWeekday = (first + 3) % 7
    tradeWeights = recipe.place.trades.map(\.weight)
  }

  /// The tenders of a page, group by group.
  func page(_ page: Int, roster: BidderRoster) -> [TenderDraft] {
    var words = SyntheticStreams.bidGroups.words(seed: recipe.seed, page)
    let count = min(Self.tendersPerPage, recipe.tenders - page * Self.tendersPerPage)
    var drafts: [TenderDraft] = []
    var group = 0
    while drafts.count < count {
      // At least one tender a group, so that a page of 256 has at most 256 groups.
      var draft = self.group(&words, number: page * Self.tendersPerPage + group, roster: roster)
      draft.count = min(draft.count, count - drafts.count)
      for order in 0..<draft.count {
        drafts.append(tender(of: draft, order: order, number: page * Self.tendersPerPage + drafts.count))
      }
      group += 1
    }
    return drafts
  }

  private func group(_ words: inout DrawStream, number: Int, roster: BidderRoster) -> GroupDraft {
    let trade = words.next(weights: tradeWeights)
    let grade = words.next(weights: [25, 35, 25, 15])
    let ward = words.next(below: SyntheticCity.wards.count)
    let area = [BiddingArea.city, .half(SyntheticCity.half(ofWard: ward)), .ward(ward)][
      words.next(weights: [75, 17, 8])]
    let pointStep = words.next(weights: [30, 55, 15])
    let noticeDay = workday(words.next(below: 330))
    let openingDay = workday(noticeDay + words.next(in: 14...28))
    let count = 1 + words.next(weights: [40, 25, 14, 9, 6, 4, 2])
    var reach = area
    if recipe.outsidePerMille > 0, area == .city {
      // As many groups are open to all as firms stand outside, of those without a condition of area.
      var own = SyntheticStreams.bidOpenGroups.words(seed: recipe.seed, number)
      if own.happens(perMille: recipe.outsidePerMille) { reach = .anywhere }
    }
    var draft = GroupDraft(
      number: number, noticeDay: noticeDay, openingDay: openingDay, trade: trade, grade: grade, area: reach,
      pointStep: pointStep, count: count)
    // A condition that too few firms meet would not be set: competition must be possible.
    while roster.admitted(trade: trade, grade: grade, area: draft.area, pointStep: draft.pointStep).count < 14 {
      if draft.pointStep > 0 {
        draft.pointStep -= 1
      } else if draft.area != .city, draft.area != .anywhere {
        draft.area = .city
      } else {
        break
      }
    }
    return draft
  }

  /// The day itself, or the Monday behind a weekend; holidays are not known.
  private func workday(_ day: Int) -> Int {
    switch (firstWeekday + day) % 7 {
    case 5: day + 2
    case 6: day + 1
    default: day
    }
  }

  private func tender(of group: GroupDraft, order: Int, number: Int) -> TenderDraft {
    var words = SyntheticStreams.bidTenders.words(seed: recipe.seed, number)
    let siteWard =
      switch group.area {
      case .city, .anywhere: words.next(below: SyntheticCity.wards.count)
      case .half(let half):
        half == 0
          ? words.next(below: SyntheticCity.southernWards)
          : words.next(in: SyntheticCity.southernWards...SyntheticCity.wards.count - 1)
      case .ward(let ward): ward
      }
    // 20 to 100 million yen in the middle, by grade; the direct costs lead, the others are shares of them.
    let middle: UInt64 = [100_000, 60_000, 35_000, 20_000][group.grade]
    let size = Int64(((tail.next(&words) >> 16) * middle) >> 20) + 1_000
    let direct = size * 620
    let common = direct * Int64(words.next(in: 60...140)) / 1_000
    let site = (direct + common) * Int64(words.next(in: 180...320)) / 1_000
    let administration = (direct + common + site) * Int64(words.next(in: 120...200)) / 1_000
    var items = CostItems(
      direct: direct, commonTemporary: common, siteManagement: site, generalAdministration: administration)
    // Works are priced in thousands: what is left is taken off the general administration costs (端数調整).
    items.generalAdministration -= items.total % 1_000
    let ceiling = items.total
    return TenderDraft(
      group: group, order: order, siteWard: siteWard, ceiling: ceiling,
      floor: recipe.formula.floor(of: items, ceiling: ceiling, rounding: recipe.rounding))
  }
}
