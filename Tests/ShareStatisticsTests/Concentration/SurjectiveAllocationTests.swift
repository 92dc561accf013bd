import CounterRandom
import Foundation
import Testing

@testable import ShareStatistics

@Suite("Allocation with at least one contract each")
struct SurjectiveAllocationTests {
  private static let streams = TrialStreams(seed: 12, experiment: 7)

  /// The counts of every surjection and how many have them, by enumeration.
  private func surjections(_ contracts: Int, _ vendors: Int) -> [[Int64]: Int] {
    var ways: [[Int64]: Int] = [:]
    var codes = 1
    for _ in 0..<contracts { codes *= vendors }
    for code in 0..<codes {
      var counts = [Int64](repeating: 0, count: vendors)
      var rest = code
      for _ in 0..<contracts {
        counts[rest % vendors] += 1
        rest /= vendors
      }
      if !counts.contains(0) { ways[counts, default: 0] += 1 }
    }
    return ways
  }

  private func drawn(_ allocation: SurjectiveAllocation, _ words: inout ChanceWords) -> [Int64] {
    var counts = [Int64](repeating: 0, count: allocation.vendors)
    counts.withUnsafeMutableBufferPointer { allocation.draw(&words, into: $0) }
    return counts
  }

  @Test(
    "every surjection is alike: frequencies against enumeration",
    arguments: [(5, 3), (6, 4), (6, 2), (4, 4), (7, 5)], [1, 100])
  func enumeration(_ size: (contracts: Int, vendors: Int), patience: Int) throws {
    let ways = surjections(size.contracts, size.vendors)
    let all = ways.values.reduce(0, +)
    let allocation = try #require(
      SurjectiveAllocation(contracts: size.contracts, vendors: size.vendors, patience: patience))
    let draws = 10_000
    var words = ChanceWords(Self.streams, trial: size.contracts)
    var seen: [[Int64]: Int] = [:]
    for _ in 0..<draws { seen[drawn(allocation, &words), default: 0] += 1 }
    #expect(Set(seen.keys).isSubset(of: ways.keys))
    let chi = ways.reduce(0.0) { chi, way in
      let expected = Double(draws * way.value) / Double(all)
      let difference = Double(seen[way.key] ?? 0) - expected
      return chi + difference * difference / expected
    }
    // Beyond this with a chance below 1e-6 at up to fifty classes.
    let freedom = Double(ways.count - 1)
    #expect(chi <= freedom + 6 * (2 * freedom).squareRoot() + 12)
  }

  @Test(
    "exact means are those of all surjections",
    arguments: [(5, 3), (6, 4), (6, 2), (4, 4), (3, 1), (9, 2), (8, 5), (9, 3)])
  func means(_ contracts: Int, _ vendors: Int) throws {
    let allocation = try #require(SurjectiveAllocation(contracts: contracts, vendors: vendors))
    let ways = surjections(contracts, vendors)
    let all = Double(ways.values.reduce(0, +))
    for index in [Concentration.Index.hhi, .gini, .theil, .topShare(vendors)] {
      let expected = try ways.reduce(0.0) { sum, way in
        sum + Double(way.value) / all * (try #require(Concentration(way.key)))[index]
      }
      let found = try #require(allocation.mean(of: index))
      #expect(abs(found - expected) < 1e-12)
    }
    #expect(vendors == 1 || allocation.mean(of: .topShare(1)) == nil)
  }

  @Test(
    "exact means and draws agree with the sampler that was here before",
    arguments: [(300, 300), (301, 300), (400, 300), (1650, 300), (4000, 31), (500, 2)])
  func oracle(_ contracts: Int, _ vendors: Int) throws {
    let allocation = try #require(SurjectiveAllocation(contracts: contracts, vendors: vendors))
    let halving = try #require(HalvingAllocation(contracts: contracts, vendors: vendors))
    var words = ChanceWords(Self.streams, trial: 3)
    let indices: [Concentration.Index] = [.hhi, .gini, .theil, .topShare(3)]
    var before: [[Double]] = []
    var now: [[Double]] = []
    for trial in 0..<200 {
      var stream = Self.streams.stream(trial: UInt64(trial), draw: 0)
      let old = try #require(Concentration(halving.draw(using: &stream)))
      let new = try #require(Concentration(drawn(allocation, &words)))
      #expect(new.vendors == vendors)
      before.append(indices.map { old[$0] })
      now.append(indices.map { new[$0] })
    }
    for (place, index) in indices.enumerated() {
      let (old, new) = (Estimate(before.map { $0[place] }), Estimate(now.map { $0[place] }))
      let exact = allocation.mean(of: index) ?? old.mean
      #expect(abs(old.mean - exact) <= 5 * old.error + 1e-12)
      #expect(abs(new.mean - exact) <= 5 * (new.error + (index == .topShare(3) ? old.error : 0)) + 1e-12)
      // Deviations of 200 draws agree within five standard errors of theirs.
      #expect(abs(new.error - old.error) <= 0.35 * old.error + 1e-14)
    }
  }

  private struct Estimate {
    var mean: Double
    var error: Double

    init(_ values: [Double]) {
      let n = Double(values.count)
      let mean = values.reduce(0, +) / n
      self.mean = mean
      error = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1) / n).squareRoot()
    }
  }

  @Test("large allocations keep their sum and give everyone one")
  func large() throws {
    for (contracts, vendors) in [(3000, 700), (701, 700), (100_000, 3)] {
      let allocation = try #require(SurjectiveAllocation(contracts: contracts, vendors: vendors))
      var words = ChanceWords(Self.streams, trial: 0)
      for _ in 0..<5 {
        let counts = drawn(allocation, &words)
        #expect(counts.reduce(0, +) == Int64(contracts))
        #expect(counts.allSatisfy { $0 >= 1 })
      }
    }
  }

  @Test("fewer contracts than vendors cannot reach all")
  func impossible() {
    #expect(SurjectiveAllocation(contracts: 2, vendors: 3) == nil)
    #expect(SurjectiveAllocation(contracts: 2, vendors: 0) == nil)
  }
}
