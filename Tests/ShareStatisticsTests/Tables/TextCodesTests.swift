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
      codes += Self.codes(batch(offices).texts[.office], in: &texts)
    }
    #expect(codes == [0, nil, nil, 1, 0, 1, 2, 0])
    #expect(texts.values == ["b", "a", "c"])
  }

  @Test("a batch without the column names nothing")
  func absent() {
    var texts = TextCodes()
    var column = TranslatedColumn(nil, in: &texts)
    let code = column.code(0, in: &texts)
    #expect(code == nil)
    #expect(texts.values.isEmpty)
  }

  @Test("texts that no row names get no number")
  func unused() {
    var texts = TextCodes()
    var column = TranslatedColumn(batch(["x", "y"]).texts[.office], in: &texts)
    let code = column.code(1, in: &texts)
    #expect(code == 0)
    #expect(texts.values == ["y"])
  }

  @Test("columns of one lineage go on with what is known; others mean their own texts by the same codes")
  func lineages() {
    func column(_ codes: [UInt32], _ values: [String], _ lineage: Int) -> TextColumn {
      TextColumn(codes: codes, values: TextList(values), lineage: lineage)
    }
    var texts = TextCodes()
    #expect(Self.codes(column([1, 0], ["a", "b"], 7), in: &texts) == [0, 1])
    // A lineage that broke its promise would be taken at its first word: nothing is looked up again.
    #expect(Self.codes(column([0, 1, 2], ["!", "!", "c"], 7), in: &texts) == [1, 0, 2])
    #expect(Self.codes(column([0, 1, 2], ["c", "", "b"], 8), in: &texts) == [2, nil, 0])
    #expect(Self.codes(column([0, 1], ["b", "d"], 0), in: &texts) == [0, 3])
    #expect(Self.codes(column([0, 1], ["d", "e"], 0), in: &texts) == [3, 4])
    #expect(Self.codes(column([2, 1, 0], ["a", "b", "c"], 7), in: &texts) == [2, 0, 1])
    #expect(texts.values == ["b", "a", "c", "d", "e"])
  }

  @Test("many lineages, one after another, mean the same")
  func manyLineages() {
    var texts = TextCodes()
    for lineage in 1...300 {
      let column = TextColumn(codes: [0, 1], values: ["x", Self.even(lineage)], lineage: lineage)
      #expect(Self.codes(column, in: &texts).compactMap { $0.map { texts.values[Int($0)] } } == Array(column.values))
    }
    #expect(texts.values.count == 3)
  }

  private static func even(_ number: Int) -> String { number.isMultiple(of: 2) ? "even" : "odd" }

  private static func codes(_ column: TextColumn?, in texts: inout TextCodes) -> [UInt32?] {
    var translated = TranslatedColumn(column, in: &texts)
    var codes: [UInt32?] = []
    for row in 0..<(column?.codes.count ?? 0) { codes.append(translated.code(row, in: &texts)) }
    translated.finish(in: &texts)
    return codes
  }
}
