import Procurement

/// Counts and amounts of contracts by year, category and row.
///
/// Tallies merge: `merging` is commutative and associative with the empty tally as its identity, so files,
/// threads and machines may tally apart and give the same result. All sums are exact.
public struct ContractTally: Hashable, Sendable {
  /// The contracts of one cell.
  public struct Cell: Hashable, Sendable {
    /// The number of contracts.
    public internal(set) var count: Int64 = 0
    /// Their amount in the minor unit.
    public internal(set) var amount: Int64 = 0
  }

  /// An amount beyond Int64: the sums of the year can no longer be exact.
  public struct Overflow: Error, Hashable {
    /// The row of the batch at which it happened; nil in a merge.
    public var row: Int?
  }

  /// The rows to which contracts are assigned.
  public let scheme: RowScheme
  /// For each year, cells by category and leaf, category-major, and their sum.
  private var cells: [FiscalYear: [Cell]] = [:]
  private var totals: [FiscalYear: Int64] = [:]

  /// The empty tally.
  public init(scheme: RowScheme) {
    self.scheme = scheme
  }

  /// The years with contracts, in order.
  public var years: [FiscalYear] { cells.keys.sorted() }

  /// The contracts of a year, category and leaf.
  public func cell(_ year: FiscalYear, _ category: Procurement.Category, leaf: Int) -> Cell {
    cells[year]?[slot(category, leaf)] ?? Cell()
  }

  /// Adds the contracts of a batch.
  ///
  /// - Throws: `Overflow` where the sum of a year leaves Int64; the tally is then of no further use.
  /// - Complexity: O(rows).
  public mutating func add(_ batch: ContractBatch) throws(Overflow) {
    let (leaves, width, counts) = (scheme.leafOfClass, scheme.leaves.count, batch.counts)
    try batch.forEachYear { (year, rows) throws(Overflow) in
      // Taken out, so that nobody else holds it and it is added to in place.
      var ofYear = cells.removeValue(forKey: year) ?? emptyYear
      var total = totals[year] ?? 0
      for row in rows {
        let amount = batch.amounts[row]
        let (sum, overflow) = total.addingReportingOverflow(amount)
        guard !overflow else { throw Overflow(row: row) }
        total = sum
        let leaf = Int(leaves[RowScheme.slot(batch.localities[row], batch.sizes[row])])
        let slot = Int(batch.categories[row].rawValue) &* width &+ leaf
        ofYear[slot].count += counts.isEmpty ? 1 : counts[row]
        ofYear[slot].amount += amount
      }
      cells[year] = ofYear
      totals[year] = total
    }
  }

  /// Adds contracts of one year, category and leaf that were tallied elsewhere.
  ///
  /// - Parameters:
  ///   - count: their number, not negative.
  ///   - amount: their amount in the minor unit.
  /// - Throws: `Overflow` where a sum of the year leaves Int64; the tally is then of no further use.
  public mutating func add(
    count: Int64, amount: Int64, year: FiscalYear, category: Procurement.Category, leaf: Int
  ) throws(Overflow) {
    var ofYear = cells[year] ?? emptyYear
    let slot = slot(category, leaf)
    let (total, overflow) = (totals[year] ?? 0).addingReportingOverflow(amount)
    let (counted, countOverflow) = ofYear[slot].count.addingReportingOverflow(count)
    let (sum, sumOverflow) = ofYear[slot].amount.addingReportingOverflow(amount)
    guard !overflow, !countOverflow, !sumOverflow else { throw Overflow(row: nil) }
    (ofYear[slot].count, ofYear[slot].amount) = (counted, sum)
    cells[year] = ofYear
    totals[year] = total
  }

  /// Adds the contracts of another tally of the same rows.
  ///
  /// - Throws: `Overflow` where the sum of a year leaves Int64.
  /// - Complexity: O(years × cells).
  public mutating func merge(_ other: ContractTally) throws(Overflow) {
    precondition(scheme == other.scheme, "tallies of the same rows")
    for (year, others) in other.cells {
      let (sum, overflow) = (totals[year] ?? 0).addingReportingOverflow(other.totals[year] ?? 0)
      guard !overflow else { throw Overflow(row: nil) }
      totals[year] = sum
      var own = cells[year] ?? emptyYear
      for slot in own.indices {
        own[slot].count += others[slot].count
        own[slot].amount += others[slot].amount
      }
      cells[year] = own
    }
  }

  private var emptyYear: [Cell] {
    [Cell](repeating: Cell(), count: Procurement.Category.allCases.count * scheme.leaves.count)
  }

  private func slot(_ category: Procurement.Category, _ leaf: Int) -> Int {
    Int(category.rawValue) * scheme.leaves.count + leaf
  }
}
