import Foundation
import Testing

@testable import TabularReading

@Suite("Compatibility characters")
struct CompatibilityFoldingTests {
  @Test("full-width, half-width, circled and Roman characters fold as Unicode's NFKC has it")
  func agreesWithNFKC() {
    let ranges: [ClosedRange<UInt32>] = [
      0xFF01...0xFF5E, 0xFF61...0xFF9D, 0x2460...0x2473, 0x2160...0x216B, 0x2170...0x217B, 0x3000...0x3000,
      0x3231...0x3231, 0x3232...0x3236, 0x3239...0x3239, 0x323E...0x323F, 0x337F...0x337F, 0x2116...0x2116,
      0x2121...0x2121, 0x32A4...0x32A8, 0x3041...0x3096, 0x30A1...0x30FA,
    ]
    for scalar in ranges.joined().compactMap(Unicode.Scalar.init) {
      for text in [String(scalar), "\(scalar)\u{FF9E}", "\(scalar)\u{FF9F}"] {
        #expect(CompatibilityFolding.folded(text) == text.precomposedStringWithCompatibilityMapping, "\(text)")
      }
    }
  }

  @Test("names fold as a whole")
  func names() {
    for name in ["㈱ｱﾙﾌｧﾞ", "（株）ＡＢＣ", "ｶﾞｷﾞｸﾞﾎﾟﾝﾌﾟ　サービス㈲", "ABC"] {
      #expect(CompatibilityFolding.folded(name) == name.precomposedStringWithCompatibilityMapping)
    }
  }
}
