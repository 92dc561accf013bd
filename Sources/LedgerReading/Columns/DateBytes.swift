import Procurement
import TabularReading

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
  let isCP932: Bool
  /// The zone whose calendar says on which day an instant is.
  let zone: DayZone

  init(isCP932: Bool = false, zone: DayZone = .japan) { (self.isCP932, self.zone) = (isCP932, zone) }

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
    case .unsure: DateText.date(TextFolding.text(address, count: count, isCP932: isCP932), in: zone)
    }
  }

  /// Reads a day without asking the reference; no byte outside the field is read.
  func read(_ address: UnsafePointer<UInt8>, count: Int) -> Reading {
    if let date = plainDate(address, count: count) { return .date(date) }
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
  /// behind it, with or without Z or an offset.
  private func plainDate(_ bytes: UnsafePointer<UInt8>, count: Int) -> CivilDate? {
    guard count >= 8, Self.isSeparator(bytes[4]) else { return nil }
    var year = 0
    for place in 0..<4 {
      let digit = bytes[place] &- 0x30
      guard digit < 10 else { return nil }
      year = year &* 10 &+ Int(digit)
    }
    var place = 5
    guard let month = Self.shortNumber(bytes, &place, count), place < count, Self.isSeparator(bytes[place]) else {
      return nil
    }
    place += 1
    guard let day = Self.shortNumber(bytes, &place, count), DateText.years.contains(year),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    if place == count { return date }
    guard bytes[place] == UInt8(ascii: " ") || bytes[place] == UInt8(ascii: "T") else { return nil }
    place += 1
    guard let clock = Self.clock(bytes, place, count) else { return nil }
    guard clock.offset != nil else { return date }
    return zone.day(date, minutes: clock.minutes, offset: clock.offset).flatMap {
      DateText.years.contains($0.year) ? $0 : nil
    }
  }

  /// A time in the forms 9:30, 09:30:00 and 09:30:00.123, with Z or an offset such as +09:00 or without; nil where it has
  /// another form.
  private static func clock(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> (minutes: Int, offset: Int?)? {
    var place = start
    guard let hour = shortNumber(bytes, &place, end), hour < 24, place < end, bytes[place] == UInt8(ascii: ":") else {
      return nil
    }
    place += 1
    guard let minute = shortNumber(bytes, &place, end), minute < 60 else { return nil }
    if place < end, bytes[place] == UInt8(ascii: ":") {
      place += 1
      guard let second = shortNumber(bytes, &place, end), second < 60 else { return nil }
      if place < end, bytes[place] == UInt8(ascii: ".") {
        let first = place + 1
        repeat { place += 1 } while place < end && bytes[place] &- 0x30 < 10
        guard place > first else { return nil }
      }
    }
    let minutes = hour * 60 + minute
    if place == end { return (minutes, nil) }
    if bytes[place] == UInt8(ascii: "Z") { return place + 1 == end ? (minutes, 0) : nil }
    let isBehind = bytes[place] == UInt8(ascii: "-")
    guard isBehind || bytes[place] == UInt8(ascii: "+"), end - place == 6, bytes[place + 3] == UInt8(ascii: ":") else {
      return nil
    }
    var (hourPlace, minutePlace) = (place + 1, place + 4)
    guard let hours = shortNumber(bytes, &hourPlace, place + 3), hourPlace == place + 3, hours <= 14,
      let rest = shortNumber(bytes, &minutePlace, end), minutePlace == end, rest < 60
    else { return nil }
    return (minutes, (hours * 60 + rest) * (isBehind ? -1 : 1))
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
        // A date begins with a digit or an era, which may be written with characters that Unicode has twice.
        guard Self.begins(symbol) else { return symbol == Symbol.strange ? .unsure : DateBytes.Reading.none }
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
    let blank = (0..<end).first { bytes[$0] == Symbol.blank || bytes[$0] == UInt8(ascii: "T") } ?? end
    // A time may stand right behind 日.
    let dayEnd = (0..<blank).first { bytes[$0] == Symbol.day }.map { $0 + 1 } ?? blank
    let clock = dayEnd..<end
    // What stands behind the day has to be a time.
    guard clock.allSatisfy({ bytes[$0] == Symbol.blank }) else { return .unsure }
    guard let (year, era, yearEnd) = leadingYear(dayEnd) else { return .none }
    var place = yearEnd
    guard takeSeparator(&place, dayEnd), let month = takeNumber(&place, dayEnd), takeSeparator(&place, dayEnd),
      let day = takeNumber(&place, dayEnd), place == dayEnd || place == dayEnd - 1 && bytes[place] == Symbol.day,
      let date = CivilDate(year: year, month: month, day: day), DateText.years.contains(year),
      era?.contains(date) ?? true
    else { return .none }
    return .date(date)
  }

  /// A day as digits alone; nil where it is none in this form.
  private var readingOfDigits: DateBytes.Reading? {
    var number = 0
    for place in 0..<min(count, 8) where isDigit(place) { number = number * 10 + Int(bytes[place] & 0x0F) }
    let whole = (0..<count).first { !isDigit($0) } ?? count
    if whole == 8, count == 8 {
      let date = CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
      return date.map { DateText.years.contains($0.year) ? .date($0) : .none }
    }
    guard whole == 5, (whole..<count).allSatisfy({ isDigit($0) || bytes[$0] == Symbol.point }) else { return nil }
    // Beyond ten decimals a number may be rounded up to the next day.
    let decimals = count - whole
    guard decimals == 0 || (2...11).contains(decimals), (whole + 1..<max(count, whole + 1)).allSatisfy(isDigit) else {
      return .unsure
    }
    let serial = (0..<5).reduce(0) { $0 * 10 + Int(bytes[$1] & 0x0F) }
    guard serial >= 10_000 else { return nil }
    if decimals == 0, ExcelSerial.looksLikeEra(serial) { return DateBytes.Reading.none }
    return ExcelSerial.date(Double(serial)).map { .date($0) }
  }

  /// The year at the start, of four digits or of an era, and where it ends.
  private func leadingYear(_ end: Int) -> (year: Int, era: JapaneseEra?, end: Int)? {
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
      return (year, nil, 4)
    }
    if place < end, bytes[place] == Symbol.point { place += 1 }
    if place < end, bytes[place] == Symbol.first { return era.gregorianYear(1).map { ($0, era, place + 1) } }
    guard let number = takeNumber(&place, end) else { return nil }
    return era.gregorianYear(number).map { ($0, era, place) }
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
