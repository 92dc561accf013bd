import LedgerReading
import LotteryStatistics
import Procurement
import TabularReading

/// Which piece of a result it is, and what was found in it.
public struct PartialPiece: Codable, Hashable, Sendable {
  /// The fiscal years that a piece may speak of.
  static let years = 1...9_998
  /// No ledger has as many rows, and sums of so many stay far from leaving Int64.
  static let rowLimit = 1 << 52

  /// The inputs that it holds records of; for a simulation or rules all inputs, whole.
  public var inputs: [PartialInput]
  /// The units of trials, or the families of rules, that it holds, from the first to below the second.
  public var units: [Int]?
  /// What was found for tables.
  public var tables: TablesPiece?
  /// What was found of lotteries.
  public var incidence: IncidencePiece?
  /// What was found of award rates and competition.
  public var indicators: IndicatorsPiece?

  /// A piece.
  public init(
    inputs: [PartialInput], units: Range<Int>? = nil, tables: TablesPiece? = nil, incidence: IncidencePiece? = nil,
    indicators: IndicatorsPiece? = nil
  ) {
    self.inputs = inputs
    self.units = units.map { [$0.lowerBound, $0.upperBound] }
    (self.tables, self.incidence, self.indicators) = (tables, incidence, indicators)
  }

  /// Whether the piece could have been written by juchu for a job.
  func check(_ job: PartialJob, numbers: [UInt64]) throws(PartialFault) {
    for input in inputs { try input.check(job) }
    guard Set(inputs.map(\.number)).count == inputs.count, inputs.map(\.number) == inputs.map(\.number).sorted(),
      (job.kind == .tables) == (tables != nil), (job.kind == .incidence) == (incidence != nil),
      [.evaluate, .design].contains(job.kind) == (units != nil), (job.kind == .indicators) == (indicators != nil)
    else { throw .damaged }
    var used = 0
    for input in inputs {
      used += input.used
      guard used <= Self.rowLimit else { throw .damaged }
    }
    if let tables {
      try tables.check(job, used: used)
      guard numbers.count <= used, Self.isAscending(numbers) else { throw .damaged }
    }
    if let incidence {
      try incidence.check(used: used)
      guard numbers.count <= used, Self.isAscending(numbers) else { throw .damaged }
    }
    if let indicators {
      try indicators.check(used: used, numbers: numbers)
      guard indicators.tenders <= used, Self.isAscending(numbers[..<indicators.tenders]) else { throw .damaged }
    }
    if let units {
      let all = job.families ?? TrialSchedule(trials: job.simulation?.trials ?? 1).units
      guard units.count == 2, 0 <= units[0], units[0] < units[1], units[1] <= all, inputs.count == job.inputs else {
        throw .damaged
      }
    }
  }

  private static func isAscending(_ numbers: some Sequence<UInt64>) -> Bool {
    var last: UInt64 = 0
    for number in numbers {
      if number < last { return false }
      last = number
    }
    return true
  }
}

/// What a piece holds of one input, and what became of its rows.
public struct PartialInput: Codable, Hashable, Sendable {
  /// Its place among the inputs, from 1.
  public var number: Int
  /// The input as the user named it.
  public var name: String
  /// Its bytes.
  public var size: Int
  /// The bytes in which the records begin that the piece holds, from the first to below the second; nil for all.
  public var bytes: [Int]?
  /// The SHA-256 of the first 256 KiB, which tells another file of the same name.
  public var head: String?
  /// The SHA-256 of the whole input, where it is known.
  public var sha256: String?
  /// The SHA-256 of the records, where they are not the whole input.
  public var recordsSHA256: String?
  /// Which bytes of the input that is of, from the first to below the second.
  public var records: [Int]?
  /// The encoding, nil where all bytes are ASCII.
  public var encoding: String?
  /// How the input was compressed; such an input is whole in one piece.
  public var compressions: [String]?
  /// What was read of a workbook, which is whole in one piece too.
  public var sheets: SheetAccount?
  /// The line of the header.
  public var headerLine: Int
  /// Rows that were read, used, set aside and left out.
  public var read: Int, used: Int, rejected: Int, filtered: Int
  /// What was noticed, by how many rows and on which line first.
  public var notes: [String: [Int]]
  /// Rows that were left out for what they are: for each reason their number and the lines of the first of them.
  public var left: [String: [Int]]
  /// The columns that no field took.
  public var unread: [String]
  /// The lines above the header that are no titles, where there are any.
  public var above: [Int]?
  /// The units that the input states: their columns, their values and where they stand.
  public var units: [[String]]?
  /// Whether contracts have numbers.
  public var hasKeys: Bool
  /// Why rows were left out, and what else the input holds; nil where it has no contracting processes.
  public var filteredBy: [String: Int]?, found: [String: Int]?

  /// What became of the records of an input in a piece.
  public init(number: Int, size: Int, bytes: Range<Int>?, head: String?, sha256: String?, account: ReadingSummary.File)
  {
    (self.number, self.size, self.head) = (number, size, head)
    name = account.name
    self.bytes = bytes.map { [$0.lowerBound, $0.upperBound] }
    self.sha256 = bytes == nil ? account.sha256 ?? sha256 : sha256
    recordsSHA256 = bytes == nil ? nil : account.sha256
    records = bytes == nil ? nil : account.hashedBytes.map { [$0.lowerBound, $0.upperBound] }
    encoding = account.encoding?.rawValue
    compressions = account.compressions.isEmpty ? nil : account.compressions.map(\.rawValue)
    sheets = account.sheets
    headerLine = account.headerLine
    (read, used, rejected, filtered) = (account.read, account.used, account.rejected, account.filtered)
    notes = Dictionary(
      uniqueKeysWithValues: account.notes.map { ($0.key.rawValue, [$0.value.count, $0.value.firstLine]) })
    left = Dictionary(
      uniqueKeysWithValues: account.leftOut.map { ($0.key.rawValue, [$0.value.count] + $0.value.lines) })
    (unread, hasKeys) = (account.unreadColumns, account.hasKeys)
    above = account.linesAbove.isEmpty ? nil : account.linesAbove
    units = account.units.isEmpty ? nil : account.units.map { [$0.column, String($0.unit), $0.from.rawValue] }
    if account.format == .ocds { (filteredBy, found) = (account.filteredBy, account.found) }
  }

  /// The range of bytes, that of the whole input where it holds all.
  var range: Range<Int> { bytes.map { $0[0]..<$0[1] } ?? 0..<size }

  func check(_ job: PartialJob) throws(PartialFault) {
    let counts = [read, used, rejected, filtered, headerLine, size]
    guard (1...job.inputs).contains(number),
      (counts + (above ?? [])).allSatisfy({ (0...PartialPiece.rowLimit).contains($0) }),
      read == used + rejected + filtered, encoding.map({ TextEncoding(rawValue: $0) != nil }) ?? true,
      compressions?.allSatisfy({ Compression(rawValue: $0) != nil }) ?? true,
      [sheets?.hiddenRows ?? 0, sheets?.unseenValues ?? 0].allSatisfy({ (0...PartialPiece.rowLimit).contains($0) }),
      notes.allSatisfy({ name, values in
        ReadingNote(rawValue: name) != nil && values.count == 2
          && values.allSatisfy { (0...PartialPiece.rowLimit).contains($0) }
      }),
      left.allSatisfy({ name, values in
        FilterReason(rawValue: name) != nil && (1...ReadingSummary.LeftOut.lineLimit + 1).contains(values.count)
          && values.allSatisfy { (0...PartialPiece.rowLimit).contains($0) }
      }), units?.allSatisfy({ UnitFound($0) != nil }) ?? true
    else { throw .damaged }
    for count in (filteredBy ?? [:]).values.map(\.self) + (found ?? [:]).values {
      guard (0...PartialPiece.rowLimit).contains(count) else { throw .damaged }
    }
    if let bytes {
      guard bytes.count == 2, 0 <= bytes[0], bytes[0] < bytes[1], bytes[1] <= size, let records, records.count == 2,
        0 <= records[0], records[0] <= records[1], records[1] <= size, recordsSHA256 != nil
      else { throw .damaged }
    }
  }
}
