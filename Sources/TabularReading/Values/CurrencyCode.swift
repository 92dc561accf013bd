import Procurement

/// Currencies by their ISO 4217 codes.
public enum CurrencyCode {
  /// The currency of a ledger that names none.
  public static let yen = "JPY"
  /// No currency, where a file names those of other amounts; a class of its own.
  public static let none = "XXX"

  /// The code of a currency as it is written: 円 and YEN are JPY.
  package static func code(_ text: String) -> String {
    let word = WordFolding.word(text)
    return ["円", "日本円", "yen", "jpyen", "japaneseyen", "¥"].contains(word) ? yen : word.uppercased()
  }

  /// How many minor units a unit has: 1 for the yen, 100 for most others.
  ///
  /// Source: ISO 4217, list one, column *minor unit*.
  public static func minorUnits(_ code: String) -> Int64 {
    switch code {
    case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
      "XPF",
      none:
      1
    case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 1_000
    case "CLF", "UYW": 10_000
    default: 100
    }
  }
}

extension PopulationFilter {
  /// The least amount in the minor unit of a currency; what is not above it does not count.
  package func least(in currency: String?) -> Int64? {
    amountsAbove.map { amount in
      let (least, overflow) = amount.multipliedReportingOverflow(
        by: CurrencyCode.minorUnits(currency ?? CurrencyCode.yen))
      return overflow ? .max : least
    }
  }
}
