import TabularReading

/// Reads amounts from the bytes of fields, without a text: the same values and problems that `AmountText` gives.
///
/// `AmountText` is the reference, and is asked where an amount has more than 18 digits.
struct AmountBytes: Sendable {
  /// How many currency units one written unit is worth.
  let unit: Int64
  /// How many minor units the currency unit has.
  let minorUnits: Int64
  /// Whether a fraction of the minor unit is rounded half-up instead of being an error.
  let rounds: Bool
  /// Whether fields are in CP932 instead of UTF-8.
  let isCP932: Bool
  /// What a dash behind a bare number is.
  let closing: ClosingDash
  /// Whether amounts may carry the signs of the yen; those of other currencies may not.
  let takesYen: Bool
  /// What a written unit is worth in minor units, 0 where it is beyond Int64 or digits alone are no amount.
  private let scale: Int64

  /// A reader of amounts; the parameters are those of `AmountText`, the encoding of the fields, and whether they are in yen.
  init(
    unit: Int64 = 1, minorUnits: Int64 = 1, rounds: Bool = false, isCP932: Bool = false,
    closing: ClosingDash = .unknown, takesYen: Bool = true
  ) {
    (self.unit, self.minorUnits, self.rounds, self.isCP932) = (unit, minorUnits, rounds, isCP932)
    (self.closing, self.takesYen) = (closing, takesYen)
    let (scale, overflow) = unit.multipliedReportingOverflow(by: minorUnits)
    self.scale = overflow || closing == .required ? 0 : scale
  }

  /// The amount of a field in a block, or nil where it has none that can be used.
  ///
  /// - Parameters:
  ///   - address: the first byte of the field, behind a quote; 16 bytes are readable before its end.
  ///   - count: the bytes of the field.
  /// - Returns: what `AmountText` makes of the field's text without white space around it; nil where it throws, for a
  ///   field without text too.
  @inline(__always)
  func value(inBlock address: UnsafePointer<UInt8>, count: Int) -> AmountText? {
    if let written = PlainDigits.value(address, count: count) ?? PlainDigits.separated(address, count: count),
      scale != 0, case (let value, false) = written.multipliedReportingOverflow(by: scale)
    {
      return AmountText(value: value, wasRounded: false)
    }
    return dressed(inBlock: address, count: count) ?? value(address, count: count)
  }

  /// A number in plain form or full-width digits between blanks, behind a currency sign, and before 円 or a point with nothing but zeros, nil
  /// where the amount has another form.
  @inline(never)
  private func dressed(inBlock address: UnsafePointer<UInt8>, count: Int) -> AmountText? {
    guard takesYen else { return nil }
    var (start, end, scale) = (address, address + count, scale)
    while start < end, start[0] == 0x20 { start += 1 }
    while end > start, end[-1] == 0x20 { end -= 1 }
    guard end - start >= 3 else { return nil }
    switch (start[0], start[1]) {
    case (0x5C, _): start += 1
    case (0xC2, 0xA5) where !isCP932, (0x81, 0x8F) where isCP932: start += 2
    case (0xEF, 0xBF) where !isCP932 && start[2] == 0xA5: start += 3
    default: break
    }
    switch (end[-2], end[-1]) {
    case (0x86, 0x86) where !isCP932 && end[-3] == 0xE5: (end, scale) = (end - 3, minorUnits)
    case (0x89, 0x7E) where isCP932: (end, scale) = (end - 2, minorUnits)
    case (0x2E, 0x30): end -= 2
    case (0x30, 0x30) where end[-3] == 0x2E: end -= 3
    default: break
    }
    guard
      let written = PlainDigits.value(start, count: end - start) ?? PlainDigits.separated(start, count: end - start)
        ?? wideDigits(start, count: end - start), scale != 0,
      case (let value, false) = written.multipliedReportingOverflow(by: scale)
    else { return nil }
    return AmountText(value: value, wasRounded: false)
  }

  /// The number of up to 18 full-width digits and nothing else.
  @inline(__always)
  private func wideDigits(_ address: UnsafePointer<UInt8>, count: Int) -> Int64? {
    let width = isCP932 ? 2 : 3
    guard count > 0, count % width == 0, count <= 18 * width else { return nil }
    // EF BC 90 to 99 in UTF-8, 82 4F to 58 in CP932.
    let zero: UInt8 = isCP932 ? 0x4F : 0x90
    var value: Int64 = 0
    for place in stride(from: 0, to: count, by: width) {
      let digit = address[place + width - 1] &- zero
      let isWide = isCP932 ? address[place] == 0x82 : address[place] == 0xEF && address[place + 1] == 0xBC
      guard digit < 10, isWide else { return nil }
      value = value &* 10 &+ Int64(digit)
    }
    return value
  }

  /// The amount of a field, or nil where it has none that can be used; no byte outside the field is read.
  @inline(never)
  func value(_ address: UnsafePointer<UInt8>, count: Int) -> AmountText? {
    do throws(AmountProblem) { return try read(address, count: count) } catch { return nil }
  }

  /// Reads an amount; no byte outside the field is read.
  ///
  /// - Parameters:
  ///   - address: the first byte of the field, without quotes around it.
  ///   - count: the bytes of the field.
  /// - Throws: what `AmountText` throws for the field's text without white space around it.
  func read(_ address: UnsafePointer<UInt8>, count: Int) throws(AmountProblem) -> AmountText {
    if let plain = Self.plainInteger(address, count: count), scale != 0,
      case (let value, false) = plain.multipliedReportingOverflow(by: scale)
    {
      return AmountText(value: value, wasRounded: false)
    }
    var symbols = AmountSymbols(FoldedScalars(address, count: count, isCP932: isCP932), takesYen: takesYen)
    // A character of CP932 has up to three bytes in UTF-8.
    if symbols.byteCount > (isCP932 ? AmountText.lengthLimit / 3 : AmountText.lengthLimit) {
      guard isCP932 else { throw .notAnAmount }
      return try reference(address, count: count)
    }
    let (isNegative, isEnclosed) = symbols.takeSign()
    guard let number = symbols.takeNumber(defaultUnit: unit) else {
      guard symbols.isTooLong else { throw .notAnAmount }
      return try reference(address, count: count)
    }
    try symbols.takeEnd(closing, isNegative: isNegative, isEnclosed: isEnclosed)
    let (scaled, overflow) = number.mantissa.multipliedReportingOverflow(by: UInt64(minorUnits))
    guard !overflow else { return try reference(address, count: count) }
    guard number.divisor > 1 else {
      guard scaled <= UInt64(Int64.max) else { throw .tooLarge }
      return AmountText(value: isNegative ? -Int64(scaled) : Int64(scaled), wasRounded: false)
    }
    let (whole, rest) = scaled.quotientAndRemainder(dividingBy: number.divisor)
    // As in `AmountText`; from six decimals on the divisor is a multiple of 100,000.
    let isNoise =
      rest != 0 && number.divisor >= 1_000_000 && min(rest, number.divisor - rest) <= number.divisor / 100_000
      && (whole > 0 || rest > number.divisor / 2)
    guard rest == 0 || rounds || isNoise else { throw .notWholeUnits }
    let magnitude = whole + (rest * 2 >= number.divisor ? 1 : 0)
    guard magnitude <= UInt64(Int64.max) else { throw .tooLarge }
    return AmountText(
      value: isNegative ? -Int64(magnitude) : Int64(magnitude), wasRounded: rest != 0, hadNoise: isNoise)
  }

  @inline(never)
  private func reference(_ address: UnsafePointer<UInt8>, count: Int) throws(AmountProblem) -> AmountText {
    try AmountText(
      TextFolding.text(address, count: count, isCP932: isCP932), unit: unit, minorUnits: minorUnits, rounds: rounds,
      closing: closing)
  }

  /// The common case: up to 18 ASCII digits and nothing else.
  @inline(__always)
  private static func plainInteger(_ address: UnsafePointer<UInt8>, count: Int) -> Int64? {
    guard count > 0, count <= 18 else { return nil }
    var value: Int64 = 0
    for place in 0..<count {
      let digit = address[place] &- 0x30
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int64(digit)
    }
    return value
  }
}

/// What amounts are written with, read from left to right; blanks before a symbol are counted.
private struct AmountSymbols {
  /// A number with its counting words: the digits in one, and ten to the power of its decimals.
  struct Number {
    var mantissa: UInt64
    var divisor: UInt64
  }

  private enum Symbol {
    case digit, comma, point, minus, triangle, dash, gold, also, open, close, currency, yen, thousand, hundred,
      tenThousand, hundredMillion, other
    case end
  }

  private var scalars: FoldedScalars
  private var current = Symbol.end
  /// How many blanks stand before the current symbol.
  private var blanks = 0
  /// The value of a digit.
  private var digit: UInt64 = 0
  /// How many bytes the amount has.
  let byteCount: Int
  /// Whether there are more digits than can be taken.
  private(set) var isTooLong = false
  private let takesYen: Bool
  /// Whether a sign or word of the yen was taken.
  private var isMarked = false

  init(_ scalars: FoldedScalars, takesYen: Bool) {
    (self.scalars, self.takesYen) = (scalars, takesYen)
    byteCount = scalars.count
    advance()
  }

  private mutating func advance() {
    blanks = 0
    while true {
      guard let scalar = scalars.next() else { return current = .end }
      switch scalar {
      case 0x30...0x39:
        digit = UInt64(scalar & 0x0F)
        return current = .digit
      case 0x20:
        blanks += 1
        continue
      case _ where scalar >= 0x200B && TextFolding.isInvisible(scalar): continue
      case 0x2C: return current = .comma
      case 0x2E: return current = .point
      case 0x2D, 0x2010, 0x2212: return current = .minus
      case 0x25B2, 0x25B3: return current = .triangle
      case 0x2013...0x2015, 0x30FC, 0x2500: return current = .dash
      case 0x28: return current = .open
      case 0x29: return current = .close
      case 0x5C, 0xA5, 0xFFE5: return current = takesYen ? .currency : .other
      case 0x5186: return current = takesYen ? .yen : .other
      case 0x91D1: return current = takesYen ? .gold : .other
      case 0x4E5F: return current = .also
      case 0x5343: return current = .thousand
      case 0x767E: return current = .hundred
      case 0x4E07: return current = .tenThousand
      case 0x5104: return current = .hundredMillion
      default: return current = .other
      }
    }
  }

  private mutating func take(_ symbol: Symbol) -> Bool {
    guard current == symbol else { return false }
    advance()
    return true
  }

  /// Takes a sign or the first of two parentheses, and a currency sign on either side of it.
  mutating func takeSign() -> (isNegative: Bool, isEnclosed: Bool) {
    if take(.gold) { isMarked = true }
    if take(.currency) { isMarked = true }
    let isEnclosed = current == .open && last == .close
    let isNegative = isEnclosed ? take(.open) : take(.minus) || take(.triangle)
    if take(.currency) { isMarked = true }
    return (isNegative, isEnclosed)
  }

  /// The last symbol from the current one on.
  private var last: Symbol {
    var rest = self
    var last = Symbol.end
    while rest.current != .end {
      last = rest.current
      rest.advance()
    }
    return last
  }

  /// Takes what closes the amount, the second parenthesis of two or a dash, behind which nothing stands.
  mutating func takeEnd(_ closing: ClosingDash, isNegative: Bool, isEnclosed: Bool) throws(AmountProblem) {
    let hasDash = !isNegative && (take(.minus) || take(.dash))
    guard !isEnclosed || take(.close), current == .end else { throw .notAnAmount }
    if !isMarked { try closing.check(hasDash) }
  }

  /// Takes 円 or 円也.
  private mutating func takeYen() -> Bool {
    guard take(.yen) else { return false }
    _ = take(.also)
    isMarked = true
    return true
  }

  /// Takes the whole number with its counting words and the currency behind it, nil where there is none.
  mutating func takeNumber(defaultUnit: Int64) -> Number? {
    guard let first = takeDigits() else { return nil }
    guard let word = takeCountingWord() else {
      let hasCurrency = takeYen()
      return scaled(first, by: hasCurrency ? 1 : UInt64(defaultUnit))
    }
    guard var number = scaled(first, by: word) else { return nil }
    var smallest = word
    while number.divisor == 1, current == .digit {
      guard let part = takeDigits(), part.divisor == 1 else { return nil }
      let unit = takeCountingWord() ?? 1
      guard unit < smallest, let next = scaled(part, by: unit) else { return nil }
      smallest = unit
      let (sum, overflow) = number.mantissa.addingReportingOverflow(next.mantissa)
      guard !overflow else { return giveUp() }
      number.mantissa = sum
    }
    _ = takeYen()
    return number
  }

  private mutating func scaled(_ number: Number, by factor: UInt64) -> Number? {
    let (mantissa, overflow) = number.mantissa.multipliedReportingOverflow(by: factor)
    return overflow ? giveUp() : Number(mantissa: mantissa, divisor: number.divisor)
  }

  private mutating func takeCountingWord() -> UInt64? {
    switch current {
    case .hundredMillion:
      advance()
      return 100_000_000
    case .tenThousand:
      advance()
      return 10_000
    case .thousand:
      advance()
      return 1_000
    case .hundred:
      let before = self
      advance()
      if blanks == 0, take(.tenThousand) { return 1_000_000 }
      self = before
      return nil
    default: return nil
    }
  }

  /// Takes digits with thousands separators in their right places and an optional fraction.
  private mutating func takeDigits() -> Number? {
    var number = Number(mantissa: 0, divisor: 1)
    var digits = 0
    // The digits of the group that is being taken, and whether all groups before it have their number.
    var (group, groups, areWhole) = (0, 1, true)
    // Commas or single blanks separate thousands; other blanks between digits stand between two numbers.
    var (commas, gaps) = (0, 0)
    func closesGroup() -> Bool { groups == 1 ? (1...3).contains(group) : group == 3 }
    while current == .digit || current == .comma && (blanks == 0 || digits == 0) {
      if current == .comma {
        areWhole = areWhole && closesGroup()
        (group, groups, commas) = (0, groups + 1, commas + 1)
        advance()
        continue
      }
      if blanks > 0, digits > 0 || commas > 0 {
        guard blanks == 1 else { return nil }
        areWhole = areWhole && closesGroup()
        (group, groups, gaps) = (0, groups + 1, gaps + 1)
      }
      guard let taken = takeRun(&number.mantissa, digits) else { return giveUp() }
      (digits, group) = (digits + taken, group + taken)
    }
    areWhole = areWhole && digits > 0 && (groups == 1 || group == 3) && (commas == 0 || gaps == 0)
    guard current == .point, blanks == 0 else { return areWhole ? number : nil }
    advance()
    var decimals = 0
    while current == .digit, blanks == 0 {
      guard let taken = takeRun(&number.mantissa, digits + decimals) else { return giveUp() }
      decimals += taken
    }
    for _ in 0..<decimals { number.divisor &*= 10 }
    return areWhole && decimals > 0 && current != .digit ? number : nil
  }

  /// Takes the digits from the current one on that stand side by side; nil where there are more than can be taken.
  private mutating func takeRun(_ mantissa: inout UInt64, _ before: Int) -> Int? {
    guard before < Self.digitLimit else { return nil }
    mantissa = mantissa &* 10 &+ digit
    let taken = 1 + scalars.takeDigits(&mantissa, limit: Self.digitLimit - before - 1)
    advance()
    return taken
  }

  /// So many digits fit into 64 bits, and so do their powers of ten.
  private static let digitLimit = 18

  private mutating func giveUp() -> Number? {
    isTooLong = true
    return nil
  }
}
