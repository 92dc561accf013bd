import Procurement

/// All texts of a bid set that do not change from row to row, encoded once.
struct BidVocabulary: Sendable {
  /// The greatest number of bids for a tender.
  static let greatestBidders = 14

  let header: [UInt8]
  /// The firms' names with a comma behind them.
  let names: TextPool
  /// The firms' wards and points between commas.
  let details: TextPool
  let valid = Array("valid".utf8)
  let withdrawn = Array("withdrawn".utf8)
  /// All trades are of works.
  let category = Array(",works\n".utf8)
  let days: DayTable
  private let prefix: [UInt8]
  private let requirements: TextPool
  private let conditions: TextPool
  private let wards: TextPool
  private let trades: TextPool
  private let grades: TextPool

  init(_ recipe: BidRecipe, _ roster: BidderRoster) {
    var columns = [
      "tender", "notice_date", "opening_date", "requirement", "order", "ceiling", "floor", "firm", "bid", "group",
      "trade", "grade", "site_ward", "area_condition", "minimum_points", "firm_ward", "points", "status",
    ]
    if recipe.scheme != nil { columns += ["entered_number", "system_number", "arrival", "winner"] }
    columns.append("category")
    func pool(_ texts: some Sequence<String>) -> TextPool { TextPool(texts, encoding: .utf8) }
    header = Array((columns.joined(separator: ",") + "\n").utf8)
    names = pool(roster.firms.map { $0.name + "," })
    details = pool(roster.firms.map { ",\($0.ward ?? ""),\($0.points ?? 0)," })
    days = DayTable(recipe.year)
    prefix = Array("\(recipe.year)-".utf8)
    let areas = Self.areas
    requirements = pool(
      recipe.place.trades.flatMap { trade in
        BidderRoster.grades.flatMap { grade in
          areas.flatMap { area in
            BidderRoster.pointSteps.map { points in
              ",\(trade.name) \(grade) \(area.name)\(points > 0 ? " 主観\(points)点以上" : ""),"
            }
          }
        }
      })
    conditions = pool(
      areas.flatMap { area in BidderRoster.pointSteps.map { ",\(area.condition.rawValue),\($0 > 0 ? String($0) : "")" }
      })
    wards = pool(SyntheticCity.wards.map { ",\($0)" })
    trades = pool(recipe.place.trades.map { ",\($0.name)" })
    grades = pool(BidderRoster.grades.map { ",\($0)" })
  }

  /// The greatest length of a row in bytes.
  var longestRow: Int {
    let texts = names.longest + details.longest + requirements.longest + conditions.longest + wards.longest
    return texts + trades.longest + grades.longest + 2 * prefix.count + 200
  }

  /// Appends what stands before the firm: tender, dates, requirement, order, ceiling and floor.
  func append(beforeFirm tender: TenderWithBids, number: Int, to writer: inout RowWriter) {
    let (draft, group) = (tender.draft, tender.draft.group)
    writer.append(prefix)
    writer.append(UInt64(number) + 1, width: 8)
    writer.append(days.texts, group.noticeDay)
    writer.append(days.texts, group.openingDay)
    let place = (group.trade * BidderRoster.grades.count + group.grade) * BiddingArea.codes + group.area.code
    writer.append(requirements, place * BidderRoster.pointSteps.count + group.pointStep)
    writer.append(UInt64(draft.order) + 1)
    writer.append(ascii: ",")
    writer.append(UInt64(draft.ceiling))
    writer.append(ascii: ",")
    writer.append(UInt64(tender.floor))
    writer.append(ascii: ",")
  }

  /// Appends what stands behind the bid and is the tender's: group, trade, grade, site and conditions.
  func append(behindBid draft: TenderDraft, to writer: inout RowWriter) {
    writer.append(ascii: ",")
    writer.append(ascii: "G")
    writer.append(prefix)
    writer.append(UInt64(draft.group.number) + 1, width: 8)
    writer.append(trades, draft.group.trade)
    writer.append(grades, draft.group.grade)
    writer.append(wards, draft.siteWard)
    writer.append(conditions, draft.group.area.code * BidderRoster.pointSteps.count + draft.group.pointStep)
  }

  /// Appends the numbers, the arrival and the mark of the winner.
  func append(_ draw: LotteryDraw, _ bid: Int, to writer: inout RowWriter) {
    writer.append(ascii: ",")
    writer.append(UInt64(draw.entered[bid]), width: 3)
    writer.append(ascii: ",")
    writer.append(UInt64(draw.system[bid]), width: 3)
    days.append(time: draw.arrival[bid], to: &writer)
    writer.append(ascii: ",")
    writer.append(ascii: draw.winner == bid ? "1" : "0")
  }

  /// All areas in the order of their codes.
  private static let areas: [BiddingArea] =
    [.city] + SyntheticCity.halves.indices.map(BiddingArea.half) + SyntheticCity.wards.indices.map(BiddingArea.ward)
    + [.anywhere]
}
