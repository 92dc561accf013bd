import Procurement

/// The contracts of one block in columns, and what happened between them.
final class ContractColumns {
  /// What happened at a row that was not simply read.
  enum Event {
    /// A row was set aside, before the contract at the position.
    case rejected(Record, FieldFault)
    /// Something was noticed about the contract at the position.
    case noted(ReadingNote, line: Int)
  }

  private(set) var years: UnsafeMutablePointer<FiscalYear>
  private(set) var categories: UnsafeMutablePointer<Procurement.Category>
  private(set) var sizes: UnsafeMutablePointer<FirmSize?>
  private(set) var localities: UnsafeMutablePointer<Locality?>
  private(set) var amounts: UnsafeMutablePointer<Int64>
  /// The line of each row, counted from the block's first line.
  private(set) var lines: UnsafeMutablePointer<Int>
  /// The fingerprint of each row's key, where rows have keys.
  private(set) var fingerprints: UnsafeMutablePointer<UInt64>
  /// The contract date of each row.
  private(set) var dates: UnsafeMutablePointer<PackedDate>
  /// Where each record begins in the block.
  private(set) var starts: UnsafeMutablePointer<UInt32>
  private(set) var capacity = 0
  /// The number of contracts.
  var count = 0
  /// Events with the number of contracts before them.
  var events: [(position: Int, event: Event)] = []
  /// Data rows in the block.
  var read = 0
  /// Rows that were left out.
  var filtered = 0
  /// Contracts that were added up and are no longer rows.
  private(set) var sums = ClassSums()
  /// The keys of the contracts, in pieces.
  var keys = KeyPieces()
  /// Whether a row got as far as its currency.
  var hasCurrency = false
  /// The last contract date of each fiscal year.
  private(set) var lastDates: [(year: Int, date: PackedDate)] = []
  /// The same of the year that came last.
  private var (currentYear, currentDate) = (Int.min, PackedDate.none)

  init() {
    years = .allocate(capacity: 0)
    categories = .allocate(capacity: 0)
    sizes = .allocate(capacity: 0)
    localities = .allocate(capacity: 0)
    amounts = .allocate(capacity: 0)
    lines = .allocate(capacity: 0)
    fingerprints = .allocate(capacity: 0)
    dates = .allocate(capacity: 0)
    starts = .allocate(capacity: 0)
  }

  deinit { release() }

  private func release() {
    years.deallocate()
    categories.deallocate()
    sizes.deallocate()
    localities.deallocate()
    amounts.deallocate()
    lines.deallocate()
    fingerprints.deallocate()
    dates.deallocate()
    starts.deallocate()
  }

  /// No fiscal year at all.
  static let noYear = FiscalYear(startingIn: .min)

  /// Appends a contract that the readable parser made of a record.
  func append(_ row: ContractParser.Row, line: Int, start: Int) {
    let contract = row.contract
    years[count] = contract.year
    (categories[count], sizes[count]) = (contract.category, contract.size)
    (localities[count], amounts[count]) = (contract.locality, contract.amount.value)
    (lines[count], starts[count]) = (line, UInt32(truncatingIfNeeded: start))
    dates[count] = row.date.map(PackedDate.init) ?? .none
    count += 1
    noteDates(count - 1..<count)
  }

  /// Makes what stands at a place at or behind the last contract the next one.
  func move(_ place: Int, line: Int, start: UInt32) {
    years[count] = years[place]
    (categories[count], sizes[count]) = (categories[place], sizes[place])
    (localities[count], amounts[count]) = (localities[place], amounts[place])
    (lines[count], starts[count]) = (line, start)
    (dates[count], fingerprints[count]) = (dates[place], fingerprints[place])
    count += 1
  }

  /// Adds the rows up and drops them, unless somebody needs them for their keys.
  func addUp() {
    guard keys.fingerprints.isEmpty else { return }
    withExtendedLifetime(self) { sums.add(self, 0..<count) }
    count = 0
  }

  /// Notes the dates of contracts; ledgers are mostly sorted by date.
  func noteDates(_ rows: Range<Int>) {
    for row in rows where dates[row] != .none {
      let year = years[row].startYear
      if year != currentYear { turn(to: year) }
      if dates[row] > currentDate { currentDate = dates[row] }
    }
  }

  /// Puts the last date of the current year down and goes on with another one.
  func turn(to year: Int) {
    if currentYear != .min {
      if let place = lastDates.firstIndex(where: { $0.year == currentYear }) {
        lastDates[place].date = max(lastDates[place].date, currentDate)
      } else {
        lastDates.append((currentYear, currentDate))
      }
    }
    (currentYear, currentDate) = (year, .none)
  }

  /// Forgets everything and makes room for so many rows.
  func prepare(rows: Int) {
    (count, read, filtered, hasCurrency) = (0, 0, 0, false)
    events.removeAll(keepingCapacity: true)
    keys.removeAll()
    sums.removeAll()
    lastDates.removeAll(keepingCapacity: true)
    (currentYear, currentDate) = (.min, .none)
    guard rows > capacity else { return }
    release()
    capacity = rows * 5 / 4 + 64
    years = .allocate(capacity: capacity)
    categories = .allocate(capacity: capacity)
    sizes = .allocate(capacity: capacity)
    localities = .allocate(capacity: capacity)
    amounts = .allocate(capacity: capacity)
    lines = .allocate(capacity: capacity)
    fingerprints = .allocate(capacity: capacity)
    dates = .allocate(capacity: capacity)
    starts = .allocate(capacity: capacity)
  }
}

extension ContractBatch {
  /// Appends contracts of a block whose first line is given.
  mutating func append(_ columns: ContractColumns, rows: Range<Int>, firstLine: Int) {
    func part<Value>(_ column: UnsafeMutablePointer<Value>) -> UnsafeBufferPointer<Value> {
      UnsafeBufferPointer(start: column + rows.lowerBound, count: rows.count)
    }
    append(
      years: part(columns.years), categories: part(columns.categories), sizes: part(columns.sizes),
      localities: part(columns.localities), amounts: part(columns.amounts), sourceLines: part(columns.lines),
      firstLine: firstLine)
  }
}
