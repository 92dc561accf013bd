import CounterRandom

/// Draws resamples of a frame and sums them by cell, exactly.
///
/// A resample of a stratum of n units is n draws with replacement. It is drawn in two steps that together are
/// that multinomial: how many draws fall to each page, then which units of the page. So memory is read a page
/// at a time, and one page serves all replicates before the next.
struct ResamplingKernel {
  /// Counts and amounts by cell of some replicates, replicate by replicate.
  struct Sums: Sendable {
    var counts: [Int64]
    var amounts: [Int128]
  }

  private let frame: SamplingFrame
  private let pageStreams: TrialStreams
  private let unitStreams: TrialStreams
  private let words: PhiloxWords

  /// A kernel of which replicate r depends on the seed, r and the frame alone.
  init(_ frame: SamplingFrame, seed: UInt64) {
    self.frame = frame
    pageStreams = TrialStreams(seed: seed, experiment: 0xB001)
    unitStreams = TrialStreams(seed: seed, experiment: 0xB002)
    words = PhiloxWords(unitStreams)
  }

  /// The sums of some replicates.
  ///
  /// - Complexity: O(replicates × (units + entries)).
  func sums(_ replicates: Range<Int>) -> Sums {
    let cells = frame.cellCount
    var sums = Sums(
      counts: Array(repeating: 0, count: replicates.count * cells),
      amounts: Array(repeating: 0, count: replicates.count * cells))
    let draws = drawsByPage(replicates)
    for page in frame.pages.indices {
      let base = page * replicates.count
      for limb in frame.needsTwoLimbs ? [Limb.low, .high] : [.whole] {
        if let cell = frame.pages[page].cell {
          let table = frame.amounts[frame.pages[page].units].map(limb.part)
          for (place, replicate) in replicates.enumerated() where draws[base + place] > 0 {
            let count = Int(draws[base + place])
            let sum = sum(of: table, draws: count, page: page, replicate: replicate)
            if limb != .high { sums.counts[place * cells + cell] += Int64(count) }
            sums.amounts[place * cells + cell] += Int128(sum) << limb.shift
          }
        } else {
          addClusters(page, limb, draws: draws[base..<base + replicates.count], replicates, to: &sums)
        }
      }
    }
    return sums
  }

  /// How many draws of each replicate fall to each page, page by page.
  private func drawsByPage(_ replicates: Range<Int>) -> [Int32] {
    var draws = [Int32](repeating: 0, count: frame.pages.count * replicates.count)
    for (place, replicate) in replicates.enumerated() {
      for (index, stratum) in frame.strata.enumerated() {
        var sampler = BinomialSampler(
          stream: pageStreams.stream(trial: UInt64(replicate), draw: UInt32(index)))
        var page = stratum.pages.lowerBound
        let sizes = frame.pages[stratum.pages].lazy.map(\.units.count)
        sampler.multinomial(draws: stratum.units, sizes: sizes, total: stratum.units) { drawn in
          draws[page * replicates.count + place] = Int32(drawn)
          page += 1
        }
      }
    }
    return draws
  }

  private func sum(of table: [Int64], draws: Int, page: Int, replicate: Int) -> Int64 {
    table.withUnsafeBufferPointer { table in
      // Two sums, so that no addition waits for the one before; neither can leave Int64, as `needsTwoLimbs` says.
      var (even, odd): (Int64, Int64) = (0, 0)
      forEachPick(below: table.count, draws: draws, page: page, replicate: replicate) { unit, digit in
        if digit & 1 == 0 { even &+= table[unit] } else { odd &+= table[unit] }
      }
      return even &+ odd
    }
  }

  private func addClusters(
    _ page: Int, _ limb: Limb, draws: ArraySlice<Int32>, _ replicates: Range<Int>, to sums: inout Sums
  ) {
    let units = frame.pages[page].units
    var multiplicities = [Int64](repeating: 0, count: units.count)
    for (place, replicate) in replicates.enumerated() {
      let count = Int(draws[draws.startIndex + place])
      for unit in multiplicities.indices { multiplicities[unit] = 0 }
      multiplicities.withUnsafeMutableBufferPointer { multiplicities in
        forEachPick(below: units.count, draws: count, page: page, replicate: replicate) { unit, _ in
          multiplicities[unit] &+= 1
        }
      }
      let base = place * frame.cellCount
      for (offset, unit) in units.enumerated() where multiplicities[offset] > 0 {
        for entry in frame.entries[frame.entryStarts[unit]..<frame.entryStarts[unit + 1]] {
          if limb != .high { sums.counts[base + entry.cell] += multiplicities[offset] * entry.count }
          let amount = multiplicities[offset] &* limb.part(entry.amount)
          sums.amounts[base + entry.cell] += Int128(amount) << limb.shift
        }
      }
    }
  }

  /// Calls the body with independent uniform positions below a number of units, at most a page, and each one's
  /// place in its word.
  ///
  /// A word gives five: the leading digits of word / 2^64 in base `bound`, uniform on all bound^5 values by
  /// Lemire's rejection, whose chance is below 2^−9 and 0 for a full page.
  @inline(__always)
  private func forEachPick(
    below bound: Int, draws: Int, page: Int, replicate: Int, _ body: (_ unit: Int, _ digit: Int) -> Void
  ) {
    let base = UInt64(bound)
    let values = base * base * base * base * base
    let threshold = (0 &- values) % values
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 52 * PhiloxWords.wordsAtOnce) { buffer in
      var (left, step) = (draws, 0)
      while left > 0 {
        let steps = min(left / (5 * PhiloxWords.wordsAtOnce) + 1, buffer.count / PhiloxWords.wordsAtOnce)
        let filled = UnsafeMutableBufferPointer(rebasing: buffer[..<(steps * PhiloxWords.wordsAtOnce)])
        words.fill(filled, trial: UInt32(replicate), draw: UInt32(page), step: step)
        step += steps
        if bound == SamplingFrame.pageSize {
          // The same digits, which are then bits, without products: this loop is where the time goes.
          let whole = min(left / 5, filled.count)
          for place in 0..<whole {
            let word = filled[place]
            body(Int(truncatingIfNeeded: word &>> 53), 0)
            body(Int(truncatingIfNeeded: word &>> 42 & 2047), 1)
            body(Int(truncatingIfNeeded: word &>> 31 & 2047), 2)
            body(Int(truncatingIfNeeded: word &>> 20 & 2047), 3)
            body(Int(truncatingIfNeeded: word &>> 9 & 2047), 4)
          }
          left -= 5 * whole
          if whole < filled.count {
            for digit in 0..<left { body(Int(truncatingIfNeeded: filled[whole] &>> (53 - 11 * digit) & 2047), digit) }
            left = 0
          }
          continue
        }
        for word in filled where word &* values >= threshold {
          var rest = word
          if left < 5 {
            for digit in 0..<left { body(Self.nextDigit(&rest, base), digit) }
            left = 0
            break
          }
          for digit in 0..<5 { body(Self.nextDigit(&rest, base), digit) }
          left -= 5
        }
      }
    }
  }

  @inline(__always)
  private static func nextDigit(_ rest: inout UInt64, _ base: UInt64) -> Int {
    let product = rest.multipliedFullWidth(by: base)
    rest = product.low
    return Int(truncatingIfNeeded: product.high)
  }
}

/// An amount whole, or its low or high half where sums of whole ones could leave Int64.
private enum Limb {
  case whole
  case low
  case high

  func part(_ amount: Int64) -> Int64 {
    switch self {
    case .whole: amount
    case .low: amount & 0xFFFF_FFFF
    case .high: amount >> 32
    }
  }

  var shift: Int128 { self == .high ? 32 : 0 }
}
