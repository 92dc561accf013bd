import Procurement
import TestSupport
import Testing

@testable import ShareStatistics

@Suite("Influence, year by year")
struct InfluenceStudyTests {
  private func contracts(seed: UInt64, count: Int = 300) -> [Contract] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { line in
      var contract = RandomContracts.contract(using: &generator)
      contract.texts[.title] = "title \(line)"
      contract.sourceLine = line + 2
      return contract
    }
  }

  @Test("each year is the influence of that year alone", arguments: 1...5)
  func years(_ seed: UInt64) throws {
    let contracts = contracts(seed: seed)
    var study = try #require(InfluenceStudy(row: "local-sme", scheme: .table1, limit: 4))
    let batches = stride(from: 0, to: contracts.count, by: 70).map {
      ContractBatch(contracts[$0..<min($0 + 70, contracts.count)])
    }
    for batch in batches { try study.add(batch, file: "a.csv") }
    let years = Set(contracts.map(\.year)).sorted()
    #expect(years.count > 1)
    #expect(study.influences.map(\.place.year) == years)
    for found in study.influences {
      let place = CellContracts.Place(year: found.place.year, category: nil, row: "local-sme")
      var expected = try #require(Influence(place, scheme: .table1, limit: 4))
      for batch in batches { try expected.add(batch, file: "a.csv") }
      #expect(found.items.map(\.contract) == expected.items.map(\.contract))
      #expect(found.items.map(\.influence) == expected.items.map(\.influence))
      #expect(found.dropInside == expected.dropInside && found.dropOutside == expected.dropOutside)
      for item in found.items {
        #expect(item.contract.texts == [.title: "title \(item.contract.sourceLine - 2)"])
      }
    }
  }

  @Test("texts that were left in files are fetched for what is listed, of all years at once")
  func complete() throws {
    let contracts = contracts(seed: 8)
    var study = try #require(InfluenceStudy(row: "local-sme", scheme: .table1, limit: 3))
    var withTexts = study
    try study.add(LeftTexts.batch(contracts[..<100]), file: "a.csv")
    try study.add(LeftTexts.batch(contracts[100...]), file: "b.csv")
    try withTexts.add(ContractBatch(contracts[..<100]), file: "a.csv")
    try withTexts.add(ContractBatch(contracts[100...]), file: "b.csv")
    let listed = study.influences.flatMap(\.items)
    #expect(listed.allSatisfy { $0.contract.texts.isEmpty })
    var asked: [String: Int] = [:]
    study.complete { waiting, file in
      #expect(asked[file] == nil)
      #expect(waiting.allSatisfy { ($0.sourceLine < 102) == (file == "a.csv") })
      asked[file] = waiting.count
      LeftTexts.fetch(&waiting, from: contracts)
    }
    #expect(asked == Dictionary(grouping: listed, by: \.file).mapValues(\.count))
    #expect(
      study.influences.flatMap(\.items).map(\.contract) == withTexts.influences.flatMap(\.items).map(\.contract))
    study.complete { _, file in Issue.record("\(file) is asked again") }
  }

  @Test("a source that fails changes nothing")
  func failingTexts() throws {
    struct Missing: Error {}
    var study = try #require(InfluenceStudy(row: "total", scheme: .table1, limit: 3))
    try study.add(LeftTexts.batch(contracts(seed: 1)), file: "a.csv")
    #expect(throws: Missing.self) { try study.complete { _, _ in throw Missing() } }
    #expect(study.influences.flatMap(\.items).allSatisfy { $0.contract.texts.isEmpty })
  }

  @Test("without the row, or without contracts to list, there is nothing to study")
  func impossible() {
    #expect(InfluenceStudy(row: "nowhere", scheme: .table1, limit: 3) == nil)
    #expect(InfluenceStudy(row: "local-sme", scheme: .table1, limit: 0) == nil)
  }

  @Test("a part that leaves Int64 while the whole does not is an error of its row")
  func overflow() throws {
    let year = FiscalYear(startingIn: 2020)
    func contract(_ locality: Locality, _ amount: Int64) -> Contract {
      Contract(year: year, category: .works, size: .sme, locality: locality, amount: Yen(amount))
    }
    var study = try #require(InfluenceStudy(row: "local-sme", scheme: .table1, limit: 3))
    let batch = ContractBatch([
      contract(.local, .max - 5), contract(.nonLocal, -.max), contract(.local, .max - 5),
    ])
    #expect(throws: ContractTally.Overflow(row: 2)) { try study.add(batch, file: "") }
  }
}
