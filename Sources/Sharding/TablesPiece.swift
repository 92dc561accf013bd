import LedgerReading
import Procurement
import ShareStatistics

/// What a piece found for tables: counts and amounts by year, category and row, and what a table says beneath them.
public struct TablesPiece: Codable, Hashable, Sendable {
  /// The currency of the amounts, nil where no row was read.
  public var currency: String?
  /// The last contract date of each fiscal year, as year, month and day.
  var lastDates: [String: [Int]]
  /// How contractors were found in a roster, as counts and amounts; nil where there was none.
  var matches: [[Int64]]?
  /// Year, category, leaf, count and amount of each cell that is not empty.
  var cells: [[Int64]]

  private static let matchKinds: [WritableKeyPath<RosterMatches, RosterMatches.Sum> & Sendable] = [
    \.byNumber, \.byEqualName, \.bySimilarName, \.byMembers, \.ambiguous, \.unmatched,
  ]

  /// What was found in a reading.
  public init(_ tally: ContractTally, _ summary: ReadingSummary) {
    currency = summary.currency
    lastDates = Dictionary(
      uniqueKeysWithValues: summary.lastDates.map { (String($0.startYear), [$1.year, $1.month, $1.day]) })
    matches = summary.matches.map { matches in
      Self.matchKinds.map { [Int64(matches[keyPath: $0].count), matches[keyPath: $0].amount] }
    }
    cells = tally.years.flatMap { year in
      Category.allCases.flatMap { category in
        tally.scheme.leaves.indices.compactMap { leaf in
          let cell = tally.cell(year, category, leaf: leaf)
          guard cell.count != 0 || cell.amount != 0 else { return nil }
          return [Int64(year.startYear), Int64(category.rawValue), Int64(leaf), cell.count, cell.amount]
        }
      }
    }
  }

  /// Whether the piece could have been written by juchu.
  func check(_ job: PartialJob, used: Int) throws(PartialFault) {
    let leaves = Int64(job.tables?.scheme?.leaves.count ?? 0)
    var count: Int64 = 0
    for cell in cells {
      guard cell.count == 5, PartialPiece.years.contains(Int(cell[0])), (0..<leaves).contains(cell[2]),
        UInt8(exactly: cell[1]).flatMap(Category.init(rawValue:)) != nil, (0...Int64(used)).contains(cell[3]),
        cell[4] >= 0
      else { throw .damaged }
      count &+= cell[3]
    }
    // Every contract that counts is in one cell.
    guard count == Int64(used), cells.count <= used else { throw .damaged }
    for (year, date) in lastDates {
      guard let year = Int(year), PartialPiece.years.contains(year), date.count == 3,
        CivilDate(year: date[0], month: date[1], day: date[2]) != nil
      else { throw .damaged }
    }
    if let matches {
      guard matches.count == Self.matchKinds.count,
        matches.allSatisfy({ $0.count == 2 && (0...Int64(used)).contains($0[0]) })
      else { throw .damaged }
    }
  }

  /// Adds the cells to a tally of the same rows.
  func add(to tally: inout ContractTally) throws(ContractTally.Overflow) {
    for cell in cells {
      guard let category = UInt8(exactly: cell[1]).flatMap(Category.init(rawValue:)) else { continue }
      try tally.add(
        count: cell[3], amount: cell[4], year: FiscalYear(startingIn: Int(cell[0])), category: category,
        leaf: Int(cell[2]))
    }
  }

  /// Adds what is said beneath a table to an account.
  func add(to summary: inout ReadingSummary) {
    summary.currency = summary.currency ?? currency
    for (year, parts) in lastDates {
      guard let start = Int(year), let date = CivilDate(year: parts[0], month: parts[1], day: parts[2]) else {
        continue
      }
      let year = FiscalYear(startingIn: start)
      summary.lastDates[year] = max(summary.lastDates[year] ?? date, date)
    }
    guard let matches else { return }
    var sums = summary.matches ?? RosterMatches()
    for (kind, values) in zip(Self.matchKinds, matches) {
      sums[keyPath: kind].count += Int(values[0])
      // As in one reading: sums beyond Int64 are refused by the tally; here they only describe.
      sums[keyPath: kind].amount &+= values[1]
    }
    summary.matches = sums
  }
}
