import TabularReading

/// What a collection of processes has read so far; it is used by one thread at a time.
final class OCDSCollectionState: OCDSReleaseSink, @unchecked Sendable {
  // Sendable: a reader asks for one row after the other, on one thread at a time.
  private let inputs: [InputFile]
  private let options: [OCDSOptions]
  private let purpose: ReadingPurpose
  private let hashing: Bool
  private let store: OCDSReleaseStore
  private let names = OCDSNames()
  /// The inputs that have been read, with their digests.
  private var digests: [Int: String?] = [:]
  private var accounts: [Int: SourceAccount] = [:]
  /// Parts whose rows were counted in the accounts.
  private var counted: Set<Int> = []
  private var isLoaded = false
  /// The processes that others name as the framework of which they are the second stage.
  private var frameworks: Set<String> = []
  /// The rows of every file, where there are several.
  private var settled: OCDSRowStore?

  init(_ inputs: [InputFile], options: [OCDSOptions], purpose: ReadingPurpose, hashing: Bool) {
    (self.inputs, self.options, self.purpose, self.hashing) = (inputs, options, purpose, hashing)
    store = OCDSReleaseStore(limit: options.map(\.memoryLimit).min() ?? OCDSOptions().memoryLimit)
  }

  /// The columns of the rows.
  var columns: [String] { purpose == .bids ? OCDSBidRows.columns : OCDSContractRows.columns }

  func digest(of input: Int) -> String? { digests[input] ?? nil }
  func account(of input: Int) -> SourceAccount { accounts[input] ?? SourceAccount() }

  func take(_ release: OCDSRelease) throws(DataError) {
    try store.add(release, file: inputs[release.input].path)
  }

  func callOff(from framework: String) { frameworks.insert(framework) }

  func notice(_ finding: OCDSFinding, input: Int) { accounts[input, default: SourceAccount()].notice(finding) }

  /// Reads all files that are OCDS, the first time it is called.
  ///
  /// - Parameters:
  ///   - input: the file that was found to be OCDS.
  ///   - stream: that file, opened.
  func load(_ input: Int, _ stream: OpenedStream) throws(DataError) {
    guard !isLoaded else { return }
    isLoaded = true
    for other in inputs.indices where other < input { try readIfOCDS(other) }
    if let stream = stream.take() { try read(input, stream) }
    for other in inputs.indices where other > input { try readIfOCDS(other) }
    if inputs.count > 1 { try settle() }
  }

  private func readIfOCDS(_ input: Int) throws(DataError) {
    let file = inputs[input]
    // What cannot be opened is told where the file is read in its turn.
    let opening: FileOpening
    do throws(DataError) {
      opening = try FileOpening.open(file, encoding: nil, hashing: hashing)
    } catch {
      return
    }
    guard opening.content == .json else { return }
    try read(input, opening.takeStream())
  }

  private func read(_ input: Int, _ stream: consuming InputStream) throws(DataError) {
    var reader = OCDSFileReader(inputs[input], stream: stream, input: input, sink: self)
    try reader.read()
    digests[input] = .some(reader.digest)
  }

  /// How many parts the rows of a file have.
  func partCount(of input: Int) -> Int { settled?.chunkCount(of: input) ?? store.partCount }

  /// The rows of a file in a part.
  func rows(of input: Int, part: Int) throws(DataError) -> [OCDSRow] {
    if let settled { return try settled.rows(of: input, chunk: part, file: inputs[input].path) }
    return try compile(part: part, only: input).map(\.row)
  }

  /// Compiles all parts once, and keeps the rows of each file together.
  private func settle() throws(DataError) {
    let rows = OCDSRowStore(inputs: inputs.count)
    for part in 0..<store.partCount {
      for (input, row) in try compile(part: part, only: nil) {
        try rows.add(row, input: input, file: inputs[input].path)
      }
    }
    settled = rows
  }

  /// The rows of a part, with their files.
  ///
  /// - Parameter only: the file whose rows are wanted; nil for all.
  private func compile(part: Int, only: Int?) throws(DataError) -> [(input: Int, row: OCDSRow)] {
    let releases = try store.releases(part: part, file: inputs[0].path)
    var groups: [String: Int] = [:]
    var histories: [[OCDSRelease]] = []
    for release in releases {
      if let place = groups[release.ocid], !release.isNameless {
        histories[place].append(release)
      } else {
        if !release.isNameless { groups[release.ocid] = histories.count }
        histories.append([release])
      }
    }
    var rows: [(input: Int, row: OCDSRow)] = []
    for history in histories {
      let first = history[0]
      if let only, first.input != only { continue }
      let (found, account) = Self.rows(
        OCDSHistory(history, options: options[first.input], hasCallOffs: frameworks.contains(first.ocid)),
        purpose: purpose, names: names)
      // Files may be read again; what was counted stays.
      if !counted.contains(part * inputs.count + first.input) {
        accounts[first.input, default: SourceAccount()].add(account)
      }
      for row in found { rows.append((first.input, row)) }
    }
    for input in inputs.indices where only == nil || only == input { counted.insert(part * inputs.count + input) }
    return rows
  }

  private static func rows(
    _ history: OCDSHistory, purpose: ReadingPurpose, names: OCDSNames
  ) -> ([OCDSRow], SourceAccount) {
    let process: OCDSProcess
    var account = SourceAccount()
    do throws(OCDSFault) {
      process = try history.process(&account)
    } catch {
      let columns = purpose == .bids ? OCDSBidRows.columns : OCDSContractRows.columns
      return (
        [
          OCDSRow(
            fields: [String](repeating: "", count: columns.count - OCDSRow.placeColumns.count), ocid: history.ocid,
            path: error.path, fault: error.problem, line: history.line)
        ], account
      )
    }
    switch purpose {
    case .contracts, .figures:
      var contracts = OCDSContractRows(process, names: names)
      let rows = contracts.rows()
      account.add(contracts.account)
      return (rows, account)
    case .bids:
      var bids = OCDSBidRows(process, names: names)
      let rows = bids.rows()
      account.add(bids.account)
      return (rows, account)
    }
  }
}
