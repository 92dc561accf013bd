import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Candidates for splitting")
struct SplitCandidatesTests {
  private func contract(
    _ amount: Int64, office: String? = "roads", vendor: String? = "A", number: String? = nil,
    year: FiscalYear = SmallLedger.first, category: Procurement.Category = .works, line: Int = 0
  ) -> Contract {
    var contract = SmallLedger.contract(amount, year: year, category: category)
    contract.texts[.office] = office
    contract.texts[.vendor] = vendor
    contract.texts[.vendorID] = number
    contract.sourceLine = line
    return contract
  }

  private func candidates(_ contracts: [Contract]) throws -> SplitCandidates {
    var candidates = SplitCandidates(limits: [.works: 100, .services: 50])
    try candidates.add(ContractBatch(contracts), file: "f.csv")
    return candidates
  }

  @Test("parts at most the limit, together above it, of one office, vendor, category and year")
  func definition() throws {
    let found = try candidates([
      contract(60, line: 2), contract(41, line: 3), contract(101, line: 4), contract(-5, line: 5),
      contract(99, vendor: "B"), contract(1, vendor: "B"),
      contract(60, vendor: "C"), contract(60, office: "parks", vendor: "C"),
      contract(60, vendor: "D"), contract(60, vendor: "D", year: SmallLedger.second),
      contract(60, vendor: "E"), contract(45, vendor: "E", category: .services),
      contract(60, vendor: "F", category: .goods), contract(60, vendor: "F", category: .goods),
    ])
    #expect(found.groups.count == 1)
    let group = try #require(found.groups.first)
    #expect(group.office == "roads" && group.vendor == "A" && group.category == .works)
    #expect(group.parts.map(\.sourceLine) == [2, 3])
    #expect(group.total == 101)
  }

  @Test("a vendor is its number where it has one")
  func numbers() throws {
    let found = try candidates([
      contract(60, vendor: "A", number: "7"), contract(60, vendor: "A k.k.", number: "7"), contract(60, vendor: "7"),
      contract(60, vendor: "A"),
    ])
    #expect(found.groups.map(\.vendor) == ["7"])
    #expect(found.groups.first?.parts.count == 2)
  }

  @Test("contracts without office or vendor are counted as not assessed")
  func unassessed() throws {
    let found = try candidates([
      contract(60, office: nil), contract(60, vendor: nil), contract(60, office: ""),
      contract(60, office: nil, category: .goods),
    ])
    #expect(found.unassessed == 3)
    #expect(found.groups.isEmpty)
  }

  @Test("joining changes the number of contracts and their mean, not their amount")
  func effect() throws {
    let found = try candidates([
      contract(60), contract(60), contract(60), contract(300), contract(80, vendor: "B"),
    ])
    let effect = found.effect(SmallLedger.first, .works)
    #expect(effect.contracts == 5 && effect.joined == 3 && effect.amount == 560)
    #expect(effect.mean == ExactRatio(112))
    #expect(effect.joinedMean == ExactRatio(560, over: 3))
    let none = found.effect(SmallLedger.second, .works)
    #expect(none.contracts == 0 && none.mean == nil && none.joinedMean == nil)
  }

  @Test("groups are those of comparing all pairs, on random ledgers")
  func bruteForce() throws {
    var generator = SplitMix64(seed: 51)
    for _ in 0..<30 {
      let contracts = (0..<40).map { line in
        contract(
          Int64.random(in: 1...120, using: &generator), office: Bool.random(using: &generator) ? "X" : "Y",
          vendor: ["A", "B", "C"].randomElement(using: &generator),
          category: Bool.random(using: &generator) ? .works : .services, line: line + 1)
      }
      let limits: [Procurement.Category: Int64] = [.works: 100, .services: 50]
      var expected: Set<[Int]> = []
      for contract in contracts {
        let alike = contracts.filter {
          $0.category == contract.category && $0.texts == contract.texts
            && $0.amount.value <= limits[contract.category] ?? 0
        }
        if alike.reduce(0, { $0 + $1.amount.value }) > limits[contract.category] ?? 0 {
          expected.insert(alike.map(\.sourceLine))
        }
      }
      #expect(Set(try candidates(contracts).groups.map { $0.parts.map(\.sourceLine) }) == expected)
    }
  }
}
