/// One record of a file, whatever its format: its fields in UTF-8, and where it stands.
///
/// A line of a CSV file, a row of a sheet and an award of a release all become records, so that everything
/// behind the readers is the same for all formats.
package struct Record {
  /// The bytes of all fields, one after the other, without punctuation.
  package var bytes: [UInt8] = []
  /// The position in `bytes` at which each field ends.
  package var ends: [Int] = []
  /// The line or row on which the record begins, from 1.
  package var line = 1

  /// An empty record, or one of given fields.
  package init(_ fields: [String] = [], line: Int = 1) {
    self.line = line
    for field in fields { append(field) }
  }

  /// The number of fields.
  package var count: Int { ends.count }

  /// Whether the record says nothing: no field has a byte.
  package var isBlank: Bool { bytes.isEmpty }

  /// The bytes of a field.
  package func field(_ index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// A field as text, without white space around it.
  package func text(_ index: Int) -> String {
    withField(index) { String(decoding: UnsafeBufferPointer(start: $0, count: $1), as: UTF8.self) }
  }

  /// Calls a function with the bytes of a field, without white space around them.
  @inline(__always)
  package func withField<Result>(_ index: Int, _ body: (UnsafePointer<UInt8>, Int) -> Result) -> Result {
    let start = index == 0 ? 0 : ends[index - 1]
    let count = ends[index] - start
    return bytes.withUnsafeBufferPointer { buffer in
      // Without any byte there may be no address.
      guard count > 0, let first = buffer.baseAddress else { return withUnsafePointer(to: 0) { body($0, 0) } }
      let field = TextFolding.trimmed(first + start, count: count)
      return body(field.address, field.count)
    }
  }

  /// All fields as they stand in the file.
  package var fields: [String] { (0..<count).map { String(decoding: field($0), as: UTF8.self) } }

  /// Appends a field.
  mutating func append(_ field: String) {
    bytes += Array(field.utf8)
    ends.append(bytes.count)
  }

  /// Forgets the fields but keeps their storage.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// Adds empty fields, or drops empty ones at the end, so that there are `width`; fields with content stay.
  mutating func fit(_ width: Int) {
    while count < width { ends.append(bytes.count) }
    while count > width, field(count - 1).isEmpty { ends.removeLast() }
  }
}
