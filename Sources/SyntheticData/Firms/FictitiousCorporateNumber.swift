/// Numbers in the form of a corporate number (法人番号) that name nobody.
///
/// A corporate number is a check digit before twelve digits, which for registered companies begin with the four
/// digits of the registry office (登記所). The numbers made here have 9999 there, which is no registry office's.
enum FictitiousCorporateNumber {
  /// The check digit of twelve digits: 9 − (Σ P_n · Q_n mod 9), n from the right, Q = 1 for odd and 2 for even n.
  ///
  /// - Parameter base: the twelve digits as a number, below 10^12.
  static func checkDigit(_ base: UInt64) -> UInt64 {
    var (rest, sum, weight) = (base, UInt64(0), UInt64(1))
    for _ in 0..<12 {
      sum += rest % 10 * weight
      rest /= 10
      weight = 3 - weight
    }
    return 9 - sum % 9
  }

  /// The thirteen digits of the firm with a serial number.
  ///
  /// - Parameter serial: below 10^8.
  static func fictitious(_ serial: Int) -> String {
    let base = 9_999_0000_0000 + UInt64(serial)
    return String(checkDigit(base) * 1_000_000_000_000 + base)
  }
}
