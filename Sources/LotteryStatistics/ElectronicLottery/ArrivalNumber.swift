import Procurement

/// Numbers that follow from a time of arrival (到着時刻).
enum ArrivalNumber {
  /// The system number of an arrival in milliseconds since 1970-01-01T00:00:00Z; nil where none follows.
  static func number(_ kind: SystemNumber, arrival: Int64) -> Int? {
    switch kind {
    case .none, .given: nil
    case .seconds: Int(remainder((arrival - remainder(arrival, 1_000)) / 1_000, 1_000))
    case .milliseconds: milliseconds(arrival)
    case .arrivalDigits: JapanTime(arrival).map(digitSum)
    }
  }

  /// The milliseconds of a time, 0 to 999.
  static func milliseconds(_ time: Int64) -> Int { Int(remainder(time, 1_000)) }

  /// The sum of the digits of yyyymmddhhmm.
  private static func digitSum(_ time: JapanTime) -> Int {
    [time.date.year, time.date.month, time.date.day, time.hour, time.minute].reduce(0) { $0 + digits($1) }
  }

  private static func digits(_ value: Int) -> Int { value == 0 ? 0 : value % 10 + digits(value / 10) }

  /// The remainder from 0, also of times before 1970.
  private static func remainder(_ value: Int64, _ divisor: Int64) -> Int64 {
    (value % divisor + divisor) % divisor
  }
}
