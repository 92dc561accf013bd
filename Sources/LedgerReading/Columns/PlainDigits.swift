import Procurement
import TabularReading

/// Numbers in the form that most files have: ASCII digits and nothing else, read eight at a time in a word.
///
/// Everything else gives nil and is for the readable parsers. Eight digits at a time: Johnny Lee's and Daniel
/// Lemire's *Fast numeric string to int* (2022).
enum PlainDigits {
  private static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// The number of up to 16 digits at an address; 16 bytes are readable before their end.
  @inline(__always)
  static func value(_ address: UnsafePointer<UInt8>, count: Int) -> Int64? {
    guard count > 0, count <= 16 else { return nil }
    let end = UnsafeRawPointer(address) + count
    let low = digits((end - 8).loadUnaligned(as: UInt64.self), count: count)
    guard areDigits(low) else { return nil }
    guard count > 8 else { return Int64(truncatingIfNeeded: number(low)) }
    let high = digits((end - 16).loadUnaligned(as: UInt64.self), count: count - 8)
    guard areDigits(high) else { return nil }
    return Int64(truncatingIfNeeded: number(high) &* 100_000_000 &+ number(low))
  }

  /// The number of four to twelve digits with commas between thousands at an address; 16 bytes are readable before their
  /// end.
  @inline(__always)
  static func separated(_ address: UnsafePointer<UInt8>, count: Int) -> Int64? {
    // Seen from the end every fourth byte is a comma, and the first byte is none.
    guard count > 4, count < 16, count & 3 != 0 else { return nil }
    let end = UnsafeRawPointer(address) + count
    guard let low = groups((end - 8).loadUnaligned(as: UInt64.self), count: count) else { return nil }
    guard count > 8 else { return Int64(truncatingIfNeeded: low) }
    guard let high = groups((end - 16).loadUnaligned(as: UInt64.self), count: count &- 8) else { return nil }
    return Int64(truncatingIfNeeded: high &* 1_000_000 &+ low)
  }

  /// The number of two groups of a comma and three digits; of eight bytes only the last `count` are looked at.
  @inline(__always)
  private static func groups(_ word: UInt64, count: Int) -> UInt64? {
    let zeroGroups: UInt64 = 0x3030_302C_3030_302C
    let unwanted: UInt64 = count < 8 ? UInt64.max >> UInt64(truncatingIfNeeded: count &* 8) : 0
    let written = word & ~unwanted | zeroGroups & unwanted
    let commas: UInt64 = 0x0000_00FF_0000_00FF
    let plain = written & ~commas | zeros & commas
    guard written & commas == zeroGroups & commas, areDigits(plain) else { return nil }
    let pairs = ((plain & 0x0F0F_0F0F_0F0F_0F0F) &* 2_561) >> 8
    let fours = ((pairs & 0x00FF_00FF_00FF_00FF) &* 6_553_601) >> 16
    return (fours & 0xFFFF) &* 1_000 &+ (fours >> 32 & 0xFFFF)
  }

  /// The last `count` of eight bytes, with zeros in the place of the others.
  @inline(__always)
  private static func digits(_ word: UInt64, count: Int) -> UInt64 {
    guard count < 8 else { return word }
    let unwanted: UInt64 = UInt64.max >> UInt64(truncatingIfNeeded: count &* 8)
    return word & ~unwanted | zeros & unwanted
  }

  @inline(__always)
  private static func areDigits(_ word: UInt64) -> Bool {
    let high: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
    return ((word & high) ^ zeros) | (((word &+ 0x0606_0606_0606_0606) & high) ^ zeros) == 0
  }

  @inline(__always)
  private static func number(_ word: UInt64) -> UInt64 {
    let pairs = ((word & 0x0F0F_0F0F_0F0F_0F0F) &* 2_561) >> 8
    let fours = ((pairs & 0x00FF_00FF_00FF_00FF) &* 6_553_601) >> 16
    return ((fours & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) >> 32
  }

  /// The day of yyyy-mm-dd as a number of its eight digits; 16 bytes are readable there.
  @inline(__always)
  static func date(_ address: UnsafePointer<UInt8>, count: Int) -> PackedDate? {
    guard count == 10 else { return nil }
    let word = UnsafeRawPointer(address).loadUnaligned(as: UInt64.self)
    let lastTwo = UnsafeRawPointer(address).loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    // Four digits, a hyphen, two digits, a hyphen, and the two digits of the day.
    let hyphens: UInt64 = 0xFF00_00FF_0000_0000
    guard word & hyphens == 0x2D00_002D_0000_0000 else { return nil }
    let parts = word & 0x0000_0000_FFFF_FFFF | (word >> 8) & 0x0000_FFFF_0000_0000 | UInt64(lastTwo) << 48
    guard areDigits(parts) else { return nil }
    let pairs = ((parts & 0x0F0F_0F0F_0F0F_0F0F) &* 2_561) >> 8
    let date = PackedDate(
      year: Int32(truncatingIfNeeded: (pairs & 0xFF) &* 100 &+ (pairs >> 16) & 0xFF),
      month: Int32(truncatingIfNeeded: (pairs >> 32) & 0xFF), day: Int32(truncatingIfNeeded: (pairs >> 48) & 0xFF))
    return date.isCertain || date.civil != nil ? date : nil
  }

  /// A number of up to 15 digits with an optional decimal point between them, as it is written.
  static func fixedPoint(_ address: UnsafePointer<UInt8>, count: Int) -> FixedPoint? {
    guard count > 0, count <= 16 else { return nil }
    var (units, decimals, digits) = (Int64(0), 0, 0)
    var isFraction = false
    for place in 0..<count {
      let byte = address[place]
      if byte == UInt8(ascii: "."), !isFraction, digits > 0 {
        isFraction = true
        continue
      }
      guard byte &- 0x30 < 10 else { return nil }
      units = units &* 10 &+ Int64(byte &- 0x30)
      digits &+= 1
      if isFraction { decimals &+= 1 }
    }
    guard digits < 16, isFraction == (decimals > 0) else { return nil }
    return FixedPoint(units: units, decimals: decimals)
  }

  /// Milliseconds since 1970 of a time such as 2021-04-01T09:30:00.123 in Japan, without a zone; 16 bytes are readable
  /// there.
  static func instant(_ address: UnsafePointer<UInt8>, count: Int) -> Int64? {
    guard count == 16 || count == 19 || (21...23).contains(count), let day = date(address, count: 10)?.civil,
      address[10] == UInt8(ascii: "T") || address[10] == UInt8(ascii: " ")
    else { return nil }
    func digit(_ place: Int) -> Int { Int(address[place]) - 0x30 }
    for place in 11..<count {
      let byte = address[place]
      let wanted: UInt8? = place == 13 || place == 16 ? 0x3A : place == 19 ? 0x2E : nil
      guard wanted.map({ byte == $0 }) ?? (0x30...0x39).contains(byte) else { return nil }
    }
    let (hour, minute) = (digit(11) * 10 + digit(12), digit(14) * 10 + digit(15))
    let second = count > 16 ? digit(17) * 10 + digit(18) : 0
    guard hour < 24, minute < 60, second < 60 else { return nil }
    var fraction = 0
    for place in 20..<23 where count > 19 { fraction = fraction * 10 + (place < count ? digit(place) : 0) }
    // Japan's time is nine hours ahead.
    let minutes = day.daysSince1970 * 1_440 + (hour - 9) * 60 + minute
    return Int64((minutes * 60 + second) * 1_000 + fraction)
  }

  /// Whether 13 bytes are digits with the wrong check digit of a corporate number; 16 bytes are readable before their end.
  ///
  /// As `CorporateNumber.isValid`: every other digit from the right counts twice.
  @inline(__always)
  static func isWrongCorporateNumber(_ address: UnsafePointer<UInt8>) -> Bool {
    let start = UnsafeRawPointer(address)
    let low = (start + 5).loadUnaligned(as: UInt64.self)
    let high = digits((start - 3).loadUnaligned(as: UInt64.self), count: 5)
    guard areDigits(low), areDigits(high) else { return false }
    let check = UInt64(address[0] & 0x0F)
    // From the right: bytes 7, 5, 3, 1 of a word count once, bytes 6, 4, 2, 0 twice.
    let sum = weighted(low ^ zeros) &+ weighted((high ^ zeros) & 0xFFFF_FFFF_0000_0000)
    return check != 9 &- sum % 9
  }

  /// The same of 13 bytes, behind and before which nothing is read.
  static func isWrongCorporateNumber(copying address: UnsafePointer<UInt8>) -> Bool {
    var sum = 0
    for place in 0..<13 {
      let digit = Int(address[place] &- 0x30)
      guard digit < 10 else { return false }
      if place > 0 { sum += place % 2 == 0 ? digit : 2 * digit }
    }
    return Int(address[0] & 0x0F) != 9 - sum % 9
  }

  @inline(__always)
  private static func weighted(_ digits: UInt64) -> UInt64 {
    let twice = digits & 0x00FF_00FF_00FF_00FF
    return ((digits &+ twice) &* 0x0101_0101_0101_0101) >> 56
  }
}

/// A day in one word that sorts as days do.
struct PackedDate: Comparable {
  private let bits: Int32
  /// No day at all.
  static let none = PackedDate(year: 0, month: 0, day: 0)

  @inline(__always)
  init(year: Int32, month: Int32, day: Int32) {
    bits = year << 16 | month << 8 | day
  }

  /// The day of a date.
  init(_ date: CivilDate) {
    self.init(year: Int32(date.year), month: Int32(date.month), day: Int32(date.day))
  }

  @inline(__always)
  static func < (a: PackedDate, b: PackedDate) -> Bool { a.bits < b.bits }

  @inline(__always)
  private var month: Int32 { bits >> 8 & 0xFF }
  @inline(__always)
  private var day: Int32 { bits & 0xFF }

  /// Whether every year has such a day, and the year is one of contracts.
  @inline(__always)
  var isCertain: Bool {
    bits >= 1_901 << 16 && bits < 2_200 << 16 && month &- 1 < 12 && month > 0 && day > 0 && day <= 28
  }

  /// The calendar year in which the day's fiscal year begins.
  @inline(__always)
  var fiscalYear: Int { Int(bits >> 16) &- (month < 4 ? 1 : 0) }

  /// The day as a date, nil where contracts have none such.
  var civil: CivilDate? {
    guard DateText.years.contains(Int(bits >> 16)) else { return nil }
    return CivilDate(year: Int(bits >> 16), month: Int(month), day: Int(day))
  }
}
