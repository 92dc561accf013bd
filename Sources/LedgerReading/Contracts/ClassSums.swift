import Procurement

/// Counts and amounts of a block's contracts by year, category, size and locality.
///
/// Rows are added up while they are in the processor's nearest cache; where a table is all that is wanted, nothing else
/// of them needs to be kept.
struct ClassSums: ~Copyable {
  private struct Cell {
    var count: Int64 = 0
    var amount: Int64 = 0
  }

  /// Three categories, four sizes and four localities, absence being one of each.
  private static let classes = 64

  private var cells: UnsafeMutablePointer<Cell>
  private var capacity = 4
  private var years: [FiscalYear] = []
  /// How many contracts were added.
  private(set) var count = 0
  /// Whether an amount left Int64: the sums are of no further use.
  private(set) var isTooLarge = false

  init() {
    cells = .allocate(capacity: capacity * Self.classes)
  }

  deinit { cells.deallocate() }

  mutating func removeAll() {
    years.removeAll(keepingCapacity: true)
    (count, isTooLarge) = (0, false)
  }

  /// Adds rows of columns.
  mutating func add(_ columns: ContractColumns, _ rows: Range<Int>) {
    let (categories, sizes, localities) = (columns.categories, columns.sizes, columns.localities)
    let (yearOfRow, amounts) = (columns.years, columns.amounts)
    var row = rows.lowerBound
    var overflows = false
    while row < rows.upperBound {
      let year = yearOfRow[row]
      let cells = cells(of: year)
      while row < rows.upperBound, yearOfRow[row] == year {
        let size = sizes[row].map { Int($0.rawValue) + 1 } ?? 0
        let locality = localities[row].map { Int($0.rawValue) + 1 } ?? 0
        let place = Int(categories[row].rawValue) << 4 | size << 2 | locality
        let (sum, overflow) = cells[place].amount.addingReportingOverflow(amounts[row])
        overflows = overflows || overflow
        cells[place].amount = sum
        cells[place].count &+= 1
        row &+= 1
      }
    }
    count += rows.count
    isTooLarge = isTooLarge || overflows
  }

  private mutating func cells(of year: FiscalYear) -> UnsafeMutablePointer<Cell> {
    // Years mostly come in order: the last one is asked first.
    if let place = years.lastIndex(of: year) { return cells + place * Self.classes }
    if years.count == capacity {
      let larger = UnsafeMutablePointer<Cell>.allocate(capacity: 2 * capacity * Self.classes)
      larger.update(from: cells, count: capacity * Self.classes)
      cells.deallocate()
      (cells, capacity) = (larger, 2 * capacity)
    }
    years.append(year)
    let added = cells + (years.count - 1) * Self.classes
    added.update(repeating: Cell(), count: Self.classes)
    return added
  }

  /// Calls `body` with every class that has contracts, and their number, in a fixed order of years and classes.
  func forEach(_ body: (Contract, Int64) throws -> Void) rethrows {
    for (yearPlace, year) in years.enumerated() {
      for place in 0..<Self.classes where cells[yearPlace * Self.classes + place].count > 0 {
        let cell = cells[yearPlace * Self.classes + place]
        guard let category = Procurement.Category(rawValue: UInt8(place >> 4)) else { continue }
        let (size, locality) = (place >> 2 & 3, place & 3)
        let contract = Contract(
          year: year, category: category, size: size == 0 ? nil : FirmSize(rawValue: UInt8(size - 1)),
          locality: locality == 0 ? nil : Locality(rawValue: UInt8(locality - 1)), amount: Yen(cell.amount))
        try body(contract, cell.count)
      }
    }
  }
}
