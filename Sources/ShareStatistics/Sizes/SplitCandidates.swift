import Procurement

/// Contracts that may be one purchase in parts (分割発注): same office, vendor, category and fiscal year, each at
/// most the limit, together above it.
///
/// A candidate is a question, not a finding: separate needs, and orders split so that small firms can win
/// (分離・分割発注), look the same. The period is the fiscal year, because a contract carries no day.
public struct SplitCandidates: Sendable {
  /// Contracts that may belong together.
  public struct Group: Hashable, Sendable {
    /// The fiscal year.
    public var year: FiscalYear
    /// What was bought.
    public var category: Procurement.Category
    /// The office that bought.
    public var office: String
    /// The vendor's number, or its name where it has none.
    public var vendor: String
    /// The contracts at most the limit, in the order of reading: amounts and source lines.
    public var parts: [Part]

    /// The amount of all parts.
    public var total: Int64 { parts.reduce(0) { $0 + $1.amount } }
  }

  /// One contract of a group.
  public struct Part: Hashable, Sendable {
    /// Its amount in the minor unit.
    public var amount: Int64
    /// The name of its file.
    public var file: String
    /// The line on which its record begins, from 1.
    public var sourceLine: Int
  }

  /// How joining all candidates would change the sizes of a year and category.
  public struct Effect: Hashable, Sendable {
    /// The contracts as they are.
    public var contracts: Int64
    /// The contracts if every group were one.
    public var joined: Int64
    /// Their amount, the same either way.
    public var amount: Int64
    /// The mean amount as they are, nil without contracts.
    public var mean: ExactRatio? { ExactRatio(amount, over: contracts) }
    /// The mean amount if every group were one, nil without contracts.
    public var joinedMean: ExactRatio? { ExactRatio(amount, over: joined) }
  }

  private struct Key: Hashable {
    var year: FiscalYear
    var category: Procurement.Category
    var office: String
    var vendor: String
    var isNumber: Bool
  }

  private struct Cell: Hashable {
    var year: FiscalYear
    var category: Procurement.Category
  }

  /// The limit of each category in the minor unit; a category without one is left out.
  public let limits: [Procurement.Category: Int64]
  /// Contracts of categories with a limit that lack office or vendor: nothing can be said of them.
  public private(set) var unassessed = 0
  private var parts: [Key: [Part]] = [:]
  private var totals: [Cell: ContractTally.Cell] = [:]
  private var magnitude: UInt64 = 0

  /// No contracts yet, with a limit for each category.
  public init(limits: [Procurement.Category: Int64]) {
    self.limits = limits
  }

  /// Adds the contracts of a batch; it needs the columns `office` and `vendorID` or `vendor`.
  ///
  /// - Throws: `Overflow` where the amounts, signs left out, add up beyond Int64.
  /// - Complexity: O(rows).
  public mutating func add(_ batch: ContractBatch, file: String) throws(ContractTally.Overflow) {
    for row in 0..<batch.count {
      guard let limit = limits[batch.categories[row]] else { continue }
      let amount = batch.amounts[row]
      let (sum, overflow) = magnitude.addingReportingOverflow(amount.magnitude)
      guard !overflow, sum <= UInt64(Int64.max) else { throw ContractTally.Overflow(row: row) }
      magnitude = sum
      let cell = Cell(year: batch.years[row], category: batch.categories[row])
      totals[cell, default: .init()].count += 1
      totals[cell, default: .init()].amount += amount
      let number = batch.text(.vendorID, row)
      guard let office = batch.text(.office, row), let vendor = number ?? batch.text(.vendor, row) else {
        unassessed += 1
        continue
      }
      // Free contracts and reductions (減額変更) are no parts of a purchase.
      guard amount > 0, amount <= limit else { continue }
      let key = Key(
        year: cell.year, category: cell.category, office: office, vendor: vendor, isNumber: number != nil)
      parts[key, default: []].append(Part(amount: amount, file: file, sourceLine: batch.sourceLines[row]))
    }
  }

  /// The groups whose parts together exceed the limit, by year, then the largest first.
  ///
  /// - Complexity: O(groups · log groups).
  public var groups: [Group] {
    parts.filter { key, parts in parts.reduce(0) { $0 + $1.amount } > limits[key.category] ?? .max }
      .map { Group(year: $0.year, category: $0.category, office: $0.office, vendor: $0.vendor, parts: $1) }
      .sorted { ($0.year, -$0.total, $0.office, $0.vendor) < ($1.year, -$1.total, $1.office, $1.vendor) }
  }

  /// What joining the candidates of a year and category would do to its sizes.
  public func effect(_ year: FiscalYear, _ category: Procurement.Category) -> Effect {
    let total = totals[Cell(year: year, category: category)] ?? .init()
    let own = groups.filter { $0.year == year && $0.category == category }
    let saved = own.reduce(0) { $0 + $1.parts.count - 1 }
    return Effect(contracts: total.count, joined: total.count - Int64(saved), amount: total.amount)
  }
}

extension ContractBatch {
  /// The text of a row, nil where there is none or an empty one.
  fileprivate func text(_ field: ContractText, _ row: Int) -> String? {
    texts[field]?[row].flatMap { $0.isEmpty ? nil : $0 }
  }
}
