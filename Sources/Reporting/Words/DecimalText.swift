import Procurement

/// Estimates as people read them: doubles, rounded to so many decimals.
enum DecimalText {
  /// An estimate, or – where it is no number to print.
  static func text(_ value: Double, _ places: Int) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "–" }
    let scale = FixedPoint.powerOfTen(places)
    return NumberText.grouped(FixedPoint(units: Int64((value * Double(scale)).rounded()), decimals: places))
  }
}
