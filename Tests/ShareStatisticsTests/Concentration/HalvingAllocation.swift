import CounterRandom

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The sampler before `SurjectiveAllocation`, which draws by other means: its oracle.
///
/// The counts are those of independent Poisson numbers above 0 given their sum, whatever their mean; sums of
/// halves are split from the top, so that a draw costs little more than its vendors. Exact up to the rounding of
/// doubles.
struct HalvingAllocation {
  private let vendors: Int
  private let contracts: Int
  /// The distribution of the sum over so many vendors.
  private let sums: [Int: Mass]

  /// Probabilities of consecutive whole numbers.
  private struct Mass {
    var first: Int
    var values: [Double]

    subscript(number: Int) -> Double {
      number >= first && number < first + values.count ? values[number - first] : 0
    }
  }

  /// An allocation of contracts to vendors; nil unless 0 < vendors ≤ contracts.
  init?(contracts: Int, vendors: Int) {
    guard vendors > 0, vendors <= contracts else { return nil }
    self.vendors = vendors
    self.contracts = contracts
    var sums = [1: Self.truncatedPoisson(mean: Double(contracts) / Double(vendors))]
    for size in Self.sizes(vendors) where size > 1 {
      guard let low = sums[size / 2], let high = sums[size - size / 2] else { continue }
      sums[size] = Self.convolution(low, high)
    }
    self.sums = sums
  }

  /// The number of contracts of each vendor.
  ///
  /// - Complexity: O(vendors · deviation of a vendor's count) on average.
  func draw(using stream: inout DrawStream) -> [Int64] {
    var counts: [Int64] = []
    counts.reserveCapacity(vendors)
    split(contracts, among: vendors, using: &stream, into: &counts)
    return counts
  }

  private func split(
    _ total: Int, among size: Int, using stream: inout DrawStream, into counts: inout [Int64]
  ) {
    if size == 1 || total == size {
      counts += repeatElement(size == 1 ? Int64(total) : 1, count: size)
      return
    }
    let (left, right) = (size / 2, size - size / 2)
    guard let low = sums[left], let high = sums[right] else { return }
    let range = max(left, low.first, total - high.first - high.values.count + 1)...max(left, total - right)
    let weight = range.reduce(0) { $0 + low[$1] * high[total - $1] }
    let word: UInt64 = stream.next()
    var rest = Double(word >> 11) * 0x1p-53 * weight
    // The mean stands in where every probability has vanished in rounding.
    var drawn = weight > 0 ? range.upperBound : total * left / size
    for number in range where weight > 0 {
      rest -= low[number] * high[total - number]
      if rest < 0 {
        drawn = number
        break
      }
    }
    split(drawn, among: left, using: &stream, into: &counts)
    split(total - drawn, among: right, using: &stream, into: &counts)
  }

  /// The sizes that halving meets, from the least.
  private static func sizes(_ size: Int) -> [Int] {
    var met: Set = [size]
    var level = met
    while level != [1] {
      level = Set(level.flatMap { [max(1, $0 / 2), max(1, $0 - $0 / 2)] })
      met.formUnion(level)
    }
    return met.sorted()
  }

  /// Poisson numbers above 0 of about a mean; the conditional law does not depend on which.
  private static func truncatedPoisson(mean: Double) -> Mass {
    var (low, high) = (1e-9, mean)
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if middle / -expm1(-middle) < mean { low = middle } else { high = middle }
    }
    let last = Int(mean + 12 * mean.squareRoot() + 40)
    let logs = (1...last).map { Double($0) * log(high) - lgamma(Double($0) + 1) }
    let largest = logs.max() ?? 0
    return trimmed(Mass(first: 1, values: logs.map { exp($0 - largest) }))
  }

  private static func convolution(_ a: Mass, _ b: Mass) -> Mass {
    var values = [Double](repeating: 0, count: a.values.count + b.values.count - 1)
    for (place, value) in a.values.enumerated() {
      for (other, factor) in b.values.enumerated() { values[place + other] += value * factor }
    }
    return trimmed(Mass(first: a.first + b.first, values: values))
  }

  /// Scaled to a sum of 1, without ends that no double sum would notice.
  private static func trimmed(_ mass: Mass) -> Mass {
    let sum = mass.values.reduce(0, +)
    let values = mass.values.map { $0 / sum }
    let first = values.firstIndex { $0 > 1e-30 } ?? 0
    let last = values.lastIndex { $0 > 1e-30 } ?? values.count - 1
    return Mass(first: mass.first + first, values: Array(values[first...last]))
  }
}
