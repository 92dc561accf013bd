/// Neighbouring records of a block that have their number of fields: what a scanner takes in one go.
///
/// A scanner that goes through them column by column keeps a short loop with all it needs in registers, where record by
/// record would load and store them for every field. The bytes of a chunk stay in the processor's nearest cache.
package final class RecordChunk {
  /// The most records of a chunk.
  package static let capacity = 256

  /// Where each record begins in the block, and where its text ends.
  package let starts = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
  package let ends = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
  /// The first of each record's stops.
  package let firstStops = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
  /// The line of each record, counted from the block's first line.
  package let lines = UnsafeMutablePointer<Int>.allocate(capacity: capacity)
  package private(set) var count = 0

  var isFull: Bool { count == Self.capacity }

  package init() {}

  deinit {
    starts.deallocate()
    ends.deallocate()
    firstStops.deallocate()
    lines.deallocate()
  }

  /// Adds a record to a chunk that is not full.
  @inline(__always)
  func append(start: Int, end: Int, firstStop: Int, line: Int) {
    starts[count] = UInt32(truncatingIfNeeded: start)
    ends[count] = UInt32(truncatingIfNeeded: end)
    firstStops[count] = UInt32(truncatingIfNeeded: firstStop)
    lines[count] = line
    count &+= 1
  }

  func removeAll() { count = 0 }
}

/// The fields of one column, or of a run of neighbours, in the records of a chunk.
package final class FieldColumn {
  /// Where each field begins in the block, and its bytes, without quotes around it.
  package let offsets = UnsafeMutablePointer<UInt32>.allocate(capacity: RecordChunk.capacity)
  package let counts = UnsafeMutablePointer<UInt32>.allocate(capacity: RecordChunk.capacity)
  /// Whether a field had quotes around it.
  package private(set) var hasQuotes = false

  package init() {}

  deinit {
    offsets.deallocate()
    counts.deallocate()
  }

  /// Finds a column of a chunk.
  @inline(__always)
  package func load(_ column: Int, of width: Int, _ chunk: RecordChunk, _ block: ByteBlock) {
    find(column, column, of: width, chunk, block)
    hasQuotes = false
    guard block.hasQuotes else { return }
    let bytes = block.bytes
    for row in 0..<chunk.count where counts[row] >= 2 && bytes[Int(offsets[row])] == UInt8(ascii: "\"") {
      offsets[row] &+= 1
      counts[row] &-= 2
      hasQuotes = true
    }
  }

  /// Leaves blanks around the fields of a loaded column out. A quote behind blanks opens nothing: such a field stays.
  @inline(__always)
  package func trim(_ chunk: RecordChunk, _ block: ByteBlock) {
    let bytes = block.bytes
    for row in 0..<chunk.count {
      var (start, end) = (Int(offsets[row]), Int(offsets[row] &+ counts[row]))
      guard start < end, bytes[start] == 0x20 || bytes[end - 1] == 0x20 else { continue }
      while start < end, bytes[start] == 0x20 { start += 1 }
      while end > start, bytes[end - 1] == 0x20 { end -= 1 }
      guard start < end, bytes[start] != UInt8(ascii: "\"") else { continue }
      offsets[row] = UInt32(start)
      counts[row] = UInt32(end - start)
    }
  }

  /// Finds a run of columns of a chunk as they stand in the file.
  @inline(__always)
  package func load(_ columns: (first: Int, last: Int), of width: Int, _ chunk: RecordChunk, _ block: ByteBlock) {
    find(columns.first, columns.last, of: width, chunk, block)
  }

  @inline(__always)
  private func find(_ first: Int, _ last: Int, of width: Int, _ chunk: RecordChunk, _ block: ByteBlock) {
    let (stops, firstStops, starts, ends) = (block.stops, chunk.firstStops, chunk.starts, chunk.ends)
    let (offsets, counts, rows) = (offsets, counts, chunk.count)
    if first == 0 {
      for row in 0..<rows { offsets[row] = starts[row] }
    } else {
      for row in 0..<rows { offsets[row] = stops[Int(firstStops[row]) &+ first &- 1] &+ 1 }
    }
    if last == width &- 1 {
      for row in 0..<rows { counts[row] = ends[row] &- offsets[row] }
    } else {
      for row in 0..<rows { counts[row] = stops[Int(firstStops[row]) &+ last] &- offsets[row] }
    }
  }
}
