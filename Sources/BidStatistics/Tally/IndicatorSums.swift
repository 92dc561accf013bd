import Procurement

/// The sums of tenders by year and division, and what their firms did: all that indicators are computed from.
///
/// Sums of parts of a record merge to those of the whole, in any order but for the order of rates, which no indicator depends on.
public struct IndicatorSums: Sendable {
  /// A year and a value of each division.
  public struct Key: Hashable, Sendable {
    /// The year.
    public var year: TenderYear
    /// The values, in the order of the plan's divisions.
    public var values: [String]

    package init(year: TenderYear, values: [String]) { (self.year, self.values) = (year, values) }
  }

  /// Which tenders count.
  public let plan: IndicatorPlan
  private var positions: [Key: Int] = [:]
  /// The cells that have a tender, in the order in which they were met.
  public private(set) var keys: [Key] = []
  /// The sums of each cell.
  public private(set) var cells: [TenderSums] = []
  /// The firms, over all divisions.
  public internal(set) var firms = FirmYears()
  /// Tenders whose method does not count, by method.
  public private(set) var leftOut: [ContractMethod: Int] = [:]

  /// The sums of no tender.
  public init(_ plan: IndicatorPlan) { self.plan = plan }

  /// Whether no tender counts.
  public var isEmpty: Bool { cells.isEmpty }

  /// The position of a cell.
  mutating func position(of key: Key) -> Int {
    if let known = positions[key] { return known }
    positions[key] = keys.count
    keys.append(key)
    cells.append(TenderSums())
    return keys.count - 1
  }

  @inline(__always)
  mutating func add(_ facts: TenderFacts, at position: Int, tender: String) {
    cells[position].add(facts, name: plan.namesTenders ? tender : nil)
  }

  mutating func leaveOut(_ method: ContractMethod) { leftOut[method, default: 0] += 1 }

  /// Adds a tender whose bids name firms by their number in `firms`, each at most once.
  ///
  /// - Complexity: O(bids), O(bids log bids) in a scored tender.
  mutating func add(_ tender: Tender) {
    let notice = tender.notice
    let method = plan.method(of: notice)
    guard plan.methods.contains(method) else { return leaveOut(method) }
    let facts = TenderFacts(tender)
    let year = notice.year.map(TenderYear.year) ?? .unknown
    add(facts, at: position(of: Key(year: year, values: plan.values(of: notice))), tender: notice.identifier)
    guard facts.fate != .cancelled else { return }
    let place = firms.place(of: year)
    if notice.listed != nil { firms.lacksBids = true }
    let winner = facts.fate == .awarded ? Self.winner(of: tender, facts) : nil
    for (index, bid) in tender.bids.enumerated() where bid.status != .absent && !firms.names[bid.firm].isEmpty {
      firms.add(
        firm: bid.firm, at: place, isBid: bid.status != .withdrawn, isWin: index == winner, amount: facts.award)
    }
  }

  /// The bid with the award: the recorded one, or else the only best one; nil where lots decided and nobody recorded how.
  private static func winner(of tender: Tender, _ facts: TenderFacts) -> Int? {
    if let recorded = tender.bids.firstIndex(where: { $0.isWinner == true }) { return recorded }
    guard facts.tied == 1 else { return nil }
    return tender.bids.indices.first { place in
      let bid = tender.bids[place]
      return tender.isValid(bid) && bid.amount?.value == facts.award
        && (tender.rounds.isEmpty || [0, facts.round].contains(Int(tender.rounds[place].number)))
    }
  }

  /// Adds the sums of a cell, as another tally had them.
  package mutating func merge(_ sums: TenderSums, at key: Key) { cells[position(of: key)].merge(sums) }

  /// Adds tenders whose method does not count.
  package mutating func merge(leftOut method: ContractMethod, _ count: Int) { leftOut[method, default: 0] += count }

  /// Adds what firms did, as another tally had it.
  package mutating func merge(_ other: FirmYears) { firms.merge(other) }

  /// Adds the sums of other tenders under the same plan.
  public mutating func merge(_ other: IndicatorSums) {
    for (key, sums) in zip(other.keys, other.cells) { cells[position(of: key)].merge(sums) }
    firms.merge(other.firms)
    leftOut.merge(other.leftOut, uniquingKeysWith: +)
  }
}
