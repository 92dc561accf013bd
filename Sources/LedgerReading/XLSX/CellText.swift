import Procurement

/// The text of a cell as a person would have typed it.
enum CellText {
  /// A number without the noise of binary fractions and without an exponent, as far as it is exact in digits.
  ///
  /// 160.66999999999999 is the same double as 160.67, and that is what the sheet shows.
  static func number(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return text }
    guard let value = Double(text), value.isFinite else { return text }
    if value == value.rounded(), abs(value) < 9e15 { return String(Int64(value)) }
    return plain("\(value)")
  }

  /// A serial day number as ISO 8601, with the time of day where it has one; nil where it is no day.
  static func date(_ text: String, countsFrom1904: Bool) -> String? {
    guard let serial = Double(text), let day = ExcelSerial.date(serial, countsFrom1904: countsFrom1904) else {
      return nil
    }
    let seconds = Int(((serial - serial.rounded(.down)) * 86_400).rounded())
    guard (1..<86_400).contains(seconds) else { return day.description }
    let clock = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(day) \(clock.joined(separator: ":"))"
  }

  /// Writes a number such as 1.5e-07 without its exponent.
  private static func plain(_ text: String) -> String {
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
      return text
    }
    let mantissa = text[..<mark]
    let sign = mantissa.hasPrefix("-") ? "-" : ""
    let parts = mantissa.drop { $0 == "-" }.split(separator: ".")
    let whole = String(parts[0])
    let fraction = parts.count > 1 && parts[1] != "0" ? String(parts[1]) : ""
    if exponent < 0 { return "\(sign)0.\(String(repeating: "0", count: -exponent - 1))\(whole)\(fraction)" }
    let zeros = String(repeating: "0", count: max(0, exponent - fraction.count))
    return sign + whole + fraction + zeros
  }
}
