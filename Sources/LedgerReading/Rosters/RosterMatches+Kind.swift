extension RosterMatches {
  /// Counts a contract by how its contractor was found.
  mutating func add(_ kind: FirmMatcher.Kind, amount: Int64) {
    let place: WritableKeyPath<RosterMatches, Sum> =
      switch kind {
      case .number: \.byNumber
      case .equalName: \.byEqualName
      case .similarName: \.bySimilarName
      case .members: \.byMembers
      case .ambiguous: \.ambiguous
      case .unmatched: \.unmatched
      }
    self[keyPath: place].count += 1
    // Sums beyond Int64 are refused by the tally; here they only describe.
    self[keyPath: place].amount &+= amount
  }
}
