/// Reads a file of JSON values byte by byte, strictly, and copies what is wanted of them.
///
/// Values are not built: members that nobody wants are checked and forgotten, however large they are, and what is
/// wanted stands in `copied` as JSON without white space. Memory does not grow with the file.
package struct JSONCursor: ~Copyable {
  /// How deep values may be nested.
  static let depthLimit = 256
  /// The longest key, and the longest release that is kept, in bytes.
  static let keyLimit = 1 << 16
  static let copyLimit = 64 << 20

  private var input: InputStream
  package let file: InputFile
  private var block: [UInt8] = []
  private var position = 0
  /// The line on which the next byte stands.
  package private(set) var line = 1
  /// Where the line begins, from the start of the file.
  private var lineStart = 0
  private var blockStart = 0
  /// Bytes at the end of the last block that begin a character.
  private var partial: [UInt8] = []
  /// What was copied of the values.
  package var copied: [UInt8] = []
  /// The key that was read last, without escapes, and its hash.
  package private(set) var key: [UInt8] = []
  package private(set) var keyHash: UInt64 = 0
  /// The hashes of the keys of all open objects.
  private var keys: [UInt64] = []

  /// The values of a file that was opened.
  package init(_ file: InputFile, stream: consuming InputStream) {
    self.file = file
    input = stream
  }

  /// The SHA-256 of the file once it has been read to its end, where one was asked for.
  package var digest: String? { input.digest }

  // MARK: Bytes

  /// The next byte without taking it.
  @inline(__always)
  package mutating func peek() throws(DataError) -> UInt8? {
    if position == block.count, try !refill() { return nil }
    return block[position]
  }

  @inline(__always)
  package mutating func advance() { position += 1 }

  private mutating func refill() throws(DataError) -> Bool {
    blockStart += block.count
    try input.read(into: &block)
    position = 0
    try checkEncoding()
    return !block.isEmpty
  }

  /// Checks the encoding of a block; a character may begin in one block and end in the next.
  private mutating func checkEncoding() throws(DataError) {
    var text = partial
    let begun = partial.count
    if begun > 0 { text += block }
    let end = Self.wholeCharacters(begun > 0 ? text : block)
    let isLast = block.isEmpty
    let fault: (offset: Int, byte: UInt8)?
    if begun > 0 {
      partial = Array(text[end...])
      fault = UTF8Validity.firstFault(in: isLast ? text : Array(text[..<end]))
    } else {
      partial = Array(block[end...])
      fault = UTF8Validity.firstFault(in: end == block.count ? block : Array(block[..<end]))
    }
    guard let fault else { return }
    let place = fault.offset - begun
    let lines = place > 0 ? block[..<place].count { $0 == 0x0A } : 0
    throw DataError(
      .invalidUTF8(byte: fault.byte, offset: blockStart + place), file: file.path, line: line + lines)
  }

  /// Where the last character begins that may go on in the next block, else the end.
  private static func wholeCharacters(_ bytes: [UInt8]) -> Int {
    for back in 1...3 where back <= bytes.count {
      let byte = bytes[bytes.count - back]
      if byte < 0x80 { return bytes.count }
      guard byte >= 0xC0 else { continue }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      return length > back ? bytes.count - back : bytes.count
    }
    return bytes.count
  }

  /// Takes white space.
  package mutating func skipSpace() throws(DataError) {
    while let byte = try peek() {
      switch byte {
      case 0x20, 0x09, 0x0D: advance()
      case 0x0A:
        advance()
        line += 1
        lineStart = blockStart + position
      default: return
      }
    }
  }

  /// Takes the mark with which some programs begin a text, where it stands.
  package mutating func skipByteOrderMark() throws(DataError) {
    guard try peek() == 0xEF else { return }
    for byte: UInt8 in [0xEF, 0xBB, 0xBF] {
      guard try peek() == byte else { throw fault("a value is expected") }
      advance()
    }
  }

  /// Takes white space and one byte that must be there.
  mutating func take(_ byte: UInt8, _ reason: String) throws(DataError) {
    try skipSpace()
    guard try peek() == byte else { throw try unexpected(reason) }
    advance()
  }

  /// A fault at the next byte.
  func fault(_ reason: String) -> DataError {
    let place = blockStart + position - lineStart + 1
    return DataError(.invalidJSON(reason: "\(reason) (byte \(place) of the line)"), file: file.path, line: line)
  }

  mutating func unexpected(_ reason: String) throws(DataError) -> DataError {
    try peek() == nil ? fault("the file ends where \(reason)") : fault(reason)
  }

  // MARK: Values

  /// Takes a value; what a shape wants of it is copied.
  package mutating func value(_ shape: JSONShape?, depth: Int = 0) throws(DataError) {
    try skipSpace()
    guard depth < Self.depthLimit else { throw fault("values are nested more than \(Self.depthLimit) deep") }
    guard copied.count <= Self.copyLimit else {
      throw DataError(.recordTooLong(limit: Self.copyLimit), file: file.path, line: line)
    }
    guard let byte = try peek() else { throw fault("the file ends where a value is expected") }
    switch byte {
    case UInt8(ascii: "{"): try object(shape, depth)
    case UInt8(ascii: "["): try array(shape, depth)
    case UInt8(ascii: "\""): try string(copies: shape != nil)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number(copies: shape != nil)
    case UInt8(ascii: "t"): try word("true", copies: shape != nil)
    case UInt8(ascii: "f"): try word("false", copies: shape != nil)
    case UInt8(ascii: "n"): try word("null", copies: shape != nil)
    default: throw fault("a value is expected")
    }
  }

  private mutating func object(_ shape: JSONShape?, _ depth: Int) throws(DataError) {
    if shape != nil { copied.append(UInt8(ascii: "{")) }
    var members = try enterObject()
    var isFirst = true
    while try nextKey(&members) {
      guard let shape else {
        try value(nil, depth: depth + 1)
        continue
      }
      guard let member = shape.member(key, hash: keyHash) else {
        try value(nil, depth: depth + 1)
        continue
      }
      if !isFirst { copied.append(UInt8(ascii: ",")) }
      isFirst = false
      copyKey()
      try value(member, depth: depth + 1)
    }
    if shape != nil { copied.append(UInt8(ascii: "}")) }
  }

  private mutating func array(_ shape: JSONShape?, _ depth: Int) throws(DataError) {
    if shape != nil { copied.append(UInt8(ascii: "[")) }
    var isFirst = true
    advance()
    while try nextElement(&isFirst) {
      if shape != nil, copied.last != UInt8(ascii: "[") { copied.append(UInt8(ascii: ",")) }
      try value(shape, depth: depth + 1)
    }
    if shape != nil { copied.append(UInt8(ascii: "]")) }
  }

  /// Takes what stands before an element: nothing or a comma.
  ///
  /// - Returns: false at the end of the array.
  package mutating func nextElement(_ isFirst: inout Bool) throws(DataError) -> Bool {
    try skipSpace()
    if try peek() == UInt8(ascii: "]") {
      advance()
      return false
    }
    if !isFirst {
      try take(UInt8(ascii: ","), "a comma or the end of an array is expected")
      try skipSpace()
      if try peek() == UInt8(ascii: "]") { throw fault("a value is expected behind a comma") }
    }
    isFirst = false
    return true
  }

  /// An object whose keys are being read.
  package struct Members {
    fileprivate var first: Int
    fileprivate var isFirst = true
    fileprivate var many: Set<UInt64>?
  }

  /// Takes the brace of an object.
  package mutating func enterObject() throws(DataError) -> Members {
    advance()
    return Members(first: keys.count)
  }

  /// Takes the next key of an object, with its colon.
  ///
  /// - Returns: false at the end of the object.
  package mutating func nextKey(_ members: inout Members) throws(DataError) -> Bool {
    try skipSpace()
    if try peek() == UInt8(ascii: "}") {
      advance()
      keys.removeSubrange(members.first...)
      return false
    }
    if !members.isFirst {
      try take(UInt8(ascii: ","), "a comma or the end of an object is expected")
      try skipSpace()
    }
    members.isFirst = false
    guard try peek() == UInt8(ascii: "\"") else { throw try unexpected("a key in quotes is expected") }
    try readKey()
    try remember(&members)
    try take(UInt8(ascii: ":"), "a colon is expected behind a key")
    return true
  }

  /// Refuses a key that stood in the object before.
  private mutating func remember(_ members: inout Members) throws(DataError) {
    let isNew: Bool
    if members.many != nil {
      isNew = members.many?.insert(keyHash).inserted ?? true
    } else {
      isNew = !keys[members.first...].contains(keyHash)
      keys.append(keyHash)
      if keys.count - members.first == 64 { members.many = Set(keys[members.first...]) }
    }
    guard isNew else { throw fault("the key \"\(String(decoding: key, as: UTF8.self))\" stands twice in one object") }
  }

  // MARK: Scalars

  private mutating func readKey() throws(DataError) {
    key.removeAll(keepingCapacity: true)
    swap(&key, &copied)
    let start = copied.count
    do throws(DataError) { try string(copies: true) } catch {
      swap(&key, &copied)
      throw error
    }
    swap(&key, &copied)
    let hasEscape = key.contains(UInt8(ascii: "\\"))
    if hasEscape {
      key = JSONTree.unescaped(key[(start + 1)..<(key.count - 1)])
    } else {
      key.removeFirst()
      key.removeLast()
    }
    guard key.count <= Self.keyLimit else {
      throw DataError(.recordTooLong(limit: Self.keyLimit), file: file.path, line: line)
    }
    keyHash = JSONShape.hash(key)
  }

  /// Copies the key that was read last; wanted keys are plain words.
  package mutating func copyKey() {
    copied.append(UInt8(ascii: "\""))
    copied += key
    copied.append(UInt8(ascii: "\""))
    copied.append(UInt8(ascii: ":"))
  }

  private mutating func string(copies: Bool) throws(DataError) {
    advance()
    if copies { copied.append(UInt8(ascii: "\"")) }
    while try peek() != nil {
      let start = position
      position = block.withUnsafeBufferPointer { bytes in
        var end = start
        while end < bytes.count, bytes[end] != 0x22, bytes[end] != 0x5C, bytes[end] >= 0x20 { end += 1 }
        return end
      }
      if copies {
        copied += block[start..<position]
        guard copied.count <= Self.copyLimit else {
          throw DataError(.recordTooLong(limit: Self.copyLimit), file: file.path, line: line)
        }
      }
      guard position < block.count else { continue }
      switch block[position] {
      case UInt8(ascii: "\""):
        if copies { copied.append(UInt8(ascii: "\"")) }
        advance()
        return
      case UInt8(ascii: "\\"): try escape(copies: copies)
      default: throw fault("a control character stands in a text")
      }
    }
    throw fault("the file ends within a text")
  }

  private mutating func escape(copies: Bool) throws(DataError) {
    advance()
    guard let byte = try peek() else { throw fault("the file ends within a text") }
    let isUnicode = byte == UInt8(ascii: "u")
    guard isUnicode || Array("\"\\/bfnrt".utf8).contains(byte) else { throw fault("an escape is not known") }
    if copies { copied += [UInt8(ascii: "\\"), byte] }
    advance()
    guard isUnicode else { return }
    for _ in 0..<4 {
      guard let digit = try peek(), JSONTree.hexadecimal(digit) != nil else {
        throw try unexpected("four hexadecimal digits are expected")
      }
      if copies { copied.append(digit) }
      advance()
    }
  }

  private mutating func number(copies: Bool) throws(DataError) {
    if try peek() == UInt8(ascii: "-") { takeByte(copies) }
    if try peek() == UInt8(ascii: "0") { takeByte(copies) } else { try digits(copies) }
    if let next = try peek(), (0x30...0x39).contains(next) { throw fault("a number begins with 0") }
    if try peek() == UInt8(ascii: ".") {
      takeByte(copies)
      try digits(copies)
    }
    if let mark = try peek(), mark | 0x20 == UInt8(ascii: "e") {
      takeByte(copies)
      if let sign = try peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { takeByte(copies) }
      try digits(copies)
    }
  }

  private mutating func digits(_ copies: Bool) throws(DataError) {
    var count = 0
    while let byte = try peek(), (0x30...0x39).contains(byte) {
      takeByte(copies)
      count += 1
    }
    guard count > 0 else { throw try unexpected("a digit is expected") }
    guard copied.count <= Self.copyLimit else {
      throw DataError(.recordTooLong(limit: Self.copyLimit), file: file.path, line: line)
    }
  }

  @inline(__always)
  private mutating func takeByte(_ copies: Bool) {
    if copies { copied.append(block[position]) }
    position += 1
  }

  private mutating func word(_ word: StaticString, copies: Bool) throws(DataError) {
    for index in 0..<word.utf8CodeUnitCount {
      guard try peek() == word.utf8Start[index] else { throw try unexpected("a value is expected") }
      takeByte(copies)
    }
  }
}
