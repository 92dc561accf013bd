import Procurement

/// Days as spreadsheets count them.
enum ExcelSerial {
  /// The day of a serial number: 1 is 1900-01-01, or 0 is 1904-01-01.
  ///
  /// The 1900 system has a 29 February 1900 that never was, as number 60.
  static func date(_ serial: Double, countsFrom1904: Bool = false) -> CivilDate? {
    guard serial.isFinite, (0..<2_958_466).contains(serial) else { return nil }
    let day = Int(serial.rounded(.down))
    if countsFrom1904 { return CivilDate(daysSince1970: day - 24_107) }
    guard day >= 1, day != 60 else { return nil }
    return CivilDate(daysSince1970: day < 60 ? day - 25_568 : day - 25_569)
  }
}

extension CivilDate {
  /// The day that is so many days after 1970-01-01.
  ///
  /// Source: Howard Hinnant, *chrono-compatible low-level date algorithms*, `civil_from_days`.
  init?(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: day)
  }

  /// The number of days since 1970-01-01.
  ///
  /// Source: Howard Hinnant, as above, `days_from_civil`.
  var daysSince1970: Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
