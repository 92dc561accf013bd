import Procurement

/// Numbers as people read them.
enum NumberText {
  /// An integer with thousands separators, as in 1,234,567.
  static func grouped(_ value: some BinaryInteger) -> String {
    let digits = String(value.magnitude)
    return (value < 0 ? "-" : "") + grouped(digits: digits[...])
  }

  /// A number of English things, as in 1 draw and 1,200 draws.
  static func english(_ count: Int, _ thing: String, _ things: String? = nil) -> String {
    grouped(count) + " " + (count == 1 ? thing : things ?? thing + "s")
  }

  /// A decimal number with thousands separators and all its decimals.
  static func grouped(_ value: FixedPoint) -> String {
    let text = value.description
    let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    let sign = text.hasPrefix("-") ? "-" : ""
    return sign + grouped(digits: parts[0]) + (parts.count > 1 ? "." + parts[1] : "")
  }

  /// A change with its sign, as in +1.50 and -0.20; zero has none.
  static func signed(_ value: FixedPoint) -> String {
    (value.units > 0 ? "+" : "") + grouped(value)
  }

  /// A change with its sign.
  static func signed(_ value: Int64) -> String {
    (value > 0 ? "+" : "") + grouped(value)
  }

  private static func grouped(digits: Substring) -> String {
    var groups: [Substring] = []
    var rest = digits
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return ([rest] + groups).joined(separator: ",")
  }
}
