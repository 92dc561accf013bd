/// The signs and words of currencies beside an amount: $1,200, 1,200 EUR.
package enum CurrencyMark {
  /// An amount without the mark of its currency.
  package struct Marked: Equatable {
    /// The number, with its sign.
    package var number: String
    /// The codes of the currencies that are written so.
    package var codes: Set<String>
    /// Whether the mark stands behind the number, as 円 does, and says its unit.
    package var isBehind: Bool
  }

  /// Takes the mark of a currency other than the yen from an amount, nil where it has none.
  package static func marked(_ text: String) -> Marked? {
    let folded = TextFolding.halfWidth(text).uppercased().trimmed
    for (mark, codes) in marks {
      var number: Substring?
      var isBehind = false
      if folded.hasPrefix(mark) { number = folded.dropFirst(mark.count) }
      if number == nil, folded.hasSuffix(mark) { (number, isBehind) = (folded.dropLast(mark.count), true) }
      if number == nil, let sign = folded.first, "-−△▲".contains(sign), folded.dropFirst().hasPrefix(mark) {
        number = String(sign) + folded.dropFirst(1 + mark.count)
      }
      guard let number, number.contains(where: \.isNumber) else { continue }
      return Marked(number: String(number).trimmed, codes: codes, isBehind: isBehind)
    }
    return nil
  }

  /// Whether the yen's signs may stand beside amounts of a currency; the renminbi has the same.
  package static func takesYen(_ code: String) -> Bool { [CurrencyCode.yen, CurrencyCode.none, "CNY"].contains(code) }

  private static let dollars: Set<String> = [
    "USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "MXN", "BZD", "BSD", "BBD", "JMD", "TTD", "XCD", "ARS", "CLP",
    "COP",
    "UYU",
  ]
  /// Marks with their currencies, the longer ones first.
  private static let marks: [(String, Set<String>)] = [
    ("米ドル", ["USD"]), ("US$", ["USD"]), ("A$", ["AUD"]), ("C$", ["CAD"]), ("NZ$", ["NZD"]), ("HK$", ["HKD"]),
    ("S$", ["SGD"]),
    ("NT$", ["TWD"]), ("ドル", dollars), ("$", dollars), ("ユーロ", ["EUR"]), ("€", ["EUR"]),
    ("ポンド", ["GBP", "EGP", "LBP"]),
    ("£", ["GBP", "EGP", "GIP", "FKP", "SHP"]), ("ウォン", ["KRW", "KPW"]), ("₩", ["KRW", "KPW"]), ("人民元", ["CNY"]),
    ("元", ["CNY"]),
    ("USD", ["USD"]), ("EUR", ["EUR"]), ("GBP", ["GBP"]), ("KRW", ["KRW"]), ("CNY", ["CNY"]), ("RMB", ["CNY"]),
    ("CHF", ["CHF"]),
    ("AUD", ["AUD"]), ("CAD", ["CAD"]), ("HKD", ["HKD"]), ("SGD", ["SGD"]), ("TWD", ["TWD"]), ("INR", ["INR"]),
    ("₹", ["INR"]),
    ("THB", ["THB"]), ("PHP", ["PHP"]), ("MXN", ["MXN"]), ("BRL", ["BRL"]),
  ].sorted { $0.0.count > $1.0.count }
}

extension String {
  /// The text without blanks at its ends.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

extension AmountText {
  /// Reads an amount of a currency, whose own sign may stand beside it; that of another currency is a problem.
  package init(
    _ text: String, of currency: String, unit: Int64, rounds: Bool, closing: ClosingDash = .unknown
  ) throws(AmountProblem) {
    var (text, unit) = (text, unit)
    if let marked = CurrencyMark.marked(text) {
      guard marked.codes.contains(currency) else { throw .foreign }
      text = marked.number
      if marked.isBehind { unit = 1 }
    } else if !CurrencyMark.takesYen(currency), text.contains(where: { "¥￥円".contains($0) }) {
      throw .foreign
    }
    try self.init(
      text, unit: unit, minorUnits: CurrencyCode.minorUnits(currency), rounds: rounds, closing: closing)
  }
}
