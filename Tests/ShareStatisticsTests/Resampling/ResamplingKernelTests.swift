import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Resampling kernel")
struct ResamplingKernelTests {
  private func frame(_ contracts: [Contract]) throws -> SamplingFrame {
    SamplingFrame(contracts: try SmallLedger.sample(contracts)) { _ in 0 }
  }

  /// Large enough that any deviation beyond it has a chance below 1e-6 for up to a hundred classes.
  private func isConsistent(_ chi: Double, freedom: Int) -> Bool {
    chi < Double(freedom) + 6 * (2 * Double(freedom)).squareRoot() + 12
  }

  // The amounts 1, 10, 100 and 1000 tell from a sum who was drawn how often: 4^4 = 256 ordered resamples.
  @Test("every multiset of a small sample comes as often as it should, across rows and categories")
  func enumeration() throws {
    let frame = try frame([
      SmallLedger.contract(1), SmallLedger.contract(10), SmallLedger.contract(100, isSME: false),
      SmallLedger.contract(1000, category: .goods),
    ])
    var ways: [Int128: Int] = [:]
    for code in 0..<256 {
      ways[(0..<4).reduce(0) { $0 + [1, 10, 100, 1000][code >> (2 * $1) & 3] }, default: 0] += 1
    }
    let drawn = 40_000
    let sums = ResamplingKernel(frame, seed: 3).sums(0..<drawn)
    var seen: [Int128: Int] = [:]
    for replicate in 0..<drawn {
      let cells = replicate * frame.cellCount..<(replicate + 1) * frame.cellCount
      #expect(sums.counts[cells].reduce(0, +) == 4)
      seen[sums.amounts[cells].reduce(0, +), default: 0] += 1
    }
    #expect(Set(seen.keys).isSubset(of: ways.keys))
    let chi = ways.reduce(0.0) { chi, way in
      let expected = Double(drawn * way.value) / 256
      return chi + (Double(seen[way.key] ?? 0) - expected) * (Double(seen[way.key] ?? 0) - expected) / expected
    }
    #expect(isConsistent(chi, freedom: ways.count - 1), "χ² \(chi)")
  }

  @Test("contracts of a full page are drawn alike, and as a multinomial sample")
  func fullPage() throws {
    let units = SamplingFrame.pageSize + 700
    let replicates = 600
    // Amounts are sorted within the page: the marked contracts are the first of the full page, or the whole tail.
    for marked in [1, 256, 1024, 2048, 2500] {
      let frame = try frame((0..<units).map { SmallLedger.contract($0 < marked ? 0 : 1) })
      #expect(frame.pages.map(\.units.count) == [SamplingFrame.pageSize, 700])
      let sums = ResamplingKernel(frame, seed: 4).sums(0..<replicates)
      let cell = try #require(frame.pages[0].cell)
      let draws = (0..<replicates).map { replicate in
        Double(units) - Double(sums.amounts[replicate * frame.cellCount + cell])
      }
      #expect((0..<replicates).allSatisfy { sums.counts[$0 * frame.cellCount + cell] == Int64(units) })
      // Draws of the marked are binomial. Six standard errors of mean and variance, the kurtosis of one contract
      // included: a false alarm of ten checks has a chance below 1e-7.
      let chance = Double(marked) / Double(units)
      let variance = Double(units) * chance * (1 - chance)
      let mean = draws.reduce(0, +) / Double(replicates)
      #expect(abs(mean - Double(marked)) < 6 * (variance / Double(replicates)).squareRoot())
      let spread = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(replicates - 1)
      #expect(abs(spread / variance - 1) < 6 * ((2 + 1 / variance) / Double(replicates)).squareRoot())
    }
  }

  @Test("sums in two limbs are the sums of amounts, negative ones too")
  func limbs() throws {
    // A large and a small ledger with the same draws: amounts differ by a factor that forces two limbs.
    let small = (0..<900).map { Int64($0) - 300 }
    let factor: Int64 = 1 << 44
    let plain = try frame(small.map { SmallLedger.contract($0) })
    let wide = try frame(small.map { SmallLedger.contract($0 * factor) })
    #expect(!plain.needsTwoLimbs && wide.needsTwoLimbs)
    let (a, b) = (ResamplingKernel(plain, seed: 9).sums(0..<50), ResamplingKernel(wide, seed: 9).sums(0..<50))
    #expect(b.amounts == a.amounts.map { $0 * Int128(factor) })
    #expect(b.counts == a.counts)
  }

  @Test("a vendor's contracts come together, each contract without a vendor alone")
  func vendors() throws {
    var contracts: [Contract] = []
    for place in 0..<12 {
      contracts.append(SmallLedger.contract(Int64(1 + place), isSME: place % 2 == 0, vendor: "A"))
    }
    for year in [SmallLedger.first, SmallLedger.first, SmallLedger.first, SmallLedger.second, SmallLedger.second] {
      contracts.append(SmallLedger.contract(100, vendor: "B", year: year))
    }
    for _ in 0..<2 { contracts.append(SmallLedger.contract(10_000)) }
    let sample = try SmallLedger.sample(contracts)
    let frame = SamplingFrame(vendors: sample)
    #expect(frame.strata.map(\.units) == [4])
    let sums = ResamplingKernel(frame, seed: 1).sums(0..<2000)
    func cell(_ year: FiscalYear, _ row: String) throws -> Int {
      try #require(sample.cells(year, .works, row: row)?.first)
    }
    let sme = try cell(SmallLedger.first, "local-sme")
    let large = try cell(SmallLedger.first, "local-large")
    let later = try cell(SmallLedger.second, "local-sme")
    for replicate in 0..<2000 {
      let base = replicate * frame.cellCount
      let a = sums.counts[base + large] / 6
      let b = sums.counts[base + later] / 2
      let alone = 4 - a - b
      let expected = 36 * Int128(a) + 300 * Int128(b) + 10_000 * Int128(alone)
      #expect(alone >= 0)
      #expect(sums.counts[base + sme] == 6 * a + 3 * b + alone)
      #expect(sums.amounts[base + sme] == expected)
      #expect(sums.amounts[base + large] == 42 * Int128(a))
      #expect(sums.amounts[base + later] == 200 * Int128(b))
    }
  }

  @Test("a replicate does not depend on which others are drawn with it")
  func addressed() throws {
    var generator = SplitMix64(seed: 3)
    let sample = try SmallLedger.sample(SmallLedger.random(5000, using: &generator))
    for frame in [
      SamplingFrame(contracts: sample, stratum: sample.yearPlace(ofCell:)), SamplingFrame(vendors: sample),
    ] {
      let kernel = ResamplingKernel(frame, seed: 8)
      let all = kernel.sums(0..<8)
      let one = kernel.sums(5..<6)
      let place = 5 * frame.cellCount..<6 * frame.cellCount
      #expect(Array(all.counts[place]) == one.counts)
      #expect(Array(all.amounts[place]) == one.amounts)
    }
  }
}
