#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Contracts that fall to vendors at random, given that every vendor has at least one.
///
/// The counts are those of independent Poisson numbers above 0 given their sum, whatever their mean. Half of them are
/// drawn freely and kept with the chance, up to a factor, that the others then complete the sum; then half of those that
/// are left. Exact up to the rounding of doubles.
struct SurjectiveAllocation {
  /// So many numbers are drawn freely, and the law of the sum of those that are left.
  private struct Level {
    var free: Int
    var rest: LatticeSum
  }

  /// The number of vendors.
  let vendors: Int
  /// The number of contracts.
  let contracts: Int
  private let law: PoissonAboveZero
  private let table: AliasTable
  private let levels: [Level]

  private let patience: Int

  /// An allocation of contracts to vendors; nil unless 0 < vendors ≤ contracts.
  ///
  /// - Parameter patience: how often numbers are drawn for a sum that they can hardly meet, before the law is fitted to it.
  init?(contracts: Int, vendors: Int, patience: Int = 100) {
    guard vendors > 0, vendors <= contracts else { return nil }
    self.patience = patience
    self.vendors = vendors
    self.contracts = contracts
    law = PoissonAboveZero(mean: Double(contracts) / Double(vendors))
    table = AliasTable(law.chances)
    var levels: [Level] = []
    var left = vendors
    while left > 1, contracts > vendors {
      levels.append(Level(free: left / 2, rest: law.sum(of: left - left / 2)))
      left -= left / 2
    }
    self.levels = levels
  }

  /// Writes the number of contracts of each vendor.
  ///
  /// - Parameter counts: one for each vendor.
  /// - Complexity: O(vendors) on average.
  func draw(_ words: inout ChanceWords, into counts: UnsafeMutableBufferPointer<Int64>) {
    precondition(counts.count == vendors, "a number for each vendor")
    var (place, left) = (0, contracts)
    for level in levels {
      if left == vendors - place { break }
      var tries = 0
      while true {
        var sum = 0
        for index in place..<place + level.free {
          let count = law.first &+ table.pick(words.next())
          counts[index] = Int64(truncatingIfNeeded: count)
          sum &+= count
        }
        if words.uniform() * level.rest.largest < level.rest[left - sum] {
          place += level.free
          left -= sum
          break
        }
        tries += 1
        guard tries < patience else {
          let others = SurjectiveAllocation(contracts: left, vendors: vendors - place, patience: patience)
          others?.draw(&words, into: UnsafeMutableBufferPointer(rebasing: counts[place...]))
          return
        }
      }
    }
    // One vendor takes what is left, or there is one for each.
    for index in place..<vendors { counts[index] = vendors - place == 1 ? Int64(left) : 1 }
  }

  /// The exact mean of a measure; nil for the share of the largest.
  ///
  /// Sums over vendors follow from the law of one vendor's number, the Gini coefficient from that of the difference of
  /// two.
  ///
  /// - Complexity: O(w log w) in the deviation w of the sum of all.
  func mean(of index: Concentration.Index) -> Double? {
    let (n, total) = (Double(vendors), Double(contracts))
    switch index {
    case .topShare(let k): return k >= vendors ? 1 : k <= 0 ? 0 : nil
    case .hhi: return n * mean { $0 * $0 } / (total * total)
    case .theil: return n * mean { $0 / total * log($0 * n / total) }
    case .gini: return vendors == 1 ? 0 : (n - 1) * meanDifference / (2 * total)
    }
  }

  /// The mean of a function of one vendor's number.
  private func mean(_ value: (Double) -> Double) -> Double {
    if contracts == vendors { return value(1) }
    if vendors == 1 { return value(Double(contracts)) }
    let others = law.sum(of: vendors - 1)
    var (sum, weights) = (0.0, 0.0)
    for (offset, chance) in law.chances.enumerated() {
      let count = law.first + offset
      let weight = chance * others[contracts - count]
      sum += weight * value(Double(count))
      weights += weight
    }
    return sum / weights
  }

  /// The mean difference of two vendors' numbers.
  private var meanDifference: Double {
    if contracts == vendors { return 0 }
    if vendors == 2 { return law.meanDifference(ofSum: contracts) }
    let others = law.sum(of: vendors - 2)
    var (sum, weights) = (0.0, 0.0)
    for (offset, chance) in law.chancesOfTwo.enumerated() {
      let both = 2 * law.first + offset
      let weight = chance * others[contracts - both]
      sum += weight * law.meanDifference(ofSum: both)
      weights += weight
    }
    return sum / weights
  }
}

/// Poisson numbers above 0.
private struct PoissonAboveZero {
  /// The least number that is held.
  let first: Int
  /// The chances of `first`, `first` + 1 and so on; what is left out is far below the last digit of a double.
  let chances: [Double]
  private let rate: Double

  init(mean: Double) {
    var (low, high) = (1e-12, mean)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle / -expm1(-middle) < mean { low = middle } else { high = middle }
    }
    let rate = high
    let spread = 12 * mean.squareRoot() + 40
    let (first, last) = (max(1, Int(mean - spread)), Int(mean + spread))
    let logs = (first...last).map { Double($0) * log(rate) - lgamma(Double($0) + 1) }
    self.rate = rate
    self.first = first
    chances = Self.normalised(logs)
  }

  /// The law of the sum of some numbers.
  func sum(of terms: Int) -> LatticeSum {
    // The deviation of a number is below √rate + 1.
    let spread = 26 * (rate * Double(terms)).squareRoot() + 2 * Double(chances.count)
    return LatticeSum(chances, first: first, terms: terms, width: min(Int(spread), terms * chances.count + 1))
  }

  /// The chances of the sum of two numbers from 2 `first` on.
  var chancesOfTwo: [Double] {
    let (low, high) = (2 * first, 2 * (first + chances.count - 1))
    return Self.normalised((low...high).map { Double($0) * log(2 * rate) - lgamma(Double($0) + 1) + Self.logBoth($0) })
  }

  /// The mean difference of two numbers with a sum.
  ///
  /// Without the condition it is r · C(r − 1, ⌊r/2⌋) / 2^(r − 1) for a sum r (De Moivre); the two outcomes in which one of
  /// them is 0 have the difference r.
  func meanDifference(ofSum sum: Int) -> Double {
    let (r, half) = (Double(sum), Double(sum / 2))
    let free = r * exp(lgamma(r) - lgamma(half + 1) - lgamma(r - half) - (r - 1) * M_LN2)
    let excluded = exp2(1 - r)
    return (free - r * excluded) / (1 - excluded)
  }

  /// The logarithm of the chance that of two Poisson numbers with a sum neither is 0.
  private static func logBoth(_ sum: Int) -> Double { log1p(-exp2(1 - Double(sum))) }

  private static func normalised(_ logs: [Double]) -> [Double] {
    let largest = logs.max() ?? 0
    let values = logs.map { exp($0 - largest) }
    let sum = values.reduce(0, +)
    return values.map { $0 / sum }
  }
}

/// Draws from a few chances with one look-up (Walker, 1977).
private struct AliasTable {
  /// Below this, of 2^64, a place stands for itself.
  private let limits: [UInt64]
  private let others: [Int]

  init(_ chances: [Double]) {
    let count = chances.count
    var rest = chances.map { $0 * Double(count) }
    var limits = [UInt64](repeating: .max, count: count)
    var others = Array(0..<count)
    var small = rest.indices.filter { rest[$0] < 1 }
    var large = rest.indices.filter { rest[$0] >= 1 }
    while let low = small.popLast(), let high = large.last {
      limits[low] = UInt64(max(0, rest[low]) * 0x1p64)
      others[low] = high
      rest[high] -= 1 - rest[low]
      if rest[high] < 1 {
        large.removeLast()
        small.append(high)
      }
    }
    (self.limits, self.others) = (limits, others)
  }

  @inline(__always)
  func pick(_ word: UInt64) -> Int {
    let (place, fraction) = word.multipliedFullWidth(by: UInt64(truncatingIfNeeded: limits.count))
    let index = Int(truncatingIfNeeded: place)
    return fraction < limits[index] ? index : others[index]
  }
}
