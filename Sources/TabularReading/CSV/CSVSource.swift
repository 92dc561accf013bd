/// The records of a CSV file behind the common interface.
package final class CSVSource: RecordSource {
  package var reader: CSVReader

  init(_ reader: consuming CSVReader) {
    self.reader = reader
  }

  package var hasRaggedRows: Bool { false }
  package var digest: String? { reader.digest }

  package func next(_ record: inout Record) throws(DataError) -> Bool { try reader.next(&record) }
}
