import Testing

@testable import TabularReading

@Suite("CSV state machine")
struct CSVStateMachineTests {
  /// Text and the records that it holds; every case is one line, so that the list reads as a specification.
  static let cases: [(text: String, records: [[String]])] = [
    ("", []),
    ("a,b\n", [["a", "b"]]),
    ("a,b", [["a", "b"]]),
    ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
    ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
    ("a\r\rb\n", [["a"], [""], ["b"]]),
    ("a\n\r\nb", [["a"], [""], ["b"]]),
    ("\n", [[""]]),
    (",\n", [["", ""]]),
    ("a,\n", [["a", ""]]),
    (",a", [["", "a"]]),
    ("\"\"\n", [[""]]),
    ("\"a\"\n", [["a"]]),
    ("\"a,b\",c\n", [["a,b", "c"]]),
    ("\"a\nb\",c\n", [["a\nb", "c"]]),
    ("\"a\r\nb\"\r\n", [["a\r\nb"]]),
    ("\"a\"\"b\"\n", [["a\"b"]]),
    ("\"\"\"\"\n", [["\""]]),
    ("a\"b\n", [["a\"b"]]),
    ("a\"\n", [["a\""]]),
    (" \"a\"\n", [[" \"a\""]]),
    ("\"a\"", [["a"]]),
    ("工事,\"市内、\n中小\"\n", [["工事", "市内、\n中小"]]),
  ]

  @Test("splits text into fields and records", arguments: cases)
  func splits(_ text: String, _ expected: [[String]]) {
    #expect(records(text) == expected)
  }

  @Test("text after a closing quote is refused", arguments: ["\"a\"b\n", "\"a\" \n", "x,\"a\"\"\"b"])
  func textAfterQuote(_ text: String) {
    var machine = CSVStateMachine()
    #expect(text.utf8.map { machine.take($0) }.contains(.textAfterQuote))
  }

  @Test("an open quote is known at the end")
  func openQuote() {
    var machine = CSVStateMachine()
    for byte in "a,\"b\n".utf8 { _ = machine.take(byte) }
    #expect(machine.isInsideQuotes)
  }

  @Test("another delimiter splits, and the comma does not")
  func delimiter() {
    #expect(records("a;b,c\n", delimiter: UInt8(ascii: ";")) == [["a", "b,c"]])
  }

  private func records(_ text: String, delimiter: UInt8 = UInt8(ascii: ",")) -> [[String]] {
    var machine = CSVStateMachine(delimiter: delimiter)
    var records: [[String]] = []
    var fields: [String] = []
    var bytes: [UInt8] = []
    var isOpen = false
    func endField() {
      fields.append(String(decoding: bytes, as: UTF8.self))
      bytes = []
    }
    for byte in text.utf8 {
      switch machine.take(byte) {
      case .content: bytes.append(byte)
      case .skipped where byte == UInt8(ascii: "\n"): continue
      case .skipped: break
      case .endOfField: endField()
      case .endOfRecord:
        endField()
        records.append(fields)
        fields = []
        isOpen = false
        continue
      case .textAfterQuote: return []
      }
      isOpen = true
    }
    if isOpen {
      endField()
      records.append(fields)
    }
    return records
  }
}
