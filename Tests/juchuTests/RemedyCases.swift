import TestSupport

extension RemedyTests {
  private static let header = "年度,種別,規模,所在区分,契約金額\n"
  private static let good = "令和3年度,工事,中小企業,市内,5000000\n"

  private static let part1: [Case] = [
    Case(
      name: "a year's word", files: ["a.csv": header + good], mistake: "tables a.csv --years 令和x",
      says: "令和3年度", remedy: "tables a.csv --years 令和3年度"),
    Case(
      name: "an unknown policy", files: [:],
      mistake: "lottery evaluate \(Repository.path("fixtures/bids.csv")) --policy 2者1件",
      says: "1者1件", remedy: "lottery evaluate \(Repository.path("fixtures/bids.csv")) --policy 1者1件"),
    Case(
      name: "a row that cannot be used", files: ["a.csv": header + good + "令和3年度,工事,中小企業,市内,不明\n"],
      mistake: "tables a.csv", says: "--rejects", remedy: "tables a.csv --rejects 不備.csv"),
    Case(
      name: "an unknown word", files: ["a.csv": header + good + "令和3年度,修繕工事,中小企業,市内,5000\n"],
      mistake: "tables a.csv", says: "values:",
      mended: ["m.yaml": "values:\n  category: {修繕工事: works}\n"], remedy: "tables a.csv --mapping m.yaml"),
    Case(
      name: "a missing column", files: ["a.csv": "年度,規模,所在区分,契約金額\n令和3年度,中小企業,市内,5000\n"],
      mistake: "tables a.csv", says: "--mapping",
      mended: ["m.yaml": "constants: {category: works}\n"], remedy: "tables a.csv --mapping m.yaml"),
    Case(
      name: "a repeated contract",
      files: ["a.csv": "契約番号," + header + "1," + good + "1," + good], mistake: "tables a.csv",
      says: "--duplicates keep", remedy: "tables a.csv --duplicates keep"),
    Case(
      name: "an output that stands", files: ["a.csv": header + good, "o.csv": "x"],
      mistake: "tables a.csv --output o.csv", says: "--force", remedy: "tables a.csv --output o.csv --force"),
    Case(
      name: "an output over its input", files: ["a.csv": header + good], mistake: "tables a.csv --output a.csv",
      says: "別の出力先", remedy: "tables a.csv --output b.csv"),
    Case(
      name: "a suffix that names no format", files: ["a.csv": header + good], mistake: "tables a.csv --output 表1.dat",
      says: "--format", remedy: "tables a.csv --output 表1.dat --format csv"),
  ]

  private static let part2: [Case] = [
    Case(
      name: "one year in a comparison", files: ["a.csv": header + good, "b.csv": header + "令和2年度,工事,中小企業,市内,1\n"],
      mistake: "compare a.csv", says: "ほかの年度の台帳", remedy: "compare a.csv b.csv"),
    Case(
      name: "a year that is not over",
      files: [
        "a.csv": "契約日,種別,規模,所在区分,契約金額\n2021-03-01,工事,中小企業,市内,1\n2021-10-01,工事,中小企業,市内,1\n"
      ],
      mistake: "compare a.csv", says: "--allow-partial", remedy: "compare a.csv --allow-partial"),
    Case(
      name: "another currency", files: ["a.csv": header + "令和3年度,工事,中小企業,市内,USD 5000\n" + good],
      mistake: "tables a.csv", says: "--rejects", remedy: "tables a.csv --rejects 不備.csv"),
    Case(
      name: "a fraction of a yen", files: ["a.csv": header + "令和3年度,工事,中小企業,市内,5000.5\n"],
      mistake: "tables a.csv", says: "fractions: half-up", mended: ["m.yaml": "fractions: half-up\n"],
      remedy: "tables a.csv --mapping m.yaml"),
    Case(
      name: "a local subtotal in Table 2", files: ["a.csv": "population," + header + "subsidy-recipient," + good],
      mistake: "tables a.csv --table 2 --local-subtotal", says: "外してください", remedy: "tables a.csv --table 2"),
    Case(
      name: "an unquoted blank", files: ["契約 台帳.csv": header + good], mistake: "inspect 契約 台帳.csv",
      says: "引用符で囲んで", remedy: "inspect '契約 台帳.csv'"),
    Case(
      name: "an option twice", files: ["a.csv": header + good], mistake: "tables a.csv --table 1 --table 1",
      says: "1回だけ", remedy: "tables a.csv --table 1"),
    Case(
      name: "bids in place of a ledger", mistake: "tables \(Repository.path("fixtures/bids.csv"))",
      says: "juchu lottery incidence", remedy: "lottery incidence \(Repository.path("fixtures/bids.csv"))"),
    Case(
      name: "several tables in a document",
      mistake: "extract \(Repository.path("fixtures/documents/council_paper.txt")) --format csv",
      says: "--table",
      remedy: "extract \(Repository.path("fixtures/documents/council_paper.txt")) --format csv --table 1"),
  ]

  private static let part3: [Case] = [
    Case(
      name: "a sheet that is not there",
      mistake: "lottery draw \(Repository.path("fixtures/electronic-lottery.csv")) --scheme core-secods",
      says: "core-seconds",
      remedy: "lottery draw \(Repository.path("fixtures/electronic-lottery.csv")) --scheme core-seconds"),
    Case(
      name: "a full-width colon in a mapping", files: ["a.csv": header + good, "m.yaml": "unit：千円\n"],
      mistake: "tables a.csv --mapping m.yaml", says: "「：」を「: 」に直して", mended: ["m.yaml": "unit: 千円\n"],
      remedy: "tables a.csv --mapping m.yaml"),
    Case(
      name: "a tab in a mapping",
      files: ["a.csv": header + "令和3年度,修繕,中小企業,市内,5\n", "m.yaml": "values:\n\tcategory: {修繕: 工事}\n"],
      mistake: "tables a.csv --mapping m.yaml", says: "タブを空白に直して",
      mended: ["m.yaml": "values:\n  category: {修繕: 工事}\n"], remedy: "tables a.csv --mapping m.yaml"),
    Case(
      name: "what a mapping leaves to be filled in",
      files: ["a.csv": header + "令和3年度,修繕,中小企業,市内,5\n", "m.yaml": "values: {category: {修繕: MISSING}}\n"],
      mistake: "tables a.csv --mapping m.yaml", says: "MISSING を書き換えて",
      mended: ["m.yaml": "values: {category: {修繕: 工事}}\n"], remedy: "tables a.csv --mapping m.yaml"),
    Case(
      name: "a key twice in a mapping", files: ["a.csv": header + good, "m.yaml": "unit: 千円\nunit: 円\n"],
      mistake: "tables a.csv --mapping m.yaml", says: "どちらか一方を消す", mended: ["m.yaml": "unit: 円\n"],
      remedy: "tables a.csv --mapping m.yaml"),
    Case(
      name: "a bracket that stays open",
      files: [
        "a.csv": header + good,
        "m.yaml": "columns: {fiscal_year: 年度, category: 種別, size: 規模, locality: 所在区分, amount: [契約金額}\n",
      ],
      mistake: "tables a.csv --mapping m.yaml", says: "[ ] と { } を閉じ",
      mended: ["m.yaml": "columns: {fiscal_year: 年度, category: 種別, size: 規模, locality: 所在区分, amount: 契約金額}\n"],
      remedy: "tables a.csv --mapping m.yaml"),
    Case(
      name: "a mistyped column in a mapping",
      files: [
        "a.csv": header + good,
        "m.yaml": "columns: {fiscal_year: 年度, category: 種別, size: 規模, locality: 所在区分, amount: 契約額}\n",
      ],
      mistake: "tables a.csv --mapping m.yaml", says: "\"契約金額\" のことでしょうか",
      mended: ["m.yaml": "columns: {fiscal_year: 年度, category: 種別, size: 規模, locality: 所在区分, amount: 契約金額}\n"],
      remedy: "tables a.csv --mapping m.yaml"),
    Case(
      name: "a mistyped key in a mapping",
      files: [
        "a.csv": header + good,
        "m.yaml": "colums: {fiscal_year: 年度, category: 種別, size: 規模, locality: 所在区分, amount: 契約金額}\n",
      ],
      mistake: "tables a.csv --mapping m.yaml", says: "\"columns\" のことでしょうか",
      mended: ["m.yaml": "columns: {fiscal_year: 年度, category: 種別, size: 規模, locality: 所在区分, amount: 契約金額}\n"],
      remedy: "tables a.csv --mapping m.yaml"),
    Case(
      name: "no such mapping", files: ["a.csv": header + good], mistake: "tables a.csv --mapping canonicl",
      says: "\"canonical\" のことでしょうか", remedy: "tables a.csv --mapping canonical"),
  ]

  private static let part4: [Case] = [
    Case(
      name: "a quote that is not closed", files: ["a.csv": header + "令和3年度,\"工事,中小企業,市内,5\n"], mistake: "tables a.csv",
      says: "引用符を確認", mended: ["a.csv": header + "令和3年度,\"工事\",中小企業,市内,5\n"], remedy: "tables a.csv"),
    Case(
      name: "a field too few", files: ["a.csv": header + good + "令和3年度,工事,中小企業,市内\n"], mistake: "tables a.csv",
      says: "空欄にして", mended: ["a.csv": "契約相手方," + header + "甲," + good + "," + good], remedy: "tables a.csv"),
    Case(
      name: "year and date that disagree", files: ["a.csv": "契約日," + header + "2022-04-01," + good],
      mistake: "tables a.csv",
      says: "行を直す", mended: ["a.csv": "契約日," + header + "2022-03-31," + good], remedy: "tables a.csv"),
    Case(
      name: "a date that never was",
      files: ["a.csv": "契約日,種別,規模,所在区分,契約金額\n2021-13-01,工事,中小企業,市内,5\n2021-10-01,工事,中小企業,市内,5\n"],
      mistake: "tables a.csv", says: "--rejects", remedy: "tables a.csv --rejects 不備.csv"),
    Case(
      name: "a negative amount", files: ["a.csv": header + good + "令和3年度,工事,中小企業,市内,-5\n"], mistake: "tables a.csv",
      says: "--rejects", remedy: "tables a.csv --rejects 不備.csv"),
    Case(
      name: "a unit below the table", files: ["a.csv": header + good + "単位：千円,,,,\n"], mistake: "tables a.csv",
      says: "unit: thousand", mended: ["m.yaml": "unit: thousand\n"], remedy: "tables a.csv --mapping m.yaml"),
    Case(
      name: "a second header", files: ["a.csv": header + good + header + good], mistake: "tables a.csv",
      says: "表ごとにファイルを分けて", mended: ["a.csv": header + good, "b.csv": header + good.replacing("5", with: "6")],
      remedy: "tables a.csv b.csv"),
    Case(
      name: "a published table in place of a ledger",
      mistake: "tables \(Repository.path("fixtures/kawasaki_table1.csv"))",
      says: "juchu audit", remedy: "audit \(Repository.path("fixtures/kawasaki_table1.csv"))"),
    Case(
      name: "a ledger in place of bids", mistake: "lottery incidence \(Repository.path("fixtures/offices.csv"))",
      says: "juchu tables", remedy: "tables \(Repository.path("fixtures/offices.csv"))"),
  ]

  private static let part5: [Case] = [
    Case(
      name: "a year without contracts", files: ["a.csv": header + good], mistake: "tables a.csv --years 令和元年度",
      says: "--years", remedy: "tables a.csv --years 令和3年度"),
    Case(
      name: "a row that does not exist", files: ["a.csv": header + good],
      mistake: "tables a.csv --explain 令和3年度,工事,市内中小",
      says: "市内中小企業", remedy: "tables a.csv --explain 令和3年度,工事,市内中小企業"),
    Case(
      name: "a report as CSV", files: ["a.csv": header + good], mistake: "report a.csv --format csv", says: "tables",
      remedy: "tables a.csv --format csv"),
    Case(
      name: "a section of the report", files: ["a.csv": header + good],
      mistake: "report a.csv --sections 表紙 --format text",
      says: "概要", remedy: "report a.csv --sections 概要 --format text"),
    Case(
      name: "a third table", files: ["a.csv": header + good], mistake: "tables a.csv --table 3", says: "1 か 2",
      remedy: "tables a.csv --table 1"),
    Case(
      name: "a mistyped command", files: ["a.csv": header + good], mistake: "table a.csv", says: "tables のことでしょうか",
      remedy: "tables a.csv"),
    Case(
      name: "an unknown unit", files: ["a.csv": header + good], mistake: "tables a.csv --unit 億円", says: "百万円",
      remedy: "tables a.csv --unit 百万円"),
    Case(
      name: "an amount in words", files: ["a.csv": header + good], mistake: "tables a.csv --minimum-amount 百万",
      says: "100万円",
      remedy: "tables a.csv --minimum-amount 100万円"),
    Case(
      name: "a mistyped field", files: ["a.csv": "年度,規模,所在区分,契約金額\n令和3年度,中小企業,市内,5\n"],
      mistake: "tables a.csv --set 種類=工事", says: "種別", remedy: "tables a.csv --set 種別=工事"),
  ]

  private static let part6: [Case] = [
    Case(
      name: "a duplicate's treatment", files: ["a.csv": "契約番号," + header + "1," + good + "1," + good],
      mistake: "tables a.csv --duplicates 残す", says: "全て数える", remedy: "tables a.csv --duplicates 全て数える"),
    Case(
      name: "an output in a folder that is not there", files: ["a.csv": header + good],
      mistake: "tables a.csv --output 無/a.csv",
      says: "既にあるフォルダー", remedy: "tables a.csv --output ./a2.csv"),
    Case(
      name: "a folder in place of a file", files: ["a.csv": header + good], mistake: "tables .", says: "中のファイル",
      remedy: "tables a.csv"),
    Case(
      name: "a tender that is not there",
      mistake:
        "lottery draw \(Repository.path("fixtures/electronic-lottery.csv")) --scheme core-seconds --tender R4-999",
      says: "R4-301",
      remedy: "lottery draw \(Repository.path("fixtures/electronic-lottery.csv")) --scheme core-seconds --tender R4-301"
    ),
    Case(
      name: "a table that the document does not have",
      mistake: "audit \(Repository.path("fixtures/documents/council_paper.txt")) --table 9", says: "1–2",
      remedy: "audit \(Repository.path("fixtures/documents/council_paper.txt")) --table 2"),
    Case(
      name: "a firm that bids twice", files: ["b.csv": "案件番号,業者名,入札金額\n1,甲,5\n1,甲,6\n1,乙,5\n"],
      mistake: "lottery incidence b.csv", says: "--repeated-bids keep-first",
      remedy: "lottery incidence b.csv --repeated-bids keep-first"),
    Case(
      name: "two winners of a draw", files: ["d.csv": "draw,firm,winner\n1,甲,1\n1,乙,1\n"],
      mistake: "lottery test d.csv --replicates 999 --power 0", says: "winner（落札）の列",
      mended: ["d.csv": "draw,firm,winner\n1,甲,1\n1,乙,0\n"], remedy: "lottery test d.csv --replicates 999 --power 0"),
    Case(
      name: "a figure twice in a published table",
      files: ["t.csv": "年度,区分,種別,契約件数,件数割合\n令和3年度,合計,工事,1,100\n令和3年度,合計,工事,2,100\n"],
      mistake: "audit t.csv", says: "どちらかの行を消して",
      mended: ["t.csv": "年度,区分,種別,契約件数,件数割合\n令和3年度,合計,工事,1,100\n"], remedy: "audit t.csv"),
    Case(
      name: "amounts with and without tax",
      files: [
        "a.csv": header + good, "b.csv": header + good.replacing("5", with: "6"), "1.yaml": "tax: 税込\n",
        "2.yaml": "tax: 税抜\n",
      ],
      mistake: "tables a.csv b.csv --mapping 1.yaml --mapping 2.yaml", says: "tax を揃える",
      remedy: "tables a.csv b.csv --mapping 1.yaml --mapping 1.yaml"),
  ]

  private static let part7: [Case] = [
    Case(
      name: "no ledger", files: ["a.csv": header + good], mistake: "tables", says: "を指定してください", remedy: "tables a.csv")
  ]

  /// All cases: in parts, for the compiler's sake.
  static let cases: [Case] = [part1, part2, part3, part4, part5, part6, part7].flatMap { $0 }
}
