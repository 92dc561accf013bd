import Procurement

/// A statement that a misprint turned around: as printed a figure rose, with what should stand there it fell, or the
/// other way round.
public struct TurnedStatement: Hashable, Sendable {
  /// Which way a figure went from one year to the next.
  public enum Direction: String, Sendable, Hashable {
    /// It became more.
    case rise
    /// It stayed.
    case same
    /// It became less.
    case fall

    init(from: FixedPoint, to: FixedPoint) {
      self = from.isSameNumber(as: to) ? .same : from < to ? .rise : .fall
    }
  }

  /// The figure that cannot be right.
  public let place: FigurePlace
  /// The same figure of the year before or after.
  public let other: FigurePlace
  /// From the earlier year to the later one, as printed.
  public let printed: Direction
  /// The same, with any number that could stand there.
  public let right: Direction

  /// Those of an audit's certain findings, beside the same figure of the years before and after.
  static func all(of findings: [AuditFinding], in table: PublishedTable) -> [TurnedStatement] {
    let years = Set(table.years).sorted()
    let accused = Set(findings.flatMap { $0.alternatives.joined().map(\.place) })
    return findings.compactMap(\.figure).flatMap { figure -> [TurnedStatement] in
      guard let expected = figure.expected, let high = expected.high,
        let index = years.firstIndex(of: figure.place.year)
      else { return [] }
      return [index - 1, index + 1].filter(years.indices.contains).compactMap { neighbour in
        var other = figure.place
        other.year = years[neighbour]
        guard !accused.contains(other), let value = table.figures[other]?.value else { return nil }
        func direction(_ number: FixedPoint) -> Direction {
          neighbour < index ? Direction(from: value, to: number) : Direction(from: number, to: value)
        }
        let (low, printed) = (direction(expected.low), direction(figure.printed))
        guard low == direction(high), low != printed else { return nil }
        return TurnedStatement(place: figure.place, other: other, printed: printed, right: low)
      }
    }
  }
}
