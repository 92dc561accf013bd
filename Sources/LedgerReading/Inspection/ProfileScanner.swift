import TabularReading

/// What stands in the columns of a block.
final class ProfileColumns {
  /// The rows that are not blank.
  fileprivate(set) var rows = 0
  let tallies: [FieldTally]

  init(width: Int) {
    tallies = (0..<width).map { _ in FieldTally() }
  }
}

/// The fields of one column of a block: each distinct one once, and which of them stands in which row.
final class FieldTally {
  /// How often a field occurs, where first, and what it is.
  struct Found {
    var occurrences = 1
    let line: Int
    let nature: FieldNature
  }

  fileprivate struct Content: ~Copyable {
    var fields = FieldNumbers()
    var found: [Found] = []
    var numbers: [UInt32] = []
  }

  private var content = Content()
  /// The counts of all fields.
  private(set) var counts = NatureCounts()

  /// The distinct fields in the order in which they came, and what was found out about them.
  var fields: [FieldNumbers.Field] { content.fields.fields }
  var found: [Found] { content.found }
  /// The numbers of the fields of the rows that have bytes in this column, in order.
  var numbers: [UInt32] { content.numbers }

  fileprivate func removeAll() {
    content.fields.removeAll()
    content.found.removeAll(keepingCapacity: true)
    content.numbers.removeAll(keepingCapacity: true)
  }

  /// Takes a column of a chunk of records.
  ///
  /// - Parameter contents: takes which of the records have any bytes.
  fileprivate func add(
    _ column: FieldColumn, rows: Int, _ chunk: RecordChunk, _ block: ByteBlock, _ judge: borrowing FieldJudge,
    _ contents: UnsafeMutablePointer<UInt32>
  ) {
    Self.add(column, rows: rows, chunk, block, judge, contents, &content)
  }

  private static func add(
    _ column: FieldColumn, rows: Int, _ chunk: RecordChunk, _ block: ByteBlock, _ judge: borrowing FieldJudge,
    _ contents: UnsafeMutablePointer<UInt32>, _ content: inout Content
  ) {
    let (bytes, offsets, counts) = (block.bytes, column.offsets, column.counts)
    for row in 0..<rows where counts[row] > 0 {
      contents[row] |= counts[row]
      let (address, count) = (bytes + Int(offsets[row]), Int(counts[row]))
      let (number, isNew) = content.fields.add(FieldNumbers.Field(address, count: count))
      content.numbers.append(UInt32(truncatingIfNeeded: number))
      if isNew {
        let nature = judge.nature(inBlock: address, count: count)
        content.found.append(Found(line: chunk.lines[row], nature: nature))
      } else {
        content.found[number].occurrences &+= 1
      }
    }
  }

  fileprivate func finish() {
    var counts = NatureCounts()
    for found in content.found { counts.add(found.nature, found.occurrences) }
    self.counts = counts
  }
}

/// How many fields are what.
struct NatureCounts {
  private(set) var filled = 0
  private(set) var dates = 0
  private(set) var numbers = 0
  private(set) var fractions = 0

  /// Counts fields of one nature.
  mutating func add(_ nature: FieldNature, _ occurrences: Int) {
    guard !nature.contains(.empty) else { return }
    filled += occurrences
    if nature.contains(.date) { dates += occurrences }
    if nature.contains(.number) { numbers += occurrences }
    if nature.contains(.fraction) { fractions += occurrences }
  }

  static func += (counts: inout NatureCounts, others: NatureCounts) {
    counts.filled += others.filled
    counts.dates += others.dates
    counts.numbers += others.numbers
    counts.fractions += others.fractions
  }
}

/// Profiles the rows of blocks in passing.
final class ProfileScanner: RecordScanner {
  let layout: ScanLayout
  let chunk = RecordChunk()
  private let field = FieldColumn()
  private let judge: FieldJudge

  init(_ layout: ScanLayout) {
    self.layout = layout
    judge = FieldJudge(isCP932: layout.isCP932)
  }

  func prepare(_ columns: ProfileColumns, rows: Int) {
    columns.rows = 0
    for tally in columns.tallies { tally.removeAll() }
  }

  func finish(_ columns: ProfileColumns) {
    for tally in columns.tallies { tally.finish() }
  }

  func takeChunk(_ block: ByteBlock, _ columns: ProfileColumns) -> Int {
    let rows = chunk.count
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: RecordChunk.capacity) { contents in
      contents.initialize(repeating: 0)
      guard let address = contents.baseAddress else { return }
      for (column, tally) in columns.tallies.enumerated() {
        field.load(column, of: layout.width, chunk, block)
        tally.add(field, rows: rows, chunk, block, judge, address)
      }
      columns.rows += (0..<rows).count { address[$0] > 0 }
    }
    return rows
  }

  /// What has another number of fields or is very long is for the reference reader.
  func takeReadably(_ block: ByteBlock, _ start: Int, _ stop: Int, line: Int, _ columns: ProfileColumns) -> Bool {
    false
  }
}
