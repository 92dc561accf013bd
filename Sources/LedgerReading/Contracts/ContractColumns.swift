import Procurement
import TabularReading

/// The contracts of one block in columns, and what happened between them.
final class ContractColumns {
  /// A row that was set aside.
  struct Rejection {
    /// How many contracts stand before it.
    var position: Int
    var record: Record
    var fault: FieldFault
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
  /// What was noticed about each row, a bit for each of `ReadingNote.allCases`; of use where `hasNotes`.
  private(set) var notes: UnsafeMutablePointer<UInt8>
  var hasNotes = false
  /// The code of each row's text in each text column.
  private(set) var texts: [UnsafeMutablePointer<UInt32>] = []
  /// What the codes of each text column stand for.
  var textValues: [(values: TextList, lineage: Int)] = []
  private(set) var capacity = 0
  /// The number of contracts.
  var count = 0
  /// Rows that were set aside, in order.
  var rejections: [Rejection] = []
  /// What was noticed about contracts that are no longer rows: how often, and where first.
  private(set) var addedNotes: [ReadingNote: (count: Int, line: Int)] = [:]
  /// Data rows in the block.
  var read = 0
  /// Rows that were left out by a condition.
  var filtered = 0
  /// Rows that were left out for what they are, with their lines in the block.
  var leftOut: [(reason: FilterReason, line: Int)] = []
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

  init(textColumns: Int) {
    texts = (0..<textColumns).map { _ in .allocate(capacity: 0) }
    notes = .allocate(capacity: 0)
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
    notes.deallocate()
    for codes in texts { codes.deallocate() }
  }

  /// No fiscal year at all.
  static let noYear = FiscalYear(startingIn: .min)

  /// Appends a contract that the readable parser made of a record.
  ///
  /// - Parameter codes: the code of each of its texts.
  func append(_ row: ContractParser.Row, codes: [UInt32], line: Int, start: Int) {
    let contract = row.contract
    years[count] = contract.year
    (categories[count], sizes[count]) = (contract.category, contract.size)
    (localities[count], amounts[count]) = (contract.locality, contract.amount.value)
    (lines[count], starts[count]) = (line, UInt32(truncatingIfNeeded: start))
    dates[count] = row.date.map(PackedDate.init) ?? .none
    notes[count] = row.notes.reduce(0) { $0 | $1.bit }
    hasNotes = hasNotes || !row.notes.isEmpty
    for (column, code) in codes.enumerated() { texts[column][count] = code }
    count += 1
    noteDates(count - 1..<count)
  }

  /// Makes what stands at a place at or behind the last contract the next one.
  func move(_ place: Int, line: Int, start: UInt32) {
    years[count] = years[place]
    (categories[count], sizes[count]) = (categories[place], sizes[place])
    (localities[count], amounts[count]) = (localities[place], amounts[place])
    (lines[count], starts[count]) = (line, start)
    (dates[count], fingerprints[count], notes[count]) = (dates[place], fingerprints[place], notes[place])
    for codes in texts { codes[count] = codes[place] }
    count += 1
  }

  /// Adds the rows up and drops them, unless somebody needs them for their keys.
  func addUp() {
    guard keys.fingerprints.isEmpty else { return }
    forEachNote(in: 0..<count) { addNote($0, line: $1) }
    hasNotes = false
    withExtendedLifetime(self) { sums.add(self, 0..<count) }
    count = 0
  }

  private func addNote(_ note: ReadingNote, line: Int) {
    addedNotes[note, default: (0, line)].count += 1
  }

  /// Calls `body` with every note about some rows and its line in the block.
  func forEachNote(in rows: Range<Int>, _ body: (ReadingNote, Int) -> Void) {
    guard hasNotes else { return }
    for row in rows where notes[row] != 0 {
      for note in ReadingNote.allCases where notes[row] & note.bit != 0 { body(note, lines[row]) }
    }
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
    (count, read, filtered, hasCurrency, hasNotes) = (0, 0, 0, false, false)
    rejections.removeAll(keepingCapacity: true)
    leftOut.removeAll(keepingCapacity: true)
    addedNotes.removeAll()
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
    notes = .allocate(capacity: capacity)
    texts = texts.map { _ in .allocate(capacity: capacity) }
  }
}

extension ReadingNote {
  /// The note's bit in a set of one byte.
  var bit: UInt8 {
    switch self {
    case .roundedAmount: 1
    case .floatNoise: 2
    case .wrongCorporateNumber: 4
    case .wrongMunicipality: 8
    case .unitPrice: 16
    case .swallowedRow: 32
    case .closingDash: 64
    // Noticed of contracting processes only, which are not scanned.
    case .inferredAmount, .inferredDate, .framework, .repaired: 0
    // Noticed of whole files, and of tenders.
    case .nearlyAlikeKey, .timeWithoutSeconds, .undecided: 0
    }
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
