import Foundation
import TestSupport
import Testing

@testable import LedgerReading

@Suite("JSON values of a file")
struct JSONValuesTests {
  @Test("lines, arrays and documents over several lines give their values with their lines")
  func values() throws {
    let cases: [(String, [String], [Int])] = [
      ("{\"a\":1}\n\n{\"b\":\"}\\\"\"}\n", ["{\"a\":1}", "{\"b\":\"}\\\"\"}"], [1, 3]),
      ("[{\"a\":1},\n {\"b\":[2,3]}]\n", ["{\"a\":1}", "{\"b\":[2,3]}"], [1, 2]),
      ("{\n \"a\": {\n }\n}\n", ["{\n \"a\": {\n }\n}"], [1]),
      ("\u{FEFF}{\"a\":1}", ["{\"a\":1}"], [1]), ("", [], []), ("1\n\"x\"\n", ["1", "\"x\""], [1, 2]),
    ]
    for (text, values, lines) in cases {
      let found = try read(Data(text.utf8))
      #expect(found.map { String(decoding: $0.bytes, as: UTF8.self) } == values)
      #expect(found.map(\.line) == lines)
    }
  }

  @Test("a value that does not end, or is no UTF-8, is refused with its line")
  func broken() {
    for (data, line) in [(Data("{}\n{\"a\":".utf8), 2), (Data("{}\n{\"".utf8) + Data([0xFF]) + Data("\":1}".utf8), 2)] {
      let error = #expect(throws: DataError.self) { try read(data) }
      #expect(error?.line == line)
    }
  }

  private func read(_ data: Data) throws -> [(bytes: [UInt8], line: Int)] {
    let folder = try TemporaryFolder()
    let file = InputFile(try folder.write(data, to: "file.json"))
    var values = JSONValues(file, stream: try InputStream(file))
    var found: [(bytes: [UInt8], line: Int)] = []
    while let value = try values.next() { found.append(value) }
    return found
  }
}
