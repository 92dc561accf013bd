import Testing

@testable import TabularReading

@Suite("Nearest word")
struct NearestWordTests {
  @Test(
    "suggests what was meant, and nothing far away",
    arguments: [
      ("amuont", "amount"), ("Categroy", "category"), ("amount", "amount"), ("xyz", nil), ("金額", nil), ("契約金頜", "契約金額"),
    ] as [(String, String?)])
  func suggestions(_ word: String, _ expected: String?) {
    #expect(NearestWord.of(word, in: ["amount", "category", "契約金額"]) == expected)
  }

  @Test("distances of the textbook")
  func distances() {
    #expect(NearestWord.editDistance(Array("kitten"), Array("sitting")) == 3)
    #expect(NearestWord.editDistance([], Array("abc")) == 3)
  }
}
