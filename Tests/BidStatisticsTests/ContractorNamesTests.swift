import BidStatistics
import Testing

@Suite("Names of contractors")
struct ContractorNamesTests {
  @Test("a number names one contractor, whatever its name; of one name the second number is told apart")
  func numbers() {
    var names = ContractorNames()
    #expect(names.name("甲組", number: "1") == "甲組")
    #expect(names.name("甲組（旧名）", number: "1") == "甲組")
    #expect(names.name("甲組", number: "2") == "甲組 (2)")
    #expect(names.name(nil, number: "3") == "3")
    #expect(names.name("乙", number: "乙 (東京都)") == "乙")
    #expect(names.name("乙", number: "乙 (大阪府)") == "乙 (大阪府)")
  }

  @Test(
    "without a number the name counts, and numbers that name nobody are none",
    arguments: [nil, "", "0", "-", "なし", "０００"])
  func nameless(_ number: String?) {
    var names = ContractorNames()
    #expect(names.name("甲組", number: number) == "甲組")
    #expect(names.name("乙組", number: number) == "乙組")
    #expect(names.name("甲組", number: nil) == "甲組")
  }
}
