import Testing

@testable import LedgerReading

@Suite("Rows of totals")
struct TotalRowsTests {
  @Test(
    "what is a total by its word",
    arguments: [
      "合計", "小 計", "総計（5件）", "【計】", "工事計", "4月分計", "令和3年度計", "累計額", "Sub-Total", "TOTAL", "合計金額", "ページ計", "第1四半期計",
      "総額", "5件 計", "計５件", "全体計", "差引計", "本庁計", "公営企業計", "一般会計計", "平均", "消費税", "税込合計", "合計 54,000,000円",
      "月計", "値引き", "値引", "割引額", "平均金額", "Average", "MEAN", "Discount",
    ])
  func totals(_ text: String) { #expect(TotalRows.isTotal(text)) }

  @Test(
    "what is none",
    arguments: [
      "設計", "基本設計", "会計", "統計", "流量計", "時計", "体温計", "家計", "総合計画", "合計画面", "", "計画", "Totally", "3件", "平均台購入",
      "消費税システム改修",
      "固定資産税", "会計システム設計", "平均値調査", "件名", "第3件目", "企業会計", "年間計画", "割引券印刷",
      "引込線工事", "Average Joe Ltd", "Mediation", "Discount Store",
    ])
  func notTotals(_ text: String) { #expect(!TotalRows.isTotal(text)) }
}
