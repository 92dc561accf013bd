import TabularReading

/// Rows that were made for several files at once, kept in a file without a name.
final class OCDSRowStore {
  private var buffers: [[OCDSRow]]
  private var sizes: [Int]
  private var chunks: [[Range<Int>]]
  private var file: SpillFile?
  private let bufferSize: Int

  init(inputs: Int) {
    buffers = [[OCDSRow]](repeating: [], count: inputs)
    sizes = [Int](repeating: 0, count: inputs)
    chunks = [[Range<Int>]](repeating: [], count: inputs)
    bufferSize = min(1 << 18, (16 << 20) / max(inputs, 1))
  }

  func add(_ row: OCDSRow, input: Int, file: String) throws(DataError) {
    buffers[input].append(row)
    sizes[input] += row.record.bytes.count + row.record.ends.count * MemoryLayout<Int>.size + 128
    guard sizes[input] >= bufferSize else { return }
    do throws(UnnamedFile.Failure) {
      let spill = if let file = self.file { file } else { try SpillFile() }
      self.file = spill
      let start = spill.count
      for row in buffers[input] {
        try spill.append { bytes in
          for number in [row.record.line, row.record.ends.count] + row.record.ends { bytes.put(number) }
          bytes.put(row.record.bytes)
        }
      }
      chunks[input].append(start..<spill.count)
    } catch {
      throw DataError(ofSpill: error, file: file)
    }
    buffers[input] = []
    sizes[input] = 0
  }

  /// How many chunks the rows of a file have.
  func chunkCount(of input: Int) -> Int { chunks[input].count + 1 }

  /// The rows of a chunk; the last one never left the memory.
  func rows(of input: Int, chunk: Int, file: String) throws(DataError) -> [OCDSRow] {
    guard chunk < chunks[input].count, let spill = self.file else { return buffers[input] }
    var bytes: SpillBytes
    do throws(UnnamedFile.Failure) { bytes = try spill.contents(chunks[input][chunk]) } catch {
      throw DataError(ofSpill: error, file: file)
    }
    var rows: [OCDSRow] = []
    while bytes.isMore {
      var record = Record()
      record.line = bytes.integer()
      record.ends = (0..<bytes.integer()).map { _ in bytes.integer() }
      record.bytes = bytes.block()
      rows.append(OCDSRow(record: record))
    }
    return rows
  }
}
