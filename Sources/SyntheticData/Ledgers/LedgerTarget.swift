import Procurement

/// What a synthetic ledger must add up to: a count and an amount in yen for every year, category and row of Table 1.
public struct LedgerTarget: Hashable, Sendable {
  /// A row of Table 1 that contracts are counted in.
  public enum Row: Int, CaseIterable, Sendable, Hashable {
    /// 市内 大企業.
    case localLarge
    /// 市内 中小企業.
    case localSME
    /// 市内 その他.
    case localOther
    /// 準市内・市外.
    case nonLocal

    /// The word used in published tables and JSON.
    public var identifier: String {
      switch self {
      case .localLarge: "local-large"
      case .localSME: "local-sme"
      case .localOther: "local-other"
      case .nonLocal: "non-local"
      }
    }
  }

  /// What the contracts of one year, category and row must add up to.
  public struct Cell: Hashable, Sendable {
    /// The fiscal year.
    public var year: FiscalYear
    /// The category.
    public var category: Category
    /// The row.
    public var row: Row
    /// The number of contracts.
    public var count: Int64
    /// Their amount in yen, at least one a contract.
    public var amount: Int64
  }

  /// The cells that have contracts, by year, category and row.
  public let cells: [Cell]
  /// The years, in order.
  public var years: [FiscalYear] { Array(Set(cells.map(\.year))).sorted() }

  /// The greatest scale at which the amounts of the ledger still add up within Int64, and the contracts of a year
  /// have numbers of ten digits.
  public var greatestScale: Int {
    let amount = cells.reduce(0) { $0 + $1.amount }
    let count = Dictionary(grouping: cells, by: \.year).values.map { $0.reduce(0) { $0 + $1.count } }.max() ?? 1
    return Int(min(Int64.max / max(amount, 1), 9_999_999_999 / max(count, 1)))
  }

  /// A target of given cells; empty ones are left out.
  ///
  /// - Throws: `LedgerTargetError` for the first cell that no contracts can meet.
  public init(cells: [Cell]) throws(LedgerTargetError) {
    for cell in cells {
      let place = FigurePlace(
        year: cell.year, category: cell.category.identifier, row: cell.row.identifier, measure: .amount)
      guard cell.count >= 0, cell.amount >= 0 else { throw LedgerTargetError(.negative, at: place) }
      if cell.count == 0, cell.amount > 0 { throw LedgerTargetError(.amountWithoutContracts(cell.amount), at: place) }
      guard cell.amount >= cell.count else {
        throw LedgerTargetError(.lessThanAYenEach(amount: cell.amount, count: cell.count), at: place)
      }
    }
    let filled = cells.filter { $0.count > 0 }
    var total: Int64 = 0
    for cell in filled {
      let (sum, overflow) = total.addingReportingOverflow(cell.amount)
      guard !overflow, cell.count < 10_000_000_000 else { throw LedgerTargetError(.tooLarge, at: nil) }
      total = sum
    }
    guard !filled.isEmpty else { throw LedgerTargetError(.nothing, at: nil) }
    self.cells = filled.sorted {
      ($0.year, $0.category.rawValue, $0.row.rawValue) < ($1.year, $1.category.rawValue, $1.row.rawValue)
    }
  }
}

/// Why a table cannot be the sum of a ledger, and where.
public struct LedgerTargetError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    /// A figure that a ledger needs is not in the table.
    case missing
    /// A count or amount below 0.
    case negative
    /// An amount in yen where no contract is.
    case amountWithoutContracts(Int64)
    /// Less than one yen for each contract.
    case lessThanAYenEach(amount: Int64, count: Int64)
    /// A printed total that its printed parts do not add up to.
    case sumDiffers(printed: Int64, sum: Int64)
    /// An amount that is no whole number of units, or beyond Int64.
    case notWhole
    /// A row or category that Table 1 does not have.
    case unknown(String)
    /// Amounts beyond Int64 together, or 10^10 contracts in a cell.
    case tooLarge
    /// No contract at all.
    case nothing
  }

  /// What is wrong.
  public var problem: Problem
  /// The figure, nil where the whole table is meant.
  public var place: FigurePlace?

  init(_ problem: Problem, at place: FigurePlace?) {
    self.problem = problem
    self.place = place
  }
}
