import Procurement

/// Contracts by year, category, row and size of contract.
///
/// A limit belongs to the band below it, as in 「100万円を超えない」: with limits 1,000,000 and 10,000,000 the
/// bands are to 1,000,000, above it to 10,000,000, and above. Tallies merge like `ContractTally`.
public struct SizeBands: Hashable, Sendable {
  /// The rows to which contracts are assigned.
  public let scheme: RowScheme
  /// The upper limits of all bands but the last, from the least, in the minor unit.
  public let limits: [Int64]
  private var cells: [FiscalYear: [ContractTally.Cell]] = [:]
  private var magnitude: UInt64 = 0

  /// No contracts, with bands between limits; equal limits count once.
  public init(scheme: RowScheme, limits: [Int64]) {
    self.scheme = scheme
    self.limits = Set(limits).sorted()
  }

  /// The number of bands.
  public var bandCount: Int { limits.count + 1 }
  /// The years with contracts, in order.
  public var years: [FiscalYear] { cells.keys.sorted() }

  /// Adds the contracts of a batch.
  ///
  /// - Throws: `Overflow` where the amounts, signs left out, add up beyond Int64; the bands are then of no further
  ///   use.
  /// - Complexity: O(rows · log limits).
  public mutating func add(_ batch: ContractBatch) throws(ContractTally.Overflow) {
    try batch.forEachYear { (year, rows) throws(ContractTally.Overflow) in
      // Taken out, so that nobody else holds it and it is added to in place.
      var ofYear = cells.removeValue(forKey: year) ?? emptyYear
      for row in rows {
        let amount = batch.amounts[row]
        try grow(by: amount.magnitude, row: row)
        let leaf = scheme.leaf(locality: batch.localities[row], size: batch.sizes[row])
        let slot = slot(batch.categories[row], leaf: leaf, band: band(of: amount))
        ofYear[slot].count += 1
        ofYear[slot].amount += amount
      }
      cells[year] = ofYear
    }
  }

  /// Adds the contracts of other bands of the same rows and limits.
  ///
  /// - Throws: `Overflow` where the amounts, signs left out, add up beyond Int64.
  public mutating func merge(_ other: SizeBands) throws(ContractTally.Overflow) {
    precondition(scheme == other.scheme && limits == other.limits, "bands of the same rows and limits")
    try grow(by: other.magnitude, row: nil)
    for (year, others) in other.cells {
      var own = cells[year] ?? emptyYear
      for slot in own.indices {
        own[slot].count += others[slot].count
        own[slot].amount += others[slot].amount
      }
      cells[year] = own
    }
  }

  /// The contracts of a band in a year, a category (nil for all) and a row: a leaf, a subtotal or the total.
  ///
  /// - Parameter band: from 0 to below `bandCount`.
  public func cell(
    _ year: FiscalYear, _ category: Procurement.Category?, row: String, band: Int
  ) -> ContractTally.Cell {
    var sum = ContractTally.Cell()
    guard let ofYear = cells[year], let leaves = scheme.leaves(of: row),
      limits.indices.contains(band) || band == limits.count
    else { return sum }
    for each in Category.allCases where category == nil || each == category {
      for leaf in leaves {
        let cell = ofYear[slot(each, leaf: leaf, band: band)]
        sum.count += cell.count
        sum.amount += cell.amount
      }
    }
    return sum
  }

  /// The band of an amount: the first whose limit is not below it.
  private func band(of amount: Int64) -> Int {
    var (low, high) = (0, limits.count)
    while low < high {
      let middle = (low + high) / 2
      if limits[middle] < amount { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func grow(by amount: UInt64, row: Int?) throws(ContractTally.Overflow) {
    let (sum, overflow) = magnitude.addingReportingOverflow(amount)
    guard !overflow, sum <= UInt64(Int64.max) else { throw ContractTally.Overflow(row: row) }
    magnitude = sum
  }

  private var emptyYear: [ContractTally.Cell] {
    Array(repeating: .init(), count: Category.allCases.count * scheme.leaves.count * bandCount)
  }

  private func slot(_ category: Procurement.Category, leaf: Int, band: Int) -> Int {
    (Int(category.rawValue) * scheme.leaves.count + leaf) * bandCount + band
  }
}
