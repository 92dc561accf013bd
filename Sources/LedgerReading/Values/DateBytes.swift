import Procurement

/// Reads days from the bytes of fields, without a text: the same days that `DateText` gives.
///
/// `DateText` is the reference, and is asked for what is unusual, such as characters that Unicode has twice.
struct DateBytes: Sendable {
  /// What a field says.
  enum Reading: Equatable {
    case date(CivilDate)
    /// Certainly no day.
    case none
    /// What only the reference can tell.
    case unsure
  }

  /// Whether fields are in CP932 instead of UTF-8.
  var isCP932 = false

  /// The day of a field, or nil where it has none; no byte outside the field is read.
  ///
  /// - Parameters:
  ///   - address: the first byte of the field, without quotes around it.
  ///   - count: the bytes of the field.
  /// - Returns: what `DateText` makes of the field's text without white space around it.
  func date(_ address: UnsafePointer<UInt8>, count: Int) -> CivilDate? {
    switch read(address, count: count) {
    case .date(let date): date
    case .none: nil
    case .unsure: DateText.date(TextFolding.text(address, count: count, isCP932: isCP932))
    }
  }

  /// Reads a day without asking the reference; no byte outside the field is read.
  func read(_ address: UnsafePointer<UInt8>, count: Int) -> Reading {
    if let date = Self.plainDate(address, count: count) { return .date(date) }
    let scalars = FoldedScalars(address, count: count, isCP932: isCP932)
    // An era in one character is two symbols.
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * Self.lengthLimit) { buffer in
      guard let start = buffer.baseAddress else { return .unsure }
      var symbols = DateSymbols(start)
      return symbols.fill(scalars, limit: Self.lengthLimit) ?? symbols.reading
    }
  }

  /// What is longer may be a date with a long time or remark behind it.
  private static let lengthLimit = 64

  /// The common case: a year of four digits, a month and a day of one or two, separators between them, and perhaps a time
  /// of digits and colons behind it.
  private static func plainDate(_ bytes: UnsafePointer<UInt8>, count: Int) -> CivilDate? {
    guard count >= 8, isSeparator(bytes[4]) else { return nil }
    var year = 0
    for place in 0..<4 {
      let digit = bytes[place] &- 0x30
      guard digit < 10 else { return nil }
      year = year &* 10 &+ Int(digit)
    }
    var place = 5
    guard let month = shortNumber(bytes, &place, count), place < count, isSeparator(bytes[place]) else { return nil }
    place += 1
    guard let day = shortNumber(bytes, &place, count) else { return nil }
    if place < count {
      guard bytes[place] == UInt8(ascii: " ") || bytes[place] == UInt8(ascii: "T") else { return nil }
      var colons = 0
      for place in place + 1..<count {
        guard (UInt8(ascii: "0")...UInt8(ascii: ":")).contains(bytes[place]) else { return nil }
        if bytes[place] == UInt8(ascii: ":") { colons += 1 }
      }
      guard colons > 0 else { return nil }
    }
    return CivilDate(year: year, month: month, day: day)
  }

  @inline(__always)
  private static func isSeparator(_ byte: UInt8) -> Bool { byte >= 0x2D && byte <= 0x2F }

  /// A number of one or two digits.
  @inline(__always)
  private static func shortNumber(_ bytes: UnsafePointer<UInt8>, _ place: inout Int, _ end: Int) -> Int? {
    guard place < end, bytes[place] &- 0x30 < 10 else { return nil }
    var number = Int(bytes[place] &- 0x30)
    place += 1
    if place < end, bytes[place] &- 0x30 < 10 {
      number = number * 10 + Int(bytes[place] &- 0x30)
      place += 1
    }
    return number
  }
}

/// What dates are written with, one byte each: digits and punctuation in ASCII, and a letter for each word.
private struct DateSymbols {
  private let bytes: UnsafeMutablePointer<UInt8>
  private var count = 0

  private enum Symbol {
    static let blank = UInt8(ascii: " ")
    static let point = UInt8(ascii: ".")
    static let year = UInt8(ascii: "Y")
    static let day = UInt8(ascii: "D")
    /// The first year of an era (元).
    static let first = UInt8(ascii: "g")
    /// What no date has but in a time or remark behind it.
    static let other = UInt8(ascii: "?")
    /// What may join the character before it, or mean the same as another character.
    static let strange = UInt8(ascii: "!")
  }

  /// Symbols in memory for twice as many as a field may have bytes.
  init(_ bytes: UnsafeMutablePointer<UInt8>) { self.bytes = bytes }

  /// Takes the scalars of a field, as far as it can be a date.
  ///
  /// - Returns: nil where the symbols have to be looked at.
  mutating func fill(_ field: FoldedScalars, limit: Int) -> DateBytes.Reading? {
    var scalars = field
    var hasBegun = false
    while let scalar = scalars.next() {
      if hasBegun, scalar &- 0x30 < 10 {
        append(UInt8(scalar))
        continue
      }
      let (symbol, second) = Self.symbols(scalar)
      if !hasBegun, symbol != Symbol.blank {
        // A date begins with a digit or an era. There are ideographs that Unicode has twice.
        let isTwin = (0xF900...0xFAFF).contains(scalar) || (0x2F800...0x2FA1F).contains(scalar)
        guard Self.begins(symbol) else { return isTwin ? .unsure : DateBytes.Reading.none }
        guard field.count <= limit else { return .unsure }
        hasBegun = true
      }
      guard symbol != Symbol.strange else { return .unsure }
      guard hasBegun || count < limit else { return .unsure }
      append(symbol)
      if let second { append(second) }
    }
    return hasBegun ? nil : DateBytes.Reading.none
  }

  private mutating func append(_ symbol: UInt8) {
    bytes[count] = symbol
    count += 1
  }

  private static func begins(_ symbol: UInt8) -> Bool {
    switch symbol {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "R"), UInt8(ascii: "H"), UInt8(ascii: "S"),
      UInt8(ascii: "r"), UInt8(ascii: "h"), UInt8(ascii: "s"):
      true
    default: false
    }
  }

  /// The symbol of a scalar; an era in one character has two. Eras are r, h and s with a second symbol, as 令 and 和.
  @inline(__always)
  private static func symbols(_ scalar: UInt32) -> (UInt8, UInt8?) {
    switch scalar {
    case 0x30...0x39, 0x20, 0x28, 0x29, 0x2D...0x2F, 0x3A, 0x54: (UInt8(scalar), nil)
    case 0x52, 0x72: (UInt8(ascii: "R"), nil)
    case 0x48, 0x68: (UInt8(ascii: "H"), nil)
    case 0x53, 0x73: (UInt8(ascii: "S"), nil)
    case 0x5E74: (Symbol.year, nil)
    case 0x6708: (UInt8(ascii: "M"), nil)
    case 0x65E5: (Symbol.day, nil)
    case 0x5143: (Symbol.first, nil)
    case 0x4EE4: (UInt8(ascii: "r"), nil)
    case 0x5E73: (UInt8(ascii: "h"), nil)
    case 0x662D: (UInt8(ascii: "s"), nil)
    // 和 and 成.
    case 0x548C: (UInt8(ascii: "w"), nil)
    case 0x6210: (UInt8(ascii: "i"), nil)
    case 0x32FF: (UInt8(ascii: "r"), UInt8(ascii: "w"))
    case 0x337B: (UInt8(ascii: "h"), UInt8(ascii: "i"))
    case 0x337C: (UInt8(ascii: "s"), UInt8(ascii: "w"))
    case 0x21...0x7E, 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0x4E00...0x9FFF, 0xFF61...0xFF9D: (Symbol.other, nil)
    default: (Symbol.strange, nil)
    }
  }

  /// What the symbols say, by the rules of `DateText`.
  var reading: DateBytes.Reading {
    if let digits = readingOfDigits { return digits }
    var end = count
    if (0..<count).contains(where: { bytes[$0] == Symbol.year }) {
      end = 0
      for place in 0..<count where bytes[place] != Symbol.blank {
        bytes[end] = bytes[place]
        end += 1
      }
    }
    if bytes[end - 1] == UInt8(ascii: ")"), let open = (0..<end).last(where: { bytes[$0] == UInt8(ascii: "(") }) {
      end = open
    }
    let dayEnd = (0..<end).first { bytes[$0] == Symbol.blank || bytes[$0] == UInt8(ascii: "T") } ?? end
    let clock = dayEnd..<end
    guard clock.contains(where: { bytes[$0] == UInt8(ascii: ":") }) || clock.allSatisfy({ bytes[$0] == Symbol.blank })
    else { return .none }
    guard let (year, yearEnd) = leadingYear(dayEnd) else { return .none }
    var place = yearEnd
    guard takeSeparator(&place, dayEnd), let month = takeNumber(&place, dayEnd), takeSeparator(&place, dayEnd),
      let day = takeNumber(&place, dayEnd), place == dayEnd || place == dayEnd - 1 && bytes[place] == Symbol.day,
      let date = CivilDate(year: year, month: month, day: day)
    else { return .none }
    return .date(date)
  }

  /// A day as digits alone; nil where it is none in this form.
  private var readingOfDigits: DateBytes.Reading? {
    var number = 0
    for place in 0..<min(count, 8) where isDigit(place) { number = number * 10 + Int(bytes[place] & 0x0F) }
    let whole = (0..<count).first { !isDigit($0) } ?? count
    if whole == 8, count == 8 {
      return CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100).map { .date($0) }
    }
    guard whole == 5, (whole..<count).allSatisfy({ isDigit($0) || bytes[$0] == Symbol.point }) else { return nil }
    // Beyond ten decimals a number may be rounded up to the next day.
    let decimals = count - whole
    guard decimals == 0 || (2...11).contains(decimals), (whole + 1..<max(count, whole + 1)).allSatisfy(isDigit) else {
      return .unsure
    }
    let serial = (0..<5).reduce(0) { $0 * 10 + Int(bytes[$1] & 0x0F) }
    guard serial >= 10_000 else { return nil }
    return ExcelSerial.date(Double(serial)).map { .date($0) }
  }

  /// The year at the start, of four digits or of an era, and where it ends.
  private func leadingYear(_ end: Int) -> (year: Int, end: Int)? {
    let era: JapaneseEra
    var place = 0
    switch bytes[0] {
    case UInt8(ascii: "R"): (era, place) = (.reiwa, 1)
    case UInt8(ascii: "H"): (era, place) = (.heisei, 1)
    case UInt8(ascii: "S"): (era, place) = (.showa, 1)
    case UInt8(ascii: "r") where end > 1 && bytes[1] == UInt8(ascii: "w"): (era, place) = (.reiwa, 2)
    case UInt8(ascii: "h") where end > 1 && bytes[1] == UInt8(ascii: "i"): (era, place) = (.heisei, 2)
    case UInt8(ascii: "s") where end > 1 && bytes[1] == UInt8(ascii: "w"): (era, place) = (.showa, 2)
    default:
      guard let year = takeNumber(&place, end), place == 4 else { return nil }
      return (year, 4)
    }
    if place < end, bytes[place] == Symbol.point { place += 1 }
    if place < end, bytes[place] == Symbol.first { return era.gregorianYear(1).map { ($0, place + 1) } }
    guard let number = takeNumber(&place, end) else { return nil }
    return era.gregorianYear(number).map { ($0, place) }
  }

  private func isDigit(_ place: Int) -> Bool { bytes[place] &- 0x30 < 10 }

  /// A number of one to four digits.
  private func takeNumber(_ place: inout Int, _ end: Int) -> Int? {
    let start = place
    var number = 0
    while place < end, isDigit(place) {
      guard place - start < 4 else { return nil }
      number = number * 10 + Int(bytes[place] & 0x0F)
      place += 1
    }
    return place > start ? number : nil
  }

  private func takeSeparator(_ place: inout Int, _ end: Int) -> Bool {
    guard place < end else { return false }
    switch bytes[place] {
    case 0x2D...0x2F, Symbol.year, UInt8(ascii: "M"), Symbol.day:
      place += 1
      return true
    default: return false
    }
  }
}
