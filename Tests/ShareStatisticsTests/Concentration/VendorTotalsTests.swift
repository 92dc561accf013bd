import Procurement
import Testing

@testable import ShareStatistics

@Suite("Vendor totals")
struct VendorTotalsTests {
  @Test("vendors of a category and year, contracts without a vendor apart")
  func totals() throws {
    let sample = try SmallLedger.sample([
      SmallLedger.contract(5, vendor: "A"), SmallLedger.contract(7, isSME: false, vendor: "A"),
      SmallLedger.contract(3, vendor: "B"), SmallLedger.contract(11), SmallLedger.contract(13),
      SmallLedger.contract(100, vendor: "A", year: SmallLedger.second),
      SmallLedger.contract(1000, vendor: "C", category: .goods),
    ])
    let works = try #require(VendorTotals(sample, year: SmallLedger.first, category: .works, row: "total"))
    #expect(works.amounts == [3, 12])
    #expect(works.counts == [1, 2])
    #expect(works.contracts == [3, 5, 7])
    #expect(works.unnamedCount == 2 && works.unnamedAmount == 24)
    let sme = try #require(VendorTotals(sample, year: SmallLedger.first, category: nil, row: "local-sme"))
    #expect(sme.amounts == [3, 5, 1000])
    #expect(VendorTotals(sample, year: SmallLedger.first, category: nil, row: "nobody") == nil)
  }
}
