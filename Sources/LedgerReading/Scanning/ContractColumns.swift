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
  /// Whether rows have keys.
  var hasKeys = false
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

  /// Notes the date of a contract; ledgers are mostly sorted by date.
  @inline(__always)
  func note(_ date: PackedDate, year: Int) {
    if year != currentYear { turn(to: year) }
    if date > currentDate { currentDate = date }
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
