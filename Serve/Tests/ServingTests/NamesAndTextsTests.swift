import Foundation
import Testing

@testable import Serving

@Suite struct FileNameTests {
  @Test(arguments: [
    ("台帳 令和3年度.xlsx", "台帳_令和3年度.xlsx"), ("../../etc/passwd", "passwd"), ("..\\..\\win.ini", "win.ini"),
    ("\\\\server\\share\\a.csv", "a.csv"), ("C:evil.csv", "evil.csv"), ("-rf.csv", "rf.csv"),
    ("--output=x", "output_x"),
    (".hidden", "hidden"), ("", "file"), ("..", "file"), ("<script>.csv", "_script_.csv"), ("@list.csv", "_list.csv"),
    ("a\u{202E}vsc.exe", "a_vsc.exe"), ("a\0b.csv", "a_b.csv"), ("a\nb.csv", "a_b.csv"),
  ])
  func namesAreSafe(_ given: String, _ expected: String) {
    #expect(FileName.safe(given) == expected)
  }

  @Test func longNamesKeepTheirSuffix() {
    let name = FileName.safe(String(repeating: "長", count: 300) + ".xlsx")
    #expect(name.hasSuffix("長.xlsx"))
    #expect(name.utf8.count <= 200 && name.count <= 80)
  }
}

@Suite struct HTMLTests {
  @Test func textsAreEscapedAndPiecesAreNot() {
    let piece: HTML = "<b>\("a & b")</b>"
    let page: HTML = "<p title=\"\("\"><script>")\">\(piece)\("<script>'")\u{0}</p>"
    #expect(
      page.text
        == "<p title=\"&quot;&gt;&lt;script&gt;\"><b>a &amp; b</b>&lt;script&gt;&#39;\u{0}</p>")
    #expect(HTML.escaped("a\u{202E}b") == "a\u{FFFD}b")
  }
}

@Suite struct FormFieldsTests {
  @Test func fieldsAreDecodedOnce() throws {
    let fields = try FormFields("a=1&b=%E5%8F%B0+%2526&c&d=1&d=2".utf8)
    #expect(
      fields["a"] == "1" && fields["b"] == "台 %26" && fields["c"] == "" && fields["d"] == nil && fields["e"] == nil)
  }

  @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%FF", String(repeating: "a&", count: 2001)])
  func whatIsNoFormIsRefused(_ text: String) {
    #expect(throws: FormFields.Refused.self) { try FormFields(text.utf8) }
  }
}

@Suite struct MappingTextTests {
  @Test func whateverAFileHoldsIsNoYAML() {
    #expect(Mapping.quoted("a\"b\\c\nd\u{85}\u{2028}") == "\"a\\\"b\\\\c\\nd\\u0085\\u2028\"")
    let column = Profile.Column(
      number: 1, letter: "A", name: "x\"\nroster: {file: /etc/passwd}", field: "category", filled: 1, unparsable: 1,
      unknownWords: ["役務: {a: b}\n"], frequent: [])
    let profile = Profile(columns: [column], format: "csv", rows: 1, headerRows: 1)
    var fields = FormFields()
    fields.append("column-1", "category")
    fields.append("word-1", "services")
    fields.append("unit", "evil\nroster: x")
    let mapping = Mapping(fields, of: profile, sheet: nil)
    #expect(
      mapping.yaml == """
        name: settled-in-the-browser
        columns:
          category: "x\\"\\nroster: {file: /etc/passwd}"
        values:
          category:
            "役務: {a: b}\\n": services
        tax: unstated

        """)
  }

  @Test func wordsOfCellsAreNoOptions() {
    #expect(Settings.Cell("2021,works,non-local")?.text == "2021,works,non-local")
    for text in [
      "", "2021,works", "2021,works,-x", "2021,works,a b", "21,works,all", "2021,works,all,all", "--help,a,b",
    ] {
      #expect(Settings.Cell(text) == nil, "\(text)")
    }
    #expect(Settings.pages("12-14") == "12-14" && Settings.pages("12") == "12")
    for text in ["", "-1", "1-", "a", "1-2-3", "--output"] { #expect(Settings.pages(text) == nil, "\(text)") }
  }

  @Test func policiesHoldTheirSwitchesOnly() throws {
    var policy = Policy()
    policy.take(try FormFields("cap=2&order=evil&area=ward&points=60&scope=fiscal-year%0Aname".utf8))
    #expect(
      policy.yaml(.en) == """
        name: my-rule
        like: one-win
        cap: 2
        counted: lottery
        nobody-remaining: waived
        order: case-number
        scope: group
        participation:
          area: ward
          minimum-points: 60

        """)
  }
}

@Suite struct GridTests {
  @Test func partsOfAYearStandSideBySideAndAreMarkedApart() throws {
    var grid = Grid()
    for (period, printed) in [("Q1", "50.0"), ("Q2", "41.0")] {
      let place = Grid.Place(
        time: Grid.Time(year: 2023, period: period), category: "total", row: "local", measure: "countShare")
      grid.add(place, printed)
      if period == "Q2" { grid.marked[place] = "整合する値 40.0" }
    }
    let page = grid.html(.ja, caption: "表", explains: false).text
    let heads = try ["令和5年度第1四半期", "令和5年度第2四半期", ">50.0<", ">41.0<span"].map {
      try #require(page.range(of: $0)).lowerBound
    }
    #expect(heads == heads.sorted())
    #expect(page.ranges(of: "class=\"wrong\"").count == 1)
  }

  @Test(arguments: [
    ("year", "令和5年度", "FY2023"), ("H2", "令和5年度下半期", "FY2023, second half"),
    ("Q3", "令和5年度第3四半期", "FY2023, quarter 3"), ("04-12", "令和5年度4～12月", "FY2023, months 4–12"),
    ("04-04", "令和5年度4月", "FY2023, month 4"), ("later", "令和5年度 later", "FY2023 later"),
  ])
  func timesHaveNames(_ period: String, _ japanese: String, _ english: String) {
    let time = Grid.Time(year: 2023, period: period)
    #expect(Names.time(time, .ja) == japanese && Names.time(time, .en) == english)
  }
}
