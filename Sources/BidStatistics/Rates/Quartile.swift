import Procurement
import ShareStatistics

/// A quartile of ordered values: the value at the place (n − 1)·k/4, between two values in proportion.
///
/// Definition 7 of Hyndman and Fan (1996), as QUARTILE.INC of spreadsheets has it; exact.
public enum Quartile: Int, CaseIterable, Sendable {
  /// A quarter of the values lies below.
  case lower = 1
  /// The median (中央値).
  case median = 2
  /// Three quarters lie below.
  case upper = 3

  /// The places between which the quartile lies, and how many quarters of the way it is from the first.
  func place(of count: Int) -> (place: Int, quarters: Int64) {
    let (place, quarters) = ((count - 1) * rawValue).quotientAndRemainder(dividingBy: 4)
    return (place, Int64(quarters))
  }

  /// The quartile of rates in ascending order; nil without any.
  public func value(ofAscending rates: [AwardRate]) -> ExactRatio? {
    rates.isEmpty ? nil : value(of: rates.count) { rates[$0] }
  }

  /// The quartile of so many rates, of which those at two places are wanted.
  func value(of count: Int, _ rate: (Int) -> AwardRate?) -> ExactRatio? {
    let (place, quarters) = place(of: count)
    guard let first = rate(place), let low = ExactRatio(first.award, over: first.ceiling) else { return nil }
    guard quarters > 0, let part = ExactRatio(quarters, over: 4), let second = rate(place + 1),
      let high = ExactRatio(second.award, over: second.ceiling)
    else { return low }
    return low + part * (high - low)
  }

  /// The quartile of whole numbers of which `counts[n]` are n; nil without any.
  public func value(ofCounts counts: [Int]) -> ExactRatio? {
    let total = counts.reduce(0, +)
    guard total > 0 else { return nil }
    let (place, quarters) = place(of: total)
    func number(at place: Int) -> Int64 {
      var before = 0
      for (number, count) in counts.enumerated() {
        before += count
        if place < before { return Int64(number) }
      }
      return 0
    }
    let low = number(at: place)
    guard quarters > 0 else { return ExactRatio(low) }
    return ExactRatio(4 * low + quarters * (number(at: place + 1) - low), over: 4)
  }
}
