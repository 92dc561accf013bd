import Procurement

/// Days as spreadsheets count them.
package enum ExcelSerial {
  /// Whether a bare number of five digits may be meant as a day of an era, as 50403 for 令和5年4月3日, sooner than as a serial number.
  ///
  /// No serial number of the years 2000 to 2036 is taken for one.
  package static func looksLikeEra(_ serial: Int) -> Bool {
    !(36_526..<50_041).contains(serial) && (1...12).contains(serial / 100 % 100) && (1...31).contains(serial % 100)
  }

  /// The day of a serial number: 1 is 1900-01-01, or 0 is 1904-01-01.
  ///
  /// The 1900 system has a 29 February 1900 that never was, as number 60.
  package static func date(_ serial: Double, countsFrom1904: Bool = false) -> CivilDate? {
    guard serial.isFinite, (0..<2_958_466).contains(serial) else { return nil }
    let day = Int(serial.rounded(.down))
    if countsFrom1904 { return CivilDate(daysSince1970: day - 24_107) }
    guard day >= 1, day != 60 else { return nil }
    return CivilDate(daysSince1970: day < 60 ? day - 25_568 : day - 25_569)
  }
}
