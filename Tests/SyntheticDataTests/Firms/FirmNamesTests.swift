import Testing

@testable import SyntheticData

@Suite("Names of firms")
struct FirmNamesTests {
  @Test("no two firms of a category have one name, and every name has a number")
  func distinct() {
    let names =
      (0..<20_000).map { FirmNames.company($0, business: ["建設", "土木"]) } + (0..<2_000).map(FirmNames.otherBody)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.contains(where: \.isNumber) })
  }
}
