import Procurement

/// Estimates as people read them: doubles, rounded to so many decimals.
enum DecimalText {
  /// An estimate, or – where it is no number to print.
  static func text(_ value: Double, _ places: Int) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "–" }
    let scale = FixedPoint.powerOfTen(places)
    return NumberText.grouped(FixedPoint(units: Int64((value * Double(scale)).rounded()), decimals: places))
  }

  /// A number from 0 with two significant digits, in powers of ten where it is below 0.001.
  static func small(_ value: Double) -> String {
    guard value.isFinite, value > 0 else { return value == 0 ? "0" : "–" }
    if value >= 1e-3 { return text(value, 4) }
    if value < 1e-99 { return "< 1e-99" }
    var (mantissa, exponent) = (value, 0)
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    let digits = text(mantissa, 1)
    return digits == "10.0" ? "1.0e\(exponent + 1)" : "\(digits)e\(exponent)"
  }
}
