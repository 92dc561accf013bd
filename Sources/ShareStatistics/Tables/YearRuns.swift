import Procurement

/// The years that were met, numbered in that order.
struct YearSlots: Hashable, Sendable {
  /// The years as they were met.
  private(set) var years: [FiscalYear] = []
  private var index: [FiscalYear: Int] = [:]

  /// The number of a year.
  mutating func slot(of year: FiscalYear) -> Int {
    if let slot = index[year] { return slot }
    index[year] = years.count
    years.append(year)
    return years.count - 1
  }
}

extension ContractBatch {
  /// Calls a body with every run of rows of one year: ledgers are mostly sorted by date, so a year is looked up once a run.
  @inline(__always)
  func forEachYear<Failure: Error>(_ body: (FiscalYear, Range<Int>) throws(Failure) -> Void) throws(Failure) {
    var first = 0
    while first < years.count {
      let year = years[first]
      var end = first &+ 1
      while end < years.count, years[end].startYear == year.startYear { end &+= 1 }
      try body(year, first..<end)
      first = end
    }
  }
}
