import Testing

@testable import SyntheticData

@Suite("Floors after closing")
struct FloorPriceVariantTests {
  @Test("the grids are the published ones", arguments: zip(RandomCoefficient.all, [100, 56, 26]))
  func grids(grid: RandomCoefficient, count: Int) {
    #expect(grid.count == count)
    #expect(grid.floor(100_000, position: 0) == grid.least)
    #expect(grid.floor(100_000, position: count - 1) == grid.greatest)
    // 12,345,678 · 1.00001 = 12,345,801.45...
    #expect(RandomCoefficient.himeji.floor(12_345_678, position: 1) == 12_345_801)
  }

  /// 90, 100, 110 and 300: mean 150, deviation √7,550 = 86.9; within one deviation 90, 100 and 110, of mean 100.
  @Test("the mean inside the band, by hand")
  func variable() {
    #expect(VariableFloor.floor(of: [90, 100, 110, 300], bandTenths: 10) == 100)
    #expect(VariableFloor.floor(of: [90, 100, 110, 300], bandTenths: 20) == 150)
    #expect(VariableFloor.floor(of: [90, 100, 110, 300], bandTenths: 0) == 150)
    // All alike: no deviation, all inside.
    #expect(VariableFloor.floor(of: [7, 7, 7], bandTenths: 0) == 7)
    #expect(VariableFloor.floor(of: [], bandTenths: 10) == nil)
    #expect(VariableFloor.floor(of: [1, 2], bandTenths: 100) == 1)
  }

  /// 0 and 2 lie exactly one deviation from their mean; of 0, 0, 0, 4 the 4 lies 3 / √3 = 1.73 deviations off.
  @Test("a bid exactly on the border is inside")
  func border() {
    #expect(VariableFloor.floor(of: [0, 2, 0, 2, 3], bandTenths: 0) == 1)
    #expect(VariableFloor.floor(of: [100, 102], bandTenths: 10) == 101)
    #expect(VariableFloor.floor(of: [0, 0, 0, 4], bandTenths: 17) == 0)
    #expect(VariableFloor.floor(of: [0, 0, 0, 4], bandTenths: 18) == 1)
  }
}
