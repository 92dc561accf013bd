import TestSupport

@testable import TabularReading

/// Files opened as readers of ledgers do, but that JSON is none of theirs.
extension OpenedSource {
  init(_ file: InputFile, layout: FileLayout = FileLayout(), hashing: Bool = false) throws(DataError) {
    try self.init(file, wanted: [], layout: layout, precision: .exact, hashing: hashing) { _ in NoRecords() }
  }
}

extension RecordTable {
  init(_ file: InputFile, wanted: [[String]]) throws(DataError) {
    try self.init(OpenedSource(file), of: file, wanted: wanted, layout: FileLayout())
  }
}

/// A source without records.
private final class NoRecords: RecordSource {
  var hasRaggedRows: Bool { false }
  var digest: String? { nil }
  func next(_ record: inout Record) -> Bool { false }
}
