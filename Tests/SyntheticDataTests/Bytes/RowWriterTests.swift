import TestSupport
import Testing

@testable import SyntheticData

@Suite("Rows of bytes")
struct RowWriterTests {
  @Test("numbers are written as Swift writes them")
  func numbers() {
    var random = SplitMix64(seed: 1)
    var values: [UInt64] = [0, 9, 10, 99, 100, 101, 999, 1_000, .max, .max - 1, 9_999_999_999_999_999_999]
    for bits in UInt64(1)..<64 { values += [1 << bits, (1 << bits) - 1, random.next() >> bits] }
    for value in values {
      let bytes = RowWriter.bytes(atMost: 20) { $0.append(value) }
      #expect(String(decoding: bytes, as: UTF8.self) == String(value))
    }
  }

  @Test("a width pads with zeros and keeps the last digits")
  func widths() {
    for (value, width, text) in [
      (7, 3, "007"), (44, 2, "44"), (0, 1, "0"), (123_456, 4, "3456"), (123_456, 5, "23456"),
    ] {
      let bytes = RowWriter.bytes(atMost: 8) { $0.append(UInt64(value), width: width) }
      #expect(String(decoding: bytes, as: UTF8.self) == text)
    }
  }

  @Test("what was written can be copied")
  func copies() {
    let pool = TextPool(["甲", "", "abc"], encoding: .utf8)
    let bytes = RowWriter.bytes(atMost: 100) { writer in
      let range = writer.range {
        $0.append(pool, 2)
        $0.append(pool, 1)
        $0.append(pool, 0)
      }
      writer.append(ascii: ",")
      writer.append(copyOf: range)
    }
    #expect(String(decoding: bytes, as: UTF8.self) == "abc甲,abc甲")
  }

  @Test("a row beyond its bound stops the program and writes nowhere")
  func bound() async {
    await #expect(processExitsWith: .failure) {
      _ = RowWriter.bytes(atMost: 3) { $0.append(UInt64(1234)) }
    }
  }
}
