import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

/// The bids of 九州地方整備局 exist as CSV in CP932 and, for four months, as the workbooks they were taken from.
@Suite("MLIT bids as CSV and as workbooks", .enabled(if: Repository.hasSharedData, "needs ../shared/data"))
struct MLITFormatsTests {
  private static let workbooks = [
    ("kyushu_construction_202004", "construction", "mlit-works-workbook", 358),
    ("kyushu_construction_202005", "construction", "mlit-works-workbook", 312),
    ("kyushu_construction_202008", "construction", "mlit-works-workbook", 1_223),
    ("kyushu_consulting_202004", "consulting", "mlit-consulting-workbook", 1_577),
  ]

  @Test("every bid of the workbooks is in the CSV, equal field by field, and the other way round")
  func bids() throws {
    let csv = try #require(Repository.sharedData("mlit/kyushu_fy2020_bids_cp932.csv"))
    var fromCSV = try LedgerMapping.named("mlit-bids")
    fromCSV.bids.filters = [RowFilter(column: "source_file", values: Set(Self.workbooks.map { "\($0.0).xlsx" }))]
    let expected = try ReadBids([csv], mapping: fromCSV)
    var found: [Bid] = []
    for (name, kind, mapping, rows) in Self.workbooks {
      let workbook = try #require(Repository.sharedData("mlit/xlsx/\(name).xlsx"))
      let read = try ReadBids([workbook], mapping: try LedgerMapping.named(mapping))
      #expect(read.summary.total(\.read) == rows)
      #expect(read.summary.total(\.used) == rows)
      found += read.bids.map { bid in
        var bid = bid
        // The CSV has both kinds and so names the kind in the key.
        bid.notice.identifier = "\(kind) / \(bid.notice.identifier)"
        return bid
      }
    }
    #expect(found.map(\.withoutLine) == expected.bids.map(\.withoutLine))
    #expect(found.count == 3_470)
  }

  @Test("contracts of workbooks and CSV are equal")
  func contracts() throws {
    let csv = try #require(Repository.sharedData("mlit/kyushu_fy2020_bids_cp932.csv"))
    let expected = try ReadLedgers([csv]) {
      $0.mapping = try LedgerMapping.named("mlit-bids")
      $0.mapping.contracts.filters.append(
        RowFilter(column: "source_file", values: Set(Self.workbooks.map { "\($0.0).xlsx" })))
    }
    let paths = Self.workbooks.compactMap { Repository.sharedData("mlit/xlsx/\($0.0).xlsx") }
    let found = try ReadLedgers(paths) { options in
      options.mappings = try Self.workbooks.map { try LedgerMapping.named($0.2) }
    }
    #expect(found.contracts.count == 717)
    #expect(found.reconciles && expected.reconciles)
    #expect(found.contracts.map(\.comparable) == expected.contracts.map(\.comparable))
  }

  @Test("the whole CP932 file is read: 3,259 awards of 20,647 bids, none rejected")
  func whole() throws {
    let csv = try #require(Repository.sharedData("mlit/kyushu_fy2020_bids_cp932.csv"))
    let ledger = try ReadLedgers([csv]) { $0.mapping = try LedgerMapping.named("mlit-bids") }
    let file = try #require(ledger.summary.files.first)
    #expect([file.read, file.used, file.rejected, file.filtered] == [20_647, 3_259, 0, 17_388])
    #expect(ledger.summary.partialYears.isEmpty)
  }

  @Test("Chugoku: rows and yen as counted independently, two rows rejected with their reasons, FY2021 partial")
  func chugoku() throws {
    let csv = try #require(Repository.sharedData("mlit/chugoku_bids.csv"))
    let ledger = try ReadLedgers([csv], keepsRejects: true) { $0.mapping = try LedgerMapping.named("mlit-bids") }
    let file = try #require(ledger.summary.files.first)
    // Counted with Python's csv module; see shared/domain.md, 9.
    #expect([file.read, file.used, file.rejected, file.filtered] == [38_545, 6_529, 2, 32_014])
    #expect(ledger.contracts.reduce(0) { $0 + $1.amount.value } == 582_119_505_393)
    var works: [Int: Int] = [:]
    for contract in ledger.contracts where contract.category == .works {
      works[contract.year.startYear, default: 0] += 1
    }
    #expect(works == [2018: 861, 2019: 767, 2020: 717, 2021: 440])
    #expect(ledger.rejected.map(\.error.problem) == [.missingValue(field: "amount"), .notADate("//")])
    #expect(ledger.summary.partialYears.map { "\($0.key) \($0.value)" } == ["2021 2021-11-30"])
  }

  @Test("Chugoku's ties are those that were inferred from the same file: 572")
  func ties() throws {
    let csv = try #require(Repository.sharedData("mlit/chugoku_bids.csv"))
    let bids = try ReadBids([csv], mapping: try LedgerMapping.named("mlit-bids")).bids
    #expect(bids.count == 38_545)
    let tenders = Dictionary(grouping: bids, by: \.notice.identifier).values
    #expect(tenders.count == 6_533)
    let ties = tenders.filter { bids in
      guard let winner = bids.first(where: { $0.isWinner == true }), !winner.notice.isScored, let amount = winner.amount
      else { return false }
      return bids.count { $0.amount == amount } > 1
    }
    #expect(ties.count == 572)
    // Noise made 244 awards dearer than their ceiling before rounding, 6 after.
    let above = bids.count { bid in
      guard bid.isWinner == true, let amount = bid.amount, let ceiling = bid.notice.ceiling else { return false }
      return amount > ceiling
    }
    #expect(above == 6)
  }
}

extension Bid {
  fileprivate var withoutLine: Bid {
    var bid = self
    bid.sourceLine = 0
    return bid
  }
}

extension Contract {
  /// What two formats must agree on: all but line and key.
  fileprivate var comparable: Contract {
    var contract = self
    contract.sourceLine = 0
    contract.texts[.contract] = nil
    return contract
  }
}
