/// The JSON values of a file, one after the other: lines of JSON Lines, elements of a top-level array, or one
/// document over many lines.
///
/// It only finds where values begin and end; whether a value is JSON is the decoder's question.
struct JSONValues: ~Copyable {
  /// The longest value that is accepted, in bytes: a package is decoded as a whole and takes some ten times its
  /// size.
  static let valueLimit = 64 << 20

  private var input: InputStream
  private let file: InputFile
  private var block: [UInt8] = []
  private var position = 0
  private var line = 1
  private var isInArray = false
  private var isAtStart = true

  /// The values of a file that was opened.
  init(_ file: InputFile, stream: consuming InputStream) {
    self.file = file
    input = stream
  }

  /// The SHA-256 of the file once it has been read to its end, where one was asked for.
  var digest: String? { input.digest }

  /// Reads the next value.
  ///
  /// - Returns: its bytes and the line on which it begins, or nil at the end of the file.
  /// - Throws: `DataError` for invalid UTF-8, a value that does not end, or one beyond the limit.
  mutating func next() throws(DataError) -> (bytes: [UInt8], line: Int)? {
    var value: [UInt8] = []
    var begin = line
    var depth = 0
    var isInString = false
    var isEscaped = false
    while let byte = try nextByte() {
      if value.isEmpty {
        begin = line
        switch byte {
        case 0x20, 0x09, 0x0D, 0x0A: continue
        case UInt8(ascii: ",") where isInArray: continue
        case UInt8(ascii: "]") where isInArray:
          isInArray = false
          continue
        case UInt8(ascii: "[") where !isInArray:
          isInArray = true
          continue
        default: break
        }
      }
      if isInString {
        value.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else {
          isInString = byte != UInt8(ascii: "\"")
        }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          if depth < 0, isInArray {
            isInArray = false
            return try checked(value, begin)
          }
        default: break
        }
        let endsScalar = depth == 0 && (byte == UInt8(ascii: ",") && isInArray || byte == 0x0A)
        if endsScalar { return try checked(value, begin) }
        value.append(byte)
      }
      if depth == 0, !isInString, byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
        return try checked(value, begin)
      }
      guard value.count <= Self.valueLimit else {
        throw DataError(.recordTooLong(limit: Self.valueLimit), file: file.path, line: begin)
      }
    }
    guard !value.isEmpty else { return nil }
    if depth > 0 || isInString { throw DataError(.invalidJSON(reason: "unexpected end"), file: file.path, line: begin) }
    return try checked(value, begin)
  }

  private func checked(_ value: [UInt8], _ begin: Int) throws(DataError) -> (bytes: [UInt8], line: Int) {
    if let (offset, byte) = UTF8Validity.firstFault(in: value) {
      throw DataError(.invalidUTF8(byte: byte, offset: offset), file: file.path, line: begin)
    }
    return (value, begin)
  }

  private mutating func nextByte() throws(DataError) -> UInt8? {
    if position == block.count {
      try input.read(into: &block)
      position = isAtStart && block.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      isAtStart = false
      guard position < block.count else { return nil }
    }
    let byte = block[position]
    position += 1
    // The line of a value is the one of its first byte, so a line end counts for the next byte only.
    if pendingLineEnd { line += 1 }
    pendingLineEnd = byte == 0x0A
    return byte
  }

  private var pendingLineEnd = false
}
