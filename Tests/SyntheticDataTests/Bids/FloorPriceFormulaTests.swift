import TestSupport
import Testing

@testable import SyntheticData

@Suite("Floor prices")
struct FloorPriceFormulaTests {
  @Test("the formulas are the published ones")
  func formulas() {
    #expect(FloorPriceFormula.all.map(\.identifier) == ["2016-04", "2017-04", "2019", "2022-04"])
    #expect(
      FloorPriceFormula.all.map(\.coefficients) == [
        [95, 90, 90, 55], [97, 90, 90, 55], [97, 90, 90, 55], [97, 90, 90, 68],
      ])
    #expect(FloorPriceFormula.all.map(\.band) == [70...90, 70...90, 75...92, 75...92])
  }

  /// By hand: 0.97 · 10,000,001 = 9,700,000.97; 0.90 · 1,000,003 = 900,002.70; 0.90 · 2,000,007 = 1,800,006.30;
  /// 0.68 · 1,500,001 = 1,020,000.68; sum 13,420,010.65; 92 % of 14,500,012 = 13,340,011.04.
  private static let items = CostItems(
    direct: 10_000_001, commonTemporary: 1_000_003, siteManagement: 2_000_007, generalAdministration: 1_500_001)

  @Test("a floor by hand, above and inside the band")
  func byHand() throws {
    let formula = try #require(FloorPriceFormula.named("2022-04"))
    #expect(Self.items.total == 14_500_012)
    #expect(formula.floor(of: Self.items, ceiling: 14_500_012) == 13_340_011)
    // With room below the ceiling the sum counts: 13,420,008 with cut items, 13,420,010 without.
    #expect(formula.floor(of: Self.items, ceiling: 15_000_000) == 13_420_008)
    let exact = FloorPriceRounding(roundsItems: false, unit: 1)
    #expect(formula.floor(of: Self.items, ceiling: 15_000_000, rounding: exact) == 13_420_010)
    let thousands = FloorPriceRounding(roundsItems: true, unit: 1_000)
    #expect(formula.floor(of: Self.items, ceiling: 15_000_000, rounding: thousands) == 13_420_000)
    #expect(
      formula.floor(of: Self.items, ceiling: 14_500_012, rounding: .init(roundsItems: true, unit: 10_000)) == 13_340_000
    )
    // 0.55 instead of 0.68 takes 195,000.13 off.
    let older = try #require(FloorPriceFormula.named("2019"))
    #expect(older.floor(of: Self.items, ceiling: 15_000_000, rounding: exact) == 13_225_010)
  }

  @Test("the lower end of the band holds, and rounding before it never leaves the band")
  func lowerEnd() throws {
    let formula = try #require(FloorPriceFormula.named("2022-04"))
    let little = CostItems(direct: 1, commonTemporary: 0, siteManagement: 0, generalAdministration: 0)
    // 75 % of 1,000,001 is 750,000.75.
    #expect(formula.floor(of: little, ceiling: 1_000_001) == 750_000)
    let inside = FloorPriceRounding(roundsItems: true, unit: 1_000, order: .roundThenClip)
    #expect(formula.floor(of: little, ceiling: 1_000_001, rounding: inside) == 750_001)
    let outside = FloorPriceRounding(roundsItems: true, unit: 10_000, order: .clipThenRound)
    #expect(formula.floor(of: little, ceiling: 1_000_001, rounding: outside) == 750_000)
  }

  @Test("every rounding stays within its bounds of the exact rational floor")
  func bounds() {
    var random = SplitMix64(seed: 4)
    for _ in 0..<2_000 {
      let parts = (0..<4).map { _ in Int64(random.next() % 100_000_000) }
      let items = CostItems(
        direct: parts[0], commonTemporary: parts[1], siteManagement: parts[2], generalAdministration: parts[3])
      let ceiling = max(1, items.total + Int64(random.next() % 1_000_000))
      for formula in FloorPriceFormula.all {
        let sum = zip(formula.coefficients, parts).reduce(Int64(0)) { $0 + $1.0 * $1.1 }
        let exact = min(max(sum, ceiling * formula.band.lowerBound), ceiling * formula.band.upperBound)
        for unit in [1, 1_000, 10_000] as [Int64] {
          let floor = formula.floor(of: items, ceiling: ceiling, rounding: .init(roundsItems: false, unit: unit))
          #expect(floor == exact / 100 / unit * unit)
          let cut = formula.floor(of: items, ceiling: ceiling, rounding: .init(roundsItems: true, unit: unit))
          #expect(cut <= floor && cut % unit == 0 && floor - cut <= max(unit, 4))
          let kept = formula.floor(
            of: items, ceiling: ceiling, rounding: .init(roundsItems: true, unit: unit, order: .roundThenClip))
          #expect(kept * 100 >= ceiling * formula.band.lowerBound)
          #expect(kept <= (ceiling * formula.band.upperBound) / 100 || ceiling < 100)
        }
      }
    }
  }
}
