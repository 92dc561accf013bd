import Procurement

/// How many of the identities of a table close: sums of rows, sums of categories, and shares.
///
/// They verify where figures were read; a misprint leaves some open.
public struct TableIdentities: Sendable, Hashable {
  /// An identity with its name and how often it closes.
  public struct Tally: Sendable, Hashable {
    /// How often it closes.
    public var closed = 0
    /// How often it does not.
    public var open = 0
  }

  /// Counts and amounts of rows that add up to their total.
  public var rowSums = Tally()
  /// Counts and amounts of categories that add up to their total.
  public var categorySums = Tally()
  /// Shares that are the quotient of printed numbers.
  public var shares = Tally()
  private let wholes: ShareWhole

  /// All that close.
  public var closed: Int { rowSums.closed + categorySums.closed + shares.closed }
  /// All that do not.
  public var open: Int { rowSums.open + categorySums.open + shares.open }
  /// What speaks for a reading: what closes, less what does not.
  var balance: Int { closed - open }

  /// Whether they speak for a reading more than those of another one do: where nothing closes, nothing speaks for it, however
  /// little is open.
  func closeBetter(than other: TableIdentities) -> Bool { closed > 0 && balance > other.balance }

  /// Looks at a table.
  ///
  /// - Complexity: O(figures × rows).
  init(of table: PublishedTable) {
    wholes = table.shareWhole
    for measure in [Measure.count, .amount] {
      for time in table.times {
        for category in table.categories { checkRows(table, time, category, measure) }
        for row in table.rows { checkCategories(table, time, row, measure) }
      }
    }
    if table.hasPeriods { checkPeriods(table) }
  }

  /// Months, quarters and halves that add up to longer parts of their year; they stand in rows or columns.
  private mutating func checkPeriods(_ table: PublishedTable) {
    for year in table.years {
      let periods = table.periods(of: year)
      let atoms = PeriodOfYear.atoms(of: periods)
      for whole in periods {
        let parts = atoms.filter { $0.isWithin(whole) }
        guard parts.count > 1, parts.allSatisfy(periods.contains) else { continue }
        for category in table.categories {
          for row in table.rows {
            for measure in [Measure.count, .amount] {
              let printed = parts.compactMap { table.value(TableTime(year: year, period: $0), category, row, measure) }
              guard printed.count == parts.count,
                let total = table.value(TableTime(year: year, period: whole), category, row, measure)
              else { continue }
              rowSums.note(Self.close(printed, total, slack: printed.count / 2))
            }
          }
        }
      }
    }
  }

  private mutating func checkRows(
    _ table: PublishedTable, _ time: TableTime, _ category: TableCategory, _ measure: Measure
  ) {
    func value(_ row: TableRow, _ measure: Measure) -> FixedPoint? {
      table.value(time, category, row, measure)
    }
    for parent in table.rows {
      let parts = table.rows.filter { $0.parent == parent.identifier && $0.role == .part }
      guard parts.count > 1, let total = value(parent, measure) else { continue }
      let printed = parts.compactMap { value($0, measure) }
      guard !printed.isEmpty else { continue }
      rowSums.note(Self.close(printed, total, slack: printed.count / 2))
    }
    guard let whole = table.rows.first(where: { $0.role == .total }) else { return }
    guard let total = value(whole, measure) else {
      // Shares alone add up to a hundred.
      let parts = table.rows.filter { $0.parent == whole.identifier && $0.role == .part }
      let printed = parts.compactMap { value($0, measure.share) }
      guard let all = value(whole, measure.share), printed.count > 1 else { return }
      return shares.note(Self.close(printed, all, slack: printed.count / 2 + 1))
    }
    guard total.units > 0 else { return }
    let base = wholes == .table ? table.value(time, .total, whole, measure) ?? total : total
    for row in table.rows where row.role != .total {
      guard let share = value(row, measure.share), let part = value(row, measure) else { continue }
      shares.note(share.isShare(of: part, in: base, isRounded: measure == .amount))
    }
  }

  private mutating func checkCategories(
    _ table: PublishedTable, _ time: TableTime, _ row: TableRow, _ measure: Measure
  ) {
    func value(_ category: TableCategory) -> FixedPoint? {
      table.value(time, category, row, measure)
    }
    let ways = table.categories.map(\.parents.count).max() ?? 0
    for (whole, way) in table.categories.flatMap({ whole in (0..<ways).map { (whole, $0) } }) {
      let parts = table.categories.filter { $0.isPart(of: whole.identifier, way) }
      guard parts.count > 1, let total = value(whole) else { continue }
      let printed = parts.compactMap(value)
      guard !printed.isEmpty else { continue }
      categorySums.note(Self.close(printed, total, slack: printed.count / 2))
    }
  }

  /// Whether parts add up to their total, up to a few units of the last digit.
  static func close(_ parts: [FixedPoint], _ total: FixedPoint, slack: Int) -> Bool {
    let decimals = max(total.decimals, parts.map(\.decimals).max() ?? 0)
    guard decimals <= 12 else { return false }
    let scale = { (value: FixedPoint) in Int128(value.units) * Int128(FixedPoint.powerOfTen(decimals - value.decimals))
    }
    let difference = parts.reduce(Int128(0)) { $0 + scale($1) } - scale(total)
    return abs(difference) <= Int128(slack)
  }
}

extension TableIdentities.Tally {
  /// Counts an identity.
  mutating func note(_ closes: Bool) {
    if closes { closed += 1 } else { open += 1 }
  }
}
