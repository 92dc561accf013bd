import Procurement

/// What an audit could not have caught in one figure: the numbers that would pass there, and how many misprints of one
/// digit the other figures contradict.
///
/// Intervals alone are asked, so what is counted as contradicted is certain, and what is not may still be.
public struct FigureCoverage: Hashable, Sendable {
  /// Where the figure stands.
  public let place: FigurePlace
  /// The least number that intervals let pass.
  public let low: FixedPoint
  /// The greatest; nil where there is none.
  public let high: FixedPoint?
  /// How many misprints of one digit there are: nine a digit.
  public let misprints: Int
  /// How many of them the other figures contradict.
  public let contradicted: Int

  /// A figure, and the numbers that may stand in its place.
  init(_ reading: FigureReading, range: (low: Int64, high: Int64?)?) {
    let (low, high) = range ?? (0, nil)
    place = reading.place
    self.low = FixedPoint(units: low, decimals: reading.value.decimals)
    self.high = high.map { FixedPoint(units: $0, decimals: reading.value.decimals) }
    let digits = Array(String(max(0, reading.value.units)).utf8)
    // A share of 0.45 shows a zero before its point.
    let shown =
      Array(repeating: UInt8(ascii: "0"), count: max(0, reading.value.decimals + 1 - digits.count)) + digits
    var (all, contradicted) = (0, 0)
    for index in shown.indices {
      for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != shown[index] {
        var changed = shown
        changed[index] = digit
        all += 1
        guard let units = Int64(String(decoding: changed, as: UTF8.self)) else { continue }
        if units < low || units > high ?? .max { contradicted += 1 }
      }
    }
    misprints = all
    self.contradicted = contradicted
  }
}
