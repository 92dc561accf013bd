import Foundation

@testable import LedgerReading
@testable import TabularReading

/// Any bytes as CP932: the table against the system's converter, the scanner against the table, and as a file.
enum CP932Target {
  static func check(_ bytes: [UInt8]) throws {
    var record = Record()
    record.bytes = bytes
    record.ends = [bytes.count]
    let fault = CP932.shared.decode(&record)
    let converted = convert(bytes)
    try require(
      (fault == nil) == (converted != nil), "the converter disagrees on what is valid: \(String(describing: fault))")
    if fault == nil { try require(record.bytes == converted, "the converter decodes otherwise") }
    if let fault { try require(bytes[fault.offset] == fault.byte, "the fault is not where it is said to be") }
    for way in ScanWays.all {
      let valid = bytes.withUnsafeBufferPointer { CP932.shared.isValid($0, path: way.path) }
      try require(valid == (fault == nil), "path \(way.path.rawValue) disagrees on what is valid")
    }
    try ScratchFile.with(bytes) { try CSVTarget.read($0, CSVTarget.mapping(.cp932)) }
  }

  /// The system's converter on the whole text; nil where it finds something invalid.
  private static func convert(_ bytes: [UInt8]) -> [UInt8]? {
    let converter = iconv_open("UTF-8", "CP932")
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: 3 * bytes.count + 8)
    var (inputLeft, outputLeft) = (input.count, output.count)
    let room = output.count
    let status = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var (from, to) = (source.baseAddress, target.baseAddress)
        return iconv(converter, &from, &inputLeft, &to, &outputLeft)
      }
    }
    guard status != -1, inputLeft == 0 else { return nil }
    return output.prefix(room - outputLeft).map { UInt8(bitPattern: $0) }
  }
}
