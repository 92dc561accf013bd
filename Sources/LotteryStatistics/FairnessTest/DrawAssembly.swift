import Procurement

/// Puts rows of tied firms together into draws and groups: a register in which all bids of a draw are equal.
///
/// A draw without a group is a group of its own. Within a group draws are opened by `order`, those without one after
/// the others, equal ones as they stand in the file. A draw with one firm only was no lottery: its win is a win without a
/// tie, which some policies count, and the test leaves it out and says how many there are.
public struct DrawAssembly: Sendable {
  private struct Draw {
    var notice: TenderNotice
    var bids: [TenderBid] = []
    var winner: Int?
    /// The winner by name and the line that names it.
    var named: (firm: String, line: Int)?
    var line: Int
  }

  private var firms: [Firm] = []
  private var firmIndex: [String: Int] = [:]
  private var draws: [Draw] = []
  private var drawIndex: [String: Int] = [:]

  /// An assembly without draws.
  public init() {}

  /// Adds the rows of a batch.
  ///
  /// - Throws: `RegisterError` with draw, firm and line, where a firm stands twice in a draw, two firms won it, or its
  ///   rows disagree.
  /// - Complexity: O(rows × tied).
  public mutating func add(_ batch: DrawBatch) throws(RegisterError) {
    // Texts are looked up once a batch.
    var firmOfCode: [Int] = []
    for name in batch.firms.values { firmOfCode.append(position(of: name)) }
    var drawOfCode = batch.draws.values.map { drawIndex[$0] ?? -1 }
    for row in 0..<batch.count {
      let code = Int(batch.draws.codes[row])
      let group = batch.groups[row]
      let officer = batch.officers[row]
      let opening = (time: batch.openingTimes[row], date: batch.openingDates[row])
      let line = batch.sourceLines[row]
      var draw = drawOfCode[code]
      if draw < 0 {
        draw = draws.count
        let name = batch.draws.values[code]
        drawOfCode[code] = draw
        drawIndex[name] = draw
        let notice = TenderNotice(
          identifier: name, openingDate: opening.date, openingTime: opening.time, order: batch.orders[row],
          group: group, officer: officer,
          category: batch.categories[row])
        draws.append(Draw(notice: notice, line: line))
      } else if draws[draw].notice.group != group || draws[draw].notice.order != batch.orders[row]
        || draws[draw].notice.officer != officer || draws[draw].notice.openingTime != opening.time
        || draws[draw].notice.openingDate != opening.date || draws[draw].notice.category != batch.categories[row]
      {
        throw RegisterError(
          .drawRowsDisagree, tender: batch.draws.values[code], firm: batch.firms[row], line: line)
      }
      let firm = firmOfCode[Int(batch.firms.codes[row])]
      if let affiliation = batch.affiliations[row] {
        if let other = firms[firm].affiliation, other != affiliation {
          throw RegisterError(
            .severalAffiliations, tender: batch.draws.values[code], firm: firms[firm].name, line: line)
        }
        firms[firm].affiliation = affiliation
      }
      try add(
        TenderBid(firm: firm, amount: Yen(0), isWinner: batch.wins[row] ?? false, arrival: batch.arrivals[row]),
        named: batch.winners[row], to: draw, line: line)
    }
  }

  private mutating func add(
    _ bid: TenderBid, named: String?, to draw: Int, line: Int
  ) throws(RegisterError) {
    let identifier = draws[draw].notice.identifier
    if draws[draw].bids.contains(where: { $0.firm == bid.firm }) {
      throw RegisterError(.firmTwiceInDraw, tender: identifier, firm: firms[bid.firm].name, line: line)
    }
    if bid.isWinner == true {
      if draws[draw].winner != nil {
        throw RegisterError(.severalWinners, tender: identifier, firm: firms[bid.firm].name, line: line)
      }
      draws[draw].winner = bid.firm
    }
    if let named {
      if let known = draws[draw].named, known.firm != named {
        throw RegisterError(.severalWinners, tender: identifier, firm: named, line: line)
      }
      draws[draw].named = draws[draw].named ?? (named, line)
    }
    draws[draw].bids.append(bid)
  }

  private mutating func position(of name: String) -> Int {
    if let known = firmIndex[name] { return known }
    firmIndex[name] = firms.count
    firms.append(Firm(name: name))
    return firms.count - 1
  }

  /// The register of all draws added so far.
  ///
  /// - Throws: `RegisterError` where a draw has no winner, or its winner is not among the tied.
  /// - Complexity: O(rows + draws log draws).
  public func register() throws(RegisterError) -> TenderRegister {
    var tenders: [Tender] = []
    tenders.reserveCapacity(draws.count)
    var groups: [TenderGroup] = []
    var groupIndex: [String: Int] = [:]
    for (position, draw) in draws.enumerated() {
      tenders.append(Tender(notice: draw.notice, bids: try bids(of: draw)))
      guard let name = draw.notice.group else {
        groups.append(TenderGroup(identifier: draw.notice.identifier, tenders: [position]))
        continue
      }
      if let group = groupIndex[name] {
        groups[group].tenders.append(position)
      } else {
        groupIndex[name] = groups.count
        groups.append(TenderGroup(identifier: name, tenders: [position]))
      }
    }
    for group in groups.indices where groups[group].tenders.count > 1 {
      groups[group].tenders.sort { a, b in
        let (x, y) = (tenders[a].notice.order ?? .max, tenders[b].notice.order ?? .max)
        return x != y ? x < y : a < b
      }
    }
    return TenderRegister(checkedFirms: firms, tenders: tenders, groups: groups)
  }

  private func bids(of draw: Draw) throws(RegisterError) -> [TenderBid] {
    guard let named = draw.named else {
      if draw.winner == nil { throw RegisterError(.noWinner, tender: draw.notice.identifier, line: draw.line) }
      return draw.bids
    }
    guard let winner = firmIndex[named.firm], let place = draw.bids.firstIndex(where: { $0.firm == winner }) else {
      throw RegisterError(.winnerNotTied, tender: draw.notice.identifier, firm: named.firm, line: named.line)
    }
    if let other = draw.winner, other != winner {
      throw RegisterError(.severalWinners, tender: draw.notice.identifier, firm: named.firm, line: named.line)
    }
    var bids = draw.bids
    bids[place].isWinner = true
    return bids
  }
}
