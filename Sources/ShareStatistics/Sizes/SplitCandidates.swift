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

  /// A group, in numbers of years, offices and vendors.
  private struct Key: Hashable {
    var year: UInt32
    var office: UInt32
    var vendor: UInt32
    var category: Procurement.Category
  }

  /// A contract that may be a part, and the number of its group.
  private struct Member {
    var group: Int
    var amount: Int64
    var sourceLine: Int
    var file: Int32
  }

  /// The sums of a group.
  private struct Sums {
    var count = 0
    var amount: Int64 = 0
  }

  /// The limit of each category in the minor unit; a category without one is left out.
  public let limits: [Procurement.Category: Int64]
  /// Contracts of categories with a limit that lack office or vendor: nothing can be said of them.
  public private(set) var unassessed = 0
  private var yearSlots = YearSlots()
  private var offices = TextCodes()
  private var vendors = VendorKeys()
  private var files: [String] = []
  private var groupIndex: [Key: Int] = [:]
  private var keys: [Key] = []
  private var sums: [Sums] = []
  private var members: [Member] = []
  /// The contracts of each year by category.
  private var totals: [[ContractTally.Cell]] = []
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
    if files.last != file { files.append(file) }
    var columns = VendorColumns(batch, in: &vendors)
    var officeColumn = TranslatedColumn(batch.texts[.office], in: &offices)
    let limitOfCategory = Category.allCases.map { limits[$0] }
    try batch.forEachYear { (year, rows) throws(ContractTally.Overflow) in
      let slot = yearSlots.slot(of: year)
      if slot == totals.count { totals.append(Array(repeating: .init(), count: limitOfCategory.count)) }
      for row in rows {
        let category = batch.categories[row]
        guard let limit = limitOfCategory[Int(category.rawValue)] else { continue }
        let amount = batch.amounts[row]
        let (sum, overflow) = magnitude.addingReportingOverflow(amount.magnitude)
        guard !overflow, sum <= UInt64(Int64.max) else { throw ContractTally.Overflow(row: row) }
        magnitude = sum
        totals[slot][Int(category.rawValue)].count += 1
        totals[slot][Int(category.rawValue)].amount += amount
        guard let office = officeColumn.code(row, in: &offices), let vendor = columns.vendor(row, in: &vendors) else {
          unassessed += 1
          continue
        }
        // Free contracts and reductions (減額変更) are no parts of a purchase.
        guard amount > 0, amount <= limit else { continue }
        let group = group(Key(year: UInt32(slot), office: office, vendor: vendor, category: category))
        sums[group].count += 1
        sums[group].amount += amount
        members.append(
          Member(
            group: group, amount: amount, sourceLine: batch.sourceLines[row], file: Int32(files.count - 1)))
      }
    }
    columns.finish(in: &vendors)
    officeColumn.finish(in: &offices)
  }

  /// The number of a group.
  private mutating func group(_ key: Key) -> Int {
    if let group = groupIndex[key] { return group }
    groupIndex[key] = keys.count
    keys.append(key)
    sums.append(Sums())
    return keys.count - 1
  }

  /// Whether the parts of a group together exceed the limit.
  private func exceeds(_ group: Int) -> Bool { sums[group].amount > limits[keys[group].category] ?? .max }

  /// The groups whose parts together exceed the limit, by year, then the largest first.
  ///
  /// - Complexity: O(contracts + groups · log groups).
  public var groups: [Group] {
    let vendorTexts = vendors.texts
    var places = [Int?](repeating: nil, count: keys.count)
    var groups: [Group] = []
    for (number, key) in keys.enumerated() where exceeds(number) {
      places[number] = groups.count
      groups.append(
        Group(
          year: yearSlots.years[Int(key.year)], category: key.category, office: offices.values[Int(key.office)],
          vendor: vendorTexts[Int(key.vendor)], parts: []))
    }
    for member in members {
      guard let place = places[member.group] else { continue }
      groups[place].parts.append(
        Part(amount: member.amount, file: files[Int(member.file)], sourceLine: member.sourceLine))
    }
    return groups.map { ($0.total, $0) }
      .sorted { ($0.1.year, -$0.0, $0.1.office, $0.1.vendor) < ($1.1.year, -$1.0, $1.1.office, $1.1.vendor) }
      .map(\.1)
  }

  /// What joining the candidates of a year and category would do to its sizes.
  ///
  /// - Complexity: O(groups).
  public func effect(_ year: FiscalYear, _ category: Procurement.Category) -> Effect {
    guard let slot = yearSlots.years.firstIndex(of: year) else { return Effect(contracts: 0, joined: 0, amount: 0) }
    let total = totals[slot][Int(category.rawValue)]
    var saved = 0
    for (number, key) in keys.enumerated()
    where key.category == category && Int(key.year) == slot && exceeds(number) {
      saved += sums[number].count - 1
    }
    return Effect(contracts: total.count, joined: total.count - Int64(saved), amount: total.amount)
  }
}
