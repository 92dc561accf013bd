/// Values one after the other in bytes, for this process to read again: nothing else ever sees them.
package struct SpillBytes {
  var bytes: [UInt8]
  private var position = 0

  init(count: Int = 0) { bytes = [UInt8](repeating: 0, count: count) }

  /// Whether something is left to be read.
  package var isMore: Bool { position < bytes.count }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  package mutating func put(_ value: Int) {
    withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
  }

  package mutating func put(_ value: Int?) {
    bytes.append(value == nil ? 0 : 1)
    if let value { put(value) }
  }

  package mutating func put(_ text: String?) {
    put(text?.utf8.count)
    if let text { bytes.append(contentsOf: text.utf8) }
  }

  package mutating func put(_ block: [UInt8]) {
    put(block.count)
    bytes += block
  }

  package mutating func integer() -> Int {
    defer { position += MemoryLayout<Int>.size }
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: Int.self) }
  }

  package mutating func optionalInteger() -> Int? {
    position += 1
    return bytes[position - 1] == 0 ? nil : integer()
  }

  package mutating func text() -> String? {
    guard let count = optionalInteger() else { return nil }
    defer { position += count }
    return String(decoding: bytes[position..<(position + count)], as: UTF8.self)
  }

  package mutating func block() -> [UInt8] {
    let count = integer()
    defer { position += count }
    return Array(bytes[position..<(position + count)])
  }
}
