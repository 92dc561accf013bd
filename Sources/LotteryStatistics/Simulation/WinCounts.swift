/// The wins of each entry in some trials: two bytes each for up to 65,535 trials, so that the many states of a simulation stay
/// small, four bytes for more.
///
/// Which of them depends on the trials alone, so that equal counts are equal values.
struct WinCounts: Hashable, Sendable {
  private var few: [UInt16]
  private var many: [UInt32]

  /// No wins of so many entries.
  init(count: Int) {
    few = [UInt16](repeating: 0, count: count)
    many = []
  }

  /// Counts that were written down; nil where one is negative or more than the trials.
  init?(_ counts: some Collection<Int64>, trials: Int64) {
    guard counts.allSatisfy({ (0...trials).contains($0) }), trials <= UInt32.max else { return nil }
    few = trials <= UInt16.max ? counts.map(UInt16.init) : []
    many = trials <= UInt16.max ? [] : counts.map(UInt32.init)
  }

  /// The number of entries.
  var count: Int { max(few.count, many.count) }

  /// The wins of an entry.
  subscript(entry: Int) -> UInt32 { many.isEmpty ? UInt32(few[entry]) : many[entry] }

  /// Adds the wins of other trials in place; false where a sum overflows, after which the counts are of no further use.
  ///
  /// - Parameter trials: of both together.
  mutating func add(_ other: WinCounts, trials: Int64) -> Bool {
    guard trials <= UInt32.max else { return false }
    if trials > UInt16.max, many.isEmpty {
      many = few.map(UInt32.init)
      few = []
    }
    var fits = true
    for entry in few.indices {
      let (sum, overflow) = few[entry].addingReportingOverflow(other.few[entry])
      few[entry] = sum
      fits = fits && !overflow
    }
    for entry in many.indices {
      let (sum, overflow) = many[entry].addingReportingOverflow(other[entry])
      many[entry] = sum
      fits = fits && !overflow
    }
    return fits
  }

  /// Changes the wins in at most 65,535 trials.
  mutating func update(_ body: (UnsafeMutableBufferPointer<UInt16>) -> Void) {
    precondition(many.isEmpty, "few trials")
    few.withUnsafeMutableBufferPointer { body($0) }
  }

  /// Calls with each entry and its wins.
  func forEach(_ body: (Int, UInt32) -> Void) {
    for (entry, wins) in few.enumerated() { body(entry, UInt32(wins)) }
    for (entry, wins) in many.enumerated() { body(entry, wins) }
  }
}
