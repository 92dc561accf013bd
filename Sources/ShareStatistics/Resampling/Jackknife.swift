/// Leave-one-unit-out values of a difference of shares, for the acceleration of BCa intervals.
struct Jackknife {
  private let frame: SamplingFrame
  private let terms: [Term]

  private struct Term {
    var ratio: RatioTerm
    var row: Double
    var column: Double

    /// (R − r)/(C − c) − R/C, written so that no digits cancel; nil where nothing is left.
    func deviation(row part: Double, column whole: Double) -> Double? {
      guard column != whole else { return nil }
      return ratio.weight * (row / column * whole - part) / (column - whole)
    }
  }

  /// Sums of the deviations of leave-one-out values from the value of all.
  private struct Moments {
    var first = 0.0
    var second = 0.0
    var third = 0.0

    mutating func add(_ deviation: Double, times: Double = 1) {
      first += times * deviation
      second += times * deviation * deviation
      third += times * deviation * deviation * deviation
    }
  }

  /// - Parameter sums: of row and column of each term.
  init(_ frame: SamplingFrame, terms: [RatioTerm], sums: [(row: Int64, column: Int64)]) {
    self.frame = frame
    self.terms = zip(terms, sums).map { Term(ratio: $0, row: Double($1.row), column: Double($1.column)) }
  }

  /// The acceleration by units, samples apart; nil where a unit is a whole column or nothing varies.
  ///
  /// With U = (n − 1)(mean of leave-one-out − leave-one-out) in each stratum of n units, it is
  /// Σ ΣU³/n³ / (6 (Σ ΣU²/n²)^1.5). Source: Davison and Hinkley, *Bootstrap Methods and their Application*
  /// (1997), 5.3; SciPy does the same for several samples.
  ///
  /// - Complexity: O(units + entries).
  func acceleration() -> Double? {
    var (cubes, squares) = (0.0, 0.0)
    for stratum in frame.strata {
      guard let moments = moments(of: stratum) else { return nil }
      let n = Double(stratum.units)
      let mean = moments.first / n
      let second = moments.second - n * mean * mean
      let third = moments.third - 3 * mean * moments.second + 2 * n * mean * mean * mean
      let scale = (n - 1) / n
      cubes -= scale * scale * scale * third
      squares += scale * scale * second
    }
    guard squares > 0 else { return nil }
    return cubes / (6 * squares * squares.squareRoot())
  }

  private func moments(of stratum: SamplingFrame.Stratum) -> Moments? {
    var moments = Moments()
    for page in frame.pages[stratum.pages] {
      guard let cell = page.cell else {
        for unit in page.units {
          guard let deviation = deviation(ofEntries: frame.entryStarts[unit]..<frame.entryStarts[unit + 1]) else {
            return nil
          }
          moments.add(deviation)
        }
        continue
      }
      let touching = terms.filter { $0.ratio.isInColumn[cell] }
      // Units outside all columns leave the value as it is.
      if touching.isEmpty { continue }
      if touching.allSatisfy(\.ratio.isCount) {
        guard let deviation = deviation(touching, cell: cell, amount: 0) else { return nil }
        moments.add(deviation, times: Double(page.units.count))
      } else {
        for amount in frame.amounts[page.units] {
          guard let deviation = deviation(touching, cell: cell, amount: amount) else { return nil }
          moments.add(deviation)
        }
      }
    }
    return moments
  }

  private func deviation(_ terms: [Term], cell: Int, amount: Int64) -> Double? {
    var sum = 0.0
    for term in terms {
      let part = term.ratio.isCount ? 1 : Double(amount)
      guard let change = term.deviation(row: term.ratio.isInRow[cell] ? part : 0, column: part) else { return nil }
      sum += change
    }
    return sum
  }

  private func deviation(ofEntries range: Range<Int>) -> Double? {
    var sum = 0.0
    for term in terms {
      var (row, column) = (0.0, 0.0)
      for entry in frame.entries[range] where term.ratio.isInColumn[entry.cell] {
        let part = Double(term.ratio.isCount ? entry.count : entry.amount)
        column += part
        if term.ratio.isInRow[entry.cell] { row += part }
      }
      guard let change = term.deviation(row: row, column: column) else { return nil }
      sum += change
    }
    return sum
  }
}
