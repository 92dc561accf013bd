import Procurement
import Testing

@testable import ShareStatistics

@Suite("Texts of all batches in numbers")
struct TextCodesTests {
  private func batch(_ offices: [String?]) -> ContractBatch {
    ContractBatch(
      offices.map { office in
        var contract = SmallLedger.contract(1)
        contract.texts[.office] = office
        return contract
      })
  }

  @Test("a text has one number in every batch; none and an empty one have none")
  func codes() {
    var texts = TextCodes()
    var codes: [UInt32?] = []
    for offices in [["b", nil, "", "a", "b"], ["a", "c", "b"]] {
      var column = TranslatedColumn(batch(offices).texts[.office])
      codes += offices.indices.map { column.code($0, in: &texts) }
    }
    #expect(codes == [0, nil, nil, 1, 0, 1, 2, 0])
    #expect(texts.values == ["b", "a", "c"])
  }

  @Test("a batch without the column names nothing")
  func absent() {
    var texts = TextCodes()
    var column = TranslatedColumn(nil)
    #expect(column.code(0, in: &texts) == nil)
    #expect(texts.values.isEmpty)
  }

  @Test("texts that no row names get no number")
  func unused() {
    var texts = TextCodes()
    var column = TranslatedColumn(batch(["x", "y"]).texts[.office])
    #expect(column.code(1, in: &texts) == 0)
    #expect(texts.values == ["y"])
  }
}
