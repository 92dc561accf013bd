#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Totals from the least, in doubles: simulated and observed ones are measured alike, so that what is equal stays equal.
struct OrderedTotals {
  /// The totals from the least; small numbers, which are mostly alike, stand once.
  private var totals: [Double] = []
  /// How many vendors have each; empty where every one stands for itself.
  private var times: [Double] = []
  private var vendors = 0.0
  private var keys: [UInt64] = []
  private var others: [UInt64] = []

  /// Takes amounts that are not negative.
  ///
  /// - Complexity: O(amounts), of few amounts O(n log n).
  mutating func assign(amounts: UnsafeBufferPointer<Int64>) {
    if keys.count != amounts.count { keys = Array(repeating: 0, count: amounts.count) }
    // Doubles that are not negative are in the order of their bits.
    for place in 0..<amounts.count { keys[place] = Double(amounts[place]).bitPattern }
    sort()
    if totals.count != keys.count { totals = Array(repeating: 0, count: keys.count) }
    for place in 0..<keys.count { totals[place] = Double(bitPattern: keys[place]) }
    times.removeAll(keepingCapacity: true)
    vendors = Double(keys.count)
  }

  /// Takes numbers of contracts, not negative.
  ///
  /// - Complexity: O(counts) where they are small, else as of amounts.
  mutating func assign(counts: UnsafeBufferPointer<Int64>) {
    let largest = Int(counts.max() ?? 0)
    guard largest <= 4 * counts.count + 1024 else { return assign(amounts: counts) }
    totals.removeAll(keepingCapacity: true)
    times.removeAll(keepingCapacity: true)
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: largest + 1) { frequencies in
      frequencies.initialize(repeating: 0)
      for count in counts { frequencies[Int(count)] &+= 1 }
      for (count, frequency) in frequencies.enumerated() where frequency > 0 {
        totals.append(Double(count))
        times.append(Double(frequency))
      }
    }
    vendors = Double(counts.count)
  }

  /// Measures of the totals; NaN where their sum is 0.
  ///
  /// - Complexity: O(distinct totals).
  func measures(_ indices: [Concentration.Index]) -> [Double] {
    let wantsLogs = indices.contains(.theil)
    var sums = Sums()
    if times.isEmpty {
      for (place, total) in totals.enumerated() {
        sums.sum += total
        sums.squares += total * total
        sums.ranked += total * (2 * Double(place) + 1 - vendors)
        if wantsLogs, total > 0 { sums.logs += total * log(total) }
      }
    } else {
      var before = 0.0
      for (total, count) in zip(totals, times) {
        let part = total * count
        sums.sum += part
        sums.squares += total * part
        // The sum of 2i − 1 − n over the ranks i of equal totals is their number times the middle one.
        sums.ranked += part * (2 * before + count - vendors)
        if wantsLogs, total > 0 { sums.logs += part * log(total) }
        before += count
      }
    }
    return indices.map { index in
      guard sums.sum > 0 else { return .nan }
      switch index {
      case .hhi: return sums.squares / (sums.sum * sums.sum)
      case .topShare(let k): return largest(k) / sums.sum
      case .gini: return sums.ranked / (vendors * sums.sum)
      case .theil: return sums.logs / sums.sum - log(sums.sum / vendors)
      }
    }
  }

  private struct Sums {
    var sum = 0.0
    var squares = 0.0
    var ranked = 0.0
    var logs = 0.0
  }

  private func largest(_ k: Int) -> Double {
    var (left, sum) = (Double(max(0, k)), 0.0)
    var place = totals.count
    while left > 0, place > 0 {
      place -= 1
      let taken = times.isEmpty ? 1 : min(left, times[place])
      sum += totals[place] * taken
      left -= taken
    }
    return sum
  }

  /// Sorts the keys: by their leading 33 bits digit by digit, then by insertion what is still out of place.
  private mutating func sort() {
    guard keys.count > 512 else { return keys.sort() }
    if others.count != keys.count { others = Array(repeating: 0, count: keys.count) }
    for shift in [UInt64(31), 42, 53] {
      Self.distribute(keys, into: &others, shift: shift)
      swap(&keys, &others)
    }
    for place in 1..<keys.count where keys[place] < keys[place - 1] {
      let key = keys[place]
      var free = place
      while free > 0, keys[free - 1] > key {
        keys[free] = keys[free - 1]
        free -= 1
      }
      keys[free] = key
    }
  }

  private static func distribute(_ keys: [UInt64], into target: inout [UInt64], shift: UInt64) {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2048) { starts in
      starts.initialize(repeating: 0)
      for key in keys { starts[Int(truncatingIfNeeded: (key &>> shift) & 2047)] &+= 1 }
      var next: Int32 = 0
      for digit in 0..<2048 {
        let count = starts[digit]
        starts[digit] = next
        next &+= count
      }
      target.withUnsafeMutableBufferPointer { target in
        for key in keys {
          let digit = Int(truncatingIfNeeded: (key &>> shift) & 2047)
          target[Int(starts[digit])] = key
          starts[digit] &+= 1
        }
      }
    }
  }
}
