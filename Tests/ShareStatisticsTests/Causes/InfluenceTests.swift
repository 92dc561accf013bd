import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Influence of single contracts")
struct InfluenceTests {
  @Test("leave-one-out equals brute force on random ledgers")
  func bruteForce() throws {
    var generator = SplitMix64(seed: 9)
    let year = FiscalYear(startingIn: 2020)
    var tested = 0
    for _ in 0..<100 {
      let contracts = (0..<Int.random(in: 2...60, using: &generator)).map { _ in
        RandomContracts.contract(using: &generator)
      }
      let place = CellContracts.Place(year: year, category: nil, row: "local-sme")
      var influence = try #require(Influence(place, scheme: .table1, limit: 5))
      for start in stride(from: 0, to: contracts.count, by: 7) {
        try influence.add(ContractBatch(contracts[start..<min(start + 7, contracts.count)]), file: "a.csv")
      }
      let ofYear = contracts.filter { $0.year == year }
      guard let share = Self.share(ofYear) else { continue }
      #expect(influence.share == share)
      let effects = ofYear.indices.compactMap { index -> ExactRatio? in
        var others = ofYear
        others.remove(at: index)
        return Self.share(others).map { share - $0 }
      }.map { $0 < .zero ? .zero - $0 : $0 }.sorted(by: >)
      let found = influence.items.compactMap(\.influence).map { $0 < .zero ? .zero - $0 : $0 }
      guard influence.items.allSatisfy({ $0.influence != nil }) else { continue }
      #expect(found == Array(effects.prefix(5)))
      tested += 1
    }
    #expect(tested > 50)
  }

  @Test("dropping the largest inside lowers a share, dropping outside raises it")
  func curves() throws {
    func contract(_ size: FirmSize, _ amount: Int64) -> Contract {
      Contract(year: FiscalYear(startingIn: 2020), category: .works, size: size, locality: .local, amount: Yen(amount))
    }
    let place = CellContracts.Place(year: FiscalYear(startingIn: 2020), category: .works, row: "local-sme")
    var influence = try #require(Influence(place, scheme: .table1))
    try influence.add(
      ContractBatch([contract(.sme, 10), contract(.sme, 30), contract(.large, 40), contract(.large, 20)]), file: "")
    func percents(_ curve: Influence.DropCurve) -> [String?] {
      curve.shares.map { $0.percent(decimals: 1)?.description }
    }
    #expect(percents(influence.dropInside) == ["40.0", "14.3", "0.0"])
    #expect(percents(influence.dropOutside) == ["40.0", "66.7", "100.0"])
  }

  @Test("of equal contracts the first ones are kept, in the order of reading")
  func equalAmounts() throws {
    let year = FiscalYear(startingIn: 2020)
    let contracts = (1...9).map {
      Contract(year: year, category: .works, size: .sme, locality: .local, amount: Yen(5), sourceLine: $0)
    }
    var influence = try #require(
      Influence(CellContracts.Place(year: year, category: nil, row: "total"), scheme: .table1, limit: 3))
    try influence.add(ContractBatch(contracts[..<2]), file: "")
    try influence.add(ContractBatch(contracts[2...]), file: "")
    #expect(influence.items.map(\.contract.sourceLine) == [1, 2, 3])
  }

  private static func share(_ contracts: [Contract]) -> ExactRatio? {
    let inside = contracts.filter { $0.locality == .local && $0.size == .sme }
    return ExactRatio(
      inside.reduce(0) { $0 + $1.amount.value }, over: contracts.reduce(0) { $0 + $1.amount.value })
  }
}
