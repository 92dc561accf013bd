import Foundation
import TestSupport
import Testing

@testable import TabularReading

@Suite("CSV reader")
struct CSVReaderTests {
  @Test("records carry the line on which they begin, whatever the line ends")
  func lines() throws {
    let records = try read(Data("a\r\nb\n\n\"c\nd\"\re\n".utf8))
    #expect(records.map(\.text) == ["a", "b", "c\nd", "e"])
    #expect(records.map(\.line) == [1, 2, 4, 6])
  }

  @Test("a byte order mark is no part of the first field")
  func byteOrderMark() throws {
    #expect(try read(Data([0xEF, 0xBB, 0xBF]) + Data("a\n".utf8)).map(\.text) == ["a"])
  }

  @Test("a record across the border of two blocks is read whole")
  func blockBorder() throws {
    let long = String(repeating: "市", count: InputStream.blockSize)
    #expect(try read(Data("\(long)\nb\n".utf8)).map(\.text) == [long, "b"])
  }

  @Test("structural faults name line and column")
  func faults() throws {
    let cases: [(Data, DataError.Problem, line: Int, column: Int?)] = [
      (Data("a,b\nc,\"d\ne\n".utf8), .unclosedQuote, 2, 2),
      (Data("a\n\"b\"c\n".utf8), .textAfterQuote, 2, 1),
      (Data("a,b\nc,d\u{0}\n".utf8), .nulByte(offset: 2), 2, 2),
      (Data("a,b\n".utf8) + Data([0x63, 0x2C, 0x8D, 0x48, 0x0A]), .invalidUTF8(byte: 0x8D, offset: 1), 2, 2),
      (Data([0xC0, 0xAF, 0x0A]), .invalidUTF8(byte: 0xC0, offset: 0), 1, 1),
      (Data([0xED, 0xA0, 0x80, 0x0A]), .invalidUTF8(byte: 0xED, offset: 0), 1, 1),
    ]
    for (data, problem, line, column) in cases {
      let error = #expect(throws: DataError.self) { try read(data) }
      #expect(error?.problem == problem)
      #expect(error?.line == line)
      #expect(error?.column?.number == column)
    }
  }

  @Test("a record beyond the limit is refused before it fills the memory")
  func longRecord() throws {
    let data = Data("a\n".utf8) + Data(repeating: UInt8(ascii: "x"), count: CSVReader.recordLimit + 1)
    let error = #expect(throws: DataError.self) { try read(data) }
    #expect(error?.problem == .recordTooLong(limit: CSVReader.recordLimit))
    #expect(error?.line == 2)
  }

  @Test("the digest is the file's SHA-256")
  func digest() throws {
    let folder = try TemporaryFolder()
    let file = InputFile(try folder.write("abc", to: "abc.csv"))
    var reader = try CSVReader(file, hashing: true)
    var record = Record()
    while try reader.next(&record) {}
    // FIPS 180-2, appendix B.1.
    #expect(reader.digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  private func read(_ data: Data) throws -> [(text: String, line: Int)] {
    let folder = try TemporaryFolder()
    var reader = try CSVReader(InputFile(try folder.write(data, to: "file.csv")))
    var record = Record()
    var records: [(text: String, line: Int)] = []
    while try reader.next(&record) {
      let fields = (0..<record.count).map { String(decoding: record.field($0), as: UTF8.self) }
      records.append((fields.joined(separator: "|"), record.line))
    }
    return records
  }
}
