import Procurement

/// The contracts that move a row's share most, year by year, in one pass.
public struct InfluenceStudy: Sendable {
  private let row: String
  private let scheme: RowScheme
  private let limit: Int
  private var slots = YearSlots()
  private var ofSlot: [Influence] = []

  /// Prepares to look at a row's share of all categories together.
  ///
  /// - Parameter limit: how many contracts of each year are listed.
  /// - Returns: nil where the scheme has no such row or the limit is below 1.
  public init?(row: String, scheme: RowScheme, limit: Int) {
    let place = CellContracts.Place(year: FiscalYear(startingIn: 0), category: nil, row: row)
    guard Influence(place, scheme: scheme, limit: limit) != nil else { return nil }
    (self.row, self.scheme, self.limit) = (row, scheme, limit)
  }

  /// Takes the contracts of a batch.
  ///
  /// - Throws: `ContractTally.Overflow` where the sum of a year leaves Int64.
  /// - Complexity: O(rows), and O(limit) for a contract among the largest so far.
  public mutating func add(_ batch: ContractBatch, file: String) throws(ContractTally.Overflow) {
    try batch.forEachYear { (year, rows) throws(ContractTally.Overflow) in
      let slot = slots.slot(of: year)
      if slot == ofSlot.count {
        let place = CellContracts.Place(year: year, category: nil, row: row)
        guard let influence = Influence(place, scheme: scheme, limit: limit) else { return }
        ofSlot.append(influence)
      }
      try ofSlot[slot].add(batch, rows: rows, file: file)
    }
    for slot in ofSlot.indices { ofSlot[slot].takeTexts(of: batch) }
  }

  /// What was found, by year.
  public var influences: [Influence] { ofSlot.sorted { $0.place.year < $1.place.year } }

  /// Completes the contracts that are listed with what was left in their files, those of one file at once.
  ///
  /// - Parameter fetch: completes contracts of a file of a name.
  /// - Throws: what `fetch` throws.
  public mutating func complete(_ fetch: (inout [Contract], String) throws -> Void) rethrows {
    try Influence.complete(&ofSlot, fetch)
  }
}
