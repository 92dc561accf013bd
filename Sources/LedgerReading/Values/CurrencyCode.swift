/// Currencies by their ISO 4217 codes.
enum CurrencyCode {
  /// The currency of a ledger that names none.
  static let yen = "JPY"

  /// How many minor units a unit has: 1 for the yen, 100 for most others.
  ///
  /// Source: ISO 4217, list one, column *minor unit*.
  static func minorUnits(_ code: String) -> Int64 {
    switch code {
    case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF":
      1
    case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 1_000
    default: 100
    }
  }
}
