import Testing

@testable import LedgerReading

@Suite("Names of firms")
struct NameKeyTests {
  @Test(
    "writings of one name",
    arguments: [
      ["（株）大門建設工業", "㈱大門建設工業", "株式会社　大門建設工業", "(株) 大門建設工業"],
      ["シーエム・エンジニアリング（株）", "ｼｰｴﾑ･ｴﾝｼﾞﾆｱﾘﾝｸﾞ株式会社", "シ－エム・エンジニアリング㈱"],
      ["（一財）経済調査会", "一般財団法人経済調査会"], ["ＡＢＣ設計（有）", "abc設計有限会社", "ABC設計 ㈲"],
      ["NPO法人みどり", "特定非営利活動法人みどり", "（特非）みどり"],
    ])
  func same(_ names: [String]) {
    #expect(Set(names.map(NameKey.init)).count == 1, "\(names.map { NameKey($0).whole })")
  }

  @Test(
    "names of different firms",
    arguments: [
      ("（株）甲", "甲（株）"), ("（株）甲", "（有）甲"), ("甲建設（株）", "甲工業（株）"), ("（一財）甲", "（公財）甲"),
    ])
  func different(_ one: String, _ other: String) {
    #expect(NameKey(one) != NameKey(other))
  }

  @Test("a form alone is a name")
  func formAlone() {
    #expect(NameKey("株式会社").core == "株式会社")
  }
}
