import Procurement
import TabularReading
import Testing

@testable import LedgerReading

@Suite struct RoundColumnsTests {
  @Test(
    "Columns of rounds are known by their number",
    arguments: [
      ("第1回", 1), ("第１回入札額", 1), ("2回目", 2), ("２回目（税抜）", 2), ("第三回入札金額（円）", 3), ("入札結果/第2回", 2), ("入札金額/1回目", 1),
      ("1回目/金額", 1), ("再度入札", 2),
    ])
  func rounds(name: String, round: Int) { #expect(RoundColumns.round(of: name) == round) }

  @Test("Other columns are none", arguments: ["回数", "入札回数", "第1回変更契約額", "前回落札額", "次回", "今回入札額", "10回", "第1回開札日"])
  func others(name: String) { #expect(RoundColumns.round(of: name) == nil) }

  @Test("Rounds count from the first, each once")
  func positions() {
    func positions(_ names: [String]) -> [Int] {
      RoundColumns.positions(in: Header(names, file: InputFile("-")))
    }
    #expect(positions(["業者名", "第2回", "第1回"]) == [2, 1])
    #expect(positions(["業者名", "第2回"]) == [])
    #expect(positions(["業者名", "第1回", "1回目"]) == [])
  }
}
