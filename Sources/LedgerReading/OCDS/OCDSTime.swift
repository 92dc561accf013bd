import Procurement
import TabularReading

/// A point in time of a release, and the day on which it falls somewhere.
struct OCDSTime: Comparable {
  /// Whole seconds since 1970-01-01T00:00:00Z.
  let seconds: Int64
  let nanoseconds: Int32
  /// The day on which it falls for the clocks that count.
  let day: CivilDate

  static func < (one: OCDSTime, other: OCDSTime) -> Bool {
    (one.seconds, one.nanoseconds) < (other.seconds, other.nanoseconds)
  }

  /// Reads a date or a date and time of ISO 8601, as the standard wants it, or what else is no doubt a day.
  ///
  /// A time with a zone falls on the day that clocks of the wanted zone show; one without stays on the day that is
  /// written.
  ///
  /// - Parameter zone: the zone whose days count.
  init?(_ text: String, zone: DayZone) {
    guard text.utf8.count <= 80 else { return nil }
    if let plain = PlainTime(text) {
      self.init(day: plain.day, second: plain.second, minutesEast: plain.minutesEast, zone: zone)
      return
    }
    let split = text.firstIndex { $0 == "T" || $0 == "t" || $0 == " " }
    guard let day = DateText.date(String(text[..<(split ?? text.endIndex)])) else { return nil }
    guard let split else {
      self.init(day: day, second: 0, minutesEast: nil, zone: zone)
      return
    }
    guard let clock = Clock(text[text.index(after: split)...]) else { return nil }
    self.init(
      day: day, second: clock.second, nanoseconds: clock.nanoseconds, minutesEast: clock.minutesEast, zone: zone)
  }

  private init?(day: CivilDate, second: Int, nanoseconds: Int32 = 0, minutesEast: Int?, zone: DayZone) {
    let written = Int64(day.daysSince1970) * 86_400 + Int64(second)
    seconds = written - (minutesEast.map { Int64($0) * 60 } ?? Self.ahead(zone, at: written))
    self.nanoseconds = nanoseconds
    guard minutesEast != nil else {
      self.day = day
      return
    }
    let local = seconds + Self.ahead(zone, at: seconds)
    let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    guard let shifted = CivilDate(daysSince1970: Int(days)) else { return nil }
    self.day = shifted
  }

  /// How many seconds a zone is ahead of UTC at an instant.
  private static func ahead(_ zone: DayZone, at seconds: Int64) -> Int64 {
    Int64(zone.ahead(ofUTCAt: Int(seconds / 60))) * 60
  }

  /// The years in which contracts can have been made.
  var isPlausible: Bool { (1901...2199).contains(day.year) }

  /// A day, or a day and a time to the second, in the forms that nearly all publishers write.
  private struct PlainTime {
    let day: CivilDate
    var second = 0
    var minutesEast: Int?

    init?(_ text: String) {
      var text = text
      let found = text.withUTF8 { PlainTime($0) }
      guard let found else { return nil }
      self = found
    }

    private init?(_ bytes: UnsafeBufferPointer<UInt8>) {
      func number(_ at: Int, _ count: Int) -> Int? {
        var value = 0
        for byte in bytes[at..<(at + count)] {
          guard (0x30...0x39).contains(byte) else { return nil }
          value = value * 10 + Int(byte - 0x30)
        }
        return value
      }
      func pair(_ at: Int, below limit: Int) -> Int? { number(at, 2).flatMap { $0 < limit ? $0 : nil } }
      guard [10, 20, 25].contains(bytes.count), bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
        let year = number(0, 4), (1901...2199).contains(year), let month = number(5, 2), let dayOfMonth = number(8, 2),
        let day = CivilDate(year: year, month: month, day: dayOfMonth)
      else { return nil }
      self.day = day
      guard bytes.count > 10 else { return }
      guard bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
        let hour = pair(11, below: 24), let minute = pair(14, below: 60), let second = pair(17, below: 60)
      else { return nil }
      self.second = hour * 3_600 + minute * 60 + second
      if bytes.count == 20 {
        guard bytes[19] == UInt8(ascii: "Z") else { return nil }
        minutesEast = 0
        return
      }
      let sign = bytes[19] == UInt8(ascii: "+") ? 1 : -1
      guard sign == 1 || bytes[19] == UInt8(ascii: "-"), bytes[22] == UInt8(ascii: ":"),
        let hours = pair(20, below: 15), let minutes = pair(23, below: 60)
      else { return nil }
      minutesEast = (hours * 60 + minutes) * sign
    }
  }

  /// A time of day with its zone.
  private struct Clock {
    var second = 0
    var nanoseconds: Int32 = 0
    var minutesEast: Int?

    init?(_ text: Substring) {
      var clock = text
      if let mark = clock.lastIndex(where: { "Zz+-".contains($0) }) {
        guard let minutes = OCDSOptions.minutesEast(clock[mark...]) else { return nil }
        minutesEast = minutes
        clock = clock[..<mark]
      }
      let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
      guard (2...3).contains(parts.count), let hour = Self.number(parts[0]), let minute = Self.number(parts[1]),
        minute < 60
      else { return nil }
      second = hour * 3_600 + minute * 60
      if parts.count == 3 {
        let fraction = parts[2].split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(fraction.count), let whole = Self.number(fraction[0]), whole <= 60 else { return nil }
        second += whole
        if fraction.count == 2 {
          guard !fraction[1].isEmpty, fraction[1].allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
          nanoseconds = Int32(String((fraction[1] + "000000000").prefix(9))) ?? 0
        }
      }
      // 24:00 is the midnight at which a day ends.
      guard hour < 24 || second == 86_400 && nanoseconds == 0 else { return nil }
    }

    private static func number(_ text: Substring) -> Int? {
      text.count == 2 && text.allSatisfy { ("0"..."9").contains($0) } ? Int(text) : nil
    }
  }
}
