import Procurement

/// One denominator that explains several accused shares of a column, wherever it may come from.
///
/// With a free denominator two shares fit one another easily; so it is a cause where it explains three, or two and is
/// printed elsewhere. Two alone are a remark.
public struct SharedDenominator: Hashable, Sendable {
  /// The shares that it explains, all of one year, column and measure.
  public let places: [FigurePlace]
  /// The denominators that fit all of them, in the unit of the printed parts.
  public let low: Int64
  /// The greatest that fits.
  public let high: Int64
  /// Where such a number is printed, as the total of another population would be; nil where it is not.
  public let source: FigurePlace?

  /// Whether the shares are explained; otherwise they only fit one another.
  public var isCause: Bool { places.count > 2 || source != nil }

  /// Those of the accused shares of a table.
  static func all(of accused: [AccusedFigure], in right: RightValues) -> [SharedDenominator] {
    let structure = right.structure
    let shares = accused.filter { $0.place.measure.isShare && $0.printed.units > 0 }
    let columns = Dictionary(grouping: shares) { figure in
      var column = figure.place
      column.row = ""
      return column
    }
    return columns.values.compactMap { figures -> SharedDenominator? in
      guard figures.count > 1 else { return nil }
      var (low, high) = (Int128(1), Int128(Int64.max))
      for figure in figures {
        var part = figure.place
        part.measure = part.measure.base
        guard let count = structure.table.figures[part]?.value, count.decimals == 0, count.units > 0 else { return nil }
        let bracket = RoundingBracket(figure.printed.units, rule: right.pair.share.rule)
        let scaled =
          bracket.factor * 100 * Int128(FixedPoint.powerOfTen(figure.printed.decimals)) * Int128(count.units)
        guard bracket.low > 0, bracket.high > 0 else { return nil }
        low = max(low, bracket.isHighOpen ? scaled / bracket.high + 1 : (scaled + bracket.high - 1) / bracket.high)
        high = min(high, bracket.isLowOpen ? (scaled - 1) / bracket.low : scaled / bracket.low)
      }
      guard low <= high, let least = Int64(exactly: low), let most = Int64(exactly: high) else { return nil }
      let base = figures[0].place.measure.base
      let source = structure.table.years.lazy.flatMap { structure.places(in: $0) }.first { place in
        guard place.measure == base, let value = structure.table.figures[place]?.value, value.decimals == 0
        else { return false }
        return least <= value.units && value.units <= most
      }
      let places = figures.map(\.place).sorted { structure.node($0) < structure.node($1) }
      return SharedDenominator(places: places, low: least, high: most, source: source)
    }.sorted { ($0.places[0].year, $0.places[0].category) < ($1.places[0].year, $1.places[0].category) }
  }
}
