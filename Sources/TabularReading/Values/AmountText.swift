import Procurement

/// An amount of money as people write it, read exactly.
///
/// Taken are digits of either width, thousands separated by commas or by single blanks, a decimal part, a leading ¥ or 金, a trailing 円
/// or 円也, a dash that closes an amount with one of these (￥12,000－), the counting words 千, 百万, 万 and 億 (also mixed, as in 834億5695万9000円), and the minus signs -, −, △, ▲ and
/// parentheses. A fraction that only binary arithmetic can have made, as in 1469999.9999999998, is rounded away.
/// Exponents are refused: a spreadsheet that wrote 1.5E+08 has already lost digits.
package struct AmountText: Equatable {
  /// The amount in the minor unit.
  package var value: Int64
  /// Whether a fraction of a unit was rounded away.
  package var wasRounded: Bool
  /// Whether that fraction was the noise of binary arithmetic.
  package var hadNoise = false

  /// Reads an amount.
  ///
  /// - Parameters:
  ///   - text: the field.
  ///   - unit: how many currency units one written unit is worth, as in 1,000 for 千円; words in the text such as
  ///     億円 take its place.
  ///   - minorUnits: how many minor units the currency unit has; 1 for the yen.
  ///   - rounds: whether a fraction of the minor unit is rounded half-up instead of being an error.
  ///   - closing: what a dash behind a bare number is.
  /// - Throws: the problem, without its place.
  package init(
    _ text: String, unit: Int64 = 1, minorUnits: Int64 = 1, rounds: Bool = false, closing: ClosingDash = .unknown
  ) throws(AmountProblem) {
    if closing != .required, let plain = Self.plainInteger(text),
      case (let value, false) = plain.multipliedReportingOverflow(by: unit * minorUnits)
    {
      self.init(value: value, wasRounded: false)
      return
    }
    guard text.utf8.count <= Self.lengthLimit else { throw .notAnAmount }
    var scanner = AmountScanner(text)
    let isNegative = scanner.takeSign()
    guard let (number, decimals) = scanner.takeNumber(defaultUnit: unit) else {
      throw scanner.hasTooManyDigits ? .tooLarge : .notAnAmount
    }
    try scanner.takeEnd(closing, isNegative: isNegative)
    let divisor = Int128(FixedPoint.powerOfTen(decimals))
    let (whole, rest) = (number * Int128(minorUnits)).quotientAndRemainder(dividingBy: divisor)
    // A person writes few decimals; many, within 1/100,000 of a whole number, come from a spreadsheet.
    // Of a number that would be nothing it is all there is.
    let isNoise =
      rest != 0 && decimals >= 6 && min(rest, divisor - rest) * 100_000 <= divisor && (whole > 0 || rest * 2 > divisor)
    guard rest == 0 || rounds || isNoise else { throw .notWholeUnits }
    let magnitude = whole + (rest * 2 >= divisor ? 1 : 0)
    guard magnitude <= Int128(Int64.max) else { throw .tooLarge }
    self.init(value: Int64(isNegative ? -magnitude : magnitude), wasRounded: rest != 0, hadNoise: isNoise)
  }

  package init(value: Int64, wasRounded: Bool, hadNoise: Bool = false) {
    self.value = value
    self.wasRounded = wasRounded
    self.hadNoise = hadNoise
  }

  /// No amount is written longer, in bytes: a file's long texts need not be looked at.
  package static let lengthLimit = 200

  /// The common case: up to 18 ASCII digits and nothing else.
  private static func plainInteger(_ text: String) -> Int64? {
    let digits = text.utf8
    guard (1...18).contains(digits.count) else { return nil }
    var value: Int64 = 0
    for byte in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - UInt8(ascii: "0"))
    }
    return value
  }
}

/// Why a text is not an amount that can be used.
package enum AmountProblem: Error {
  case notAnAmount, notWholeUnits, tooLarge
  /// A dash behind the number may close the amount or be its sign, or is missing where the others of the column have one.
  case closingDash
  /// The amount is in another currency than the yen by its sign.
  case foreign

  /// The problem of a text.
  package func problem(_ text: String) -> DataError.Problem {
    switch self {
    case .notAnAmount: .notAnAmount(text)
    case .notWholeUnits: .notWholeUnits(text)
    case .tooLarge: .amountTooLarge(text)
    case .closingDash: .closingDash(text)
    case .foreign: .foreignAmount(text)
    }
  }
}

/// What a dash behind a bare number (12,000-) is: it closes amounts on Japanese forms, and is the minus of some programs.
package enum ClosingDash: Sendable {
  /// It cannot be told, and is an error.
  case unknown
  /// It closes all amounts of the column; one without it is an error.
  case required
  /// It closes the amount, if it is there.
  case allowed

  /// Sees whether a bare number may end so.
  ///
  /// - Throws: `AmountProblem.closingDash` where a dash cannot be told, or is missing.
  package func check(_ hasDash: Bool) throws(AmountProblem) {
    switch self {
    case .unknown where hasDash: throw .closingDash
    case .required where !hasDash: throw .closingDash
    default: return
    }
  }
}

/// Reads the parts of an amount from left to right.
private struct AmountScanner {
  private var rest: Substring.UnicodeScalarView
  private(set) var hasTooManyDigits = false
  /// Whether a sign or word of the yen was taken, so that a dash at the end can only close the amount.
  private var isMarked = false
  private var isEnclosed = false

  init(_ text: String) {
    rest = Substring(TextFolding.halfWidth(text)).unicodeScalars
    skipBlanks()
    while rest.last == " " { rest.removeLast() }
  }

  private mutating func skipBlanks() {
    while rest.first == " " { rest.removeFirst() }
  }

  /// Takes a sign or a pair of parentheses, and a currency sign on either side of it.
  mutating func takeSign() -> Bool {
    if takeAny("金") { isMarked = true }
    if takeAny("¥￥\\") { isMarked = true }
    let isNegative: Bool
    if rest.first == "(", rest.last == ")" {
      rest = rest.dropFirst().dropLast()
      skipBlanks()
      while rest.last == " " { rest.removeLast() }
      (isNegative, isEnclosed) = (true, true)
    } else {
      isNegative = takeAny("-−‐△▲")
    }
    if takeAny("¥￥\\") { isMarked = true }
    return isNegative
  }

  /// Takes the whole number with its counting words: a mantissa and its decimals, in minor units.
  mutating func takeNumber(defaultUnit: Int64) -> (mantissa: Int128, decimals: Int)? {
    guard let first = takeDigits() else { return nil }
    guard let word = takeCountingWord() else {
      let hasCurrency = takeYen()
      return (first.mantissa * Int128(hasCurrency ? 1 : defaultUnit), first.decimals)
    }
    var sum = first.mantissa * Int128(word)
    var smallest = word
    let decimals = first.decimals
    // Mixed forms count down, 億 before 万 before the rest, and have no decimals.
    while decimals == 0, let next = rest.first, Self.isDigit(next) {
      guard let part = takeDigits(), part.decimals == 0 else { return nil }
      let unit = takeCountingWord() ?? 1
      guard unit < smallest else { return nil }
      smallest = unit
      sum += part.mantissa * Int128(unit)
    }
    _ = takeYen()
    return (sum, decimals)
  }

  /// Takes 円 or 円也.
  private mutating func takeYen() -> Bool {
    guard takeAny("円") else { return false }
    _ = takeAny("也")
    isMarked = true
    return true
  }

  /// Takes a dash that closes the amount, behind which nothing stands.
  mutating func takeEnd(_ closing: ClosingDash, isNegative: Bool) throws(AmountProblem) {
    let hasDash = !isNegative && !isEnclosed && takeAny("-−‐–—―ー─")
    guard rest.isEmpty else { throw .notAnAmount }
    if !isMarked { try closing.check(hasDash) }
  }

  private mutating func takeAny(_ scalars: String) -> Bool {
    guard let first = rest.first, scalars.unicodeScalars.contains(first) else { return false }
    rest = rest.dropFirst()
    skipBlanks()
    return true
  }

  private mutating func takeCountingWord() -> Int64? {
    for (word, value) in [("百万", Int64(1_000_000)), ("億", 100_000_000), ("万", 10_000), ("千", 1_000)]
    where rest.starts(with: word.unicodeScalars) {
      rest = rest.dropFirst(word.unicodeScalars.count)
      skipBlanks()
      return value
    }
    return nil
  }

  /// Takes digits with thousands separators in their right places and an optional fraction.
  ///
  /// Thousands are separated by commas or by single blanks; other blanks between digits stand between two numbers.
  private mutating func takeDigits() -> (mantissa: Int128, decimals: Int)? {
    var mantissa: Int128 = 0
    var groups = [0]
    var separators: Set<Unicode.Scalar> = []
    var decimals: Int?
    var total = 0
    scan: while let scalar = rest.first {
      switch scalar {
      case "0"..."9":
        mantissa = mantissa * 10 + Int128(scalar.value - 0x30)
        total += 1
        // 26 digits times the largest counting word and unit still fit; more is no amount of money.
        guard total <= 26 else {
          hasTooManyDigits = true
          return nil
        }
        if decimals == nil { groups[groups.count - 1] += 1 } else { decimals? += 1 }
      case "," where decimals == nil, " " where decimals == nil && rest.dropFirst().first.map(Self.isDigit) == true:
        groups.append(0)
        separators.insert(scalar)
      case "." where decimals == nil: decimals = 0
      default: break scan
      }
      rest = rest.dropFirst()
    }
    let separatorsFit = groups.count == 1 || (1...3).contains(groups[0]) && groups.dropFirst().allSatisfy { $0 == 3 }
    guard groups[0] > 0, separatorsFit, separators.count <= 1, decimals != 0, decimals ?? 0 <= 18 else { return nil }
    skipBlanks()
    return (mantissa, decimals ?? 0)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
