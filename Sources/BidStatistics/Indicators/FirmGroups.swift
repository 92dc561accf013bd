import Procurement

/// What firms of a roster did, by their size (規模) or locality (所在区分): a tender has many bidders, so these are figures of firms and not of
/// tenders.
public struct FirmGroups: Sendable {
  /// By what firms are told apart.
  public enum Division: String, CaseIterable, Sendable {
    /// 規模.
    case size
    /// 所在区分.
    case locality
  }

  /// The firms of a value.
  public struct Sums: Sendable, Hashable {
    /// Firms that bid.
    public var firms = 0
    /// Firms that won.
    public var winners = 0
    /// Bids.
    public var bids = 0
    /// Awards, as far as the record says who won.
    public var wins = 0
    /// Their prices.
    public var amount: Int128 = 0

    mutating func add(_ record: FirmYears.Record) {
      guard record.bids > 0 || record.wins > 0 else { return }
      firms += 1
      if record.wins > 0 { winners += 1 }
      bids += record.bids
      wins += record.wins
      amount += record.amount
    }
  }

  /// By what firms are told apart.
  public let division: Division
  /// The years, ascending.
  public let years: [TenderYear]
  /// The values, and "" for firms of which the roster does not say it or that do not stand in it.
  public let values: [String]
  private let sums: [TenderYear: [String: Sums]]
  /// Firms of the bids that do not stand in the roster.
  public let unlisted: Int

  /// The sums of a year and value.
  public subscript(year: TenderYear, value: String) -> Sums { sums[year]?[value] ?? Sums() }

  /// The sums of a year.
  public func total(_ year: TenderYear) -> Sums {
    (sums[year] ?? [:]).values.reduce(into: Sums()) { total, part in
      total.firms += part.firms
      total.winners += part.winners
      total.bids += part.bids
      total.wins += part.wins
      total.amount += part.amount
    }
  }

  /// What the firms of bids did.
  ///
  /// - Parameters:
  ///   - firms: what each firm did, by name.
  ///   - listed: the firms of the roster; of several of one name the first counts.
  /// - Complexity: O(firms × years).
  public init(_ firms: FirmYears, listed: [Firm], by division: Division) {
    self.division = division
    let values = Dictionary(
      listed.map { firm in
        (firm.name, division == .size ? firm.size?.identifier ?? "" : firm.locality?.identifier ?? "")
      }, uniquingKeysWith: { first, _ in first })
    years = firms.years.map(\.year).sorted()
    var found: [TenderYear: [String: Sums]] = [:]
    for (year, records) in firms.years {
      for (number, record) in records.enumerated() {
        found[year, default: [:]][values[firms.names[number]] ?? "", default: Sums()].add(record)
      }
    }
    let order = division == .size ? FirmSize.allCases.map(\.identifier) : Locality.allCases.map(\.identifier)
    self.values = (order + [""]).filter { value in found.values.contains { $0[value]?.firms ?? 0 > 0 } }
    sums = found
    unlisted = firms.names.count { values[$0] == nil }
  }
}
