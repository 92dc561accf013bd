/// Adds up observed minus expected wins of a history, and what else is asked of it.
struct ResidualSink: HistorySink {
  let layout: HistoryLayout
  /// The layout's tested firm of each entry.
  let firmOfEntry: UnsafePointer<Int32>
  /// O − E of each tested firm; begins at the layout's base.
  let residuals: UnsafeMutablePointer<Double>
  /// Wins of each tested firm, where they are wanted; begin at 0.
  var wins: UnsafeMutablePointer<Int32>?
  var positions: PositionSums?
  var officers: OfficerSums?
  /// Who drew and who won, where that is looked at afterwards.
  var trace: HistoryTrace?

  @inline(__always)
  mutating func drawn(_ contest: Int, winner: Int) {
    won(contest, winner)
    positions?.add(contest, winner: winner, of: layout)
    officers?.cells[winner] += 1
    trace?.set(contest, winner: winner)
  }

  /// Counts a win; one without a tie is no lottery.
  @inline(__always)
  private func won(_ contest: Int, _ winner: Int) {
    let firm = Int(firmOfEntry[winner])
    if firm < 0 { return }
    residuals[firm] += 1
    if let wins, layout.contests[contest].size > 1 { wins[firm] += 1 }
  }

  @inline(__always)
  mutating func drawn(_ contest: Int, winner: Int, remaining: Int, isExcluded: (Int) -> Bool) {
    let first = Int(layout.contests[contest].first)
    let count = Int(layout.contests[contest].size)
    if positions != nil || officers != nil {
      let left = (first..<first + count).filter { !isExcluded($0) }
      return drawn(contest, winner: winner, chances: left.map { EntryChance(entry: $0, chance: 1 / Double(remaining)) })
    }
    // Whoever drew is expected 1/remaining instead of 1/count, whoever did not nothing; without a branch, because
    // who is excluded changes from history to history.
    let share = 1 / Double(remaining)
    let change = 1 / Double(count) - share
    for entry in first..<first + count {
      let firm = Int(firmOfEntry[entry])
      if firm >= 0 { residuals[firm] += change + share * Double(isExcluded(entry) ? 1 : 0) }
    }
    won(contest, winner)
    trace?.set(contest, winner: winner, tier: first..<first + count, share: share, isExcluded: isExcluded)
  }

  mutating func drawn(_ contest: Int, winner: Int?, chances: [EntryChance]) {
    let first = Int(layout.contests[contest].first)
    let tier = first..<first + Int(layout.contests[contest].size)
    for entry in tier { expect(entry, 1 / Double(tier.count)) }
    for chance in chances { expect(chance.entry, -chance.chance) }
    positions?.add(contest, winner: winner, chances: chances)
    trace?.set(contest, winner: winner, chances: chances)
    guard let winner else { return }
    won(contest, winner)
    officers?.cells[winner] += 1
  }

  private mutating func expect(_ entry: Int, _ change: Double) {
    let firm = Int(firmOfEntry[entry])
    if firm >= 0 { residuals[firm] += change }
    officers?.cells[entry] += change
  }
}
