/// How large a bias the test would have seen, by histories into which one is planted.
public struct FairnessPower: Sendable, Hashable {
  /// The share of biased histories that were found out, for one firm and weight.
  public struct Point: Sendable, Hashable {
    /// The planted bias.
    public var bias: PlantedBias
    /// By the test of all firms together.
    public var overall: Double
    /// By the firm's own adjusted p-value, in a single step: a lower bound.
    public var firm: Double

    /// The standard error of a share of so many histories.
    static func standardError(_ share: Double, histories: Int) -> Double {
      (share * (1 - share) / Double(histories)).squareRoot()
    }
  }

  /// The level at which a history is found out.
  public var alpha: Double
  /// Histories a point.
  public var histories: Int
  /// The points, firm by firm with rising weights.
  public var points: [Point]

  /// The standard error of a share.
  public func standardError(_ share: Double) -> Double { Point.standardError(share, histories: histories) }

  /// The weights that are planted, in halves: 1.5, 2, 3, 5 and 10.
  static let weights: [(numerator: UInt32, denominator: UInt32)] = [(3, 2), (2, 1), (3, 1), (5, 1), (10, 1)]

  /// The smallest planted weight of a firm that was found out, by either test, with at least this power; nil if none.
  public func smallestWeight(firm: Int, power: Double = 0.8) -> Double? {
    points.filter { $0.bias.firm == firm && max($0.overall, $0.firm) >= power }.map(\.bias.weight).min()
  }

  /// Plants biases for the firm with most ties and for one with the median number.
  ///
  /// - Parameter replicates: the fair histories against which the biased ones are judged.
  init(
    _ runner: HistoryRunner, player: (PlantedBias, UInt16) -> HistoryPlayer, replicates: [HistoryRunner.History],
    alpha: Double, histories: Int, threads: Int
  ) {
    self.alpha = alpha
    self.histories = histories
    let layout = runner.layout
    let byTies = layout.firms.indices.sorted { (layout.ties[$1], $0) < (layout.ties[$0], $1) }
    let chosen = byTies.isEmpty ? [] : Set([0, byTies.count / 2]).sorted().map { byTies[$0] }
    let statistics = replicates.map(\.statistic).sorted()
    let maxima = replicates.map(\.largest).sorted()
    var points: [Point] = []
    for (place, firm) in chosen.enumerated() {
      for (step, weight) in Self.weights.enumerated() {
        let bias = PlantedBias(
          firm: layout.firms[firm], numerator: weight.numerator, denominator: weight.denominator)
        let experiment = UInt16(place * Self.weights.count + step)
        let found = runner.run(player(bias, experiment), trials: 0..<histories, threads: threads).histories
        let overall = found.count { Self.pValue($0.statistic, among: statistics) < alpha }
        let own = found.count { Self.pValue($0.biased, among: maxima) < alpha }
        points.append(
          Point(
            bias: bias, overall: Double(overall) / Double(histories), firm: Double(own) / Double(histories)))
      }
    }
    self.points = points
  }

  /// (1 + #{T* ≥ T}) / (B + 1), the statistics ascending.
  private static func pValue(_ observed: Double, among statistics: [Double]) -> Double {
    let threshold = observed - 1e-9 * max(1, observed)
    var (low, high) = (0, statistics.count)
    while low < high {
      let middle = (low + high) / 2
      if statistics[middle] < threshold { low = middle + 1 } else { high = middle }
    }
    return Double(1 + statistics.count - low) / Double(statistics.count + 1)
  }
}
