import Foundation
import Procurement
import TestSupport
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

  @Test(
    "what sums rows up where it stands in the place of a name alone",
    arguments: ["全体", "再掲", "うち市内業者分", "内訳", "次頁へ繰越", "ﾄｰﾀﾙ", "集 計", "消費税相当額", "4月分", "以上5件", "最大"])
  func closing(_ word: String) throws {
    #expect(TotalRows.sumsUp(word))
    let rows = (0..<40).map { "道路補修工事その\($0),令和5年度,工事,中小企業,市内,\($0 + 1)\n" }.joined()
    let text = "件名,年度,種別,規模,所在区分,契約金額\n" + rows + word + ",令和5年度,工事,中小企業,市内,820\n"
    let folder = try TemporaryFolder()
    for data in [Data(text.utf8), try cp932(text)] {
      let file = try folder.write(data, to: "ledger-\(data.count).csv")
      let outcome = try expectSameReading([file], rejects: false, blocks: [64, 4_096], word)
      #expect(outcome.contracts.count == 40)
      #expect(outcome.summary?.files[0].filtered == 1)
    }
  }

  @Test("the same words in a remark are of a contract", arguments: ["繰越", "再掲"])
  func remarks(_ word: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "契約番号,年度,種別,規模,所在区分,契約金額,契約相手方,備考\nA1,令和5年度,工事,中小企業,市内,5,,\(word)\n", to: "ledger.csv")
    #expect(try expectSameReading([file], rejects: false, blocks: [64]).contracts.count == 1)
  }

  @Test("names of contracts that begin as such words do", arguments: ["全体計画策定業務", "最大需要電力監視装置", "うちわ購入一式", "集計業務委託"])
  func names(_ text: String) { #expect(!TotalRows.sumsUp(text)) }
}
