import Testing

@testable import TabularReading

@Suite("Paths are bytes")
struct SystemPathTests {
  @Test(
    "every name has a text and every text its name",
    arguments: [
      "", "a", "契約.csv", "é\u{301}", "\u{10FFFF}", "\u{10FE80}", "\u{10FEE9}", "\u{10FDFF}\u{10FF00}",
    ])
  func texts(name: String) {
    #expect(SystemPath.bytes(SystemPath.text(name.utf8)) == Array(name.utf8))
  }

  @Test("bytes that are no UTF-8 come back as they were")
  func bytes() {
    var bytes: [UInt8] = [0x6C, 0xE9, 0x2E, 0xE5, 0x8F, 0xFF, 0xC0, 0x80, 0xF4, 0x8F, 0xBB, 0xA9, 0xED, 0xA0, 0x80]
    let text = SystemPath.text(bytes)
    #expect(SystemPath.bytes(text) == bytes)
    #expect(SystemPath.visible(text).hasPrefix("l\\xE9.\\xE5\\x8F\\xFF"))
    var state: UInt64 = 1
    for _ in 0..<2_000 {
      bytes = (0..<12).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return [0x41, 0xE5, 0x8F, 0x97, 0xF4, 0xBA, 0xBB, 0x80, 0xFF, 0xC3, 0xA9][Int(state >> 33) % 11]
      }
      #expect(SystemPath.bytes(SystemPath.text(bytes)) == bytes)
    }
  }

  @Test("what is text stays as it is, and the system gets its bytes")
  func plain() {
    #expect(SystemPath.text("受注.csv".utf8) == "受注.csv")
    #expect(SystemPath.visible("受注.csv") == "受注.csv")
    #expect(
      SystemPath.with(SystemPath.text([0xE9])) { [UInt8(bitPattern: $0[0]), UInt8(bitPattern: $0[1])] } == [0xE9, 0])
  }
}
