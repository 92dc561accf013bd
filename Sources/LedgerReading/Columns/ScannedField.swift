import TabularReading

/// A field of a record in a block, without its quotes.
struct ScannedField {
  let address: UnsafePointer<UInt8>
  let count: Int
  let wasQuoted: Bool

  /// The field of a column; `stops` are those of its record, `last` is the last column.
  @inline(__always)
  init(
    _ bytes: UnsafePointer<UInt8>, _ column: Int, start: Int, stop: Int, last: Int,
    _ stops: UnsafePointer<UInt32>
  ) {
    var from = column == 0 ? start : Int(stops[column &- 1]) &+ 1
    var to = column == last ? stop : Int(stops[column])
    wasQuoted = to &- from >= 2 && bytes[from] == 0x22
    if wasQuoted {
      from &+= 1
      to &-= 1
    }
    (address, count) = (bytes + from, to &- from)
  }

  /// A field of a block whose bytes are known, without the quotes around it.
  @inline(__always)
  init(inBlock address: UnsafePointer<UInt8>, count: Int) {
    (self.address, self.count) = (address, count)
    // Before an unquoted field stands a delimiter or a line end.
    wasQuoted = address[-1] == 0x22
  }

  /// Whether quotes within it are written twice.
  var hasEscapes: Bool {
    wasQuoted && UnsafeBufferPointer(start: address, count: count).contains(UInt8(ascii: "\""))
  }

  /// The bytes, where they are few.
  @inline(__always)
  var bytes: FieldBytes? { count <= FieldBytes.limit ? FieldBytes(address, count: count) : nil }

  /// 64 bits that stand for the bytes, however many.
  var fingerprint: UInt64 { KeyFingerprint.ofASCII(address, count: count) }

  /// The bytes, kept.
  var copy: [UInt8] { Array(UnsafeBufferPointer(start: address, count: count)) }

  /// The field as text without white space around it, nil where its bytes are no characters.
  func text(isCP932: Bool) -> String? {
    guard count > 0 else { return "" }
    let bytes = UnsafeBufferPointer(start: address, count: count)
    var record = Record()
    if hasEscapes {
      // Within quotes every second one of two is written for the reader alone.
      var isSecond = false
      record.bytes = bytes.filter { byte in
        isSecond = byte == UInt8(ascii: "\"") && !isSecond
        return byte != UInt8(ascii: "\"") || isSecond
      }
    } else {
      record.bytes = Array(bytes)
    }
    record.ends = [record.bytes.count]
    if isCP932, CP932.shared.decode(&record) != nil { return nil }
    return record.text(0)
  }

  /// The same, without a detour where the field is plainly without white space around it.
  func trimmedText(isCP932: Bool) -> String? {
    guard count > 0 else { return "" }
    let bytes = UnsafeBufferPointer(start: address, count: count)
    // U+3000 is the only white space beyond ASCII; it begins with E3 and ends with 80.
    let (first, last) = (bytes[0], bytes[count - 1])
    let isPlain = first > 0x20 && first != 0xE3 && last > 0x20 && last != 0x80
    guard isPlain, !isCP932 || !bytes.contains(where: { $0 >= 0x80 }), !wasQuoted || !bytes.contains(0x22) else {
      return text(isCP932: isCP932)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether it is white space and nothing else.
  func isBlank(isCP932: Bool) -> Bool { trimmedText(isCP932: isCP932)?.isEmpty == true }
}

/// Splits single records as the readable reader does.
struct RecordSplitter {
  private let layout: ScanLayout
  private var machine: CSVStateMachine
  /// The record that was split last.
  private(set) var record = Record()

  init(_ layout: ScanLayout) {
    self.layout = layout
    machine = CSVStateMachine(delimiter: layout.delimiter)
  }

  /// Splits and decodes a record.
  ///
  /// - Returns: whether it is a row and not blank; nil where it is neither.
  mutating func split(_ block: ByteBlock, _ range: Range<Int>, line: Int) -> Bool? {
    record.removeAll()
    record.line = line
    machine = CSVStateMachine(delimiter: layout.delimiter)
    for position in range {
      let byte = block.bytes[position]
      switch machine.take(byte) {
      case .content: record.bytes.append(byte)
      case .skipped: break
      case .endOfField: record.ends.append(record.bytes.count)
      case .endOfRecord, .textAfterQuote: return nil
      }
    }
    record.ends.append(record.bytes.count)
    guard record.bytes.count <= CSVReader.recordLimit, !layout.isCP932 || CP932.shared.decode(&record) == nil else {
      return nil
    }
    if record.isBlank { return false }
    return record.count == layout.width ? true : nil
  }

  /// Where the record ends that begins at a byte.
  mutating func end(_ block: ByteBlock, from start: Int) -> Int {
    var stop = start
    machine = CSVStateMachine(delimiter: layout.delimiter)
    while stop < block.count, machine.take(block.bytes[stop]) != .endOfRecord { stop += 1 }
    return stop
  }

  /// The bytes of a field as they stand in the file, without the quotes around it.
  mutating func raw(_ column: Int, _ block: ByteBlock, _ range: Range<Int>) -> FieldBytes? {
    var (from, to) = bounds(column...column, block, range)
    if to - from >= 2, block.bytes[from] == UInt8(ascii: "\"") { (from, to) = (from + 1, to - 1) }
    return to - from <= FieldBytes.limit ? FieldBytes(block.bytes + from, count: to - from) : nil
  }

  /// Calls `body` with the bytes of a field, without the quotes around it, or of neighbours as they stand in the file.
  mutating func withBytes(
    _ columns: ClosedRange<Int>, _ block: ByteBlock, _ range: Range<Int>, _ body: (UnsafePointer<UInt8>, Int) -> Void
  ) {
    var (from, to) = bounds(columns, block, range)
    if columns.count == 1, to - from >= 2, block.bytes[from] == UInt8(ascii: "\"") { (from, to) = (from + 1, to - 1) }
    body(block.bytes + from, to - from)
  }

  /// The bytes of neighbouring fields as they stand in the file.
  mutating func raw(_ columns: ClosedRange<Int>, _ block: ByteBlock, _ range: Range<Int>) -> FieldBytes? {
    let (from, to) = bounds(columns, block, range)
    return to - from <= FieldBytes.limit ? FieldBytes(block.bytes + from, count: to - from) : nil
  }

  private mutating func bounds(
    _ columns: ClosedRange<Int>, _ block: ByteBlock, _ range: Range<Int>
  ) -> (from: Int, to: Int) {
    machine = CSVStateMachine(delimiter: layout.delimiter)
    var (from, field) = (range.lowerBound, 0)
    for position in range where machine.take(block.bytes[position]) == .endOfField {
      if field == columns.upperBound { return (from, position) }
      field += 1
      if field == columns.lowerBound { from = position + 1 }
    }
    return (from, range.upperBound)
  }
}
