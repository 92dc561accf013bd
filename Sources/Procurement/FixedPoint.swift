/// A decimal number as it is printed: an integer number of units of the last printed digit.
///
/// `FixedPoint(units: 9033, decimals: 2)` is 90.33. Equality is of the printed form, so 100 and 100.00 differ;
/// `<` and `isSameNumber(as:)` compare the numbers.
public struct FixedPoint: Hashable, Sendable {
  /// The number without its decimal point.
  public let units: Int64
  /// How many digits stand behind the decimal point, 0 to 18.
  public let decimals: Int

  /// A number of units of 10^−`decimals`.
  public init(units: Int64, decimals: Int) {
    precondition((0...18).contains(decimals), "0 to 18 decimals")
    self.units = units
    self.decimals = decimals
  }

  /// Ten to the power of an exponent between 0 and 18.
  public static func powerOfTen(_ exponent: Int) -> Int64 {
    var power: Int64 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  /// Whether both stand for the same number, whatever their decimals.
  public func isSameNumber(as other: FixedPoint) -> Bool {
    scaled(to: max(decimals, other.decimals)) == other.scaled(to: max(decimals, other.decimals))
  }

  /// The number in units of 10^−`places`, exact; `places` must not be below `decimals`.
  func scaled(to places: Int) -> Int128 {
    Int128(units) * Int128(Self.powerOfTen(places - decimals))
  }
}

extension FixedPoint: Comparable {
  /// Orders by number, then by decimals, so that the order agrees with equality.
  public static func < (a: FixedPoint, b: FixedPoint) -> Bool {
    let places = max(a.decimals, b.decimals)
    let (x, y) = (a.scaled(to: places), b.scaled(to: places))
    return x != y ? x < y : a.decimals < b.decimals
  }
}

extension FixedPoint: CustomStringConvertible {
  /// The printed form with all decimals, as in `90.33` and `-0.50`.
  public var description: String {
    let digits = String(units.magnitude)
    let sign = units < 0 ? "-" : ""
    guard decimals > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let point = padded.index(padded.endIndex, offsetBy: -decimals)
    return "\(sign)\(padded[..<point]).\(padded[point...])"
  }

  /// Reads a printed number of ASCII digits with an optional minus sign and decimal point, or nil.
  public init?(_ text: some StringProtocol) {
    var units: Int64 = 0
    var decimals = 0
    var digits = 0
    var isNegative = false
    var hasPoint = false
    for (position, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where position == 0: isNegative = true
      case UInt8(ascii: ".") where !hasPoint && digits > 0: hasPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let (shifted, overflow) = units.multipliedReportingOverflow(by: 10)
        let (sum, carry) = shifted.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
        guard !overflow, !carry else { return nil }
        units = sum
        digits += 1
        if hasPoint { decimals += 1 }
      default: return nil
      }
    }
    guard digits > 0, !hasPoint || decimals > 0, decimals <= 18 else { return nil }
    self.init(units: isNegative ? -units : units, decimals: decimals)
  }
}
