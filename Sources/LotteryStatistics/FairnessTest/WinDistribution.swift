/// The distribution of a sum of independent numbers of wins, as the window of counts that matter.
///
/// Terms below 1e-30 at the ends are cut off, so a firm with a hundred thousand draws costs a window of a few
/// thousand counts. What is cut off is nothing that a double could add to a tail above 1e-25.
struct WinDistribution: Sendable, Equatable {
  /// The smallest count of the window.
  private(set) var first: Int
  /// The probabilities from `first` on.
  private(set) var terms: [Double]

  /// No win for certain.
  init() {
    first = 0
    terms = [1]
  }

  /// A distribution by its terms from 0 on.
  init(terms: [Double]) {
    first = 0
    self.terms = terms
    trim()
  }

  /// The number of wins in so many independent draws with an equal chance.
  ///
  /// - Complexity: O(trials · log trials · √trials) at most, by doubling.
  init(trials: Int, chance: Double) {
    self.init()
    var power = WinDistribution(terms: [1 - chance, chance])
    var rest = trials
    while rest > 0 {
      if rest & 1 == 1 { add(power) }
      rest >>= 1
      if rest > 0 { power.add(power) }
    }
  }

  /// Adds an independent number of wins.
  ///
  /// - Complexity: O(window × window).
  mutating func add(_ other: WinDistribution) {
    if other.terms == [1] {
      first += other.first
      return
    }
    let (long, short) = terms.count < other.terms.count ? (other.terms, terms) : (terms, other.terms)
    var sum = [Double](repeating: 0, count: long.count + short.count - 1)
    sum.withUnsafeMutableBufferPointer { sum in
      long.withUnsafeBufferPointer { long in
        for (shift, factor) in short.enumerated() {
          for place in 0..<long.count { sum[shift + place] += factor * long[place] }
        }
      }
    }
    first += other.first
    terms = sum
    trim()
  }

  private mutating func trim() {
    let threshold = 1e-30
    if let last = terms.lastIndex(where: { $0 > threshold }) { terms.removeSubrange((last + 1)...) }
    if let start = terms.firstIndex(where: { $0 > threshold }), start > 0 {
      terms.removeSubrange(..<start)
      first += start
    }
  }

  /// The expected number of wins.
  var mean: Double { terms.enumerated().reduce(0) { $0 + Double(first + $1.offset) * $1.element } }

  /// The variance of the number of wins.
  var variance: Double {
    let mean = self.mean
    return terms.enumerated().reduce(0) {
      let distance = Double(first + $1.offset) - mean
      return $0 + distance * distance * $1.element
    }
  }

  /// P(wins = count).
  func probability(_ count: Int) -> Double {
    let place = count - first
    return terms.indices.contains(place) ? terms[place] : 0
  }

  /// The distribution of so many wins fewer, where these are certain.
  mutating func remove(certain wins: Int) { first -= wins }

  /// P(wins ≤ count), summed from the small end.
  func atMost(_ count: Int) -> Double {
    min(1, terms.prefix(max(0, count - first + 1)).reduce(0, +))
  }

  /// P(wins ≥ count), summed from the small end.
  func atLeast(_ count: Int) -> Double {
    min(1, terms.dropFirst(max(0, count - first)).reversed().reduce(0, +))
  }

  /// Twice the smaller tail, at most 1.
  func twoSided(_ count: Int) -> Double { min(1, 2 * min(atMost(count), atLeast(count))) }

  /// The smallest two-sided p-value that any number of wins can reach (Tarone).
  var smallestTwoSided: Double { min(twoSided(first), twoSided(first + terms.count - 1)) }
}
