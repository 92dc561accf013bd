#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Turns text of another encoding into UTF-8, block by block, through the C library's `iconv`.
package final class TextConverter {
  private let encoding: TextEncoding
  private var handle: iconv_t?
  private var jis = JISEscapes()
  /// Bytes of a character whose end has not come yet.
  private var rest: [UInt8] = []
  private var output = [UInt8](repeating: 0, count: 1 << 20)
  private var offset = 0
  /// Line ends so far, for errors.
  package private(set) var lines = 0

  /// A converter; nil where the system does not know the encoding.
  package init?(_ encoding: TextEncoding) {
    self.encoding = encoding
    for name in encoding.systemNames {
      let opened = iconv_open("UTF-8", name)
      if opened != iconv_t(bitPattern: -1) {
        handle = opened
        return
      }
    }
    return nil
  }

  deinit {
    if let handle { iconv_close(handle) }
  }

  /// Takes the next bytes, none at the end, and hands on their text.
  ///
  /// - Throws: the problem of the first byte that is no text.
  package func take(
    _ bytes: [UInt8], _ handOn: (ArraySlice<UInt8>) throws(DataError.Problem) -> Void
  ) throws(DataError.Problem) {
    var input = rest
    if encoding == .iso2022jp {
      guard jis.append(bytes, to: &input) else { throw .invalidText(encoding, byte: 0x1B, offset: offset) }
    } else {
      input += bytes
    }
    if bytes.isEmpty, let first = input.first { throw .invalidText(encoding, byte: first, offset: offset) }
    var consumed = 0
    while consumed < input.count {
      let room = output.count
      let (taken, made, code) = input.withUnsafeMutableBytes { input in
        output.withUnsafeMutableBytes { output in
          var source = input.baseAddress.map { ($0 + consumed).assumingMemoryBound(to: CChar.self) }
          var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
          var (left, free) = (input.count - consumed, room)
          let status = iconv(handle, &source, &left, &target, &free)
          return (input.count - consumed - left, room - free, status == -1 ? errno : 0)
        }
      }
      consumed += taken
      offset += taken
      if made > 0 {
        lines += output[..<made].count { $0 == 0x0A }
        try handOn(output[..<made])
      }
      switch code {
      case 0, E2BIG: continue
      case EINVAL where input.count - consumed < 8:
        rest = Array(input[consumed...])
        return
      default:
        throw .invalidText(encoding, byte: input[consumed], offset: offset)
      }
    }
    rest = []
  }
}

/// The escape sequences of ISO-2022-JP, whose two-byte text is that of EUC-JP without the eighth bits.
private struct JISEscapes {
  private enum Plane { case ascii, kanji, katakana }

  private var plane = Plane.ascii
  private var escape: [UInt8] = []

  /// Appends text as EUC-JP.
  ///
  /// - Returns: false where a sequence is not known.
  mutating func append(_ bytes: [UInt8], to text: inout [UInt8]) -> Bool {
    for byte in bytes {
      guard escape.isEmpty, byte != 0x1B else {
        escape.append(byte)
        guard escape.count == 3 else { continue }
        switch (escape[1], escape[2]) {
        case (0x28, 0x42), (0x28, 0x4A): plane = .ascii
        case (0x28, 0x49): plane = .katakana
        case (0x24, 0x40), (0x24, 0x42): plane = .kanji
        default: return false
        }
        escape = []
        continue
      }
      // A line end is one in any plane.
      if plane == .ascii || byte < 0x21 {
        text.append(byte)
      } else {
        if plane == .katakana { text.append(0x8E) }
        text.append(byte | 0x80)
      }
    }
    return true
  }
}

extension TextEncoding {
  /// What systems call it, the fullest table first: ① and ㈱ stand in Microsoft's.
  fileprivate var systemNames: [String] {
    switch self {
    case .utf8: ["UTF-8"]
    case .cp932: ["CP932"]
    case .utf16le: ["UTF-16LE"]
    case .utf16be: ["UTF-16BE"]
    case .eucjp, .iso2022jp: ["EUC-JP-MS", "EUC-JP"]
    }
  }

  /// Whether text of it is turned into UTF-8 before it is read.
  var isConverted: Bool { self != .utf8 && self != .cp932 }

  /// The encoding of text that must be converted, as far as its first bytes tell.
  package static func detectConverted(_ head: [UInt8]) -> TextEncoding? {
    if head.starts(with: [0xFF, 0xFE]) { return .utf16le }
    if head.starts(with: [0xFE, 0xFF]) { return .utf16be }
    if let wide = detectWide(head) { return wide }
    if isISO2022JP(head) { return .iso2022jp }
    return isEUCJP(head) ? .eucjp : nil
  }

  /// UTF-16 without a mark: digits, commas and line ends have a zero in every other byte, on one side.
  private static func detectWide(_ head: [UInt8]) -> TextEncoding? {
    var zeros = [0, 0]
    for (place, byte) in head.prefix(4_096).enumerated() where byte == 0 { zeros[place % 2] += 1 }
    let (even, odd) = (zeros[0], zeros[1])
    guard even + odd >= 4, head.count >= 16 else { return nil }
    // JSON may be one long line, and begins with a bracket.
    if odd > 8 * even, hasLineEnd(head, [0x0A, 0x00]) || head[1] == 0 && [0x7B, 0x5B].contains(head[0]) {
      return .utf16le
    }
    if even > 8 * odd, hasLineEnd(head, [0x00, 0x0A]) || head[0] == 0 && [0x7B, 0x5B].contains(head[1]) {
      return .utf16be
    }
    return nil
  }

  private static func hasLineEnd(_ head: [UInt8], _ lineEnd: [UInt8]) -> Bool {
    stride(from: 0, to: min(head.count, 1 << 16) - 1, by: 2).contains {
      head[$0] == lineEnd[0] && head[$0 + 1] == lineEnd[1]
    }
  }

  /// Whether a text is Japanese in CP932 beyond doubt: it has kana, whose bytes no text of Western Europe has.
  ///
  /// - Parameter head: the first bytes, of which the last character may be cut.
  static func isJapaneseCP932(_ head: [UInt8]) -> Bool {
    guard detect(head) == .cp932 else { return false }
    var place = 0
    var hasKana = false
    while place < head.count {
      let lead = head[place]
      guard (0x81...0x9F).contains(lead) || (0xE0...0xFC).contains(lead) else {
        place += 1
        continue
      }
      guard place + 1 < head.count else { break }
      let trail = head[place + 1]
      guard (0x40...0xFC).contains(trail), trail != 0x7F else { return false }
      hasKana = hasKana || lead == 0x82 && (0x9F...0xF1).contains(trail) || lead == 0x83 && trail <= 0x96
      place += 2
    }
    return hasKana
  }

  /// Seven bits with the escape sequence of kanji.
  private static func isISO2022JP(_ head: [UInt8]) -> Bool {
    guard let escape = head.firstIndex(of: 0x1B), head.allSatisfy({ $0 < 0x80 }) else { return false }
    let sequence = head[escape...].dropFirst().prefix(2)
    return sequence.elementsEqual([0x24, 0x42]) || sequence.elementsEqual([0x24, 0x40])
  }

  /// Whether all text is whole EUC-JP that no other encoding explains as well.
  ///
  /// In CP932 the same bytes would be half-width katakana, from A1 to DF, and rare kanji; only a text of nothing but half-width
  /// katakana is both, and that one has no byte from E0 on.
  private static func isEUCJP(_ head: [UInt8]) -> Bool {
    guard detect(head) == .cp932 else { return false }
    var (pairs, high) = (0, 0)
    var place = 0
    while place < head.count {
      let byte = head[place]
      let length = byte < 0x80 ? 1 : byte == 0x8F ? 3 : 2
      guard place + length <= head.count else { break }
      if byte >= 0x80 {
        let isLead = byte == 0x8E || byte == 0x8F || (0xA1...0xFE).contains(byte)
        guard isLead, (1..<length).allSatisfy({ (0xA1...0xFE).contains(head[place + $0]) }) else { return false }
        pairs += 1
        if (0..<length).contains(where: { head[place + $0] >= 0xE0 }) { high += 1 }
      }
      place += length
    }
    return pairs > 0 && high * 20 >= pairs
  }
}
