import Procurement

/// Reads contract ledgers in CSV into batches.
///
/// By default the first row that cannot be used stops the reading; with a place for rejected rows they go there
/// and the rest is read. Structural faults always stop it.
public struct ContractReader {
  /// How the ledgers are to be read.
  public struct Options: Sendable {
    /// How columns and words become contracts.
    public var mapping = LedgerMapping.canonical
    /// Which contracts count.
    public var population = PopulationFilter.table1
    /// What to do with a contract that stands twice.
    public var repeatedContracts = RepeatedContractPolicy.error
    /// The texts that batches shall carry.
    public var texts: Set<ContractText> = []
    /// Whether the SHA-256 of each file is wanted.
    public var hashesFiles = false

    /// The options for Table 1 from canonical files.
    public init() {}
  }

  private let options: Options
  private let inputs: [InputFile]
  private let rejects: ((RejectedRow) throws -> Void)?
  private var repeated: RepeatedContracts

  /// A reader of some files.
  ///
  /// - Parameters:
  ///   - inputs: the files in order.
  ///   - options: how to read them.
  ///   - rejects: takes rows that cannot be used; nil makes the first of them an error.
  public init(_ inputs: [InputFile], options: Options, rejects: ((RejectedRow) throws -> Void)? = nil) {
    self.inputs = inputs
    self.options = options
    self.rejects = rejects
    let canReadAgain = options.repeatedContracts == .error && !inputs.contains(where: \.isStandardInput)
    repeated = RepeatedContracts(canReadAgain: canReadAgain)
  }

  /// Reads all files.
  ///
  /// - Parameter body: takes each batch together with the file from which it comes.
  /// - Returns: what became of every row.
  /// - Throws: `DataError`, or what `body` throws.
  /// - Complexity: O(bytes) time; memory for one batch and 8 to 10 bytes a contract key.
  public mutating func read(_ body: (ContractBatch, InputFile) throws -> Void) throws -> ReadingSummary {
    var summary = ReadingSummary(mapping: options.mapping)
    for index in inputs.indices { summary.files.append(try read(index, body)) }
    return summary
  }

  private mutating func read(
    _ index: Int, _ body: (ContractBatch, InputFile) throws -> Void
  ) throws -> ReadingSummary.File {
    let input = inputs[index]
    var table = try CSVTable(input, hashing: options.hashesFiles)
    var parser = try makeParser(for: table, texts: options.texts)
    var account = ReadingSummary.File(name: input.path)
    var batch = ContractBatch(texts: options.texts)
    var record = CSVRecord()
    while try table.next(&record) {
      account.read += 1
      do throws(ContractParser.Fault) {
        switch try parser.parse(record) {
        case .filtered: account.filtered += 1
        case .contract(let contract, let key):
          guard try isNew(key, at: Place(input: index, line: record.line), parser) else {
            account.filtered += 1
            continue
          }
          account.used += 1
          batch.append(contract)
        }
      } catch {
        try reject(record, error, in: table)
        account.rejected += 1
      }
      if batch.count == ContractBatch.capacity {
        try body(batch, input)
        batch = ContractBatch(texts: options.texts)
      }
    }
    if batch.count > 0 { try body(batch, input) }
    account.sha256 = table.digest
    account.roundedAmounts = parser.roundedAmounts
    return account
  }

  private func makeParser(for table: borrowing CSVTable, texts: Set<ContractText>) throws(DataError) -> ContractParser {
    let columns = try ContractColumns(options.mapping, in: table.header)
    return ContractParser(
      columns: columns, mapping: options.mapping, population: options.population, texts: texts)
  }

  /// Sets a row aside, or stops at it.
  private func reject(
    _ record: borrowing CSVRecord, _ fault: ContractParser.Fault, in table: borrowing CSVTable
  ) throws {
    let header = table.header
    let error = DataError(
      fault.problem, file: table.file.path, line: record.line, column: fault.column.map { header.column($0) })
    guard let rejects else { throw error }
    let fields = (0..<record.count).map { String(decoding: record.field($0), as: UTF8.self) }
    try rejects(RejectedRow(error: error, value: fault.value, fields: fields))
  }
}

// Contracts that stand twice.
extension ContractReader {
  /// A record among all inputs; one file may be given twice.
  private struct Place {
    var input: Int
    var line: Int
  }

  /// Whether a contract counts: its key is new, or repeated keys may stay.
  private mutating func isNew(
    _ key: String?, at place: Place, _ parser: ContractParser
  ) throws(ContractParser.Fault) -> Bool {
    guard options.repeatedContracts != .keep, let key else { return true }
    switch repeated.add(key) {
    case .new: return true
    case .repeated where options.repeatedContracts == .first: return false
    case .repeated: throw parser.fault(.repeatedContract(key, firstFile: nil, firstLine: nil), .contract, key)
    case .suspected:
      guard let first = firstOccurrence(of: key, before: place) else { return true }
      throw parser.fault(
        .repeatedContract(key, firstFile: inputs[first.input].path, firstLine: first.line), .contract, key)
    }
  }

  /// Reads the files again up to a place, looking for a key.
  private func firstOccurrence(of key: String, before place: Place) -> Place? {
    for index in 0...place.input {
      guard var table = try? CSVTable(inputs[index]), var parser = try? makeParser(for: table, texts: [])
      else { return nil }
      var record = CSVRecord()
      while (try? table.next(&record)) == true {
        if index == place.input, record.line >= place.line { return nil }
        if case .contract(_, let other)? = try? parser.parse(record), other == key {
          return Place(input: index, line: record.line)
        }
      }
    }
    return nil
  }
}
