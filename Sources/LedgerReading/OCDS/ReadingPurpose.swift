import TabularReading

/// What a file is read for: a contracting process of OCDS has both contracts and bids, and the figures of a published
/// table are those that are shown.
enum ReadingPurpose {
  case contracts, bids, figures
}

/// One file among the contracting processes of a run.
struct OCDSProcesses {
  var all: OCDSCollection
  var input: Int
}

extension OpenedSource {
  /// Opens a file in whatever format it has, contracting processes included.
  ///
  /// - Parameter processes: the contracting processes of all files of the run, where the file is one of several.
  /// - Throws: `DataError` where the file cannot be opened or its format cannot be read.
  init(
    _ file: InputFile, wanted: [[String]] = [], layout: FileLayout, purpose: ReadingPurpose = .contracts, hashing: Bool,
    processes: OCDSProcesses? = nil
  ) throws(DataError) {
    try self.init(
      file, wanted: wanted, layout: layout, precision: purpose == .figures ? .shown : .exact, hashing: hashing
    ) { stream in
      var options = OCDSOptions()
      options.timeZone = layout.zone
      let processes =
        processes
        ?? OCDSProcesses(
          all: OCDSCollection([file], options: [options], purpose: purpose, hashing: hashing), input: 0)
      return processes.all.source(of: processes.input, stream: stream)
    }
  }
}

extension RecordTable {
  /// Opens a file and finds its header.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - wanted: the columns that are wanted, each as the names that would do.
  ///   - layout: what is known of the file's layout.
  ///   - purpose: what it is read for.
  ///   - hashing: whether the SHA-256 of the file is wanted.
  ///   - processes: the contracting processes of all files of the run.
  /// - Throws: `DataError` where the file cannot be opened or is empty.
  init(
    _ file: InputFile, wanted: [[String]], layout: FileLayout = FileLayout(), purpose: ReadingPurpose = .contracts,
    hashing: Bool = false, processes: OCDSProcesses? = nil
  ) throws(DataError) {
    let opened = try OpenedSource(
      file, wanted: wanted, layout: layout, purpose: purpose, hashing: hashing, processes: processes)
    try self.init(opened, of: file, wanted: wanted, layout: layout)
  }
}
