import Procurement

/// Finds the firms of contracts in a roster, joint ventures by their members.
struct FirmMatcher {
  /// How a firm was found.
  enum Kind: CaseIterable, Hashable {
    /// By its number (法人番号).
    case number
    /// By a name that is equal.
    case equalName
    /// By a name that differs in width, spaces or the writing of its corporate form.
    case similarName
    /// As a joint venture, by all its members.
    case members
    /// Several firms of the roster have the name, and they differ.
    case ambiguous
    /// Not at all.
    case unmatched
  }

  /// What was found.
  struct Match {
    var kind: Kind
    /// The firms, in the order of the venture.
    var firms: [Int] = []
    /// Whether the number decided, whatever the name.
    var isByNumber = false
  }

  private let roster: FirmRoster
  private let normalizes: Bool
  private let splits: Bool
  private var known: [String: Match] = [:]

  /// A matcher.
  ///
  /// - Parameters:
  ///   - roster: where firms are looked up.
  ///   - normalizes: whether names need not be equal.
  ///   - splits: whether joint ventures are looked up by their members.
  init(_ roster: FirmRoster, normalizes: Bool = true, splits: Bool = true) {
    self.roster = roster
    self.normalizes = normalizes
    self.splits = splits
  }

  /// Finds a firm.
  ///
  /// - Parameters:
  ///   - number: its number, if the ledger has one.
  ///   - name: its name; the members of a venture may stand between `|`.
  ///   - title: the contract's title, which ventures carry in their name.
  /// - Complexity: O(length²) for the first row of a name.
  mutating func match(number: String?, name: String?, title: String?) -> Match {
    if let number {
      let firms = roster.firms(number: number)
      if !firms.isEmpty {
        var match = decided(.number, firms)
        match.isByNumber = true
        return match
      }
    }
    guard let name else { return Match(kind: .unmatched) }
    if let match = known[name] { return match }
    var match = match(name)
    if match.kind == .unmatched, splits, let members = members(of: name, title: title ?? "") {
      match = Match(kind: .members, firms: members)
    }
    known[name] = match
    return match
  }

  /// The firm of a roster by a name alone.
  private func match(_ name: String) -> Match {
    let equal = roster.firms(named: name)
    if !equal.isEmpty { return decided(.equalName, equal) }
    guard normalizes else { return Match(kind: .unmatched) }
    let key = NameKey(name)
    let similar = roster.firms(like: key)
    if !similar.isEmpty { return decided(.similarName, similar) }
    // Without a form of its own a name may stand for the one firm that has it with a form.
    guard key.whole == key.core else { return Match(kind: .unmatched) }
    let bare = roster.firms(core: key.core)
    return bare.isEmpty ? Match(kind: .unmatched) : decided(.similarName, bare)
  }

  /// Firms of one name that agree in size and locality serve as well as one firm.
  private func decided(_ kind: Kind, _ firms: [Int]) -> Match {
    let facts = Set(
      firms.map { position in
        let firm = roster.entries[position].firm
        return [firm.size.map(\.identifier), firm.locality.map(\.identifier)]
      })
    return facts.count == 1 ? Match(kind: kind, firms: [firms[0]]) : Match(kind: .ambiguous, firms: firms)
  }

  /// The members of a venture, or nil where not all of them are found.
  private func members(of name: String, title: String) -> [Int]? {
    if name.contains("|") {
      let firms = name.split(separator: "|").map { match(String($0)) }
      return firms.allSatisfy { $0.firms.count == 1 } ? firms.map { $0.firms[0] } : nil
    }
    guard name.unicodeScalars.contains(where: { $0 == "・" || $0 == "･" }) else { return nil }
    return VentureName(name, title: title).members { core in
      let match = decided(.similarName, roster.firms(core: core))
      return match.kind == .similarName ? match.firms.first : nil
    }
  }
}
