import Procurement

/// A misprint that would have produced a printed figure: consistent with it, never proved.
public struct AuditCause: Hashable, Sendable {
  /// The kinds of misprint that are tried.
  public enum Kind: String, CaseIterable, Sendable, Hashable {
    /// 100 less the right share was printed.
    case complement
    /// The right number of another row, or of a subtotal, was printed.
    case wrongRow = "wrong-row"
    /// The right number of another category, or the share of the other measure, was printed.
    case wrongColumn = "wrong-column"
    /// The right number of another year was printed.
    case wrongYear = "wrong-year"
    /// Nothing was there, and 0 was printed.
    case printedZero = "printed-zero"
    /// A digit was left out, at the front, at the end or between.
    case digitLost = "digit-lost"
    /// Two digits changed places.
    case digitsSwapped = "digits-swapped"
    /// The decimal point was moved.
    case decimalShift = "decimal-shift"
    /// An amount was printed in thousands of the unit, or the like.
    case wrongUnit = "wrong-unit"
    /// The share was taken of another total.
    case wrongDenominator = "wrong-denominator"
    /// None of the tried misprints fits.
    case unknown
  }

  /// What kind of misprint.
  public let kind: Kind
  /// The right number out of which the misprint made the printed one; nil for `wrongDenominator` and `unknown`.
  public let source: FixedPoint?
  /// Where the number belongs, for a number from another place; for `wrongDenominator` where the denominator stands.
  ///
  /// The row may be a subtotal that is not printed, as in `local` for the rows `local-large` and `local-sme`.
  public let place: FigurePlace?
  /// The quotient of printed numbers that gives the share, where it is one.
  public let quotient: PrintedQuotient?
  /// The power of ten by which the decimal point or unit is off.
  public let powerOfTen: Int?
  /// How many alternatives of its kind were tried; the fewer, the less a fit is due to chance.
  public internal(set) var tried = 0

  /// A cause with what is known about it.
  init(
    _ kind: Kind, source: FixedPoint? = nil, place: FigurePlace? = nil, quotient: PrintedQuotient? = nil,
    powerOfTen: Int? = nil
  ) {
    self.kind = kind
    self.source = source
    self.place = place
    self.quotient = quotient
    self.powerOfTen = powerOfTen
  }
}

/// A part over a total, both as printed or as sums of printed numbers, in the table's unit.
public struct PrintedQuotient: Hashable, Sendable {
  /// The part.
  public let numerator: FixedPoint
  /// What it was divided by.
  public let denominator: FixedPoint
}
