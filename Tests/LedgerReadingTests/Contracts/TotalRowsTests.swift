import Testing

@testable import LedgerReading

@Suite("Rows of totals")
struct TotalRowsTests {
  @Test(
    "what is a total by its word",
    arguments: [
      "合計", "小 計", "総計（5件）", "【計】", "工事計", "4月分計", "令和3年度計", "累計額", "Sub-Total", "TOTAL", "合計金額", "ページ計", "第1四半期計",
    ])
  func totals(_ text: String) { #expect(TotalRows.isTotal(text)) }

  @Test(
    "what is none",
    arguments: ["設計", "基本設計", "会計", "統計", "流量計", "時計", "体温計", "家計", "総合計画", "合計画面", "", "計画", "Totally", "3件"])
  func notTotals(_ text: String) { #expect(!TotalRows.isTotal(text)) }
}
