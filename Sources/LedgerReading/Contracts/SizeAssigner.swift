import Procurement

/// Gives contracts the size and locality that a roster knows of their contractors.
struct SizeAssigner {
  private let roster: FirmRoster
  private let rule: JointVentureRule?
  private var matcher: FirmMatcher

  /// An assigner from a roster; without a rule joint ventures are not split.
  init(_ roster: FirmRoster, normalizes: Bool, rule: JointVentureRule?) {
    self.roster = roster
    self.rule = rule
    matcher = FirmMatcher(roster, normalizes: normalizes, splits: rule != nil)
  }

  /// Completes a contract; what the ledger itself says stays.
  ///
  /// - Returns: how the contractor was found.
  mutating func assign(_ row: inout ContractParser.Row) -> FirmMatcher.Kind {
    let found = find(row)
    if row.contract.size == nil { row.contract.size = found.size }
    if row.contract.locality == nil { row.contract.locality = found.locality }
    return found.kind
  }

  /// What the roster says of a contractor.
  struct Finding {
    var kind: FirmMatcher.Kind
    var size: FirmSize?
    var locality: Locality?
    /// Whether the number decided, whatever the name.
    var isByNumber = false
  }

  /// What the roster says of the contractor of a row.
  mutating func find(_ row: ContractParser.Row) -> Finding {
    let match = matcher.match(number: row.vendorID, name: row.vendor, title: row.title)
    guard match.kind != .ambiguous, !match.firms.isEmpty else {
      return Finding(kind: match.kind, isByNumber: match.isByNumber)
    }
    let firms = match.firms.map { roster.entries[$0].firm }
    let localities = Set(firms.map(\.locality))
    return Finding(
      kind: match.kind, size: firms.count == 1 ? firms[0].size : rule?.size(of: firms.map(\.size)),
      locality: rule == .first || localities.count == 1 ? firms[0].locality : nil, isByNumber: match.isByNumber)
  }
}
