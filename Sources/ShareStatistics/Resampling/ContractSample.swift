import Procurement

/// The contracts of a ledger as a sample: year, category, row, amount and vendor of each.
///
/// A vendor (契約相手方) is its `vendorID` where the contract has one, else its name as written. Contracts
/// without either are kept apart: nobody knows which of them belong together.
public struct ContractSample: Sendable {
  /// The rows to which contracts are assigned.
  public let scheme: RowScheme
  /// For each contract: the place of its year in `yearSlots`, its category and leaf, packed.
  private var slots: [UInt32] = []
  /// The amount of each contract in the minor unit.
  private var amounts: [Int64] = []
  /// The vendor of each contract, or `TextColumn.absent`.
  private var vendors: [UInt32] = []
  /// The sum of all amounts without their signs: within Int64, and with it every sum of some of them.
  private var magnitude: UInt64 = 0
  private var yearSlots = YearSlots()
  private var vendorKeys = VendorKeys()

  /// An empty sample.
  public init(scheme: RowScheme) {
    self.scheme = scheme
  }

  /// The number of contracts.
  public var count: Int { amounts.count }
  /// The number of vendors that are known by number or name.
  public var vendorCount: Int { vendorKeys.count }
  /// The years with contracts, in order.
  public var years: [FiscalYear] { yearSlots.years.sorted() }

  /// Adds the contracts of a batch.
  ///
  /// - Throws: `Overflow` where the amounts of all contracts, signs left out, add up beyond Int64; the sample is
  ///   then of no further use.
  /// - Complexity: O(rows + distinct vendors of the batch).
  public mutating func add(_ batch: ContractBatch) throws(ContractTally.Overflow) {
    var columns = VendorColumns(batch, in: &vendorKeys)
    try batch.forEachYear { (year, rows) throws(ContractTally.Overflow) in
      let place = yearSlots.slot(of: year)
      for row in rows {
        let amount = batch.amounts[row]
        let (sum, overflow) = magnitude.addingReportingOverflow(amount.magnitude)
        guard !overflow, sum <= UInt64(Int64.max) else { throw ContractTally.Overflow(row: row) }
        magnitude = sum
        let leaf = scheme.leaf(locality: batch.localities[row], size: batch.sizes[row])
        slots.append(UInt32(cell(year: place, category: batch.categories[row], leaf: leaf)))
        amounts.append(amount)
        vendors.append(columns.vendor(row, in: &vendorKeys) ?? TextColumn.absent)
      }
    }
    columns.finish(in: &vendorKeys)
  }

  private var cellsPerYear: Int { Category.allCases.count * scheme.leaves.count }

  private func cell(year: Int, category: Procurement.Category, leaf: Int) -> Int {
    year * cellsPerYear + Int(category.rawValue) * scheme.leaves.count + leaf
  }
}

extension ContractSample {
  /// One contract in the order of cells.
  struct Item {
    /// Its cell: year, category and leaf, in the order of `cellCount`.
    var cell: Int
    /// Its amount.
    var amount: Int64
    /// Its vendor, or `TextColumn.absent`.
    var vendor: UInt32
  }

  /// The number of cells: years in order × categories × leaves.
  var cellCount: Int { yearSlots.years.count * cellsPerYear }

  /// The year, counted from the first, of a cell.
  func yearPlace(ofCell cell: Int) -> Int { cell / cellsPerYear }

  /// The category of a cell, counted from the first.
  func categoryPlace(ofCell cell: Int) -> Int { cell % cellsPerYear / scheme.leaves.count }

  /// The cells of a place: one category or all, one leaf, a subtotal or all; nil for an unknown row or year.
  func cells(_ year: FiscalYear, _ category: Procurement.Category?, row: String) -> [Int]? {
    guard let place = years.firstIndex(of: year), let leaves = scheme.leaves(of: row)?.sorted() else { return nil }
    return Category.allCases.filter { category == nil || $0 == category }
      .flatMap { each in leaves.map { cell(year: place, category: each, leaf: $0) } }
  }

  /// The amounts of each cell from the least, so that nothing depends on the order of the files.
  ///
  /// - Complexity: O(n log n).
  func amountsByCell() -> [[Int64]] {
    let cellOfSlot = cellOfSlot
    var cells = [[Int64]](repeating: [], count: cellCount)
    for index in slots.indices { cells[cellOfSlot[Int(slots[index])]].append(amounts[index]) }
    for cell in cells.indices { cells[cell].sort() }
    return cells
  }

  /// The number or name of every vendor.
  var vendorNames: [String] { vendorKeys.texts }

  /// Calls a closure with the cell, the amount and the vendor of every contract, in no stated order.
  func forEachContract(_ body: (_ cell: Int, _ amount: Int64, _ vendor: Int?) -> Void) {
    let cellOfSlot = cellOfSlot
    for index in slots.indices {
      let vendor = vendors[index]
      body(cellOfSlot[Int(slots[index])], amounts[index], vendor == TextColumn.absent ? nil : Int(vendor))
    }
  }

  /// All contracts, ordered by cell and amount.
  ///
  /// - Complexity: O(n log n).
  func sortedItems() -> [Item] {
    let cellOfSlot = cellOfSlot
    var cells = [[Item]](repeating: [], count: cellCount)
    for index in slots.indices {
      let cell = cellOfSlot[Int(slots[index])]
      cells[cell].append(Item(cell: cell, amount: amounts[index], vendor: vendors[index]))
    }
    for cell in cells.indices { cells[cell].sort { $0.amount < $1.amount } }
    return Array(cells.joined())
  }

  /// The cell, its year counted in order, of every slot, its year counted as met.
  private var cellOfSlot: [Int] {
    let order = years
    return yearSlots.years.flatMap { year in
      let rank = order.firstIndex(of: year) ?? 0
      return rank * cellsPerYear..<(rank + 1) * cellsPerYear
    }
  }

  /// The contracts of some cells together, as far as warnings need to know.
  struct Summary {
    /// The number of contracts.
    var count = 0
    /// The largest amount, by magnitude.
    var largest: UInt64 = 0
    /// The sum of the amounts.
    var sum: Int64 = 0
    /// The number of vendors, each contract without one counted as a vendor of its own.
    var vendors = 0
  }

  /// A summary of the contracts of some cells.
  ///
  /// - Complexity: O(n).
  func summary(ofCells cells: [Int]) -> Summary {
    let wanted = Set(cells)
    let isWanted = cellOfSlot.map(wanted.contains)
    var summary = Summary()
    var isKnown = [Bool](repeating: false, count: vendorCount)
    for index in slots.indices where isWanted[Int(slots[index])] {
      summary.count += 1
      summary.largest = max(summary.largest, amounts[index].magnitude)
      summary.sum += amounts[index]
      let vendor = vendors[index]
      if vendor == TextColumn.absent {
        summary.vendors += 1
      } else if !isKnown[Int(vendor)] {
        isKnown[Int(vendor)] = true
        summary.vendors += 1
      }
    }
    return summary
  }
}
