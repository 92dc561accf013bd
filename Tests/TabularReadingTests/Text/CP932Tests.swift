import CByteScan
import Foundation
import TestSupport
import Testing

@testable import TabularReading

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

  /// Whether decoding finds no fault.
  private func decodes(_ bytes: [UInt8]) -> Bool {
    var record = Record()
    record.bytes = bytes
    record.ends = [bytes.count]
    return CP932.shared.decode(&record) == nil
  }

  private func isValid(_ bytes: [UInt8], _ path: bytescan_path) -> Bool {
    bytes.withUnsafeBufferPointer { CP932.shared.isValid($0, path: path) }
  }

  @Test("every pair of bytes is valid where decoding has it so, wherever it stands")
  func pairs() {
    // A comma ends no character, so that a lead before it is cut.
    var bytes = [UInt8](repeating: UInt8(ascii: ","), count: 140)
    for code in 0x7F00...0xFFFF {
      let (first, second) = (UInt8(code >> 8), UInt8(code & 0xFF))
      let expected = decodes([first, second])
      // Within a step of 64 bytes, across its end, and behind the last step.
      for place in [20 + code % 9, 63, 128 + code % 5] {
        (bytes[place], bytes[place + 1]) = (first, second)
        for path in scanPaths where isValid(bytes, path) != expected {
          Issue.record("path \(path.rawValue): \(first) \(second) at \(place)")
          return
        }
        (bytes[place], bytes[place + 1]) = (UInt8(ascii: ","), UInt8(ascii: ","))
      }
    }
  }

  @Test("runs of characters are valid where decoding has them so", arguments: scanPaths)
  func runs(_ path: bytescan_path) throws {
    var random = SplitMix64(seed: 5)
    let good = try ["市", "ソ", "表", "ﾆ", "髙", "①", "a", ",", "の", "黑", "纊"].map { Array(try cp932($0)) }
    let bad: [[UInt8]] = [[0x81], [0xFC], [0xA0], [0xFD], [0x80], [0x85, 0x9F], [0x98, 0x73], [0xEA, 0xA5]]
    var valid = 0
    for round in 0..<4_000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...120, using: &random) {
        let isBad = round % 2 == 0 && Int.random(in: 0..<60, using: &random) == 0
        bytes += (isBad ? bad : good).randomElement(using: &random) ?? []
      }
      let expected = decodes(bytes)
      valid += expected ? 1 : 0
      #expect(isValid(bytes, path) == expected, "\(bytes)")
    }
    #expect((2_000..<3_900).contains(valid))
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
