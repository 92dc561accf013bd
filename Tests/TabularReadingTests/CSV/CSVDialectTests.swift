import Testing

@testable import TabularReading

@Suite("CSV dialects")
struct CSVDialectTests {
  @Test(
    "delimiters",
    arguments: [
      ("a,b,c\n1,2,3\n", .comma), ("a\tb\n1,5\t2\n", .tab), ("a;b\n1,5;2\n", .semicolon), ("a\n1\n", .comma),
      ("title, with comma\n\na;b;c\n1;2;3\n4;5;6\n", .semicolon), ("\"a;b;c\",d\n\"e;f;g\",h\n", .comma),
    ] as [(String, Delimiter)])
  func delimiters(_ text: String, _ delimiter: Delimiter) {
    #expect(CSVDialect(of: Array(text.utf8), encoding: nil, delimiter: nil).delimiter == delimiter)
  }

  @Test("what is given is not asked again")
  func given() {
    #expect(
      CSVDialect(of: Array("a,b\n契約".utf8), encoding: .cp932, delimiter: .semicolon)
        == CSVDialect(encoding: .cp932, delimiter: .semicolon))
  }
}
