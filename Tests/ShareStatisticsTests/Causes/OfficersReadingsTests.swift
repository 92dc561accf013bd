import Procurement
import Testing

@testable import ShareStatistics

/// Every figure that an officer reads out of the two published tables, from the published tables alone.
@Suite("What an officer reads out of the tables")
struct OfficersReadingsTests {
  private let years = (from: FiscalYear(startingIn: 2020), to: FiscalYear(startingIn: 2021))
  private let table1: ShareTable
  private let causes: ShareCauses

  init() throws {
    table1 = ShareTable(try KawasakiTables.table1())
    causes = ShareCauses(table1, from: years.from, to: years.to)
  }

  @Test("the local SMEs' amount share: +13.73 points, within +22.08, mix −8.35")
  func byCategory() throws {
    let sme = try row("local-sme", .amount)
    let parts = try #require(sme.byCategory)
    #expect(percent(parts.total) == "13.73")
    #expect(percent(parts.within) == "22.08")
    #expect(parts.parts.map { percent($0.within) } == ["1.71", "22.26", "-1.89"])
    #expect(percent(parts.mix) == "-8.35")
    #expect(parts.parts.map { percent($0.mix) } == ["0.07", "-4.68", "-3.74"])
    #expect(percent(parts.withinAtBaseWeights) == "27.11")
    #expect(percent(parts.withinAtEndWeights) == "17.05")
    #expect(parts.within + parts.mix == parts.total)
  }

  @Test("its amount fell 3.7 % while its share rose: own −0.91, others +14.64")
  func ownOthers() throws {
    let sme = try row("local-sme", .amount)
    let split = try #require(sme.ownOthers)
    #expect(percent(split.own) == "-0.91")
    #expect(percent(split.others) == "14.64")
    #expect(split.own + split.others == split.total)
    #expect(sme.isMisleading)
    #expect(sme.breakEven == nil)
  }

  @Test("non-local works alone fell 37,830 of the 43,908 million total decline")
  func movement() throws {
    #expect(causes.totalDelta == -43_908)
    let largest = try #require(causes.movements.first)
    #expect(largest.category == "works")
    #expect(largest.row == "non-local")
    #expect(largest.delta == -37_830)
    #expect(largest.partOfTotal.map(percent) == "86.16")
    #expect(causes.movements.map(\.delta).reduce(0, +) == -43_908)
  }

  @Test("Table 2: own −16.48, others −43.11, sum −59.59; 49.55 % had the others stayed")
  func table2() throws {
    let causes = ShareCauses(ShareTable(try KawasakiTables.table2()), from: years.from, to: years.to)
    let sme = try #require(causes.rows.first { $0.row == "local-sme" && $0.measure == .amount })
    let split = try #require(sme.ownOthers)
    #expect(percent(split.own) == "-16.48")
    #expect(percent(split.others) == "-43.11")
    #expect(percent(split.total) == "-59.59")
    #expect(percent(split.shareHadOthersStayed) == "49.55")
    #expect(!sme.isMisleading)
    let breakEven = try #require(sme.breakEven)
    #expect(breakEven.removedFromOthers?.rounded(decimals: 0)?.description == "31831")
    let range = try #require(breakEven.printedRange(decimals: 2))
    #expect([range.lowerBound.description, range.upperBound.description] == ["31829.04", "31832.44"])
    #expect(breakEven.movedToRow.rounded(decimals: 0)?.description == "22437")
    #expect(breakEven.removedFromRowBefore?.rounded(decimals: 0)?.description == "9468")
  }

  @Test("local subtotal, SME share without その他, SME share within 市内 (the opposite direction)")
  func derived() throws {
    func pair(_ kind: DerivedShare.Kind, _ measure: Measure) -> [String?] {
      causes.derived.filter { $0.kind == kind && $0.measure == measure }.flatMap { [percent($0.from), percent($0.to)] }
    }
    #expect(pair(.local, .count) == ["90.33", "92.54"])
    #expect(pair(.local, .amount) == ["44.57", "65.60"])
    #expect(pair(.smeWithoutOther, .amount) == ["36.52", "57.07"])
    #expect(pair(.smeWithinLocal, .amount) == ["78.23", "74.09"])
  }

  @Test("yen per contract: non-local works 145.5 → 18.9 million, local-large works 444.7 → 3.4")
  func yenPerContract() throws {
    let comparison = YearComparison(table1, from: years.from, to: years.to)
    func average(_ category: String, _ row: String) throws -> [Int64?] {
      let cell = try #require(comparison.cells.first { $0.category == category && $0.row == row })
      return [cell.yenPerContract.from, cell.yenPerContract.to]
    }
    #expect(try average("works", "non-local") == [145_547_038, 18_861_244])
    #expect(try average("works", "local-large") == [444_727_273, 3_444_444])
    // Table 2, all but local SMEs: 4,178 million in 220 contracts, 33,549 million in 186.
    #expect(ExactRatio(4_178, over: 220)?.rounded(decimals: 1)?.description == "19.0")
    #expect(ExactRatio(33_549, over: 186)?.rounded(decimals: 1)?.description == "180.4")
  }

  @Test("goods are 89 % of all contracts, so a total count share is a goods figure")
  func dominance() throws {
    let dominant = try #require(causes.dominantCategory)
    #expect(dominant.identifier == "goods")
    #expect(dominant.share.percent(decimals: 0)?.description == "89")
  }

  private func row(_ row: String, _ measure: Measure) throws -> ShareCauses.RowCauses {
    try #require(causes.rows.first { $0.row == row && $0.measure == measure })
  }

  private func percent(_ ratio: ExactRatio) -> String? { ratio.percent(decimals: 2)?.description }
}
