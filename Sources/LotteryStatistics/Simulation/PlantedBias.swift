/// A bias planted into simulated draws: one firm is drawn as if it stood `weight` times among the tied.
///
/// With n tied it wins with chance weight / (weight + n − 1) instead of 1/n.
public struct PlantedBias: Hashable, Sendable {
  /// The firm, a position in the register.
  public var firm: Int
  /// The weight's numerator.
  public var numerator: UInt32
  /// The weight's denominator.
  public var denominator: UInt32

  /// A weight as a fraction, both parts above 0.
  public init(firm: Int, numerator: UInt32, denominator: UInt32 = 1) {
    precondition(numerator > 0 && denominator > 0, "weights above 0")
    self.firm = firm
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The weight.
  public var weight: Double { Double(numerator) / Double(denominator) }
}
