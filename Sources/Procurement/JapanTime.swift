/// An instant as a clock in Japan shows it (日本標準時, UTC+9 all year).
public struct JapanTime: Hashable, Sendable {
  /// The day.
  public let date: CivilDate
  /// The hour, 0 to 23.
  public let hour: Int
  /// The minute, 0 to 59.
  public let minute: Int
  /// The second, 0 to 59.
  public let second: Int
  /// The millisecond, 0 to 999.
  public let millisecond: Int

  /// The time of an instant in milliseconds since 1970-01-01T00:00:00Z, nil beyond the years 1 to 9999.
  public init?(_ instant: Int64) {
    let (shifted, overflow) = instant.addingReportingOverflow(9 * 3_600_000)
    let day: Int64 = 86_400_000
    let ofDay = (shifted % day + day) % day
    guard !overflow, let date = CivilDate(daysSince1970: Int((shifted - ofDay) / day)) else { return nil }
    self.date = date
    hour = Int(ofDay / 3_600_000)
    minute = Int(ofDay / 60_000 % 60)
    second = Int(ofDay / 1_000 % 60)
    millisecond = Int(ofDay % 1_000)
  }
}

extension JapanTime: CustomStringConvertible {
  /// As in `2021-04-01 09:30:00.123`.
  public var description: String {
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(date) \(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2)).\(padded(millisecond, 3))"
  }
}
