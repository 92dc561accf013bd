/// A number as digits, on which powers of ten and rounding are exact: 0.285 shown with two decimals is 0.29.
struct DecimalDigits {
  private var isNegative: Bool
  /// The digits without zeros in front.
  private var digits: [UInt8] = []
  /// How many of them stand before the decimal point; below 0 zeros follow the point.
  private var point = 0

  /// A number as a workbook stores it: the digits of the shortest text with the same binary value.
  ///
  /// 160.66999999999999 is the same double as 160.67, and that is what the sheet shows.
  ///
  /// - Returns: nil where the text is no number of XML: `0x10`, `nan` and `1_000` are none.
  init?(_ text: some StringProtocol) {
    guard Self.isNumber(text.utf8) else { return nil }
    guard text.utf8.contains(where: { !(0x30...0x39).contains($0) }) else {
      self.init(plain: text.utf8)
      return
    }
    guard let value = Double(text), value.isFinite else { return nil }
    self.init(plain: (value == value.rounded() && abs(value) < 9e15 ? String(Int64(value)) : "\(value)").utf8)
  }

  private init(plain text: some Sequence<UInt8>) {
    isNegative = false
    var isFraction = false
    var exponent: [UInt8]?
    for byte in text {
      switch byte {
      case _ where exponent != nil: exponent?.append(byte)
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"): exponent = []
      case 0x30...0x39:
        if byte != 0x30 || !digits.isEmpty {
          digits.append(byte)
          if !isFraction { point += 1 }
        } else if isFraction {
          point -= 1
        }
      default: break
      }
    }
    if let exponent { point += Int(String(decoding: exponent, as: UTF8.self)) ?? 0 }
    trim()
  }

  private mutating func trim() {
    while digits.last == 0x30, digits.count > max(point, 0) { digits.removeLast() }
    if digits.isEmpty { point = 0 }
  }

  /// A sign, digits, a fraction and an exponent, in the way of XML Schema's double without its special values.
  private static func isNumber(_ text: some Collection<UInt8>) -> Bool {
    var rest = text[...]
    func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") }
    func takeDigits() -> Int {
      let digits = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(digits)
      return digits
    }
    if let sign = rest.first, isSign(sign) { rest = rest.dropFirst() }
    var count = takeDigits()
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      count += takeDigits()
    }
    guard count > 0 else { return false }
    guard let mark = rest.first else { return true }
    guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return false }
    rest = rest.dropFirst()
    if let sign = rest.first, isSign(sign) { rest = rest.dropFirst() }
    // Beyond three digits no double has an exponent.
    return (1...3).contains(takeDigits()) && rest.isEmpty
  }

  /// -1, 0 or 1.
  var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }
  /// The value, about.
  var value: Double { Double(text()) ?? 0 }
  /// The number without its sign.
  var magnitude: DecimalDigits {
    var result = self
    result.isNegative = false
    return result
  }

  /// Multiplies by a power of ten.
  mutating func shift(by power: Int) {
    guard !digits.isEmpty else { return }
    point += power
    trim()
    // A whole number needs all its digits.
    while digits.count < point { digits.append(0x30) }
  }

  /// Rounds to decimals, halves away from zero, as spreadsheets show numbers.
  mutating func round(to decimals: Int) {
    let kept = point + decimals
    guard kept < digits.count else { return }
    guard kept >= 0 else {
      (digits, point) = ([], 0)
      return
    }
    let isUp = digits[kept] >= UInt8(ascii: "5")
    digits.removeLast(digits.count - kept)
    if isUp {
      var place = kept - 1
      while place >= 0, digits[place] == UInt8(ascii: "9") {
        digits[place] = 0x30
        place -= 1
      }
      if place >= 0 {
        digits[place] += 1
      } else {
        digits.insert(UInt8(ascii: "1"), at: 0)
        point += 1
      }
    }
    trim()
  }

  /// The number in digits with a decimal point, without an exponent.
  ///
  /// - Parameter leastDigits: how many digits stand before the point at least.
  func text(leastDigits: Int = 1) -> String {
    var text = sign < 0 ? [UInt8(ascii: "-")] : []
    let whole = digits.prefix(max(point, 0))
    text += [UInt8](repeating: 0x30, count: max(0, leastDigits - max(point, 0)))
    text += whole
    text += [UInt8](repeating: 0x30, count: max(0, point - whole.count))
    let fraction = digits.dropFirst(max(point, 0))
    if !fraction.isEmpty {
      text.append(UInt8(ascii: "."))
      text += [UInt8](repeating: 0x30, count: max(0, -point))
      text += fraction
    }
    return String(decoding: text, as: UTF8.self)
  }
}
