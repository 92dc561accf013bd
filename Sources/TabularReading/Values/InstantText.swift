import Procurement

/// Points in time as electronic bidding systems write them.
package enum InstantText {
  /// Whether a time is written to the second at least.
  package static func hasSeconds(_ text: String) -> Bool { DateText.dayAndClock(text)?.clock?.hasSeconds ?? false }

  /// Milliseconds since 1970-01-01T00:00:00Z of a day and a time such as 2021-04-01T09:30:00.123. Nil where the text is
  /// no such time.
  ///
  /// - Parameter zone: the zone of a time that is written without one.
  package static func milliseconds(_ text: String, in zone: DayZone = .japan) -> Int64? {
    guard let (day, written) = DateText.dayAndClock(text), let clock = written else { return nil }
    let local = day.daysSince1970 * 1_440 + clock.minutes
    let minutes = local - (clock.offset ?? zone.ahead(ofUTCAt: local - zone.ahead(ofUTCAt: local)))
    return Int64(minutes) * 60_000 + Int64(clock.milliseconds)
  }
}
