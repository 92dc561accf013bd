import TabularReading

/// Turns the bids of a process into records of the canonical bid columns: as many tenders as there are lots.
struct OCDSBidRows {
  /// The columns, under the names that are known without a mapping; the last ones say where a bid stands.
  static let columns =
    [
      "tender", "opening_date", "category", "office", "firm", "bid", "status", "members", "winner", "currency", "group",
      "method",
    ] + OCDSRow.placeColumns

  private let process: OCDSProcess
  private let names: OCDSNames
  private(set) var account = SourceAccount()

  /// The rows of a process.
  init(_ process: OCDSProcess, names: OCDSNames) { (self.process, self.names) = (process, names) }

  /// Who wins, as awards that count say: of some lots, or of all.
  private struct Winners {
    /// The lots of each award; none where it is for all.
    var lots: [Set<String>] = []
    /// The awards that name a bid, and those that name a firm and no bid.
    var byBid: [String: [Int]] = [:]
    var byFirm: [String: [Int]] = [:]
    /// All lots of which an award says who wins, and whether one says it of all.
    var decided: Set<String> = []
    var isForAll = false

    /// Whether some award says who wins in lots; in no lots means in any.
    func concern(_ lots: Set<String>) -> Bool {
      isForAll || (lots.isEmpty ? !decided.isEmpty : !decided.isDisjoint(with: lots))
    }

    /// Whether one of some awards is for one of some lots.
    func isAny(_ awards: [Int], for wanted: Set<String>) -> Bool {
      awards.contains { lots[$0].isEmpty || wanted.isEmpty || !lots[$0].isDisjoint(with: wanted) }
    }
  }

  /// The records of all bids that count or cannot be read; the others are in the account.
  mutating func rows() -> [OCDSRow] {
    do throws(OCDSFault) {
      let bids = try bids()
      guard !bids.isEmpty else {
        account.notice(.processesWithoutBid)
        return []
      }
      let facts = try facts(of: bids)
      var rows: [OCDSRow] = []
      for (place, bid) in bids.enumerated() { if let row = row(bid, place, facts) { rows.append(row) } }
      return rows
    } catch {
      return [faulty(error)]
    }
  }

  private func bids() throws(OCDSFault) -> [JSONTree] {
    switch process.release["bids"] {
    case nil, .null: return []
    case .object?: return try process.objects("details", of: process.release["bids"], at: "bids/")
    case .some(let other): throw OCDSFault("bids", .kind(.object), other)
    }
  }

  private func faulty(_ fault: OCDSFault) -> OCDSRow {
    OCDSRow(
      fields: [String](repeating: "", count: Self.columns.count - OCDSRow.placeColumns.count), ocid: process.ocid,
      path: fault.path, fault: fault.problem, line: process.line)
  }

  /// What all bids of a process share.
  private struct Facts {
    var reason: String?
    var lost: [String: String]
    var winners: Winners
    var opening: String
    var office: String
    var group: String
    /// Whether bids name lots of which there are several.
    var hasLots: Bool
  }

  private mutating func facts(of bids: [JSONTree]) throws(OCDSFault) -> Facts {
    var lots: Set<String> = []
    for (place, bid) in bids.enumerated() {
      lots.formUnion(try process.lots(of: bid, at: "bids/details/\(place)"))
    }
    let declared = Set(try process.objects("lots", of: process.tender, at: "tender/").compactMap { $0["id"]?.text })
    let hasLots = lots.union(declared).count > 1 && !lots.isEmpty
    if hasLots { account.notice(.lots, count: lots.count) }
    var group = ""
    if let most = process.tender["lotDetails"]?["maximumLotsAwardedPerSupplier"]?.text, hasLots {
      account.unknown("lots per supplier at most: \(most)")
      group = process.ocid
    }
    return Facts(
      reason: try process.whyTenderDoesNotCount(), lost: try process.lostLots(), winners: try winners(),
      opening: try opening(), office: office, group: group, hasLots: hasLots)
  }

  private var office: String {
    process.release["buyer"].flatMap { process.parties.firm($0, role: "buyer", names)?.name }
      ?? process.parties.name(ofRole: "buyer") ?? ""
  }

  private func opening() throws(OCDSFault) -> String {
    for (key, member) in [("bidOpening", "date"), ("tenderPeriod", "endDate")] {
      guard let part = process.tender[key], part.isObject,
        let text = try process.text(member, of: part, at: "tender/\(key)")
      else { continue }
      guard let time = OCDSTime(text, zone: process.options.zone), time.isPlausible else {
        throw OCDSFault("tender/\(key)/\(member)", .date, .string(text))
      }
      return time.day.description
    }
    return ""
  }

  private func winners() throws(OCDSFault) -> Winners {
    var winners = Winners()
    for (place, award) in try process.objects("awards").enumerated() {
      let path = "awards/\(place)"
      guard try process.whyAwardDoesNotCount(award, at: path) == nil else { continue }
      let bids = process.bids(of: award)
      let suppliers = process.parties.firms(
        try process.objects("suppliers", of: award, at: path + "/"), role: "supplier", names)
      guard !bids.isEmpty || !suppliers.isEmpty else { continue }
      let number = winners.lots.count
      let lots = Set(try process.lots(of: award, at: path))
      winners.lots.append(lots)
      winners.decided.formUnion(lots)
      if lots.isEmpty { winners.isForAll = true }
      for bid in bids { winners.byBid[bid, default: []].append(number) }
      guard bids.isEmpty else { continue }
      for supplier in suppliers { winners.byFirm[supplier.local, default: []].append(number) }
    }
    return winners
  }

  private mutating func row(_ bid: JSONTree, _ place: Int, _ facts: Facts) -> OCDSRow? {
    let path = "bids/details/\(place)"
    do throws(OCDSFault) {
      let verdict = try process.verdict(ofBid: bid, at: path)
      let lots = try process.lots(of: bid, at: path)
      let states = lots.compactMap { facts.lost[$0] }
      let lotReason = states.first.flatMap { states.count == lots.count ? "lot-status: \($0)" : nil }
      var status = "valid"
      var reason = facts.reason ?? lotReason
      switch verdict {
      case .valid: break
      case .other(let word): status = word
      case .unknown(let unknown): reason = reason ?? unknown
      }
      if let reason {
        account.filter(reason)
        return nil
      }
      if lots.count > 1, facts.hasLots { account.notice(.bundles) }
      let firms = process.parties.firms(
        try process.objects("tenderers", of: bid, at: path + "/"), role: "tenderer", names)
      if firms.isEmpty { account.notice(.undisclosedBidders) }
      // A firm that is not disclosed is nobody else, here or elsewhere.
      let members =
        firms.isEmpty ? ["\(process.ocid) / bid \(bid["id"]?.text ?? String(place + 1))"] : firms.map(\.everywhere)
      let value = try process.value(of: bid, at: path)
      let hasLot = facts.hasLots && !lots.isEmpty
      return OCDSRow(
        fields: [
          hasLot ? "\(process.ocid) / \(lots.joined(separator: "+"))" : process.ocid, facts.opening,
          process.tender["mainProcurementCategory"]?.text ?? "", facts.office, members.joined(separator: "|"),
          value?.amount ?? "", status, members.count > 1 ? members.joined(separator: "|") : "",
          wins(bid, firms, Set(lots), isValid: verdict == .valid, facts.winners),
          value.map { $0.currency ?? CurrencyCode.none } ?? "", facts.group,
          process.tender["procurementMethod"]?.text ?? "",
        ], ocid: process.ocid, path: path, fault: nil, line: process.line)
    } catch {
      return faulty(error)
    }
  }

  /// Whether a bid wins: empty where no award says who wins in its lots.
  private func wins(
    _ bid: JSONTree, _ firms: [OCDSParties.Firm], _ lots: Set<String>, isValid: Bool, _ winners: Winners
  ) -> String {
    guard winners.concern(lots) else { return "" }
    let awards =
      (bid["id"]?.identifier.flatMap { winners.byBid[$0] } ?? []) + firms.flatMap { winners.byFirm[$0.local] ?? [] }
    return isValid && winners.isAny(awards, for: lots) ? "1" : "0"
  }
}
