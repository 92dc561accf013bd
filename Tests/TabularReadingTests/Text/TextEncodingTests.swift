import TestSupport
import Testing

@testable import TabularReading

@Suite("Encodings told apart")
struct TextEncodingTests {
  @Test("Japanese words in both encodings", arguments: ["契約番号", "工事", "市内", "①", "ｱｲｳｴｵ", "髙橋工務店（株）", "～"])
  func words(_ word: String) throws {
    #expect(TextEncoding.detect(Array("a,\(word)\n".utf8)) == .utf8)
    #expect(TextEncoding.detect(Array(try cp932("a,\(word)\n"))) == .cp932)
  }

  @Test("ASCII decides nothing, a byte order mark everything")
  func marks() {
    #expect(TextEncoding.detect(Array("a,b\n".utf8)) == nil)
    #expect(TextEncoding.detect([0xEF, 0xBB, 0xBF, 0x41]) == .utf8)
  }

  @Test("one broken character leaves a UTF-8 file UTF-8, so that it is reported")
  func broken() {
    #expect(TextEncoding.detect(Array("契約番号".utf8) + [0x8D] + Array("契約".utf8)) == .utf8)
  }

  @Test("a character cut at the end of the block is no fault")
  func cut() {
    for length in 1...2 { #expect(TextEncoding.detect(Array("契約".utf8.dropLast(length))) == .utf8) }
  }
}
