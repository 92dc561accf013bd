import Procurement
import TabularReading

/// Reads contracts of a frame by their columns: one scanner a thread.
final class FrameScanner {
  /// How many rows are looked at together: all that is put down of them stays near the processor.
  static let rows = 8_192

  /// What follows from the values of the columns of a class.
  enum Outcome {
    case unknown
    case filtered
    /// The contract but for its amount, and the last day that rows of the class tell.
    case contract(Contract, day: CivilDate?)
  }

  /// What became of some rows.
  struct Piece {
    var first = 0
    var count = 0
    var used = 0
    var filtered = 0
    /// Rows that need the readable parser, ascending.
    var slow: [Int] = []
    /// The fingerprints of the keys of the contracts that count.
    var fingerprints: [UInt64] = []
    /// Where contracts are not added up: the class of each row, and its amount.
    var classes: [UInt32] = []
    var amounts: [Int64] = []
  }

  static let slowClass = UInt32.max
  static let filteredClass = UInt32.max - 1

  private let plan: FramePlan
  private let source: FrameSource
  private var parser: ContractParser
  private let takesKeys: Bool
  private let codes: [ValueCodes]
  private let pairs: [PairCodes]
  private(set) var outcomes: [Outcome] = []
  /// Of each class whether it is known, and its fiscal year: what is asked for every row, without the rest of it.
  private var kinds: [UInt8] = []
  private var years: [Int] = []
  private static let (unknown, filtered, contract): (UInt8, UInt8, UInt8) = (0, 1, 2)
  /// The last day of each fiscal year among the contracts that count.
  private(set) var lastDays: [Int: Int] = [:]
  /// The contracts that were added up, by class.
  private(set) var counts: [Int64] = []
  private(set) var sums: [Int64] = []
  private(set) var isTooLarge = false
  private var record = Record()

  private let ids = UnsafeMutablePointer<UInt32>.allocate(capacity: FrameScanner.rows)
  private let values = UnsafeMutablePointer<UInt32>.allocate(capacity: FrameScanner.rows)
  private let amounts = UnsafeMutablePointer<Int64>.allocate(capacity: FrameScanner.rows)
  private let days = UnsafeMutablePointer<Int64>.allocate(capacity: FrameScanner.rows)
  private let isSlow = UnsafeMutablePointer<Bool>.allocate(capacity: FrameScanner.rows)
  private var batch = -1
  private var columns: [Int: ArrowColumn] = [:]
  /// The number of each value of a dictionary, by column.
  private var dictionaries: [Int: [UInt32]] = [:]

  init(_ plan: FramePlan, source: FrameSource, parser: ContractParser, file: InputFile, takesKeys: Bool) {
    (self.plan, self.parser, self.takesKeys) = (plan, parser, takesKeys)
    self.source = FrameSource(source.frame, file: file)
    let count = plan.classColumns.count + (plan.day == nil ? 0 : 1)
    codes = (0..<count).map { _ in ValueCodes() }
    pairs = (0..<count).map { _ in PairCodes() }
  }

  deinit {
    ids.deallocate()
    values.deallocate()
    amounts.deallocate()
    days.deallocate()
    isSlow.deallocate()
  }

  private var frame: ArrowFrame { source.frame }

  /// Forgets what was added up.
  func clearSums() {
    for place in counts.indices { (counts[place], sums[place]) = (0, 0) }
  }

  /// Reads rows of a batch.
  ///
  /// - Parameters:
  ///   - batch: the batch.
  ///   - rows: rows of it, at most `rows`.
  ///   - addsUp: whether contracts are added up by class instead of put down one by one.
  func scan(_ batch: Int, _ rows: Range<Int>, addsUp: Bool) -> Piece {
    open(batch)
    var piece = Piece(first: frame.batches[batch].first + rows.lowerBound, count: rows.count)
    isSlow.update(repeating: false, count: rows.count)
    if !readClasses(rows) { isSlow.update(repeating: true, count: rows.count) }
    readAmounts(rows)
    checkNames(rows)
    settle(rows, &piece, addsUp: addsUp)
    return piece
  }

  private func open(_ next: Int) {
    guard next != batch else { return }
    batch = next
    let current = frame.batches[next]
    (columns, dictionaries) = ([:], [:])
    let wanted =
      plan.classColumns + plan.nameColumns + [plan.day, plan.amount, plan.key, plan.vendorID].compactMap(\.self)
    for column in wanted {
      columns[column] = current.column(column, frame.types[column], dictionary: frame.dictionaryTypes[column])
    }
    for (place, column) in plan.classColumns.enumerated() {
      guard let coded = columns[column]?.coded else { continue }
      var bytes: [UInt8] = []
      dictionaries[column] = (0..<coded.length).map { value in
        bytes.removeAll(keepingCapacity: true)
        coded.append(value, to: &bytes)
        return bytes.isEmpty ? 0 : bytes.withUnsafeBufferPointer { codes[place].code($0) }
      }
    }
  }

  /// Numbers the class of each row.
  ///
  /// - Returns: false where there are too many classes to know them all.
  private func readClasses(_ rows: Range<Int>) -> Bool {
    ids.update(repeating: 0, count: rows.count)
    var last: UInt32 = 1
    for (place, column) in plan.classColumns.enumerated() {
      guard let column = columns[column] else { return false }
      readCodes(column, place, rows)
      guard fold(place, &last, rows.count) else { return false }
    }
    if let day = plan.day, let column = columns[day] {
      readDays(column, rows)
      guard fold(codes.count - 1, &last, rows.count) else { return false }
    }
    while outcomes.count < Int(last) {
      outcomes.append(.unknown)
      kinds.append(Self.unknown)
      years.append(0)
      counts.append(0)
      sums.append(0)
    }
    return true
  }

  private func fold(_ place: Int, _ last: inout UInt32, _ count: Int) -> Bool {
    guard !codes[place].isFull else { return false }
    pairs[place].reserve(first: last, second: codes[place].count)
    guard !pairs[place].isFull else { return false }
    pairs[place].fold(ids, values, count: count)
    last = max(1, pairs[place].count)
    return true
  }

  private func readCodes(_ column: ArrowColumn, _ place: Int, _ rows: Range<Int>) {
    let codes = codes[place]
    if let numbers = dictionaries[plan.classColumns[place]] {
      for (index, row) in rows.enumerated() {
        let code = column.isNull(row) ? -1 : column.integer(row) ?? -1
        values[index] = code >= 0 && code < numbers.count ? numbers[Int(code)] : 0
      }
      return
    }
    switch column.type {
    case .textView: readViews(column, codes, rows)
    case .text:
      for (index, row) in rows.enumerated() { values[index] = column.isNull(row) ? 0 : codes.code(column.text(row)) }
    case .integer(8, false), .float, .decimal, .boolean, .null, .other, .time, .timestamp:
      var bytes: [UInt8] = []
      for (index, row) in rows.enumerated() {
        bytes.removeAll(keepingCapacity: true)
        column.append(row, to: &bytes)
        values[index] = bytes.isEmpty ? 0 : bytes.withUnsafeBufferPointer { codes.code($0) }
      }
    case .integer, .date:
      var (latest, code) = (Int64.min, UInt32(0))
      for (index, row) in rows.enumerated() {
        guard !column.isNull(row), let value = column.integer(row) else {
          values[index] = 0
          continue
        }
        if value != latest || code == 0 { (latest, code) = (value, codes.code(UInt64(bitPattern: value), 1)) }
        values[index] = code
      }
    }
  }

  /// The same of views, of which short ones are compared as they are.
  private func readViews(_ column: ArrowColumn, _ codes: ValueCodes, _ rows: Range<Int>) {
    guard let views = column.values else { return }
    var (low, high, code) = (UInt64.max, UInt64.max, UInt32(0))
    for (index, row) in rows.enumerated() {
      if column.isNull(row) {
        values[index] = 0
        continue
      }
      let view = views + 16 * (column.offset + row)
      let (first, second) = (
        view.loadUnaligned(as: UInt64.self), view.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      )
      if UInt32(truncatingIfNeeded: first) > 12 {
        values[index] = codes.code(column.text(row))
      } else {
        if first != low || second != high { (low, high, code) = (first, second, codes.code(first, second)) }
        values[index] = code
      }
    }
  }

  /// Reads days, whose class is their fiscal year.
  private func readDays(_ column: ArrowColumn, _ rows: Range<Int>) {
    let codes = codes[self.codes.count - 1]
    guard case .date(let bytes) = column.type else { return }
    var (start, end, code) = (Int64.max, Int64.min, UInt32(0))
    for (index, row) in rows.enumerated() {
      guard !column.isNull(row), let value = column.integer(row) else {
        (values[index], days[index]) = (0, .min)
        continue
      }
      let day = bytes == 4 ? value : value.quotientRoundedDown(by: 86_400_000)
      if day < start || day >= end {
        guard let date = Int(exactly: day).flatMap(CivilDate.init(daysSince1970:)), DateText.years.contains(date.year)
        else {
          // No day of a contract: the readable parser says so.
          (values[index], days[index], isSlow[index]) = (0, .min, true)
          continue
        }
        let year = FiscalYear(containing: date).startYear
        start = Int64(CivilDate(year: year, month: 4, day: 1)?.daysSince1970 ?? .max)
        end = Int64(CivilDate(year: year + 1, month: 4, day: 1)?.daysSince1970 ?? .min)
        code = codes.code(UInt64(bitPattern: Int64(year)), 1)
      }
      (values[index], days[index]) = (code, day)
    }
  }

  /// Reads amounts; what is none at once is left to the readable parser.
  private func readAmounts(_ rows: Range<Int>) {
    guard let column = columns[plan.amount] else { return }
    let (unit, largest) = (plan.unit, Int64.max / plan.unit)
    let hasNulls = column.validity != nil
    for (index, row) in rows.enumerated() {
      if hasNulls, column.isNull(row) {
        isSlow[index] = true
        continue
      }
      let value = wholeNumber(column, row) ?? -1
      if value < 0 || value > largest {
        isSlow[index] = true
      } else {
        amounts[index] = value &* unit
      }
    }
  }

  @inline(__always)
  private func wholeNumber(_ column: ArrowColumn, _ row: Int) -> Int64? {
    switch column.type {
    case .float:
      let value = column.double(row)
      return abs(value) < 0x1p53 ? Int64(exactly: value) : nil
    case .decimal(let bytes, let scale):
      guard let values = column.values else { return nil }
      let place = (column.offset + row) * bytes
      let value =
        bytes == 8
        ? Int128(values.loadUnaligned(fromByteOffset: place, as: Int64.self))
        : values.loadUnaligned(fromByteOffset: place, as: Int128.self)
      if scale == 0 { return Int64(exactly: value) }
      let (whole, rest) = value.quotientAndRemainder(dividingBy: Int128(FixedPoint.powerOfTen(scale)))
      return rest == 0 ? Int64(exactly: whole) : nil
    default: return column.integer(row)
    }
  }

  /// Finds rows that may be totals, and numbers of firms that may be wrong.
  private func checkNames(_ rows: Range<Int>) {
    for name in plan.nameColumns {
      guard let column = columns[name] else { continue }
      let isText =
        frame.dictionaryTypes[name] == nil
        && [.textView, .text(offsetBytes: 4), .text(offsetBytes: 8)]
          .contains(column.type)
      guard isText || column.validity != nil else { continue }
      for (index, row) in rows.enumerated() where column.isNull(row) || isText && column.text(row).isEmpty {
        isSlow[index] = true
      }
      guard isText, plan.hasSoleName else { continue }
      for (index, row) in rows.enumerated() where !isSlow[index] {
        isSlow[index] = TotalRows.sumsUp(String(decoding: column.text(row), as: UTF8.self))
      }
    }
    guard let vendorID = plan.vendorID, let column = columns[vendorID] else { return }
    let isText =
      frame.dictionaryTypes[vendorID] == nil
      && [.textView, .text(offsetBytes: 4), .text(offsetBytes: 8)]
        .contains(column.type)
    var bytes: [UInt8] = []
    for (index, row) in rows.enumerated() where !column.isNull(row) {
      if isText {
        let text = column.text(row)
        if text.count >= 13, let address = text.baseAddress {
          isSlow[index] =
            isSlow[index] || text.count > 13 || PlainDigits.isWrongCorporateNumber(copying: address) != false
        }
      } else {
        bytes.removeAll(keepingCapacity: true)
        column.append(row, to: &bytes)
        if bytes.count >= 13 { isSlow[index] = true }
      }
    }
  }

  /// Takes every row for what its class is known to be; of classes that are new the readable parser is asked.
  private func settle(_ rows: Range<Int>, _ piece: inout Piece, addsUp: Bool) {
    for (index, row) in rows.enumerated() where !isSlow[index] {
      if kinds[Int(ids[index])] == Self.unknown { learn(Int(ids[index]), row, amounts[index]) }
      if kinds[Int(ids[index])] == Self.unknown || !hasKey(row) { isSlow[index] = true }
    }
    let key = takesKeys ? plan.key.flatMap { columns[$0] } : nil
    if let key { readKeys(key, rows, &piece) }
    let least = plan.amountsAbove ?? .min
    let filteredKind = Self.filtered
    var (filtered, used) = (0, 0)
    if !addsUp { piece.classes = [UInt32](repeating: Self.slowClass, count: rows.count) }
    kinds.withUnsafeBufferPointer { kinds in
      for index in 0..<rows.count where !isSlow[index] {
        if kinds[Int(ids[index])] == filteredKind || amounts[index] <= least {
          filtered += 1
          if !addsUp { piece.classes[index] = Self.filteredClass }
          ids[index] = Self.filteredClass
        } else {
          used += 1
          if !addsUp { piece.classes[index] = ids[index] }
        }
      }
    }
    (piece.filtered, piece.used) = (filtered, used)
    if used + filtered < rows.count { piece.slow = (0..<rows.count).filter { isSlow[$0] } }
    if !addsUp { piece.amounts = Array(UnsafeBufferPointer(start: amounts, count: rows.count)) }
    if addsUp { addUp(rows.count) }
    if plan.day != nil { noteDays(rows.count) }
  }

  /// Adds up the contracts that count, by class.
  private func addUp(_ count: Int) {
    var overflows = false
    counts.withUnsafeMutableBufferPointer { counts in
      sums.withUnsafeMutableBufferPointer { sums in
        for index in 0..<count where !isSlow[index] && ids[index] != Self.filteredClass {
          let id = Int(ids[index])
          let (sum, overflow) = sums[id].addingReportingOverflow(amounts[index])
          sums[id] = sum
          counts[id] &+= 1
          overflows = overflows || overflow
        }
      }
    }
    isTooLarge = isTooLarge || overflows
  }

  /// Notes the last day of each year among the contracts that count.
  private func noteDays(_ count: Int) {
    var latest: (id: UInt32, day: Int64) = (.max, .min)
    for index in 0..<count where !isSlow[index] && ids[index] != Self.filteredClass {
      guard ids[index] != latest.id || days[index] > latest.day else { continue }
      latest = (ids[index], days[index])
      note(FiscalYear(startingIn: years[Int(ids[index])]), days[index])
    }
  }

  /// Puts the keys of the contracts that count down; rows whose key is not plain are left to the readable parser.
  private func readKeys(_ key: ArrowColumn, _ rows: Range<Int>, _ piece: inout Piece) {
    let least = plan.amountsAbove ?? .min
    piece.fingerprints.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated()
    where !isSlow[index] && kinds[Int(ids[index])] != Self.filtered && amounts[index] > least {
      if let fingerprint = fingerprint(key, row) {
        piece.fingerprints.append(fingerprint)
      } else {
        isSlow[index] = true
      }
    }
  }

  private func note(_ year: FiscalYear, _ day: Int64) {
    guard day != .min else { return }
    if let known = lastDays[year.startYear], known >= Int(day) { return }
    lastDays[year.startYear] = Int(day)
  }

  /// Whether a row has a number, where the ledger has them.
  @inline(__always)
  private func hasKey(_ row: Int) -> Bool {
    guard let key = plan.key, let column = columns[key] else { return true }
    if column.isNull(row) { return false }
    return column.type.isInteger || !column.text(row).isEmpty
  }

  /// Asks the readable parser what a row of a class is.
  private func learn(_ id: Int, _ row: Int, _ amount: Int64) {
    source.fill(&record, row: frame.batches[batch].first + row)
    guard let parsed = try? parser.take(record) else { return }
    switch parsed {
    case .contract(let contract):
      // A note concerns this row alone, and an amount that was read otherwise is a reason to ask again.
      guard contract.notes.isEmpty, contract.contract.amount.value == amount else { return }
      var prototype = contract.contract
      prototype.texts = [:]
      outcomes[id] = .contract(prototype, day: contract.date)
      (kinds[id], years[id]) = (Self.contract, prototype.year.startYear)
      if plan.day == nil, let date = contract.date { note(prototype.year, Int64(date.daysSince1970)) }
    case .left(.condition):
      if amount > plan.amountsAbove ?? .min { (outcomes[id], kinds[id]) = (.filtered, Self.filtered) }
    case .left: break
    }
  }

  /// The fingerprint of a key; nil where the readable parser must read it.
  private func fingerprint(_ column: ArrowColumn, _ row: Int) -> UInt64? {
    if column.type.isInteger {
      guard let value = column.integer(row) else { return nil }
      return fingerprint(of: value)
    }
    let text = column.text(row)
    guard let address = text.baseAddress, address[0] > 0x20, address[text.count - 1] > 0x20 else { return nil }
    if text.count <= FieldBytes.limit, case let bytes = FieldBytes(copying: address, count: text.count), bytes.isASCII {
      return bytes.hash
    }
    let (start, count) = TextFolding.trimmed(address, count: text.count)
    guard count == text.count else { return nil }
    return KeyFingerprint.of(
      WordFolding.name(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)))
  }

  /// The fingerprint of the digits of a number.
  private func fingerprint(of value: Int64) -> UInt64 {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { digits in
      var (rest, place) = (value.magnitude, 24)
      repeat {
        place -= 1
        digits[place] = UInt8(ascii: "0") + UInt8(rest % 10)
        rest /= 10
      } while rest > 0
      if value < 0 {
        place -= 1
        digits[place] = UInt8(ascii: "-")
      }
      guard let address = digits.baseAddress else { return 0 }
      return FieldBytes(copying: address + place, count: 24 - place).hash
    }
  }
}
