import Testing

@testable import TabularReading

@Suite("Notes of one cell")
struct NoteTextTests {
  @Test(
    "what stands between and below rows",
    arguments: [
      "※ 税込み", "注）四捨五入", "（注）契約課調べ", "備考 変更契約を含む", "令和5年4月1日現在", "作成 財政局契約課", "担当：契約課", "1 / 1 ページ", "[EOF]", "単価契約は除く",
      "Source: Contract Division", "（税込）", "- 1 -", "Page 2", "3/12", "―― 終わり ――", "合計は一致しない。", "以下余白", "（以下余白）",
      "\u{1A}",
    ])
  func notes(_ text: String) { #expect(NoteText.isNote(text)) }

  @Test(
    "what rows hold",
    arguments: ["令和3年度", "道路補修工事", "青葉建設（株）", "12,000", "2021-04-01", "(株)青葉建設", "A-1", "市内", "", "設計業務委託"])
  func values(_ text: String) { #expect(!NoteText.isNote(text)) }
}
