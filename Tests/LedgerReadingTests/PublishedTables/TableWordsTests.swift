import Procurement
import Testing

@testable import LedgerReading

@Suite("Words of printed tables")
struct TableWordsTests {
  @Test(
    "a note above a table says the unit of its amounts, however it is written",
    arguments: [
      ("（百万円）", 1_000_000), ("（件、百万円）", 1_000_000), ("（件・百万円）", 1_000_000), ("（金額：百万円）", 1_000_000),
      ("〔百万円〕", 1_000_000), ("※金額は百万円単位", 1_000_000), ("（金額は百万円、税込）", 1_000_000), ("（単位：件 百万円）", 1_000_000),
      ("単位：百万円（税抜）", 1_000_000), ("（単位：件数＝件、金額＝百万円）", 1_000_000), ("(Unit: million yen)", 1_000_000),
      ("(in million yen)", 1_000_000), ("契約実績（千円）", 1_000), ("単位 1,000円", 1_000), ("（十億円）", 1_000_000_000),
      ("（百万円未満四捨五入）", nil), ("令和2年度（250万円以上の契約）", nil), ("単位未満は切捨て", nil),
    ] as [(String, Int64?)])
  func notes(_ text: String, _ unit: Int64?) {
    #expect(TableWords.unitNotes(text).lazy.compactMap(TableWords.unit).first == unit)
  }

  @Test(
    "a heading is taken apart into its word and its unit",
    arguments: [
      ("契約金額(税込)（千円）", "契約金額", 1_000), ("契約金額【税込 千円】", "契約金額", 1_000), ("金額（1,000円）", "金額", 1_000),
      ("契約金額:千円", "契約金額", 1_000), ("契約金額・百万円", "契約金額", 1_000_000), ("契約金額百万円", "契約金額", 1_000_000),
      ("契約金額※1", "契約金額", nil), ("百万円", "百万円", nil), ("発注", "発注", nil), ("契約金額（注2）", "契約金額", nil),
    ] as [(String, String, Int64?)])
  func headings(_ text: String, _ stem: String, _ unit: Int64?) {
    let parts = TableWords.split(text)
    #expect(parts.stem == stem)
    #expect(parts.note.flatMap(TableWords.unit) == unit)
  }

  @Test(
    "headings of counts, amounts and shares are known by their parts",
    arguments: [
      ("総件数", .figure(.count)), ("執行件数", .figure(.count)), ("発注数", .figure(.count)), ("件数実績", .figure(.count)),
      ("決算額", .figure(.amount)), ("請負金額", .figure(.amount)), ("年間契約額", .figure(.amount)), ("契約価格", .figure(.amount)),
      ("率", .share), ("占める割合", .share), ("対総数比", .share), ("件数率", .figure(.countShare)),
      ("金額ベース", .figure(.amountShare)), ("予定価格", nil), ("落札率", nil), ("総額", nil), ("人口", nil), ("額", .figure(.amount)),
    ] as [(String, TableWords.Heading?)])
  func figures(_ stem: String, _ heading: TableWords.Heading?) {
    #expect(TableWords.heading(stem) == heading)
  }

  @Test(
    "totals have many words",
    arguments: [
      ("全体計", true), ("【合計】", true), ("〈計〉", true), ("合計：", true), ("合計欄", true), ("市全体", true), ("全業者", true),
      ("業者計", true), ("Σ", true), ("合計※", true), ("市内計", false), ("小計", false), ("市外", false), ("設計", false),
      ("会計", false),
    ])
  func totals(_ label: String, _ isTotal: Bool) {
    #expect(TableWords.isTotal(label) == isTotal)
  }

  @Test(
    "labels of fiscal years in the ways of offices",
    arguments: [
      "2022(R4)年度", "令4", "令和四年度", "令和4年度※", "（令和4年度）", "【令和4年度】", "令和４年度契約分", "令和4年度（2022年度）", "R4年度実績",
    ])
  func years(_ label: String) {
    #expect(TableWords.year(label)?.startYear == 2022)
  }

  @Test(
    "years that disagree, and numbers in kanji that are none, are no years",
    arguments: ["2022(R3)年度", "令和四五年度", "令和〇年度"])
  func noYears(_ label: String) {
    #expect(TableWords.year(label) == nil)
  }

  @Test(
    "titles name years in English too", arguments: ["FY2022 contracts by locality", "Contracts in fiscal year 2022"])
  func englishTitles(_ title: String) {
    #expect(TableWords.years(inTitle: title) == [FiscalYear(startingIn: 2022)])
    #expect(TableWords.years(inTitle: "Form FY20221").isEmpty)
  }

  @Test("whose share a word is", arguments: [("市内企業発注率", "市内企業"), ("中小企業者比率", "中小企業者"), ("市内率", "市内")])
  func sharesOfParts(word: String, part: String) {
    #expect(TableWords.partOfShare(word) == part)
    #expect(TableWords.heading(word) == .share)
    #expect(TableWords.partOfShare("市内業者落札率") == nil)
    #expect(TableWords.partOfShare("発注率") == nil)
  }
}
