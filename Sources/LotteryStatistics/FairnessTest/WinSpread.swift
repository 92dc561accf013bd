/// How many firms won 0, 1, 2 … lotteries, beside chance.
///
/// Only firms that tied at least once count. The expectation adds up the firms' own laws, exact where these are; the
/// range holds 95 of 100 joint histories for that number of lotteries alone, not for all numbers at once.
public struct WinSpread: Sendable, Hashable {
  /// The firms with one number of wins.
  public struct Line: Sendable, Hashable {
    /// The number of lotteries won.
    public var wins: Int
    /// The firms that won so many.
    public var firms: Int
    /// The expected number of firms.
    public var expected: Double
    /// The pointwise range, 2.5 % of the histories at most beyond either end.
    public var low: Int
    /// Its upper end.
    public var high: Int
  }

  /// The lines from 0 wins on.
  public var lines: [Line]
  /// Whether the last line holds every larger number too.
  public var isLastOpen: Bool
  /// Whether the expectation is exact for every firm.
  public var isExact: Bool

  /// The largest number of wins with a line of its own.
  static let limit = 30

  /// The number of bins of a layout.
  static func bins(_ layout: HistoryLayout) -> Int { min(limit, layout.ties.max() ?? 0) + 1 }

  /// The histogram of some numbers of wins.
  static func histogram(_ wins: some Sequence<Int32>, bins: Int) -> [Int32] {
    var histogram = [Int32](repeating: 0, count: bins)
    for count in wins { histogram[min(bins - 1, Int(count))] += 1 }
    return histogram
  }

  /// The spread of a record.
  ///
  /// - Complexity: O(bins × (firms + replicates log replicates)).
  init(
    _ layout: HistoryLayout, observed: [Int], tails: [WinDistribution?], histograms: [[Int32]]
  ) {
    let bins = Self.bins(layout)
    let record = Self.histogram(observed.lazy.map { Int32($0) }, bins: bins)
    let missing = tails.isEmpty || tails.contains { $0 == nil }
    isExact = !missing
    let isCut = (layout.ties.max() ?? 0) > Self.limit
    var lines: [Line] = []
    for bin in 0..<bins {
      let counts = histograms.map { $0[bin] }.sorted()
      let expected =
        missing
        ? Double(counts.reduce(0) { $0 + Int($1) }) / Double(max(1, counts.count))
        : tails.reduce(0) { sum, law in
          sum + (law.map { bin == bins - 1 ? $0.atLeast(bin) : $0.probability(bin) } ?? 0)
        }
      // So that at most one in forty histories lies beyond either end.
      let cut = counts.count / 40
      lines.append(
        Line(
          wins: bin, firms: Int(record[bin]), expected: expected, low: counts.isEmpty ? 0 : Int(counts[cut]),
          high: counts.isEmpty ? 0 : Int(counts[counts.count - 1 - cut])))
    }
    // Numbers that nobody won and nobody was expected to win say nothing.
    while lines.count > 1, let last = lines.last, last.firms == 0, last.expected < 0.005, last.high == 0 {
      lines.removeLast()
    }
    isLastOpen = isCut && lines.count == bins
    self.lines = lines
  }
}
