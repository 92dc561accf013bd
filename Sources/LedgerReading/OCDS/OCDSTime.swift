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
    let split = text.firstIndex { $0 == "T" || $0 == "t" || $0 == " " }
    guard let day = DateText.date(String(text[..<(split ?? text.endIndex)])) else { return nil }
    let midnight = Int64(day.daysSince1970) * 86_400
    guard let split else {
      (seconds, nanoseconds, self.day) = (midnight - Self.ahead(zone, at: midnight), 0, day)
      return
    }
    guard let clock = Clock(text[text.index(after: split)...]) else { return nil }
    let written = midnight + Int64(clock.second)
    seconds = written - (clock.minutesEast.map { Int64($0) * 60 } ?? Self.ahead(zone, at: written))
    nanoseconds = clock.nanoseconds
    guard clock.minutesEast != nil else {
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
