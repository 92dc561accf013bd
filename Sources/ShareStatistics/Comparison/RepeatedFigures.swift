import Procurement

/// Two published tables put together, and what both say of the same figures: this year's table repeats figures of the year
/// before, and they may have been restated.
public struct RepeatedFigures: Sendable {
  /// A figure of which the tables say different things.
  public struct Difference: Hashable, Sendable {
    /// Where it stands.
    public let place: FigurePlace
    /// The number of the earlier table, with its unit in yen or contracts.
    public let earlier: FixedPoint
    /// The number of the later table.
    public let later: FixedPoint
    /// What one unit of each is worth; 1 for shares.
    public var units: (earlier: Int64, later: Int64) { (earlierUnit, laterUnit) }
    private let earlierUnit: Int64
    private let laterUnit: Int64

    init(place: FigurePlace, earlier: FixedPoint, later: FixedPoint, units: (Int64, Int64)) {
      (self.place, self.earlier, self.later) = (place, earlier, later)
      (earlierUnit, laterUnit) = units
    }
  }

  /// Whether the first of the two tables is the later one.
  public let isFirstLater: Bool
  /// Both tables as one; where they differ, it has the figure of the later one.
  public let table: PublishedTable
  /// How many figures stand in both.
  public let compared: Int
  /// Those that differ, in the order of years and places.
  public let differences: [Difference]

  /// Puts two tables together; the later one is that with the later last year, or the second.
  ///
  /// - Complexity: O(figures).
  public init(_ first: PublishedTable, _ second: PublishedTable) {
    isFirstLater = (first.years.max() ?? .init(startingIn: 0)) > (second.years.max() ?? .init(startingIn: 0))
    let (earlier, later) = isFirstLater ? (second, first) : (first, second)
    var merged = later
    (merged.unit, merged.countUnit) = (min(earlier.unit, later.unit), min(earlier.countUnit, later.countUnit))
    merged.figures = Self.scaled(later.figures, later, to: merged)
    merged.figures.merge(Self.scaled(earlier.figures, earlier, to: merged)) { later, _ in later }
    merged.years = Set(earlier.years + later.years).sorted()
    for row in earlier.rows where later.row(row.identifier) == nil { merged.rows.append(row) }
    for category in earlier.categories where !later.categories.contains(where: { $0.identifier == category.identifier })
    {
      merged.categories.append(category)
    }
    table = merged
    let common = earlier.figures.keys.filter { later.figures[$0] != nil }
    compared = common.count
    differences = common.sorted {
      ($0.year, $0.period, $0.category, $0.row, $0.measure.rawValue)
        < ($1.year, $1.period, $1.category, $1.row, $1.measure.rawValue)
    }.compactMap { place in
      guard let one = earlier.figures[place]?.value, let other = later.figures[place]?.value else { return nil }
      let units = (Self.unit(earlier, place.measure), Self.unit(later, place.measure))
      return Self.agree(one, units.0, other, units.1)
        ? nil : Difference(place: place, earlier: one, later: other, units: units)
    }
  }

  private static func unit(_ table: PublishedTable, _ measure: Measure) -> Int64 {
    switch measure {
    case .amount: table.unit
    case .count: table.countUnit
    default: 1
    }
  }

  /// Figures in the smaller unit; those of a larger one keep what they were worth.
  private static func scaled(
    _ figures: [FigurePlace: PublishedFigure], _ table: PublishedTable, to merged: PublishedTable
  ) -> [FigurePlace: PublishedFigure] {
    Dictionary(
      uniqueKeysWithValues: figures.compactMap { place, figure in
        let factor = unit(table, place.measure) / max(1, unit(merged, place.measure))
        let (units, overflow) = figure.value.units.multipliedReportingOverflow(by: max(1, factor))
        guard !overflow else { return nil }
        return (
          place,
          PublishedFigure(FixedPoint(units: units, decimals: figure.value.decimals), sourceLine: figure.sourceLine)
        )
      })
  }

  /// Whether two printed numbers can be of one exact number: the same, or, with different last digits, less than one of the
  /// coarser apart.
  private static func agree(_ one: FixedPoint, _ unit: Int64, _ other: FixedPoint, _ otherUnit: Int64) -> Bool {
    let places = max(one.decimals, other.decimals)
    func exact(_ number: FixedPoint, _ unit: Int64) -> (value: Int128, digit: Int128) {
      let digit = Int128(unit) * Int128(FixedPoint.powerOfTen(places - number.decimals))
      return (Int128(number.units) * digit, digit)
    }
    let (a, b) = (exact(one, unit), exact(other, otherUnit))
    let apart = (a.value - b.value).magnitude
    return a.digit == b.digit ? apart == 0 : apart < max(a.digit, b.digit).magnitude
  }
}
