import Procurement

/// The texts of one column that a scanner met, with codes that stay the same from block to block.
///
/// The bytes of a field lead to its code; a String is made only of bytes that are new.
final class TextMemory {
  /// Columns with codes of this memory share the lineage.
  private(set) var lineage = TextLineage.next()
  /// The texts by code.
  private(set) var values = TextList()
  private var codes: [String: UInt32] = [:]
  private var words = WordMemory<UInt32>(capacity: limit)

  private static let limit = 1 << 16

  /// Whether the next block should begin with an empty memory.
  var isFull: Bool { values.count >= Self.limit }

  /// Forgets all texts; what was handed on keeps its own.
  func reset() {
    lineage = TextLineage.next()
    values = TextList()
    codes = [:]
    words = WordMemory(capacity: Self.limit)
  }

  /// The code of a field as it stands in the file, nil where it was not met yet.
  @inline(__always)
  func code(_ address: UnsafePointer<UInt8>, count: Int) -> UInt32? { words.value(address, count: count) }

  /// The code of a text, which may be new; an absent one has none of its own.
  func code(of text: String?) -> UInt32 {
    guard let text else { return TextColumn.absent }
    if let code = codes[text] { return code }
    let code = UInt32(values.count)
    values.append(text)
    codes[text] = code
    return code
  }

  /// Remembers what a field as it stands in the file means.
  func learn(_ address: UnsafePointer<UInt8>, count: Int, _ code: UInt32) {
    words.learn(address, count: count, code)
  }
}
