import Foundation
import Procurement

/// The zone whose calendar says on which day an instant is: Japan's, if nobody says otherwise.
///
/// A written time without a zone is taken as it stands. One with a zone, such as 2021-03-31T15:00:00Z, is an instant, and
/// in Japan that one is on 1 April: in the next fiscal year.
public struct DayZone: Sendable, Hashable {
  /// Nil for Japan, which has no summer time.
  private let zone: TimeZone?

  /// Japan Standard Time (日本標準時, UTC+9).
  public static let japan = DayZone(zone: nil)

  private init(zone: TimeZone?) { self.zone = zone }

  /// The zone of a name of the IANA database, or of an offset such as +09:00; nil where there is none such.
  ///
  /// Names come from the machine's own database; `Asia/Tokyo` and offsets need none.
  public init?(_ name: String) {
    if name == "Asia/Tokyo" || name == "Japan" {
      self = .japan
    } else if name == "UTC" || name == "Z" {
      self.init(zone: TimeZone(secondsFromGMT: 0))
    } else if let minutes = ClockText.offset(name) {
      self.init(zone: TimeZone(secondsFromGMT: minutes * 60))
    } else if name.contains("/"), let zone = TimeZone(identifier: name) {
      self.init(zone: zone)
    } else {
      return nil
    }
  }

  /// The day of an instant.
  ///
  /// - Parameters:
  ///   - date: the day as it is written.
  ///   - minutes: the time of day as it is written, in minutes.
  ///   - offset: how many minutes the written zone is ahead of UTC; nil where none is written.
  /// - Returns: the day in this zone, nil beyond the calendar.
  package func day(_ date: CivilDate, minutes: Int, offset: Int?) -> CivilDate? {
    guard let offset else { return date }
    let instant = date.daysSince1970 * 1_440 + minutes - offset
    let local = instant + ahead(ofUTCAt: instant)
    return CivilDate(daysSince1970: (local - (local % 1_440 + 1_440) % 1_440) / 1_440)
  }

  /// How many minutes the zone is ahead of UTC at an instant in minutes since 1970.
  package func ahead(ofUTCAt instant: Int) -> Int {
    guard let zone else { return 9 * 60 }
    return zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant) * 60)) / 60
  }
}
