import Procurement
import Testing

@testable import ShareStatistics

@Suite("Vendors by number or name")
struct VendorKeysTests {
  @Test("a number comes before a name, and the two never are the same vendor")
  func vendors() {
    let rows: [(number: String?, name: String?)] = [
      ("7", "A"), (nil, "A"), ("7", "B"), (nil, "7"), (nil, nil), ("", ""), ("", "A"), ("8", nil),
    ]
    var keys = VendorKeys()
    var found: [UInt32?] = []
    for part in [rows[..<3], rows[3...]] {
      let batch = ContractBatch(
        part.map { row in
          var contract = SmallLedger.contract(1)
          contract.texts[.vendorID] = row.number
          contract.texts[.vendor] = row.name
          return contract
        })
      var columns = VendorColumns(batch, in: &keys)
      for row in 0..<batch.count { found.append(columns.vendor(row, in: &keys)) }
      columns.finish(in: &keys)
    }
    #expect(found == [0, 1, 0, 2, nil, nil, 1, 3])
    #expect(keys.count == 4)
    #expect(keys.texts == ["7", "A", "7", "8"])
  }
}
