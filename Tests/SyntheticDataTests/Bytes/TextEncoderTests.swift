import Foundation
import Testing

@testable import SyntheticData

@Suite("Encodings", .enabled(if: SyntheticEncoding.cp932.isAvailable))
struct TextEncoderTests {
  /// Code points of JIS X 0208 (工 3-9-…) and of the NEC extensions, from the table of CP932 at unicode.org.
  @Test("known bytes of CP932")
  func knownBytes() {
    let encoder = TextEncoder(.cp932)
    #expect(encoder.encode("工事") == [0x8D, 0x48, 0x8E, 0x96])
    #expect(encoder.encode("㈱1") == [0x87, 0x8A, 0x31])
    #expect(encoder.encode("△") == [0x81, 0xA2])
    #expect(encoder.encode("a😀工") == [0x61, 0x3F, 0x8D, 0x48])
    #expect(TextEncoder(.utf8).encode("工") == [0xE5, 0xB7, 0xA5])
  }

  @Test("a ledger in CP932 is the same text as in UTF-8, dirt included")
  func ledger() throws {
    var recipe = LedgerRecipe(target: try Samples.smallTarget(), words: .japanese, dirtPerMillion: 300_000)
    let utf8 = String(decoding: SyntheticLedger(recipe).whole().bytes, as: UTF8.self)
    recipe.encoding = .cp932
    let bytes = SyntheticLedger(recipe).whole().bytes
    #expect(String(data: Data(bytes), encoding: .shiftJIS) == utf8)
    #expect(!bytes.contains(0x3F), "a character that CP932 lacks")
  }
}
