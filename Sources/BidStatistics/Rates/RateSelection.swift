import ShareStatistics

/// Finds the rates at some places of the ascending order without ordering them all.
///
/// Prices up to 2^53 are doubles, and a quotient of doubles is the exact one rounded: it never orders two rates wrongly, and only where
/// two are equal the fractions have to be compared.
struct RateSelection {
  /// Prices beyond are no doubles.
  private static let exact: Int64 = 1 << 53

  /// The rates at places of the ascending order.
  ///
  /// - Parameter places: ascending, each below the number of rates.
  /// - Complexity: O(n) expected, O(n log n) for prices beyond 2^53.
  static func rates(_ rates: [AwardRate], at places: [Int]) -> [AwardRate] {
    guard rates.allSatisfy({ $0.award <= exact && $0.ceiling <= exact }) else {
      let ascending = rates.sorted()
      return places.map { ascending[$0] }
    }
    let quotients = rates.map { Double($0.award) / Double($0.ceiling) }
    var keys = quotients
    keys.withUnsafeMutableBufferPointer { select($0, 0..<$0.count, places[...], depth: 64) }
    var found: [Double: (less: Int, equal: [AwardRate])] = [:]
    return places.map { place in
      let key = keys[place]
      let (less, equal) = found[key] ?? neighbours(of: key, quotients, rates)
      found[key] = (less, equal)
      return equal[place - less]
    }
  }

  /// How many quotients lie below one, and the rates that have it in ascending order.
  private static func neighbours(
    of key: Double, _ quotients: [Double], _ rates: [AwardRate]
  ) -> (less: Int, equal: [AwardRate]) {
    var (less, equal) = (0, [AwardRate]())
    for (place, quotient) in quotients.enumerated() {
      if quotient < key { less += 1 } else if quotient == key { equal.append(rates[place]) }
    }
    // Mostly all of them are one number, such as the rate of a floor.
    if let first = equal.first, equal.contains(where: { $0 < first || first < $0 }) { equal.sort() }
    return (less, equal)
  }

  /// Orders keys so far that those at the places are what they would be in ascending order.
  private static func select(
    _ keys: UnsafeMutableBufferPointer<Double>, _ range: Range<Int>, _ places: ArraySlice<Int>, depth: Int
  ) {
    guard !places.isEmpty, range.count > 1 else { return }
    guard range.count > 32, depth > 0 else {
      var part = UnsafeMutableBufferPointer(rebasing: keys[range])
      part.sort()
      return
    }
    let (a, b, c) = (keys[range.lowerBound], keys[range.lowerBound + range.count / 2], keys[range.upperBound - 1])
    let pivot = max(min(a, b), min(max(a, b), c))
    var (low, high) = (range.lowerBound, range.upperBound - 1)
    while low <= high {
      while keys[low] < pivot { low += 1 }
      while keys[high] > pivot { high -= 1 }
      guard low <= high else { break }
      keys.swapAt(low, high)
      low += 1
      high -= 1
    }
    select(keys, range.lowerBound..<high + 1, places.prefix { $0 <= high }, depth: depth - 1)
    select(keys, low..<range.upperBound, places.drop { $0 < low }, depth: depth - 1)
  }
}

extension Quartile {
  /// The quartiles of rates in any order; none without any.
  ///
  /// - Complexity: as `RateSelection.rates(_:at:)`.
  static func values(of rates: [AwardRate]) -> [Quartile: ExactRatio] {
    guard !rates.isEmpty else { return [:] }
    let wanted = Set(
      allCases.flatMap { quartile in
        let (place, quarters) = quartile.place(of: rates.count)
        return quarters > 0 ? [place, place + 1] : [place]
      })
    let places = wanted.sorted()
    let found = Dictionary(uniqueKeysWithValues: zip(places, RateSelection.rates(rates, at: places)))
    var values: [Quartile: ExactRatio] = [:]
    for quartile in allCases { values[quartile] = quartile.value(of: rates.count) { found[$0] } }
    return values
  }
}
