/// Rows that were made for several files at once, kept in a file without a name.
final class OCDSRowStore {
  private var buffers: [[OCDSRow]]
  private var sizes: [Int]
  private var chunks: [[Range<Int>]]
  private var file: OCDSSpillFile?
  private var end = 0
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
      let spill: OCDSSpillFile
      if let file = self.file { spill = file } else { spill = try OCDSSpillFile() }
      self.file = spill
      let start = end
      for row in buffers[input] {
        let numbers = [row.record.line, row.record.ends.count, row.record.bytes.count] + row.record.ends
        try spill.append(numbers, [row.record.bytes])
        end += numbers.count * MemoryLayout<Int>.size + row.record.bytes.count
      }
      chunks[input].append(start..<end)
    } catch {
      throw DataError(.unreadable(reason: "\(OCDSOptions.temporaryFolder): \(error.reason)"), file: file)
    }
    buffers[input] = []
    sizes[input] = 0
  }

  /// How many chunks the rows of a file have.
  func chunkCount(of input: Int) -> Int { chunks[input].count + 1 }

  /// The rows of a chunk; the last one never left the memory.
  func rows(of input: Int, chunk: Int, file: String) throws(DataError) -> [OCDSRow] {
    guard chunk < chunks[input].count, let spill = self.file else { return buffers[input] }
    let bytes: [UInt8]
    do throws(UnnamedFile.Failure) { bytes = try spill.contents(chunks[input][chunk]) } catch {
      throw DataError(.unreadable(reason: "\(OCDSOptions.temporaryFolder): \(error.reason)"), file: file)
    }
    var rows: [OCDSRow] = []
    var place = 0
    func number() -> Int {
      defer { place += MemoryLayout<Int>.size }
      return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: Int.self) }
    }
    while place < bytes.count {
      var record = Record()
      record.line = number()
      let (ends, count) = (number(), number())
      record.ends = (0..<ends).map { _ in number() }
      record.bytes = Array(bytes[place..<place + count])
      place += count
      rows.append(OCDSRow(record: record))
    }
    return rows
  }
}
