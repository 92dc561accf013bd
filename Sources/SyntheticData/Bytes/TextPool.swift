/// Many short texts as the bytes of a file, encoded once and copied from then on.
struct TextPool: Sendable {
  /// All texts, one behind the other.
  let bytes: [UInt8]
  private let ends: [Int]
  /// The length of the longest text in bytes.
  let longest: Int

  init(_ texts: some Sequence<String>, encoding: SyntheticEncoding) {
    var (bytes, ends, longest): ([UInt8], [Int], Int) = ([], [0], 0)
    let encoder = TextEncoder(encoding)
    for text in texts {
      let encoded = encoder.encode(text)
      bytes += encoded
      ends.append(bytes.count)
      longest = max(longest, encoded.count)
    }
    (self.bytes, self.ends, self.longest) = (bytes, ends, longest)
  }

  /// The number of texts.
  var count: Int { ends.count - 1 }

  /// Where a text stands in `bytes`.
  func bounds(_ index: Int) -> (start: Int, end: Int) { (ends[index], ends[index + 1]) }
}
