import BigInt
import Procurement
import ShareStatistics

/// Which figures of a published table of award rates and competition cannot be right.
///
/// A figure is accused only where no figures before rounding give it along with the others of the table: what it is a quotient of,
/// what it is the sum of, and what the mean of all groups can be. A mean of all groups is held against their weighted mean only
/// where their weights are printed (awards for the mean of the rates, ceilings for the rate of sums, tenders for shares and bidders);
/// otherwise it must merely lie between the least and the greatest of them.
public struct IndicatorAudit: Sendable {
  /// What a figure was held against.
  public enum Ground: String, Sendable, CaseIterable {
    /// The quotient of two figures of its row.
    case quotient
    /// The sum of the groups.
    case sum
    /// The mean of the groups with printed weights.
    case weightedMean
    /// The range of the groups: their weights are not printed.
    case range
  }

  /// A figure that cannot be right.
  public struct Finding: Sendable {
    /// Its row.
    public var row: PublishedIndicators.Row
    /// Its column.
    public var column: PublishedIndicators.Column
    /// As printed.
    public var printed: FixedPoint
    /// Between which numbers it would have to be, rounded outwards to its own decimals.
    public var low, high: FixedPoint
    /// What it was held against.
    public var ground: Ground
  }

  /// How often a figure could be held against something.
  public private(set) var checks: [PublishedIndicators.Column: [Ground: Int]] = [:]
  /// The figures that cannot be right, in the order of the table.
  public private(set) var findings: [Finding] = []
  /// How printed figures were rounded: the rule that accuses the fewest.
  public let rule: RoundingRule
  /// What 落札率 was taken for, where the table does not say it: the mean that accuses the fewest.
  public let rate: PublishedIndicators.Column?
  /// How many figures the table has.
  public let figures: Int

  /// The checks of all figures.
  public var checked: Int { checks.values.reduce(0) { $0 + $1.values.reduce(0, +) } }

  /// Audits a table.
  ///
  /// - Parameter rule: how figures were rounded; nil for whichever rule accuses the fewest.
  /// - Complexity: O(years × groups²).
  public init(_ table: PublishedIndicators, rule: RoundingRule? = nil) {
    let rules = rule.map { [$0] } ?? [.halfUp, .truncate, .up]
    let isOpen = table.rows.contains { $0.figures[.rate] != nil }
    var best: (examination: Examination, rule: RoundingRule, rate: PublishedIndicators.Column?)?
    for rule in rules {
      for rate in isOpen ? [PublishedIndicators.Column.rateMean, .rateOfSums].map(Optional.some) : [nil] {
        let examination = Examination(table.rows, rule, rate: rate)
        if let best, best.examination.findings.count <= examination.findings.count { continue }
        best = (examination, rule, rate)
      }
    }
    (checks, findings) = (best?.examination.checks ?? [:], best?.examination.findings ?? [])
    (self.rule, self.rate) = (best?.rule ?? .halfUp, best?.rate)
    figures = table.rows.reduce(0) { $0 + $1.figures.count }
  }
}

/// Numbers between two bounds, both of which are possible.
private struct Span {
  var low: ExactRatio
  var high: ExactRatio

  /// What a printed figure can have been before rounding; the open end of a rule is taken for possible, so that nothing is
  /// accused for a border.
  init(_ figure: PublishedIndicators.Figure, _ rule: RoundingRule) {
    let scale = BigInt(FixedPoint.powerOfTen(figure.value.decimals))
    func number(_ halves: Int) -> ExactRatio {
      ExactRatio((2 * BigInt(figure.value.units) + BigInt(halves)) * BigInt(figure.unit), 2 * scale)
    }
    switch rule {
    case .halfUp, .halfEven, .controlled: (low, high) = (number(-1), number(1))
    case .truncate: (low, high) = (number(0), number(2))
    case .up: (low, high) = (number(-2), number(0))
    }
  }

  init(_ low: ExactRatio, _ high: ExactRatio) { (self.low, self.high) = (low, high) }

  /// A count as it is printed.
  init(exactly figure: PublishedIndicators.Figure) {
    let value = ExactRatio(
      BigInt(figure.value.units) * BigInt(figure.unit), BigInt(FixedPoint.powerOfTen(figure.value.decimals)))
    self.init(value, value)
  }

  func meets(_ other: Span) -> Bool { low <= other.high && other.low <= high }
}

/// The checks of a table under one rule.
private struct Examination {
  private let rows: [PublishedIndicators.Row]
  private let rule: RoundingRule
  private(set) var checks: [PublishedIndicators.Column: [IndicatorAudit.Ground: Int]] = [:]
  private(set) var findings: [IndicatorAudit.Finding] = []

  private typealias Column = PublishedIndicators.Column
  private static let hundred = ExactRatio(100)

  init(_ rows: [PublishedIndicators.Row], _ rule: RoundingRule, rate: PublishedIndicators.Column?) {
    self.rule = rule
    self.rows = rows.map { row in
      guard let rate, let figure = row.figures[.rate], row.figures[rate] == nil else { return row }
      var row = row
      row.figures[rate] = figure
      return row
    }
    for row in self.rows { checkQuotients(row) }
    var years: [String] = []
    for row in self.rows where !years.contains(row.year) { years.append(row.year) }
    for year in years {
      let own = self.rows.filter { $0.year == year }
      let groups = own.filter { !$0.isTotal }
      guard groups.count > 1 else { continue }
      for total in own where total.isTotal { checkTotal(total, groups) }
    }
    findings.sort { ($0.row.line, Self.order($0.column)) < ($1.row.line, Self.order($1.column)) }
  }

  private static func order(_ column: PublishedIndicators.Column) -> Int {
    PublishedIndicators.Column.allCases.firstIndex(of: column) ?? 0
  }

  private func span(_ row: PublishedIndicators.Row, _ column: PublishedIndicators.Column) -> Span? {
    row.figures[column].map { figure in
      switch column {
      case .tenders, .awarded, .failed, .bidders, .singleBids: Span(exactly: figure)
      case .amount, .ceilings: figure.unit == 1 ? Span(exactly: figure) : Span(figure, rule)
      case .failedShare, .singleBid, .biddersMean, .rateMean, .rateOfSums, .rate: Span(figure, rule)
      }
    }
  }

  /// Holds a figure against what it can be.
  private mutating func hold(
    _ row: PublishedIndicators.Row, _ column: PublishedIndicators.Column, _ possible: Span,
    _ ground: IndicatorAudit.Ground
  ) {
    guard let figure = row.figures[column], let own = span(row, column) else { return }
    checks[column, default: [:]][ground, default: 0] += 1
    guard !own.meets(possible) else { return }
    let unit = ExactRatio(figure.unit)
    let ends = [(possible.low, RoundingRule.truncate), (possible.high, .up)].map { end, rule in
      (end / unit)?.rounded(decimals: figure.value.decimals, rule: rule)
    }
    guard let low = ends[0], let high = ends[1] else { return }
    findings.append(
      IndicatorAudit.Finding(
        row: row, column: column, printed: figure.value, low: low, high: high, ground: ground))
  }

  // MARK: A row

  private mutating func checkQuotients(_ row: PublishedIndicators.Row) {
    if let tenders = span(row, .tenders), let awarded = span(row, .awarded), row.figures[.failed] != nil {
      hold(row, .failed, Span(tenders.low - awarded.high, tenders.high - awarded.low), .quotient)
    }
    if let amount = span(row, .amount), let ceilings = span(row, .ceilings), ceilings.low > .zero {
      hold(row, .rateOfSums, Self.percent(amount, of: ceilings, ceilings), .quotient)
    }
    guard let tenders = span(row, .tenders) ?? (row.figures[.failed] == nil ? span(row, .awarded) : nil),
      tenders.low > .zero
    else { return }
    if let failed = span(row, .failed)
      ?? span(row, .awarded).map({ Span(tenders.low - $0.high, tenders.high - $0.low) }),
      row.figures[.tenders] != nil
    {
      hold(row, .failedShare, Self.percent(failed, of: tenders, tenders), .quotient)
    }
    // Tenders with a bidder: at least those that were awarded, at most all.
    let least = span(row, .awarded) ?? span(row, .failed).map { Span(tenders.low - $0.high, tenders.high - $0.low) }
    if let single = span(row, .singleBids) {
      var possible = Self.percent(single, of: max(least, single) ?? tenders, tenders)
      if least == nil { possible.high = Self.hundred }
      hold(row, .singleBid, possible, .quotient)
    }
    if let bidders = span(row, .bidders) {
      var possible = Self.percent(bidders, of: least ?? tenders, tenders)
      possible = Span(Self.hundredth(possible.low), Self.hundredth(possible.high))
      if least == nil { possible.high = bidders.high }
      hold(row, .biddersMean, possible, .quotient)
    }
  }

  private func max(_ a: Span?, _ b: Span) -> Span? {
    a.map { Span(Swift.max($0.low, b.low), Swift.max($0.high, b.high)) }
  }

  private static func hundredth(_ value: ExactRatio) -> ExactRatio { (value / hundred) ?? value }

  /// A quotient in percent, whose divisor lies between two.
  private static func percent(_ part: Span, of least: Span, _ most: Span) -> Span {
    let low = (part.low * hundred) / most.high
    let high = least.low > .zero ? (part.high * hundred) / least.low : nil
    return Span(low ?? .zero, high ?? hundred)
  }

  // MARK: A total

  private mutating func checkTotal(_ total: PublishedIndicators.Row, _ groups: [PublishedIndicators.Row]) {
    for column in [Column.tenders, .awarded, .failed, .bidders, .singleBids, .amount, .ceilings] {
      let parts = groups.compactMap { span($0, column) }
      guard parts.count == groups.count else { continue }
      hold(
        total, column, Span(parts.map(\.low).reduce(.zero, +), parts.map(\.high).reduce(.zero, +)), .sum)
    }
    let weights: [(Column, [Column])] = [
      (.rateMean, [.awarded]), (.rateOfSums, [.ceilings]), (.failedShare, [.tenders]), (.singleBid, [.tenders]),
      (.biddersMean, [.tenders]),
    ]
    for (column, candidates) in weights {
      let shown = groups.filter { $0.figures[column] != nil }
      // A group without a figure must have no weight.
      let missing = groups.filter { $0.figures[column] == nil }
      guard shown.count > 1, missing.allSatisfy({ Self.isEmpty($0) }) else { continue }
      let values = shown.compactMap { span($0, column) }
      // Where some tenders have no bidder, or no ceiling, the printed number is not the weight.
      let weight = candidates.first { candidate in
        shown.allSatisfy { $0.figures[candidate] != nil }
          && (candidate != .tenders || column == .failedShare || isAwarded(shown))
      }
      guard let weight, case let sizes = shown.compactMap({ span($0, weight) }), let mean = Self.mean(values, sizes)
      else {
        guard let low = values.map(\.low).min(), let high = values.map(\.high).max() else { continue }
        hold(total, column, Span(low, high), .range)
        continue
      }
      hold(total, column, mean, .weightedMean)
    }
  }

  /// Whether every tender of the groups was awarded, so that each has a bidder.
  private func isAwarded(_ groups: [PublishedIndicators.Row]) -> Bool {
    groups.allSatisfy { row in
      row.figures[.failed]?.value.units == 0
        || row.figures[.awarded].flatMap { awarded in
          row.figures[.tenders].map { awarded.value.isSameNumber(as: $0.value) }
        }
          == true
    }
  }

  private static func isEmpty(_ row: PublishedIndicators.Row) -> Bool {
    [Column.tenders, .awarded].contains { row.figures[$0]?.value.units == 0 }
  }

  /// What a weighted mean can be, of values and weights between bounds; nil where all weights can be 0.
  ///
  /// The least mean has the least values, with the greatest weights for those below some border and the least for the others.
  private static func mean(_ values: [Span], _ weights: [Span]) -> Span? {
    func extreme(_ values: [ExactRatio], isLeast: Bool) -> ExactRatio? {
      let order = values.indices.sorted { isLeast ? values[$0] < values[$1] : values[$1] < values[$0] }
      var best: ExactRatio?
      for border in 0...order.count {
        var (sum, weight) = (ExactRatio.zero, ExactRatio.zero)
        for (place, index) in order.enumerated() {
          let own = place < border ? weights[index].high : weights[index].low
          sum = sum + values[index] * own
          weight = weight + own
        }
        guard let mean = sum / weight else { continue }
        if best.map({ isLeast ? mean < $0 : $0 < mean }) ?? true { best = mean }
      }
      return best
    }
    guard let low = extreme(values.map(\.low), isLeast: true), let high = extreme(values.map(\.high), isLeast: false)
    else { return nil }
    return Span(low, high)
  }
}
