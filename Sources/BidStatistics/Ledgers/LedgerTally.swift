import Procurement

/// The sums of contracts by year and by up to two divisions, and what each contractor had.
public struct LedgerTally: Sendable {
  /// A year and a value of each division.
  private struct Key: Hashable {
    var year: FiscalYear
    var values: [String]
  }

  /// The names of the divisions.
  public let divisions: [String]
  private var all: [FiscalYear: LedgerSums] = [:]
  private var parts: [Key: LedgerSums] = [:]
  private var suppliers = FirmYears()
  /// What the ledger says nothing of has no figure.
  public private(set) var namesSuppliers = false

  /// The tally of no contract.
  public init(divisions: [String] = []) { self.divisions = divisions }

  /// Adds a contract.
  ///
  /// - Parameter values: the value of each division.
  public mutating func add(_ facts: ContractFacts, values: [String] = []) {
    all[facts.year, default: LedgerSums()].add(facts)
    if !divisions.isEmpty { parts[Key(year: facts.year, values: values), default: LedgerSums()].add(facts) }
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
  /// The values of the divisions that occur, ascending, unknown ones last, and months by their number.
  public var values: [[String]] {
    Set(parts.keys.map(\.values)).sorted { first, second in
      for (a, b) in zip(first, second) where a != b {
        if a.isEmpty || b.isEmpty { return b.isEmpty }
        if let x = Int(a), let y = Int(b) { return x < y }
        return a < b
      }
      return false
    }
  }

  /// The sums of a year, or of all of them where it is nil.
  public func sums(_ year: FiscalYear?, values: [String]? = nil) -> LedgerSums {
    var sums = LedgerSums()
    if let values {
      for (key, part) in parts where key.values == values && (year == nil || key.year == year) { sums.merge(part) }
    } else {
      for (key, part) in all where year == nil || key == year { sums.merge(part) }
    }
    return sums
  }

  /// What contractors had; a bid of theirs is a contract.
  public func suppliers(lookBack: Int) -> FirmFigures { FirmFigures(suppliers, lookBack: lookBack) }
}
