import TabularReading

/// The contracting processes of all OCDS files of a run, each compiled of all its releases in whatever file they stand.
///
/// All files are read when the first record of one of them is wanted; from then on every file hands on the rows of the
/// processes that were met in it first.
public final class OCDSCollection: Sendable {
  private let state: OCDSCollectionState

  /// The processes of some files, which are not read yet.
  ///
  /// - Parameters:
  ///   - inputs: all files of the run; those of other formats are left alone.
  ///   - options: the options of each file.
  ///   - purpose: what is wanted of the processes.
  ///   - hashing: whether the SHA-256 of each file is wanted.
  init(_ inputs: [InputFile], options: [OCDSOptions], purpose: ReadingPurpose, hashing: Bool) {
    state = OCDSCollectionState(inputs, options: options, purpose: purpose, hashing: hashing)
  }

  /// The rows of a file that was found to be OCDS.
  ///
  /// - Parameter stream: the file as it was opened; standard input cannot be opened twice.
  func source(of input: Int, stream: consuming InputStream) -> OCDSSource {
    OCDSSource(state, input: input, stream: stream)
  }
}

/// The rows of one file of a collection as records.
final class OCDSSource: CountingSource {
  private let collection: OCDSCollectionState
  private let input: Int
  private let stream: OpenedStream
  private var rows: OCDSRowSequence?
  private var hasHeader = false

  init(_ collection: OCDSCollectionState, input: Int, stream: consuming InputStream) {
    (self.collection, self.input) = (collection, input)
    self.stream = OpenedStream(stream)
  }

  var hasRaggedRows: Bool { false }
  var digest: String? { collection.digest(of: input) }
  var account: SourceAccount { collection.account(of: input) }
  var mayBeEmpty: Bool { true }

  func fault(of record: borrowing Record, header: Header) -> FieldFault? { OCDSRow.fault(of: record, header: header) }

  func next(_ record: inout Record) throws(DataError) -> Bool {
    guard hasHeader else {
      hasHeader = true
      record = Record(collection.columns)
      return true
    }
    if rows == nil {
      try collection.load(input, stream)
      rows = OCDSRowSequence(collection, input: input)
    }
    guard let row = try rows?.next() else { return false }
    record = row.record
    return true
  }
}

/// Hands on the rows of one file, part by part.
struct OCDSRowSequence {
  private let collection: OCDSCollectionState
  private let input: Int
  private var part = 0
  private var waiting: [OCDSRow] = []

  init(_ collection: OCDSCollectionState, input: Int) { (self.collection, self.input) = (collection, input) }

  mutating func next() throws(DataError) -> OCDSRow? {
    while waiting.isEmpty {
      guard part < collection.partCount(of: input) else { return nil }
      waiting = try collection.rows(of: input, part: part).reversed()
      part += 1
    }
    return waiting.popLast()
  }
}

/// A stream that was opened by whoever found out what the file is.
final class OpenedStream {
  private var stream: InputStream?

  init(_ stream: consuming InputStream) { self.stream = consume stream }

  /// The stream, once.
  func take() -> InputStream? {
    var taken: InputStream? = nil
    swap(&stream, &taken)
    return taken
  }
}
