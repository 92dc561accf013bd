import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Sampling frame")
struct SamplingFrameTests {
  @Test("every contract is in exactly one unit, in frames of contracts and of vendors")
  func partition() throws {
    var generator = SplitMix64(seed: 2)
    let contracts = SmallLedger.random(9000, using: &generator)
    let sample = try SmallLedger.sample(contracts)
    let frames = [
      SamplingFrame(contracts: sample, stratum: sample.yearPlace(ofCell:)), SamplingFrame(vendors: sample),
    ]
    for frame in frames {
      for cell in 0..<frame.cellCount {
        let summary = sample.summary(ofCells: [cell])
        #expect(frame.observed[cell].count == Int64(summary.count))
        #expect(frame.observed[cell].amount == summary.sum)
      }
      #expect(frame.pages.allSatisfy { (1...SamplingFrame.pageSize).contains($0.units.count) })
      for stratum in frame.strata {
        #expect(frame.pages[stratum.pages].reduce(0) { $0 + $1.units.count } == stratum.units)
      }
    }
    #expect(
      frames[0].strata.map(\.units)
        == [SmallLedger.first, SmallLedger.second].map { year in
          contracts.count { $0.year == year }
        })
    let named = Set(contracts.compactMap { $0.texts[.vendor] }).count
    #expect(frames[1].strata.map(\.units) == [named + contracts.count { $0.texts.isEmpty }])
  }

  @Test("two limbs where units times the largest amount leave Int64, not before")
  func limbs() throws {
    let largest = Int64.max / 3
    let within = try SmallLedger.sample([largest, 1, 1].map { SmallLedger.contract($0) })
    let beyond = try SmallLedger.sample([largest, 1, 1, 1].map { SmallLedger.contract($0) })
    #expect(!SamplingFrame(contracts: within) { _ in 0 }.needsTwoLimbs)
    #expect(SamplingFrame(contracts: beyond) { _ in 0 }.needsTwoLimbs)
  }

  @Test("an empty sample is a frame without strata")
  func empty() throws {
    let sample = try SmallLedger.sample([])
    #expect(SamplingFrame(vendors: sample).strata.isEmpty)
    #expect(SamplingFrame(contracts: sample) { _ in 0 }.strata.isEmpty)
  }
}
