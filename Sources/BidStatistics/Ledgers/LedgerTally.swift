import Procurement

/// The sums of contracts by year and by one division, and what each contractor had.
public struct LedgerTally: Sendable {
  /// A year and a value of the division.
  private struct Key: Hashable {
    var year: FiscalYear
    var value: String
  }

  /// The name of the division, nil where there is none.
  public let division: String?
  private var all: [FiscalYear: LedgerSums] = [:]
  private var parts: [Key: LedgerSums] = [:]
  private var suppliers = FirmYears()
  /// What the ledger says nothing of has no figure.
  public private(set) var namesSuppliers = false

  /// The tally of no contract.
  public init(division: String? = nil) { self.division = division }

  /// Adds a contract.
  ///
  /// - Parameter value: the value of the division.
  public mutating func add(_ facts: ContractFacts, value: String = "") {
    all[facts.year, default: LedgerSums()].add(facts)
    if division != nil { parts[Key(year: facts.year, value: value), default: LedgerSums()].add(facts) }
    guard let supplier = facts.supplier else { return }
    namesSuppliers = true
    let firm = suppliers.number(of: supplier)
    let place = suppliers.place(of: .year(facts.year))
    suppliers.add(firm: firm, at: place, isBid: true, isWin: true, amount: facts.amount)
  }

  /// Adds the contracts of another tally.
  public mutating func merge(_ other: LedgerTally) {
    for (year, sums) in other.all { all[year, default: LedgerSums()].merge(sums) }
    for (key, sums) in other.parts { parts[key, default: LedgerSums()].merge(sums) }
    suppliers.merge(other.suppliers)
    namesSuppliers = namesSuppliers || other.namesSuppliers
  }

  /// The years, ascending.
  public var years: [FiscalYear] { all.keys.sorted() }
  /// The values of the division, ascending, the unknown one last.
  public var values: [String] {
    Set(parts.keys.map(\.value)).sorted { ($0.isEmpty ? 1 : 0, $0) < ($1.isEmpty ? 1 : 0, $1) }
  }

  /// The sums of a year, or of all of them where it is nil.
  public func sums(_ year: FiscalYear?, value: String? = nil) -> LedgerSums {
    var sums = LedgerSums()
    if let value {
      for (key, part) in parts where key.value == value && (year == nil || key.year == year) { sums.merge(part) }
    } else {
      for (key, part) in all where year == nil || key == year { sums.merge(part) }
    }
    return sums
  }

  /// What contractors had; a bid of theirs is a contract.
  public func suppliers(lookBack: Int) -> FirmFigures { FirmFigures(suppliers, lookBack: lookBack) }
}
