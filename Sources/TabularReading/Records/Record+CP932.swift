extension CP932 {
  /// Replaces a record's bytes by UTF-8.
  ///
  /// - Returns: the position and value of the first byte that is no character, or nil where all are.
  /// - Complexity: O(bytes).
  package func decode(_ record: inout Record) -> (offset: Int, byte: UInt8)? {
    guard record.bytes.contains(where: { $0 >= 0x80 }) else { return nil }
    var ends = record.ends
    var fault: (offset: Int, byte: UInt8)?
    // No code has more than three bytes of UTF-8 for each of its own.
    let decoded = [UInt8](unsafeUninitializedCapacity: record.bytes.count * 3) { target, count in
      record.bytes.withUnsafeBufferPointer { bytes in
        var position = 0
        for field in ends.indices {
          let end = record.ends[field]
          while position < end {
            let lead = bytes[position]
            let isDouble = (0x81...0x9F).contains(lead) || (0xE0...0xFC).contains(lead)
            let isCut = isDouble && position + 1 == end
            let scalar = isCut ? 0 : scalars[isDouble ? Int(lead) << 8 | Int(bytes[position + 1]) : Int(lead)]
            guard scalar != 0 || lead == 0 else {
              fault = (position, lead)
              return
            }
            Self.put(scalar, target, &count)
            position += isDouble ? 2 : 1
          }
          ends[field] = count
        }
      }
    }
    if let fault { return fault }
    record.bytes = decoded
    record.ends = ends
    return nil
  }
}

extension TextFolding {
  /// The text of a field's bytes without white space around it.
  package static func text(_ address: UnsafePointer<UInt8>, count: Int, isCP932: Bool) -> String {
    var record = Record()
    record.bytes = Array(UnsafeBufferPointer(start: address, count: count))
    record.ends = [count]
    if isCP932 { _ = CP932.shared.decode(&record) }
    return record.text(0)
  }
}
