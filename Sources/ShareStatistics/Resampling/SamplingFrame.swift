import Procurement

/// What is drawn in a resample: units in strata, and what each unit brings to which cell.
///
/// Units lie in pages small enough for the first-level cache. Units that are one contract each lie in pages of
/// one cell, so that a draw only adds an amount; units of several contracts (vendors) bring entries.
struct SamplingFrame: Sendable {
  /// The units of a full page; a power of two, so that bits address its units without rejection.
  static let pageSize = 2048

  /// A sample of its own: as many units are drawn from it as it has.
  struct Stratum {
    var units: Int
    var pages: Range<Int>
  }

  /// Up to `pageSize` units of one stratum.
  struct Page {
    /// Positions in `amounts` where `cell` is given, else in `entryStarts`.
    var units: Range<Int>
    /// The cell of all its units, where they are one contract each.
    var cell: Int?
  }

  /// What a unit of several contracts brings to one cell.
  struct Entry {
    var cell: Int
    var count: Int64
    var amount: Int64
  }

  /// The contracts of one cell.
  struct Observed {
    var count: Int64 = 0
    var amount: Int64 = 0
  }

  private(set) var strata: [Stratum] = []
  private(set) var pages: [Page] = []
  /// The amounts of the units that are one contract each.
  private(set) var amounts: [Int64] = []
  /// The entries of the unit at u are those from `entryStarts[u]` to before `entryStarts[u + 1]`.
  private(set) var entryStarts = [0]
  private(set) var entries: [Entry] = []
  /// The number of cells.
  let cellCount: Int
  /// Whether some resample could leave Int64, so that amounts are summed in two halves.
  private(set) var needsTwoLimbs = false

  /// Every contract is a unit, and the contracts of a stratum are a sample.
  ///
  /// - Parameter stratum: the stratum of a cell; must not fall from one cell to the next.
  init(contracts sample: ContractSample, stratum: (Int) -> Int) {
    cellCount = sample.cellCount
    let cells = sample.amountsByCell()
    amounts.reserveCapacity(sample.count)
    var first = 0
    while first < cells.count {
      let end = cells.indices[first...].first { stratum($0) != stratum(first) } ?? cells.count
      let firstPage = pages.count
      for cell in first..<end { appendSingles(cells[cell], cell: cell) }
      let units = pages[firstPage...].reduce(0) { $0 + $1.units.count }
      if units > 0 { strata.append(Stratum(units: units, pages: firstPage..<pages.count)) }
      first = end
    }
    measure()
  }

  /// Every vendor with all its contracts is a unit, and so is every contract without a vendor.
  init(vendors sample: ContractSample) {
    cellCount = sample.cellCount
    let items = sample.sortedItems()
    var clusters = [[Entry]](repeating: [], count: sample.vendorCount)
    for item in items where item.vendor != TextColumn.absent {
      let vendor = Int(item.vendor)
      if let last = clusters[vendor].indices.last, clusters[vendor][last].cell == item.cell {
        clusters[vendor][last].count += 1
        clusters[vendor][last].amount += item.amount
      } else {
        clusters[vendor].append(Entry(cell: item.cell, count: 1, amount: item.amount))
      }
    }
    clusters.removeAll(where: \.isEmpty)
    clusters.sort { $0.lexicographicallyPrecedes($1) { $0.key < $1.key } }
    for cluster in clusters {
      entries += cluster
      entryStarts.append(entries.count)
    }
    appendPages(0..<clusters.count, cell: nil)
    var singles = [[Int64]](repeating: [], count: cellCount)
    for item in items where item.vendor == TextColumn.absent { singles[item.cell].append(item.amount) }
    for (cell, own) in singles.enumerated() { appendSingles(own, cell: cell) }
    let units = clusters.count + amounts.count
    if units > 0 { strata.append(Stratum(units: units, pages: 0..<pages.count)) }
    measure()
  }

  /// What every unit drawn once brings to each cell: the ledger itself.
  var observed: [Observed] {
    var cells = [Observed](repeating: Observed(), count: cellCount)
    for entry in entries {
      cells[entry.cell].count += entry.count
      cells[entry.cell].amount += entry.amount
    }
    for page in pages {
      guard let cell = page.cell else { continue }
      cells[cell].count += Int64(page.units.count)
      cells[cell].amount += amounts[page.units].reduce(0, +)
    }
    return cells
  }

  private mutating func appendSingles(_ own: [Int64], cell: Int) {
    let first = amounts.count
    amounts += own
    appendPages(first..<amounts.count, cell: cell)
  }

  private mutating func appendPages(_ units: Range<Int>, cell: Int?) {
    for start in stride(from: units.lowerBound, to: units.upperBound, by: Self.pageSize) {
      pages.append(Page(units: start..<min(start + Self.pageSize, units.upperBound), cell: cell))
    }
  }

  /// No resample is larger than its units times the largest of them.
  private mutating func measure() {
    let largest = max(amounts.lazy.map(\.magnitude).max() ?? 0, entries.lazy.map(\.amount.magnitude).max() ?? 0)
    let units = strata.map(\.units).max() ?? 0
    let (bound, overflow) = largest.multipliedReportingOverflow(by: UInt64(units))
    needsTwoLimbs = overflow || bound > UInt64(Int64.max)
  }
}

extension SamplingFrame.Entry {
  fileprivate var key: (Int, Int64, Int64) { (cell, count, amount) }
}
