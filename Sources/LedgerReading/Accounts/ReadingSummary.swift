import Procurement
import TabularReading

/// What became of every row of every file: rows read = used + rejected + filtered.
public struct ReadingSummary: Sendable, Equatable {
  /// The account of one file.
  public struct File: Sendable, Equatable {
    /// The file as the user named it.
    public var name: String
    /// The SHA-256 of its bytes in hexadecimal, where it was asked for.
    public var sha256: String?
    /// Which of its bytes `sha256` is of, where only a span of records was read; nil for all.
    public var hashedBytes: Range<Int>?
    /// Data rows in the file.
    public var read = 0
    /// Rows that count.
    public var used = 0
    /// Rows that cannot be used and were set aside.
    public var rejected = 0
    /// Rows that the mapping's filter, the currency or the population left out.
    public var filtered = 0
    /// Rows that were left out for what they are, not by a condition.
    public var leftOut: [FilterReason: LeftOut] = [:]
    /// The names of columns that no field took.
    public var unreadColumns: [String] = []
    /// The lines of rows above the header that are more than a title.
    public var linesAbove: [Int] = []
    /// The units that the file states for its amounts, that of the contracts or bids first.
    public var units: [UnitFound] = []
    /// Whether contracts have numbers, without which repeated ones cannot be found.
    public var hasKeys = true
    /// An earlier file whose contracts are the same in the same order, where no numbers tell whether they stand twice.
    public var alike: String?
    /// Why rows were left out, by how many, as far as their source says.
    public var filteredBy: [String: Int] = [:]
    /// What the file holds that is no row, by how often.
    public var found: [String: Int] = [:]
    /// The encoding of a CSV file, nil where all its bytes are ASCII or it is none.
    public var encoding: TextEncoding?
    /// The format of the file; nil where it is not known.
    public var format: FileFormat?
    /// The line on which the header begins.
    public var headerLine = 1
    /// How the file was compressed, from the outside in, where it was.
    public var compressions: [Compression] = []
    /// What was read of a workbook; nil for other files.
    public var sheets: SheetAccount?
    /// What else was noticed, by how many used rows and where first.
    public var notes: [ReadingNote: Occurrences] = [:]

    /// An account of nothing read yet.
    public init(name: String) {
      self.name = name
    }

    /// Amounts whose fraction of the minor unit was rounded away, binary noise included.
    public var roundedAmounts: Int { (notes[.roundedAmount]?.count ?? 0) + (notes[.floatNoise]?.count ?? 0) }

    /// Notes what is known of the file at its end, and the notes that stood between and behind its rows.
    mutating func note(_ table: borrowing RecordTable) {
      sha256 = table.digest
      if table.file.span != nil { hashedBytes = (table.source.records as? CSVSource)?.reader.hashedBytes }
      headerLine = table.header.line
      linesAbove = table.linesAbove
      format = table.source.format
      sheets = (table.source.records as? any SheetSource)?.sheetAccount
      compressions = table.source.unpacked?.compressions ?? []
      encoding = table.source.unpacked?.encoding ?? (table.source.records as? CSVSource)?.reader.encoding
      if let processes = table.source.records as? any CountingSource { add(processes.account) }
      for line in table.notes {
        read += 1
        leave(.note, line: line)
      }
    }

    /// Takes what a source has counted itself.
    private mutating func add(_ account: SourceAccount) {
      let left = account.filteredBy.values.reduce(0, +)
      read += left
      filtered += left
      filteredBy.merge(account.filteredBy, uniquingKeysWith: +)
      found.merge(account.found, uniquingKeysWith: +)
      notes.merge(account.notes) { one, _ in one }
    }

    /// Counts a row that is left out.
    mutating func leave(_ reason: FilterReason, line: Int) {
      filtered += 1
      // Many rows are left out by conditions, and the mapping says which.
      guard reason != .condition else { return }
      leftOut[reason, default: LeftOut()].add(line)
    }

    mutating func note(_ note: ReadingNote, count: Int = 1, line: Int) {
      notes[note, default: Occurrences(count: 0, firstLine: line)].count += count
    }
  }

  /// Rows that were left out for one reason.
  public struct LeftOut: Sendable, Equatable {
    /// How many.
    public private(set) var count = 0
    /// The lines of the first of them, as many as are told.
    public private(set) var lines: [Int] = []

    /// How many lines are told.
    public static let lineLimit = 20

    /// So many, the first of them on some lines.
    public init(count: Int = 0, lines: [Int] = []) { (self.count, self.lines) = (count, lines) }

    mutating func add(_ line: Int) {
      count += 1
      if lines.count < Self.lineLimit { lines.append(line) }
    }
  }

  /// How often something was noticed.
  public struct Occurrences: Sendable, Equatable {
    /// In how many rows.
    public var count: Int
    /// The line of the first one.
    public var firstLine: Int

    /// So many rows, the first of them on a line.
    public init(count: Int, firstLine: Int) { (self.count, self.firstLine) = (count, firstLine) }
  }

  /// The files in the order in which they were read.
  public var files: [File] = []
  /// The mapping of each file.
  public var mappings: [LedgerMapping] = []
  /// How contractors were found in the roster; nil where there was none.
  public var matches: RosterMatches?
  /// The currency of the amounts, nil where no row was read.
  public var currency: String?
  /// How many rows changed a contract that had another row (変更契約).
  public var amendments = 0
  /// The last contract date of each fiscal year, as far as contracts have dates.
  public var lastDates: [FiscalYear: CivilDate] = [:]

  /// An account of no files.
  public init() {}

  /// The sum of a count over the files.
  public func total(_ count: KeyPath<File, Int>) -> Int {
    files.reduce(0) { $0 + $1[keyPath: count] }
  }

  /// The conditions under which rows count.
  public var filters: [RowFilter] {
    mappings.reduce(into: []) { filters, mapping in
      filters += mapping.contracts.filters.filter { !filters.contains($0) }
    }
  }

  /// Whether all files hold contracting processes, of which none need have an award.
  public var isOfProcesses: Bool { !files.isEmpty && files.allSatisfy { $0.format == .ocds } }

  /// The tax basis of the amounts: that of all files, else it is not stated.
  public var taxBasis: TaxBasis {
    let bases = Set(mappings.map(\.taxBasis))
    return bases.count == 1 ? bases.first ?? .unstated : .unstated
  }

  /// Fiscal years whose contract dates do not reach their last month, with their last date.
  public var partialYears: [FiscalYear: CivilDate] {
    lastDates.filter { year, date in (date.year, date.month) < (year.startYear + 1, 3) }
  }
}

/// Why a row that was read does not count.
public enum FilterReason: String, CaseIterable, Sendable {
  /// A condition of the mapping, the currency, the population, a year or an amount.
  case condition
  /// It is a total (合計) of others.
  case total
  /// It is a note.
  case note
  /// Its contract stood before, and the first row counts.
  case repeated
}

/// The unit of amounts, as a file states it.
public struct UnitFound: Sendable, Equatable {
  /// Where a file states a unit.
  public enum Place: String, Sendable {
    /// In the name of the column.
    case header
    /// Above the table.
    case above
  }

  /// The column of the amounts.
  public var column: String
  /// The value of one written unit in the currency's major unit.
  public var unit: Int64
  /// Where it is stated.
  public var from: Place

  init(_ column: String, _ unit: Int64, _ from: Place) { (self.column, self.unit, self.from) = (column, unit, from) }

  /// A unit as it is put down: its column, its value and where it stands; nil where these are none.
  package init?(_ parts: [String]) {
    guard parts.count == 3, let unit = Int64(parts[1]), unit > 0, let from = Place(rawValue: parts[2]) else {
      return nil
    }
    self.init(parts[0], unit, from)
  }
}

/// Something about a used row that a user should know.
public enum ReadingNote: String, CaseIterable, Sendable, Hashable {
  /// The amount had a fraction of the minor unit that was rounded half-up.
  case roundedAmount
  /// The amount had the noise of binary arithmetic.
  case floatNoise
  /// The 法人番号 has a wrong check digit.
  case wrongCorporateNumber
  /// The 団体コード has a wrong check digit.
  case wrongMunicipality
  /// It is a unit-price contract, taken with its estimated total.
  case unitPrice
  /// A quoted field of several lines holds as many delimiters as a row: a quote may have swallowed it.
  case swallowedRow
  /// The contract's number differs from an earlier one in hyphens, blanks or the case of letters alone.
  case nearlyAlikeKey
  /// The arrival is written to the minute: a lottery by seconds takes 00 for them.
  case timeWithoutSeconds
  /// A dash behind the amount was taken for the mark that closes it, as all amounts of the column have it.
  case closingDash
  /// The amount is not where it should be: the contract's or the bid's stands for the award's, or the other way round.
  case inferredAmount
  /// The date is the signature's instead of the award's, or the other way round.
  case inferredDate
  /// A row of a list of results says neither who won nor what became of the tender.
  case undecided
  /// It is a framework agreement, counted once as the award it is.
  case framework
  /// The process was written in another shape than the standard's, and put right.
  case repaired
}

/// How the contractors of used rows were found in a roster.
public struct RosterMatches: Sendable, Equatable {
  /// Contracts and their amount.
  public struct Sum: Sendable, Equatable {
    /// The number of contracts.
    public var count = 0
    /// Their amount in the minor unit.
    public var amount: Int64 = 0
  }

  /// By 法人番号.
  public var byNumber = Sum()
  /// By an equal name.
  public var byEqualName = Sum()
  /// By a name that differs in width, spaces or the writing of its corporate form.
  public var bySimilarName = Sum()
  /// Joint ventures by all their members.
  public var byMembers = Sum()
  /// Several different firms have the name.
  public var ambiguous = Sum()
  /// Not found.
  public var unmatched = Sum()

  /// Of no contract.
  public init() {}

  /// All contracts.
  public var total: Sum {
    [byNumber, byEqualName, bySimilarName, byMembers, ambiguous, unmatched].reduce(into: Sum()) {
      $0.count += $1.count
      $0.amount &+= $1.amount
    }
  }
}

/// A row that cannot be used: where, why, and all of it, so that nothing is lost.
public struct RejectedRow: Sendable {
  /// The problem with its place.
  public var error: DataError
  /// The value that caused it.
  public var value: String
  /// All fields of the record as they stood in the file.
  public var fields: [String]
}
