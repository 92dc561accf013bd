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

  /// Adds the wins of other trials; false where a sum overflows.
  ///
  /// - Parameter trials: of both together.
  mutating func add(_ other: WinCounts, trials: Int64) -> Bool {
    let sums = (0..<count).map { Int64(self[$0]) + Int64(other[$0]) }
    guard let sum = WinCounts(sums, trials: trials) else { return false }
    self = sum
    return true
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
