import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Contract tally")
struct ContractTallyTests {
  @Test("every contract is in one leaf, by locality and size")
  func leaves() {
    let scheme = RowScheme.table1
    func leaf(_ locality: Locality?, _ size: FirmSize?) -> String {
      scheme.leaves[scheme.leaf(locality: locality, size: size)].identifier
    }
    #expect(leaf(.local, .large) == "local-large")
    #expect(leaf(.local, .sme) == "local-sme")
    #expect(leaf(.local, .other) == "local-other")
    #expect(leaf(.local, nil) == "unclassified")
    #expect(leaf(nil, .sme) == "unclassified")
    for size in [nil, .large, .sme, .other] as [FirmSize?] {
      #expect(leaf(.semiLocal, size) == "non-local")
      #expect(leaf(.nonLocal, size) == "non-local")
    }
    let second = RowScheme.table2
    #expect(second.leaves[second.leaf(locality: .local, size: .sme)].identifier == "local-sme")
    #expect(second.leaves[second.leaf(locality: .local, size: .large)].identifier == "rest")
    #expect(second.leaves[second.leaf(locality: nil, size: nil)].identifier == "unclassified")
  }

  @Test("the tally of a concatenation is the merge of the tallies, in any order and grouping")
  func merging() throws {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<50 {
      let contracts = (0..<300).map { _ in RandomContracts.contract(using: &generator) }
      let cuts = [0, Int.random(in: 0...300, using: &generator), Int.random(in: 0...300, using: &generator), 300]
        .sorted()
      let parts = try zip(cuts, cuts.dropFirst()).map { try tally(contracts[$0..<$1]) }
      let whole = try tally(contracts[...])
      for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
        var merged = ContractTally(scheme: .table1)
        for index in order { try merged.merge(parts[index]) }
        #expect(merged == whole)
      }
      var right = parts[1]
      try right.merge(parts[2])
      var nested = parts[0]
      try nested.merge(right)
      #expect(nested == whole)
    }
  }

  @Test("a sum beyond Int64 is an error at its row, in a batch and in a merge")
  func overflow() throws {
    func contract(_ amount: Int64) -> Contract {
      Contract(year: FiscalYear(startingIn: 2021), category: .works, size: .sme, locality: .local, amount: Yen(amount))
    }
    var tally = ContractTally(scheme: .table1)
    try tally.add(ContractBatch([contract(.max - 1), contract(1)]))
    var other = tally
    #expect(throws: ContractTally.Overflow(row: 1)) { try other.add(ContractBatch([contract(0), contract(1)])) }
    #expect(throws: ContractTally.Overflow(row: nil)) { try tally.merge(tally) }
  }

  private func tally(_ contracts: ArraySlice<Contract>) throws -> ContractTally {
    var tally = ContractTally(scheme: .table1)
    try tally.add(ContractBatch(contracts))
    return tally
  }
}

/// Random contracts of every class.
enum RandomContracts {
  static func contract(using generator: inout SplitMix64) -> Contract {
    Contract(
      year: FiscalYear(startingIn: Int.random(in: 2019...2022, using: &generator)),
      category: Category.allCases.randomElement(using: &generator) ?? .works,
      size: ([nil] + FirmSize.allCases.map(Optional.some)).randomElement(using: &generator) ?? nil,
      locality: ([nil] + Locality.allCases.map(Optional.some)).randomElement(using: &generator) ?? nil,
      // From a few yen to thousands of millions, as ledgers are.
      amount: Yen(Int64.random(in: 0...(10 << Int64.random(in: 0...30, using: &generator)), using: &generator)))
  }
}
