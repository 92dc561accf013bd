import Procurement

/// The figures that firms give, year by year, one value each.
public enum FirmIndicator: String, CaseIterable, Sendable, Hashable {
  /// 応札した業者数.
  case firmsBid
  /// 落札した業者数.
  case firmsWon
  /// 応札したが落札のない業者の割合.
  case neverWonShare
  /// 落札件数 ÷ 応札件数.
  case successRate
  /// 新規の業者の割合: firms that bid and had not within the years before.
  case newFirms
  /// 再参入の業者の割合: of the firms that bid those that are new and had bid before the years looked back on.
  case returningFirms
  /// 上位10者の落札金額の割合.
  case topTenShare
  /// 最大の業者の落札金額の割合.
  case largestShare

  /// The code in the Open Contracting Partnership's catalogue of indicators (2024), nil where it has none.
  public var code: String? {
    switch self {
    case .firmsBid: "U003"
    case .firmsWon: "U004"
    case .successRate: "U037"
    case .topTenShare: "U025"
    case .largestShare: "U034"
    case .neverWonShare, .newFirms, .returningFirms: nil
    }
  }

  /// The unit of the value.
  public var unit: BidIndicator.Unit {
    switch self {
    case .firmsBid, .firmsWon: .firms
    case .neverWonShare, .successRate, .newFirms, .returningFirms, .topTenShare, .largestShare: .percent
    }
  }
}

/// What firms did in the years of a record.
public struct FirmFigures: Sendable {
  private let firms: FirmYears
  private let lookBack: Int
  private let first: FiscalYear?

  /// The figures of firms.
  ///
  /// - Parameter lookBack: a firm is new where it bid in none of so many years before; the figure is unknown in the first so many
  ///   years of the record.
  public init(_ firms: FirmYears, lookBack: Int) {
    self.firms = firms
    self.lookBack = lookBack
    first = firms.years.compactMap { if case .year(let year) = $0.year { year } else { nil } }.min()
  }

  /// The figure of an indicator in a year.
  ///
  /// - Complexity: O(firms), O(firms log firms) for shares of the largest.
  public subscript(indicator: FirmIndicator, year: TenderYear) -> IndicatorFigure {
    let records = firms.years.first { $0.year == year }?.records ?? []
    let active = records.indices.filter { records[$0].bids > 0 || records[$0].wins > 0 }
    let winners = active.filter { records[$0].wins > 0 }
    switch indicator {
    case .firmsBid, .neverWonShare, .successRate, .newFirms, .returningFirms:
      // Of lists of results only the winners are known.
      if firms.lacksBids { return .unknown }
    case .firmsWon, .topTenShare, .largestShare: break
    }
    switch indicator {
    case .firmsBid: return IndicatorFigure(count: active.count)
    case .firmsWon: return IndicatorFigure(count: winners.count)
    case .neverWonShare: return IndicatorFigure(share: active.count - winners.count, of: active.count)
    case .successRate:
      return IndicatorFigure(
        share: active.reduce(0) { $0 + records[$1].wins }, of: active.reduce(0) { $0 + records[$1].bids })
    case .newFirms:
      guard let fresh = fresh(among: active, in: year) else { return .unknown }
      return IndicatorFigure(share: fresh.count, of: active.count)
    case .returningFirms:
      guard case .year(let fiscal) = year, let first, fiscal.startYear - lookBack > first.startYear,
        let fresh = fresh(among: active, in: year)
      else { return .unknown }
      let before = firms.years.filter {
        if case .year(let earlier) = $0.year { earlier.startYear < fiscal.startYear - lookBack } else { false }
      }
      let returning = fresh.count { firm in before.contains { firm < $0.records.count && $0.records[firm].bids > 0 } }
      return IndicatorFigure(share: returning, of: active.count)
    case .topTenShare: return largest(10, records)
    case .largestShare: return largest(1, records)
    }
  }

  /// The firms that bid in none of the years looked back on; nil where the record does not reach back so far.
  private func fresh(among active: [Int], in year: TenderYear) -> [Int]? {
    guard case .year(let fiscal) = year, let first, fiscal.startYear - lookBack >= first.startYear else { return nil }
    let earlier = (1...lookBack).map { TenderYear.year(FiscalYear(startingIn: fiscal.startYear - $0)) }
    return active.filter { firm in earlier.allSatisfy { firms.record(firm, $0).bids == 0 } }
  }

  /// Whether bids of firms are known, and not their awards alone.
  public var knowsBids: Bool { !firms.lacksBids }

  private func largest(_ count: Int, _ records: [FirmYears.Record]) -> IndicatorFigure {
    let amounts = records.map(\.amount).filter { $0 > 0 }.sorted(by: >)
    return IndicatorFigure(
      amounts.prefix(count).reduce(0, +), of: amounts.reduce(0, +), base: amounts.count)
  }

  /// The firms with the largest awards of a year: name, tenders bid for and won, and amount; ties by name.
  public func top(_ count: Int, in year: TenderYear) -> [(name: String, record: FirmYears.Record)] {
    let records = firms.years.first { $0.year == year }?.records ?? []
    let order = records.indices.filter { records[$0].wins > 0 }.sorted {
      (records[$1].amount, firms.names[$0]) < (records[$0].amount, firms.names[$1])
    }
    return order.prefix(count).map { (firms.names[$0], records[$0]) }
  }
}
