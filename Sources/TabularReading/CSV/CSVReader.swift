/// The records of a CSV file in order, each checked to be whole and decoded to valid UTF-8.
///
/// Structural faults stop the reading: they mean that everything after them may be misread.
package struct CSVReader: ~Copyable {
  /// The longest record that is accepted, in bytes.
  package static let recordLimit = 16 << 20

  /// The most columns that a record may have: as many as a sheet.
  static let columnLimit = 16_384

  package private(set) var input: InputStream
  private let file: InputFile
  /// The encoding, once it is known.
  package private(set) var encoding: TextEncoding?
  /// Where the current block begins in the file.
  private var blockStart = 0
  private var machine: CSVStateMachine
  private var block: [UInt8] = []
  private var position = 0
  private var line = 1
  private var lastWasCarriageReturn = false
  private var isAtStart = true
  /// Where the fields of a record begin in the block.
  private var starts: [Int] = []

  /// A reader of a file that was opened.
  init(_ file: InputFile, stream: consuming InputStream, dialect: CSVDialect) {
    self.file = file
    input = stream
    encoding = dialect.encoding
    machine = CSVStateMachine(delimiter: dialect.delimiter.byte)
  }

  /// Opens a file.
  ///
  /// - Throws: `DataError` where it cannot be opened.
  init(_ file: InputFile, dialect: CSVDialect = CSVDialect(), hashing: Bool = false) throws(DataError) {
    self.init(file, stream: try InputStream(file, hashing: hashing), dialect: dialect)
  }

  /// The SHA-256 of the file once it has been read to its end, where one was asked for.
  var digest: String? { input.digest }

  /// Reads the next record that is not blank.
  ///
  /// - Parameter record: takes the record; its storage is reused.
  /// - Returns: false at the end of the file.
  /// - Throws: `DataError` for an unclosed quote, text after a closing quote, a NUL byte, invalid UTF-8 or a
  ///   record beyond `recordLimit` or `columnLimit`.
  mutating func next(_ record: inout Record) throws(DataError) -> Bool {
    repeat {
      guard try readRecord(&record) else { return false }
    } while record.isBlank
    return true
  }

  /// The byte between two fields.
  package var delimiter: UInt8 { machine.delimiter }

  /// Where the next record is sought: the byte behind the last record, and its line.
  ///
  /// Behind a CR that may be the LF which belongs to it.
  package var place: RecordPlace { RecordPlace(offset: blockStart + position, line: line) }

  /// Continues at the start of a record, as if all before had been read.
  package mutating func resume(at place: RecordPlace) throws(DataError) {
    try input.seek(to: place.offset)
    block.removeAll(keepingCapacity: true)
    (position, blockStart, line) = (0, place.offset, place.line)
    (lastWasCarriageReturn, isAtStart) = (false, false)
    machine = CSVStateMachine(delimiter: machine.delimiter)
  }

  /// Reads the one record that begins at a place, whose file is known to be in an encoding.
  ///
  /// - Complexity: O(record) where it stands in the block that was read last, else O(block).
  package mutating func read(
    at place: RecordPlace, encoding: TextEncoding?, into record: inout Record
  ) throws(DataError) -> Bool {
    if place.offset >= blockStart, place.offset < blockStart + block.count {
      (position, line, lastWasCarriageReturn) = (place.offset - blockStart, place.line, false)
      machine = CSVStateMachine(delimiter: machine.delimiter)
    } else {
      try resume(at: place)
    }
    self.encoding = encoding
    return try next(&record)
  }

  /// Goes on with the records of a span only, none of which begins before a place.
  mutating func restrict(to span: RecordSpan, notBefore first: RecordPlace) throws(DataError) {
    var start = span.start > first.offset ? RecordPlace(offset: span.start, line: span.line) : first
    if start.offset == 0 {
      // Without a header the first record begins behind a byte order mark.
      try resume(at: start)
      isAtStart = true
      _ = try refill()
      start.offset = position
    }
    // Marks of another file may put the end of a span before its start.
    try input.restrict(to: start.offset..<max(span.end, start.offset))
    try resume(at: start)
  }

  /// The size of a file that can be read at any place; a pipe is read to its end first. Nil for what is no file.
  package mutating func seekableSize() throws(DataError) -> Int? {
    try input.keepRest()
    return input.seekableSize
  }

  /// Which bytes are in the file's hash.
  package var hashedBytes: Range<Int> { input.hashedBytes }

  /// Takes bytes into the file's hash that were read elsewhere.
  package mutating func take(_ bytes: UnsafeRawBufferPointer, at start: Int) { input.take(bytes, at: start) }

  private mutating func readRecord(_ record: inout Record) throws(DataError) -> Bool {
    record.removeAll()
    var hasBegun = false
    record.line = line
    switch takePlain(&record) {
    case .ascii?: return true
    case .other?:
      try decode(&record)
      return true
    case nil: break
    }
    while true {
      if position == block.count {
        guard try refill() else {
          guard !machine.isInsideQuotes else { throw fault(.unclosedQuote, in: record) }
          // A last line without a line end is a record like any other.
          guard hasBegun else { return false }
          record.ends.append(record.bytes.count)
          try decode(&record)
          return true
        }
      }
      let byte = block[position]
      position += 1
      let verdict = machine.take(byte)
      countLine(byte)
      if verdict == .skipped, !hasBegun, byte == UInt8(ascii: "\n") {
        record.line = line
        continue
      }
      hasBegun = true
      switch verdict {
      case .content:
        record.bytes.append(byte)
        guard record.bytes.count <= Self.recordLimit else {
          throw fault(.recordTooLong(limit: Self.recordLimit), in: record)
        }
      case .skipped: break
      case .endOfField:
        record.ends.append(record.bytes.count)
        guard record.ends.count < Self.columnLimit else {
          throw fault(.tooMany(.columns, limit: Self.columnLimit), in: record)
        }
      case .endOfRecord:
        record.ends.append(record.bytes.count)
        try decode(&record)
        return true
      case .textAfterQuote: throw fault(.textAfterQuote, in: record)
      }
    }
  }

  /// What the bytes of a record are.
  private enum Content {
    case ascii, other
  }

  /// Takes a whole record at once where it ends in the block and its quotes, if any, are around whole fields without a
  /// quote or line end in them; all else is for the machine.
  ///
  /// - Returns: nil where the record is not taken.
  private mutating func takePlain(_ record: inout Record) -> Content? {
    let delimiter = machine.delimiter
    var place = position
    // The LF of a CRLF.
    if lastWasCarriageReturn, place < block.count, block[place] == UInt8(ascii: "\n") { place += 1 }
    starts.removeAll(keepingCapacity: true)
    let origin = place
    var bits: UInt8 = 0
    var hasNUL = false
    var length = 0
    let isTaken = block.withUnsafeBufferPointer { bytes in
      let count = bytes.count
      while place < count {
        let isQuoted = bytes[place] == UInt8(ascii: "\"")
        if isQuoted { place += 1 }
        let start = place
        while place < count {
          let byte = bytes[place]
          if isQuoted ? byte == UInt8(ascii: "\"") : byte == delimiter { break }
          if byte <= UInt8(ascii: "\r") {
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
            hasNUL = hasNUL || byte == 0
          }
          bits |= byte
          place += 1
        }
        let end = place
        if isQuoted {
          guard place + 1 < count, bytes[place] == UInt8(ascii: "\"") else { return false }
          place += 1
        }
        guard place < count else { return false }
        let stop = bytes[place]
        place += 1
        length += end - start
        starts.append(start)
        record.ends.append(length)
        if stop == delimiter {
          guard starts.count + 1 < Self.columnLimit else { return false }
          continue
        }
        return stop == UInt8(ascii: "\n") || stop == UInt8(ascii: "\r")
      }
      return false
    }
    guard isTaken else {
      record.removeAll()
      return nil
    }
    copyFields(of: origin..<place, &record)
    // The machine stands as if it had taken the record.
    let end = block[place - 1]
    _ = machine.take(end)
    lastWasCarriageReturn = end == UInt8(ascii: "\r")
    (position, line) = (place, line + 1)
    return bits < 0x80 && !hasNUL ? .ascii : .other
  }

  /// Copies the fields whose starts and ends are known side by side.
  private func copyFields(of range: Range<Int>, _ record: inout Record) {
    // All of the record is copied at once, then the fields close ranks.
    record.bytes.append(contentsOf: block[range])
    let ends = record.ends
    let length = ends.last ?? 0
    record.bytes.withUnsafeMutableBufferPointer { bytes in
      guard let target = bytes.baseAddress else { return }
      var written = 0
      for (field, end) in ends.enumerated() {
        let start = starts[field] - range.lowerBound
        if start != written { (target + written).update(from: target + start, count: end - written) }
        written = end
      }
    }
    record.bytes.removeLast(record.bytes.count - length)
  }

  /// Reads the next block, without a byte order mark at the start of the file; false at the end.
  private mutating func refill() throws(DataError) -> Bool {
    blockStart += block.count
    try input.read(into: &block)
    position = 0
    if isAtStart, block.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    isAtStart = false
    return position < block.count
  }

  /// Counts LF, CR and CRLF as one line end each, inside quotes too.
  private mutating func countLine(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\r"): line += 1
    case UInt8(ascii: "\n") where !lastWasCarriageReturn: line += 1
    default: break
    }
    lastWasCarriageReturn = byte == UInt8(ascii: "\r")
  }

  /// Makes the record valid UTF-8 without NUL bytes, or says where it is not.
  private mutating func decode(_ record: inout Record) throws(DataError) {
    if let offset = record.bytes.firstIndex(of: 0) { throw fault(.nulByte(offset: offset), in: record, at: offset) }
    if encoding == nil, record.bytes.contains(where: { $0 >= 0x80 }) {
      encoding = TextEncoding.detect(record.bytes)
    }
    if encoding == .cp932 {
      if let (offset, byte) = CP932.shared.decode(&record) {
        throw fault(.invalidCP932(byte: byte, offset: offset), in: record, at: offset)
      }
    } else if let (offset, byte) = UTF8Validity.firstFault(in: record.bytes) {
      throw fault(.invalidUTF8(byte: byte, offset: offset), in: record, at: offset)
    }
  }

  /// An error in a record, with the column that holds a byte where one is given.
  private func fault(
    _ problem: DataError.Problem, in record: borrowing Record, at offset: Int? = nil
  ) -> DataError {
    var column = record.ends.count + 1
    if let offset { column = (record.ends.firstIndex { offset < $0 } ?? record.ends.count) + 1 }
    return DataError(
      problem, file: file.path, line: record.line,
      column: problem.concernsWholeRecord ? nil : DataError.Column(number: column, name: ""))
  }
}

/// The start of a record in a file: its byte from 0, and its line from 1.
package struct RecordPlace: Equatable {
  package var offset: Int
  package var line: Int

  package init(offset: Int, line: Int) { (self.offset, self.line) = (offset, line) }
}

extension DataError.Problem {
  fileprivate var concernsWholeRecord: Bool {
    switch self {
    case .recordTooLong, .tooMany: true
    default: false
    }
  }
}
