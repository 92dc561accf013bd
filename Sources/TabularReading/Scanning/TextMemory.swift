import Procurement

/// The texts of one column that a scanner met, with codes that stay the same from block to block.
///
/// The bytes of a field lead to its code; a String is made only of bytes that are new.
package final class TextMemory {
  /// Columns with codes of this memory share the lineage.
  package private(set) var lineage = TextLineage.next()
  /// The texts by code.
  package private(set) var values = TextList()
  private var codes: [String: UInt32] = [:]
  private var words = WordMemory<UInt32>(capacity: limit)

  private static let limit = 1 << 16

  package init() {}

  /// Whether the next block should begin with an empty memory.
  package var isFull: Bool { values.count >= Self.limit }

  /// Forgets all texts; what was handed on keeps its own.
  package func reset() {
    lineage = TextLineage.next()
    values = TextList()
    codes = [:]
    words = WordMemory(capacity: Self.limit)
  }

  /// The code of a field as it stands in the file, nil where it was not met yet.
  @inline(__always)
  package func code(_ address: UnsafePointer<UInt8>, count: Int) -> UInt32? { words.value(address, count: count) }

  /// The code of a text, which may be new; an absent one has none of its own.
  package func code(of text: String?) -> UInt32 {
    guard let text else { return TextColumn.absent }
    if let code = codes[text] { return code }
    let code = UInt32(values.count)
    values.append(text)
    codes[text] = code
    return code
  }

  /// Remembers what a field as it stands in the file means.
  package func learn(_ address: UnsafePointer<UInt8>, count: Int, _ code: UInt32) {
    words.learn(address, count: count, code)
  }
}
