import Procurement
import TestSupport
import Testing

@testable import SyntheticData

@Suite("Pages of a ledger")
struct LedgerPagesTests {
  /// Targets of all shapes: tiny cells, cells of many pages, one yen a contract.
  private static func target(_ seed: UInt64) throws -> LedgerTarget {
    var random = SplitMix64(seed: seed)
    var cells: [LedgerTarget.Cell] = []
    for year in 2019...2020 {
      for category in Category.allCases {
        for row in LedgerTarget.Row.allCases {
          let count = Int64(random.next() % (1 << (random.next() % 18)))
          let amount = count == 0 ? 0 : count + Int64(random.next() % 3) * Int64(random.next() % 1_000_000_000)
          cells.append(
            .init(year: FiscalYear(startingIn: year), category: category, row: row, count: count, amount: amount))
        }
      }
    }
    return try LedgerTarget(cells: cells)
  }

  @Test("slices give every cell its count and amount, a yen each at least, and numbers without gaps", arguments: 1...8)
  func exact(seed: UInt64) throws {
    let target = try Self.target(seed)
    let pages = LedgerPages(target, scale: 2)
    var sums = target.cells.map { _ in (count: Int64(0), amount: Int64(0)) }
    var next: [Int: Int64] = [:]
    for number in 0..<pages.count {
      let page = pages.page(number)
      #expect(page.firstNumber == next[page.year, default: 0])
      next[page.year, default: 0] += Int64(page.count)
      #expect(page.count <= pages.greatestRows)
      for slice in page.slices {
        #expect(target.years[page.year] == target.cells[slice.cell].year)
        #expect(slice.amount >= Int64(slice.count))
        sums[slice.cell].count += Int64(slice.count)
        sums[slice.cell].amount += slice.amount
      }
    }
    #expect(sums.map(\.count) == target.cells.map { 2 * $0.count })
    #expect(sums.map(\.amount) == target.cells.map { 2 * $0.amount })
  }
}
