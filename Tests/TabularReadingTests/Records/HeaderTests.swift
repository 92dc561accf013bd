import Testing

@testable import TabularReading

@Suite("Headers")
struct HeaderTests {
  private let header = Header(["契約 番号", "Ａmount", "x", "x", "C"], file: InputFile("f.csv"))

  @Test("columns are found by name whatever width, case and spaces, then by letter, then by number")
  func names() throws {
    #expect(try header.require(["契約番号"]) == 0)
    #expect(try header.require(["AMOUNT"]) == 1)
    #expect(try header.require(["B"]) == 1)
    #expect(try header.require(["5"]) == 4)
    // A column named C goes before the third column.
    #expect(try header.require(["C"]) == 4)
  }

  @Test("a name that stands twice is an error only for who asks for it")
  func repeated() throws {
    #expect(try header.position(ofAny: ["amount"]) == 1)
    #expect(throws: DataError.self) { try header.position(ofAny: ["x"]) }
    #expect(throws: DataError.self) { try header.require(["F"]) }
  }

  @Test("letters and numbers of columns", arguments: [("A", 1), ("Z", 26), ("AA", 27), ("AZ", 52), ("XFD", 16_384)])
  func letters(_ letter: String, _ number: Int) {
    #expect(Header.columnNumber(letter) == number)
    #expect(Header.letter(number) == letter)
  }

  @Test("what is no column", arguments: ["0", "a", "ABCD", "", "-1", "契約"])
  func notLetters(_ text: String) {
    #expect(Header.columnNumber(text) == nil)
  }
}
