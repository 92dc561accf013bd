import Procurement

/// The contracts of a category and year by vendor (契約相手方).
public struct VendorTotals: Hashable, Sendable {
  /// The number of contracts of each vendor, in the order of `amounts`.
  public var counts: [Int64]
  /// The amount of each vendor in the minor unit, from the least.
  public var amounts: [Int64]
  /// The amounts of the vendors' contracts, one by one, from the least.
  public var contracts: [Int64]
  /// The number of contracts without a vendor: nobody knows whose they are, so they are left out.
  public var unnamedCount: Int64
  /// The amount of the contracts without a vendor.
  public var unnamedAmount: Int64

  /// The vendors of a row in a category (nil for all); nil where the sample has no such year or row.
  ///
  /// - Complexity: O(n log n).
  public init?(
    _ sample: ContractSample, year: FiscalYear, category: Procurement.Category?, row: String
  ) {
    guard let cells = sample.cells(year, category, row: row) else { return nil }
    self.init(sample.sortedItems(), cells: cells, vendorCount: sample.vendorCount)
  }

  /// The vendors of some cells.
  ///
  /// - Parameters:
  ///   - items: all contracts of the sample, ordered by cell and amount.
  ///   - vendorCount: how many vendors the sample has.
  init(_ items: [ContractSample.Item], cells: [Int], vendorCount: Int) {
    var isWanted = [Bool](repeating: false, count: (cells.max() ?? -1) + 1)
    for cell in cells { isWanted[cell] = true }
    var totals = [(amount: Int64, count: Int64)](repeating: (0, 0), count: vendorCount)
    (contracts, unnamedCount, unnamedAmount) = ([], 0, 0)
    for item in items where item.cell < isWanted.count && isWanted[item.cell] {
      if item.vendor == TextColumn.absent {
        unnamedCount += 1
        unnamedAmount += item.amount
      } else {
        contracts.append(item.amount)
        totals[Int(item.vendor)].amount += item.amount
        totals[Int(item.vendor)].count += 1
      }
    }
    contracts.sort()
    totals.removeAll { $0.count == 0 }
    totals.sort { ($0.amount, $0.count) < ($1.amount, $1.count) }
    amounts = totals.map(\.amount)
    counts = totals.map(\.count)
  }
}
