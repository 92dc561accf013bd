import CounterRandom
import Procurement

/// On which days of a fiscal year contracts are made: many at its beginning, some more at its end.
struct ContractCalendar: Sendable {
  /// Shares of the months April to March in 256; the year's contracts begin in April.
  private static let months = [60, 20, 20, 18, 16, 18, 17, 16, 15, 14, 17, 25]

  /// The days of the year, from 1 April.
  let days: [CivilDate]
  /// The positions in `days` to draw from, each alike.
  private let draws: [UInt16]

  init(_ year: FiscalYear) {
    var (days, draws): ([CivilDate], [UInt16]) = ([], [])
    for (index, share) in Self.months.enumerated() {
      let month = (index + 3) % 12 + 1
      let calendarYear = year.startYear + (month < 4 ? 1 : 0)
      let length = CivilDate.daysInMonth(month, year: calendarYear)
      let first = days.count
      days += (1...length).compactMap { CivilDate(year: calendarYear, month: month, day: $0) }
      // Sixteen places for each 1/256, spread evenly over the month.
      draws += (0..<share * 16).map { UInt16(first + $0 * length / (share * 16)) }
    }
    (self.days, self.draws) = (days, draws)
  }

  /// The position of a day for a random number.
  func day(_ words: inout DrawStream) -> Int { Int(draws[words.next(below: draws.count)]) }
}
