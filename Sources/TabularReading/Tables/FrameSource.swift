/// The rows of a frame as records; the header has line 0, the first row line 1.
package final class FrameSource: RecordSource {
  package let frame: ArrowFrame
  private let file: InputFile
  private var hasHeader = false
  /// How many rows were handed on.
  package private(set) var position = 0
  private var batch = 0
  private var columns: [ArrowColumn?] = []
  private var columnsOf = -1
  private let scope = ReadingScope.current

  package init(_ frame: ArrowFrame, file: InputFile) { (self.frame, self.file) = (frame, file) }

  package var hasRaggedRows: Bool { false }
  package var digest: String? { nil }
  package var mayBeEmpty: Bool { file.isPiece }

  package func next(_ record: inout Record) throws(DataError) -> Bool {
    guard hasHeader else {
      hasHeader = true
      record = Record(frame.names, line: 0)
      return true
    }
    while batch < frame.batches.count, position >= frame.batches[batch].first + frame.batches[batch].count {
      batch += 1
    }
    guard batch < frame.batches.count else { return false }
    if position & 4_095 == 0, scope.isCancelled { throw DataError(.cancelled, file: file.path) }
    fill(&record, row: position)
    position += 1
    return true
  }

  /// Goes on at a row.
  package func seek(to row: Int) {
    position = row
    batch = 0
  }

  /// Makes a record of a row.
  package func fill(_ record: inout Record, row: Int) {
    if batch >= frame.batches.count || row < frame.batches[batch].first { batch = 0 }
    while row >= frame.batches[batch].first + frame.batches[batch].count { batch += 1 }
    let current = frame.batches[batch]
    if columnsOf != batch {
      columns = frame.names.indices.map {
        current.column($0, frame.types[$0], dictionary: frame.dictionaryTypes[$0])
      }
      columnsOf = batch
    }
    record.removeAll()
    record.line = row + 1
    for column in columns {
      column?.append(row - current.first, to: &record.bytes)
      record.ends.append(record.bytes.count)
    }
  }
}
