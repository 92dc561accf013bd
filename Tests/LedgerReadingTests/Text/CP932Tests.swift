import Foundation
import TestSupport
import Testing

@testable import LedgerReading

@Suite("CP932")
struct CP932Tests {
  @Test("every character of the code page comes back from the encoder's table")
  func roundTrip() throws {
    // Characters that the encoder writes as a look-alike; there is no way back to them.
    let oneWay = Set("¢£¥¬—‖‾−〜".unicodeScalars)
    var characters = 0
    for scalar in (0x80...0xFFFF).compactMap(Unicode.Scalar.init) {
      guard !oneWay.contains(scalar), let bytes = try? cp932(String(scalar)) else { continue }
      var record = Record()
      record.bytes = Array(bytes)
      record.ends = [bytes.count]
      #expect(CP932.shared.decode(&record) == nil)
      // A few characters have two codes; whichever is written, the same character is read.
      #expect(record.fields == [String(scalar)])
      characters += 1
    }
    // 7,000 and some hundred characters: a small table would pass the loop above.
    #expect(characters > 7_000)
  }

  @Test("what strict Shift_JIS cannot read")
  func extensions() throws {
    let text = "①㈱髙～ⅢNo№℡"
    var record = Record()
    record.bytes = Array(try cp932(text))
    record.ends = [record.bytes.count]
    #expect(CP932.shared.decode(&record) == nil)
    #expect(record.fields == [text])
  }

  @Test("second bytes of characters are never punctuation of CSV")
  func punctuation() throws {
    // 表 ends with a backslash, ソ too; 、 and 。 are two bytes.
    let folder = try TemporaryFolder()
    let path = try folder.write(try cp932("表,ソ\t\"十、能\"\r\n"), to: "file.csv")
    var reader = try CSVReader(InputFile(path), dialect: CSVDialect(encoding: .cp932))
    var record = Record()
    #expect(try reader.next(&record))
    #expect(record.count == 2)
    #expect(record.fields[0] == "表")
  }

  @Test(
    "invalid bytes name their place",
    arguments: [[0x82], [0x41, 0x82, 0x20], [0xFD], [0xA0], [0x80], [0x85, 0x9F]] as [[UInt8]])
  func invalid(_ bytes: [UInt8]) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Data("a,".utf8) + Data(bytes) + Data("\n".utf8), to: "file.csv")
    var reader = try CSVReader(InputFile(path), dialect: CSVDialect(encoding: .cp932))
    var record = Record()
    let error = #expect(throws: DataError.self) { try reader.next(&record) }
    #expect(error?.line == 1)
    #expect(error?.column?.number == 2)
    guard case .invalidCP932 = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
