import Procurement

/// The days from 1 April of a fiscal year on, as texts and as times.
struct DayTable: Sendable {
  /// Two years: notices of March open in the next one.
  private static let length = 730

  /// The days with a comma before them, as in `,2022-04-01`.
  let texts: TextPool
  /// Milliseconds from 1970-01-01T00:00:00Z to the beginning of the first day in Japan.
  private let origin: Int64

  init(_ year: FiscalYear) {
    var days: [String] = []
    var month = 4
    var calendarYear = year.startYear
    while days.count < Self.length {
      for day in 1...CivilDate.daysInMonth(month, year: calendarYear) {
        days.append(CivilDate(year: calendarYear, month: month, day: day).map { ",\($0)" } ?? ",")
      }
      month = month % 12 + 1
      if month == 1 { calendarYear += 1 }
    }
    texts = TextPool(days, encoding: .utf8)
    var elapsed: Int64 = 0
    for past in 1970..<max(year.startYear, 1970) {
      elapsed += CivilDate.daysInMonth(2, year: past) == 29 ? 366 : 365
    }
    // 1 April is 90 days after 1 January, 91 in a leap year; Japan is nine hours ahead.
    elapsed += CivilDate.daysInMonth(2, year: year.startYear) == 29 ? 91 : 90
    origin = elapsed * 86_400_000 - 9 * 3_600_000
  }

  /// The beginning of a day in Japan, in milliseconds since 1970-01-01T00:00:00Z.
  func midnight(_ day: Int) -> Int64 { origin + Int64(day) * 86_400_000 }

  /// Appends a time as in `,2022-05-10T09:00:00.123+09:00`.
  func append(time: Int64, to writer: inout RowWriter) {
    let (day, inDay) = (time - origin).quotientAndRemainder(dividingBy: 86_400_000)
    let rest = UInt64(inDay)
    writer.append(texts, Int(day))
    writer.append(ascii: "T")
    writer.append(rest / 3_600_000, width: 2)
    writer.append(ascii: ":")
    writer.append(rest / 60_000 % 60, width: 2)
    writer.append(ascii: ":")
    writer.append(rest / 1_000 % 60, width: 2)
    writer.append(ascii: ".")
    writer.append(rest % 1_000, width: 3)
    writer.append(Self.zone)
  }

  private static let zone = Array("+09:00".utf8)
}
