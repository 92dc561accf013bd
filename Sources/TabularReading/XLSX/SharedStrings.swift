/// The texts of a workbook, each stored once: all bytes in one piece, to keep hundreds of thousands small.
struct SharedStrings {
  fileprivate(set) var bytes: [UInt8] = []
  fileprivate(set) var ends: [UInt32] = []

  /// The place of a text in `bytes`, or nil where there is no such text.
  @inline(__always)
  func range(_ index: Int) -> Range<Int>? {
    guard index >= 0, index < ends.count else { return nil }
    return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
  }
}

/// Collects the shared strings: the text of all runs, without the readings (ふりがな) beside them.
final class SharedStringsBuilder: XMLHandler {
  /// The most bytes of text, and the most texts, that are kept.
  private static let byteLimit = 256 << 20
  private static let textLimit = 1 << 23

  private(set) var strings = SharedStrings()
  private(set) var refusal: DataError.Problem?
  private var isInText = false
  private var readings = 0

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "t" { isInText = true } else if name == "rPh" { readings += 1 }
  }

  func text(_ bytes: UnsafeRawBufferPointer) {
    guard isInText, readings == 0, refusal == nil else { return }
    if strings.bytes.count + bytes.count > Self.byteLimit { refusal = .recordTooLong(limit: Self.byteLimit) }
    strings.bytes.append(contentsOf: bytes)
  }

  func end(_ name: XMLName) {
    switch name {
    case "t": isInText = false
    case "rPh": readings -= 1
    case "si":
      if strings.ends.count == Self.textLimit { refusal = .brokenWorkbook(reason: "too many shared strings") }
      guard refusal == nil else { return }
      CellText.decodeEscapes(&strings.bytes, from: strings.ends.last.map(Int.init) ?? 0)
      strings.ends.append(UInt32(strings.bytes.count))
    default: break
    }
  }
}
