import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Amended contracts")
struct AmendmentLedgerTests {
  private static let rows = """
    contract,fiscal_year,category,size,locality,amount,initial_amount
    A,2020,works,sme,local,100,90
    B,2020,goods,sme,local,50,
    A,2021,works,sme,local,-30,
    A,2021,works,sme,local,5,

    """

  @Test("changes add up, states replace each other, first rows stay")
  func policies() throws {
    let cases: [(AmendmentPolicy, [Int64], used: Int, filtered: Int)] = [
      (.net, [75, 50], 4, 0), (.initial, [90, 50], 2, 2),
    ]
    for (policy, amounts, used, filtered) in cases {
      let text = policy == .net ? Self.rows : Self.rows.replacing("-30", with: "130")
      let read = try read(text, policy)
      #expect(read.contracts.map(\.amount.value) == amounts)
      #expect(read.contracts.map(\.year.startYear) == [2020, 2020])
      #expect(read.summary.files[0].used == used)
      #expect(read.summary.files[0].filtered == filtered)
      #expect(read.reconciles)
    }
    let final = try read(Self.rows.replacing("-30", with: "130"), .final)
    #expect(final.contracts.map(\.amount.value) == [5, 50])
    #expect(final.summary.amendments == 2)
  }

  @Test("a negative amount is unusable unless changes add up, and a negative sum always is")
  func negative() throws {
    #expect(throws: DataError.self) { try read(Self.rows, .final) }
    let text = Self.rows.replacing("-30", with: "-300")
    let error = #expect(throws: DataError.self) { try read(text, .net) }
    #expect(error?.problem == .negativeAmount("A: -195"))
    let kept = try read(text, .net, keepsRejects: true)
    #expect(kept.contracts.map(\.amount.value) == [50])
    #expect(kept.summary.files[0].rejected == 3)
    #expect(kept.reconciles)
  }

  @Test("the least amount is held against the sum")
  func leastAmount() throws {
    let folder = try TemporaryFolder()
    let read = try ReadLedgers([try folder.write(Self.rows, to: "a.csv")]) {
      $0.mapping.amendments = .net
      $0.population.amountsAbove = 60
    }
    #expect(read.contracts.map(\.amount.value) == [75])
    #expect(read.summary.files[0].filtered == 1)
    #expect(read.reconciles)
  }

  private func read(_ text: String, _ policy: AmendmentPolicy, keepsRejects: Bool = false) throws -> ReadLedgers {
    let folder = try TemporaryFolder()
    return try ReadLedgers([try folder.write(text, to: "a.csv")], keepsRejects: keepsRejects) {
      $0.mapping.amendments = policy
    }
  }
}
