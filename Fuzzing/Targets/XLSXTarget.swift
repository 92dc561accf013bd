import Foundation
import Procurement

@testable import LedgerReading
@testable import TabularReading

#if !FUZZING
  import TestSupport
#endif

/// A workbook: the bytes of an archive, or the XML of its parts between lines of `=====`, so that what changes is XML
/// and not compressed bytes.
enum XLSXTarget {
  static func check(_ bytes: [UInt8]) throws {
    var archive = bytes
    if !bytes.starts(with: Array("PK".utf8)) {
      let (sheet, rest) = MappingTarget.split(bytes)
      let (strings, others) = MappingTarget.split(rest)
      let (styles, properties) = MappingTarget.split(others)
      let parts = [sheet, strings, styles, properties].map { String(decoding: $0, as: UTF8.self) }
      archive = Array(
        Workbooks.workbook(sheet: parts[0], strings: parts[1], styles: parts[2], properties: parts[3]))
    }
    try ScratchFile.with(archive) { path in
      for setsAside in [true, false] {
        try ReadingOutcome.contracts(path, setsAside: setsAside, ways: [ScanWays.all[0]]) {
          $0.texts = [.title, .vendor]
        }
      }
      try ReadingOutcome.bids(path, setsAside: true, details: true, ways: [ScanWays.all[0]])
      try ignoringDataErrors { _ = try MappingGuess(try FileInspector.profile(InputFile(path)), say: { "\($0)" }) }
      try ignoringDataErrors { _ = try PublishedTableReader.read(InputFile(path)) }
    }
  }
}
