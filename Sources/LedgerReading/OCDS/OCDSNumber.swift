/// A number of JSON, exact, whatever its exponent.
struct OCDSNumber {
  /// The number without its decimal point.
  private var mantissa: Int128
  /// How many digits of it are decimals.
  private var decimals: Int

  /// Reads a number of at most 36 digits; nil where it is longer or no number.
  init?(_ text: String) {
    guard let (isNegative, digits, scale) = Self.parts(text), digits.count + max(-scale, 0) <= 36, scale <= 36 else {
      return nil
    }
    var mantissa: Int128 = 0
    for digit in digits { mantissa = mantissa * 10 + Int128(digit) }
    for _ in 0..<max(-scale, 0) { mantissa *= 10 }
    self.mantissa = isNegative ? -mantissa : mantissa
    decimals = max(scale, 0)
  }

  /// The sum, nil where it has too many digits.
  static func + (one: OCDSNumber, other: OCDSNumber) -> OCDSNumber? {
    var (one, other) = (one, other)
    guard one.widen(to: other.decimals), other.widen(to: one.decimals),
      case (let sum, false) = one.mantissa.addingReportingOverflow(other.mantissa)
    else { return nil }
    one.mantissa = sum
    return one
  }

  private mutating func widen(to wanted: Int) -> Bool {
    while decimals < wanted {
      guard case (let wider, false) = mantissa.multipliedReportingOverflow(by: 10) else { return false }
      mantissa = wider
      decimals += 1
    }
    return true
  }

  /// The number without an exponent.
  var text: String {
    var digits = String(mantissa.magnitude)
    guard decimals > 0 else { return (mantissa < 0 ? "-" : "") + digits }
    if digits.count <= decimals { digits = String(repeating: "0", count: decimals - digits.count + 1) + digits }
    return (mantissa < 0 ? "-" : "") + digits.dropLast(decimals) + "." + digits.suffix(decimals)
  }

  /// A number without its exponent, digit by digit; as it was where that would be longer than anyone reads.
  static func plain(_ text: String) -> String {
    guard let (isNegative, digits, scale) = parts(text), abs(scale) <= 80, digits.count <= 200 else { return text }
    var whole = digits.map { String($0) }.joined() + String(repeating: "0", count: max(-scale, 0))
    var fraction = ""
    if scale > 0 {
      whole = String(repeating: "0", count: max(0, scale + 1 - whole.count)) + whole
      fraction = String(whole.suffix(scale))
      whole = String(whole.dropLast(scale))
      while fraction.hasSuffix("0") { fraction.removeLast() }
    }
    let trimmed = whole.drop { $0 == "0" }
    let isZero = trimmed.isEmpty && fraction.isEmpty
    return (isNegative && !isZero ? "-" : "") + (trimmed.isEmpty ? "0" : trimmed)
      + (fraction.isEmpty ? "" : ".\(fraction)")
  }

  /// A number that was written as a text, without its exponent and the commas between its groups of three; other texts as they are.
  static func plain(grouped text: String) -> String {
    if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return text }
    let isNumber = text.firstMatch(of: /^-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/) != nil
    return isNumber ? plain(text.filter { $0 != "," }) : text
  }

  /// The sign, the digits, and how many of them are decimals: fewer than none where zeros are missing.
  private static func parts(_ text: String) -> (isNegative: Bool, digits: [UInt8], scale: Int)? {
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest = rest.dropFirst() }
    var digits: [UInt8] = []
    var scale = 0
    var hasPoint = false
    while let byte = rest.first, byte | 0x20 != UInt8(ascii: "e") {
      rest = rest.dropFirst()
      switch byte {
      case 0x30...0x39:
        digits.append(byte - 0x30)
        if hasPoint { scale += 1 }
      case UInt8(ascii: ".") where !hasPoint: hasPoint = true
      default: return nil
      }
    }
    if !rest.isEmpty {
      var exponent = String(decoding: rest.dropFirst(), as: UTF8.self)
      if exponent.hasPrefix("+") { exponent.removeFirst() }
      guard let exponent = Int(exponent), abs(exponent) < 1_000_000 else { return nil }
      scale -= exponent
    }
    guard !digits.isEmpty else { return nil }
    return (isNegative, digits, scale)
  }
}
