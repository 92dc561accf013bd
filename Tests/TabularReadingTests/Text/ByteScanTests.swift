import CByteScan
import TestSupport
import Testing

@testable import TabularReading

/// Each instruction set against a definition in Swift, byte by byte.
@Suite("Byte scan")
struct ByteScanTests {
  private struct Found: Equatable {
    var quotes: [Int] = []
    var stops: [Int] = []
    var ends: [Int] = []
    var isRegular = true
    var flags: UInt32 = 0
  }

  private static let pieces: [[UInt8]] =
    [",", "\"", "\n", "\r\n", "\r", "a", "bc", "市", "内", "é", "𠮷", "\"\"", ",\"", "\",", "\u{0}"].map { Array($0.utf8) }
    + [[0xFF], [0xE3, 0x81], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x80, 0x80, 0x80]]

  @Test("masks, positions and validity are those of the definition", arguments: scanPaths)
  func definition(_ path: bytescan_path) {
    var random = SplitMix64(seed: 11)
    for round in 0..<3_000 {
      // From clean text to all pieces: most blocks shall be valid.
      let pieces = Self.pieces.prefix(round % 3 == 0 ? Self.pieces.count : 14)
      var bytes = [UInt8](repeating: UInt8(ascii: "\n"), count: 64)
      let length = Int.random(in: 1...400, using: &random)
      while bytes.count < 64 + length { bytes += pieces.randomElement(using: &random) ?? [] }
      // A whole block may end in a cut character, which the next block sees.
      if round % 2 == 0 { bytes.append(UInt8(ascii: "\n")) }
      let isInside = Bool.random(using: &random)
      let found = scan(bytes, path, isInside: isInside)
      #expect(found == expected(bytes, isInside: isInside), "\(round) \(bytes.dropFirst(64))")
    }
  }

  @Test("a character across the border of two blocks is checked by the second")
  func borders() {
    for path in scanPaths {
      for (text, isValid) in [
        ([0xE5, 0xB8, 0x82], true), ([0xE5, 0xB8, 0x41], false), ([0xF0, 0x90, 0x80, 0x80], true),
      ] {
        for cut in 1..<text.count {
          let before = [UInt8](repeating: 0x61, count: 64 - cut) + text.prefix(cut).map { UInt8($0) }
          let bytes = before + text.dropFirst(cut).map { UInt8($0) } + [UInt8](repeating: 0x61, count: 64)
          let flags = scan(bytes, path, isInside: false).flags
          #expect((flags & UInt32(BYTESCAN_INVALID_UTF8) == 0) == isValid, "\(text) \(cut) \(path.rawValue)")
        }
      }
    }
  }

  /// What C finds behind the first 64 bytes.
  private func scan(_ bytes: [UInt8], _ path: bytescan_path, isInside: Bool) -> Found {
    let count = bytes.count - 64
    let words = (count + 63) / 64
    let masks = (0..<3).map { _ in UnsafeMutablePointer<UInt64>.allocate(capacity: words + 1) }
    defer { masks.forEach { $0.deallocate() } }
    let all = bytescan_masks(quotes: masks[0], stops: masks[1], line_ends: masks[2])
    var found = Found()
    let padded = bytes + [UInt8](repeating: 0, count: 64)
    padded.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress.map({ $0 + 64 }) else { return }
      var counts = [bytescan_counts(), bytescan_counts()]
      let main = min(count, 64)
      found.flags = bytescan_classify(path, start, count, main, UInt8(ascii: ","), 1, all, &counts)
      for (part, size) in [main, count].enumerated() {
        #expect(counts[part].quotes == bytescan_count(path, masks[0], size))
        #expect(counts[part].stops == bytescan_count(path, masks[1], size))
        #expect(counts[part].line_ends == bytescan_count(path, masks[2], size))
      }
      found.ends = positions(masks[2], words, path)
      found.quotes = positions(masks[0], words, path)
      #expect(found.quotes.count == bytescan_count(path, masks[0], count))
      found.isRegular = bytescan_unquote(start, count, UInt8(ascii: ","), all, isInside ? 1 : 0) != 0
      if found.isRegular { found.stops = positions(masks[1], words, path) }
    }
    return found
  }

  private func positions(_ mask: UnsafePointer<UInt64>, _ words: Int, _ path: bytescan_path) -> [Int] {
    [UInt32](unsafeUninitializedCapacity: words * 64 + Int(BYTESCAN_SLACK)) { buffer, count in
      count = bytescan_positions(path, mask, words, buffer.baseAddress)
    }.map { Int($0) }
  }

  /// What the readable state machine finds.
  private func expected(_ bytes: [UInt8], isInside: Bool) -> Found {
    let text = Array(bytes.dropFirst(64))
    var found = Found()
    var inside = isInside
    for (place, byte) in text.enumerated() {
      let isEnd = byte == 0x0A || byte == 0x0D && (place + 1 == text.count || text[place + 1] != 0x0A)
      let before = place == 0 ? 0x0A : text[place - 1]
      if byte == 0x22 {
        found.quotes.append(place)
        if !inside, ![0x2C, 0x0A, 0x0D, 0x22].contains(before) { found.isRegular = false }
        inside.toggle()
      } else if before == 0x22, place > 0, !inside, byte != 0x2C, byte != 0x0A, byte != 0x0D {
        found.isRegular = false
      }
      if byte == 0x2C || isEnd, !inside { found.stops.append(place) }
      if isEnd { found.ends.append(place) }
    }
    if !found.isRegular { found.stops = [] }
    if text.contains(0) { found.flags |= UInt32(BYTESCAN_NUL) }
    if text.contains(where: { $0 >= 0x80 }) { found.flags |= UInt32(BYTESCAN_NON_ASCII) }
    if let (offset, _) = UTF8Validity.firstFault(in: text), !isCut(text, offset) {
      found.flags |= UInt32(BYTESCAN_INVALID_UTF8)
    }
    return found
  }

  /// Whether a fault is only a character that the end of the block cuts.
  private func isCut(_ text: [UInt8], _ offset: Int) -> Bool {
    let rest = Array(text[offset...])
    return [[0x80], [0x80, 0x80], [0x80, 0x80, 0x80], [0xBF], [0x90, 0x80], [0xA0]].contains { (tail: [UInt8]) in
      UTF8Validity.firstFault(in: rest + tail) == nil
    }
  }
}
