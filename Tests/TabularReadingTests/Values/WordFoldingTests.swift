import Testing

@testable import TabularReading

@Suite("One writing for words and names")
struct WordFoldingTests {
  @Test(
    "words that differ only in how they were typed",
    arguments: [
      ("工　事", "工事"), ("⼯事", "工事"), ("ＷＯＲＫＳ", "works"), (" Works\t", "works"), ("中\u{200B}小企業", "中小企業"), ("〇", "○"),
      ("◯", "○"),
      ("さわやか～ず", "さわやか〜ず"), ("ｱｵﾊﾞ", "アオバ"), ("⻑⻄", "長西"), ("カ\u{3099}", "ガ"), ("㈱", "(株)"), ("\u{FEFF}契約番号", "契約番号"),
      ("契約\n番号", "契約番号"), ("⻘葉", "青葉"),
    ])
  func alike(_ a: String, _ b: String) {
    #expect(WordFolding.word(a) == WordFolding.word(b))
  }

  @Test("words that differ", arguments: [("工事", "工亊"), ("A-1", "A_1"), ("ハ", "バ"), ("1", "l"), ("ー", "-")])
  func unlike(_ a: String, _ b: String) {
    #expect(WordFolding.word(a) != WordFolding.word(b))
  }

  @Test("names keep case and blanks")
  func names() {
    #expect(WordFolding.name("Ａｂ　c") == "Ab c")
    #expect(WordFolding.name("A-1") == "A-1")
  }
}
