import Procurement
import Testing

@testable import ShareStatistics

@Suite("Contract sizes in one pass")
struct SizeStudyTests {
  @Test("bands, crowding by year, and candidates come from the same contracts")
  func study() throws {
    var study = try #require(
      SizeStudy(
        scheme: .table1, limits: [100], windows: [.init(limit: 100), .init(limit: 50, width: 25)],
        splitLimits: [.works: 100]))
    var contracts = [60, 60, 95, 105, 40].map { SmallLedger.contract(Int64($0), vendor: "X") }
    contracts.append(SmallLedger.contract(99, vendor: "X", year: SmallLedger.second))
    for index in contracts.indices { contracts[index].texts[.office] = "North" }
    try study.add(ContractBatch(Array(contracts[..<3])), file: "a.csv")
    try study.add(ContractBatch(Array(contracts[3...])), file: "b.csv")
    #expect(study.bands.cell(SmallLedger.first, nil, row: "total", band: 0).count == 4)
    #expect(study.bands.cell(SmallLedger.first, nil, row: "total", band: 1).amount == 105)
    let first = try #require(study.bunching[SmallLedger.first])
    #expect(first.map(\.below) == [1, 1])
    #expect(first.map(\.above) == [1, 2])
    #expect(study.bunching[SmallLedger.second]?.map(\.below) == [1, 0])
    let groups = try #require(study.splits?.groups)
    #expect(groups.count == 1)
    #expect(groups.first?.total == 255)
  }

  @Test("a window wider than its limit is none")
  func window() {
    #expect(SizeStudy(scheme: .table1, limits: [], windows: [.init(limit: 10, width: 11)], splitLimits: [:]) == nil)
    #expect(SizeStudy.Window(limit: 5).width == 1)
  }
}
