import LedgerReading
import Procurement
import TabularReading
import Testing

@testable import Reporting

@Suite("The comments of a suggested mapping, and what the parser of YAML says")
struct MappingWordsTests {
  static let remarks: [MappingRemark] = [
    .head(file: "a.csv"), .marked, .knownHeaders(command: "juchu tables"), .key, .noKey,
    .columnOr(constant: "constants: {category: works}"), .column, .rounds, .contractRows, .units, .taxes,
    .noColumn(.size), .noColumn(.locality), .meanings(.category), .meanings(.size), .meanings(.locality),
    .meanings(.population), .meanings(.account), .more(3),
  ]

  @Test("every remark is one line in both languages, and they differ", arguments: remarks)
  func remark(_ remark: MappingRemark) {
    let (japanese, english) = (MappingWords(.japanese).text(remark), MappingWords(.english).text(remark))
    #expect(japanese != english)
    #expect(!japanese.contains("\n") && !english.contains("\n"))
    #expect(japanese.unicodeScalars.contains { (0x3040...0x9FFF).contains($0.value) })
    #expect(english.unicodeScalars.allSatisfy { $0.value < 0x3000 })
  }

  @Test(
    "what a mapping's writing lacks is said in Japanese, with a remedy",
    arguments: [
      "a: b: c\n", "columns: [a\n", "columns: {a: b\n", "a: \"b\n", "a: 'b\n", "a: \"\\q\"\n", "a: @b\n", "a: `b`\n",
      "a: *b\n", "a: &\n", "a: !x!y z\n", "%YAML\n", "%x y\n", "- a\nb: c\n", "a: b\n  c: d\n", "a:\n - b\nc\n",
      "a: |x\n  b\n", "a: %b\n", "? ? a\n", "a: b\n---\nc: d\n", "a: \u{1}\n", "a: - b\n", "a: b\nc\n", "[a]: ]\n",
      "}: a\n",
    ])
  func yaml(_ text: String) {
    let error = #expect(throws: DataError.self) { try LedgerMapping(yaml: text, file: "m.yaml") }
    guard let error, case .invalidYAML(let reason) = error.problem else { return }
    let words = ErrorText(error, language: .japanese)
    #expect(words.found.map { !$0.contains(reason) && !$0.contains("found") } == true, "\(reason)")
    #expect(words.found != "解析できない書き方", "\(reason)")
    #expect(words.hint?.isEmpty == false)
    #expect(ErrorText(error, language: .english).found == reason)
  }

  @Test("a reason that is not known is not shown in English")
  func unknown() {
    let words = YAMLWords("something quite new").explanation(.japanese)
    #expect(words.found == "解析できない書き方")
    #expect(words.hint?.contains("docs/mapping.md") == true)
  }

  @Test("a key that stands twice is named, with its line")
  func repeated() {
    let error = #expect(throws: DataError.self) { try LedgerMapping(yaml: "name: a\nname: b\n", file: "m.yaml") }
    #expect(error?.problem == .repeatedKeys(["name"]))
    #expect(error?.line == 1)
  }
}
