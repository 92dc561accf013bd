import CounterRandom
import Testing

@testable import ShareStatistics

@Suite("Allocation with at least one contract each")
struct SurjectiveAllocationTests {
  private func stream(_ trial: UInt64) -> DrawStream {
    TrialStreams(seed: 12, experiment: 7).stream(trial: trial, draw: 0)
  }

  @Test("every surjection is alike: frequencies against enumeration", arguments: [(5, 3), (6, 4), (6, 2), (4, 4)])
  func enumeration(_ contracts: Int, _ vendors: Int) throws {
    var ways: [[Int64]: Int] = [:]
    var surjections = 0
    var codes = 1
    for _ in 0..<contracts { codes *= vendors }
    for code in 0..<codes {
      var counts = [Int64](repeating: 0, count: vendors)
      var rest = code
      for _ in 0..<contracts {
        counts[rest % vendors] += 1
        rest /= vendors
      }
      if counts.contains(0) { continue }
      ways[counts, default: 0] += 1
      surjections += 1
    }
    let allocation = try #require(SurjectiveAllocation(contracts: contracts, vendors: vendors))
    let drawn = 20_000
    var seen: [[Int64]: Int] = [:]
    for trial in 0..<drawn {
      var stream = stream(UInt64(trial))
      seen[allocation.draw(using: &stream), default: 0] += 1
    }
    #expect(Set(seen.keys).isSubset(of: ways.keys))
    let chi = ways.reduce(0.0) { chi, way in
      let expected = Double(drawn * way.value) / Double(surjections)
      let difference = Double(seen[way.key] ?? 0) - expected
      return chi + difference * difference / expected
    }
    // Beyond this with a chance below 1e-6 at up to fifty classes.
    let freedom = Double(ways.count - 1)
    #expect(chi <= freedom + 6 * (2 * freedom).squareRoot() + 12)
  }

  @Test("large allocations keep their sum and give everyone one")
  func large() throws {
    let allocation = try #require(SurjectiveAllocation(contracts: 3000, vendors: 700))
    for trial in 0..<5 {
      var stream = stream(UInt64(trial))
      let counts = allocation.draw(using: &stream)
      #expect(counts.count == 700)
      #expect(counts.reduce(0, +) == 3000)
      #expect(counts.allSatisfy { $0 >= 1 })
    }
  }

  @Test("fewer contracts than vendors cannot reach all")
  func impossible() {
    #expect(SurjectiveAllocation(contracts: 2, vendors: 3) == nil)
    #expect(SurjectiveAllocation(contracts: 2, vendors: 0) == nil)
  }
}
