import Procurement

/// What the audit says of a figure that it accuses.
public enum AuditVerdict: String, Sendable, Hashable {
  /// No ledger gives this figure together with the others of the table.
  case impossible
  /// Contracts that cost nothing: possible, and seldom meant.
  case zeroYen = "zero-yen"
}

/// A wrong figure, or several alternatives of which exactly one holds.
public struct AuditFinding: Hashable, Sendable {
  /// The alternatives; with more than one, the table does not tell which of them is wrong.
  ///
  /// An alternative of several figures means that all of them are wrong together.
  public let alternatives: [[AccusedFigure]]
  /// For each alternative the pairs of rounding rules under which it holds; empty where all that are as good agree.
  public let assumptions: [[RoundingPair]]
  /// How many further alternatives were found and left out for brevity.
  public let omittedAlternatives: Int
  /// Whether these are all and only the alternatives; otherwise a limit ended the search, the list may hold some
  /// that a longer search would strike out and, where it was cut, lack some.
  public let isExhaustive: Bool
  /// What is said of the figure, or of one of the alternatives.
  public var verdict: AuditVerdict { .impossible }

  /// The wrong figure, or nil where there are alternatives.
  public var figure: AccusedFigure? {
    alternatives.count == 1 && omittedAlternatives == 0 ? alternatives.first?.first : nil
  }
}

/// A printed figure that cannot be right, with what could have stood there and how the misprint may have come about.
public struct AccusedFigure: Hashable, Sendable {
  /// Where it stands.
  public let place: FigurePlace
  /// What was printed.
  public let printed: FixedPoint
  /// What could have been printed there, given all figures that are not accused; nil where that stayed open.
  public let expected: ExpectedValues?
  /// Every tried explanation that fits, or `unknown` alone; a fit is no proof.
  public let causes: [AuditCause]
  /// How many explanations were tried; the more, the likelier a fit by chance.
  public let causesTried: Int
}

/// The printed numbers that are feasible in a figure's place, in the figure's decimals.
public struct ExpectedValues: Hashable, Sendable {
  /// The lowest feasible number.
  public let low: FixedPoint
  /// The highest feasible number; nil where none was found.
  public let high: FixedPoint?

  /// The expected number where there is only one.
  public var only: FixedPoint? { low == high ? low : nil }

  /// Whether a number lies between the ends.
  func contains(_ number: FixedPoint) -> Bool {
    func isAtMost(_ a: FixedPoint, _ b: FixedPoint) -> Bool { a < b || a.isSameNumber(as: b) }
    return isAtMost(low, number) && high.map { isAtMost(number, $0) } ?? true
  }
}
