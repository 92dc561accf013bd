import Testing

@testable import TabularReading

@Suite("Number formats")
struct NumberFormatTests {
  // What Excel shows, without separators; amounts keep digits that the sheet rounds away.
  @Test(
    "what is seen is what is read",
    arguments: [
      ("General", "12000000", "12000000"), ("#,##0", "12000000", "12000000"), ("\"¥\"#,##0", "12000000", "12000000"),
      ("#,##0\"千円\"", "12000", "12000千円"), ("#,##0千円", "12000", "12000千円"),
      ("#,##0,\"千円\"", "12345678", "12345.678千円"), ("#,##0,,", "14157123456", "14157.123456"),
      ("0\".\"0,\"万円\"", "12345678", "1234.5678万円"), ("#,##0!.0,\"万円\"", "12345678", "1234.5678万円"),
      ("0%", "0.905", "90.5%"), ("0.00%", "0.0967", "9.67%"), ("[$USD] #,##0", "5", "USD5"),
      ("[$$-409]#,##0.00", "5", "$5"), ("[$¥-411]#,##0", "5", "5"), ("\"令和\"0\"年度\"", "3", "令和3年度"),
      ("\"R3-\"000", "12", "R3-012"), ("0000", "12", "0012"), ("0000000000000", "1234567890123", "1234567890123"),
      ("000-0000", "2100001", "210-0001"), ("0000\"年\"00\"月\"", "202104", "2021年04月"),
      ("#,##0;\"△\"#,##0", "-12", "-12"), ("#,##0_);(#,##0)", "-12", "-12"), ("#,##0;[Red]-#,##0", "-12", "-12"),
      ("#,##0;-#,##0;\"-\"", "0", "0"), ("#,##0;-#,##0;\"-\"", "7", "7"), ("0.00E+00", "12000000", "12000000"),
      ("# ?/?", "0.5", "0.5"), ("[>=1000000]#,##0,,\"百万円\";[>=1000]#,##0,\"千円\";0\"円\"", "2500000", "2.5百万円"),
      ("[>=1000000]#,##0,,\"百万円\";[>=1000]#,##0,\"千円\";0\"円\"", "2500", "2.5千円"),
      ("[>=1000000]#,##0,,\"百万円\";[>=1000]#,##0,\"千円\";0\"円\"", "25", "25円"),
      ("_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* \"-\"_ ;_ @_ ", "-3", "-3"), ("G/標準\"円\"", "12", "12円"),
      ("[DBNum3]#,##0", "12", "12"), ("#,##0\"m2\";[Red]\\-#,##0", "44287", "44287m2"), ("@", "12", "12"),
      ("#,##0 \"百万円\"", "3", "3百万円"), ("[=0]\"なし\";#,##0", "0", "0"), ("[>100]\"多数\";0", "500", "多数"),
    ])
  func exact(_ code: String, _ value: String, _ expected: String) throws {
    let number = try #require(DecimalDigits(value))
    #expect(NumberFormat(code).shown(number, .exact) == .text(expected))
    // A format that is passed over must not have changed anything.
    if NumberFormat(code).isPlain { #expect(expected == number.text()) }
  }

  @Test(
    "figures of a published table are those that are printed",
    arguments: [
      ("0.0", "40.86021505376344", "40.9"), ("0.0%", "0.705", "70.5%"), ("#,##0,,", "14157123456", "14157"),
      ("#,##0", "1234.5", "1235"), ("0.00", "0.285", "0.29"), ("General", "40.86", "40.86"), ("0%", "0.995", "100%"),
      ("0!.0,\"万円\"", "12345678", "1234.6万円"), ("0.00", "100", "100"),
    ])
  func shown(_ code: String, _ value: String, _ expected: String) throws {
    #expect(NumberFormat(code).shown(try #require(DecimalDigits(value)), .shown) == .text(expected))
  }

  @Test("numbers that nobody sees are told", arguments: [";;;", "#,##0;;", "0;-0;;@"])
  func unseen(_ code: String) throws {
    #expect(NumberFormat(code).shown(try #require(DecimalDigits(code == ";;;" ? "5" : "0")), .exact) != .text("0"))
    #expect(!NumberFormat(code).isPlain)
  }

  @Test("texts get what the format puts around them")
  func texts() {
    #expect(NumberFormat("#,##0;-#,##0;0;@\"様\"").shown(text: "大橋") == "大橋様")
    #expect(NumberFormat("@\"様\"").shown(text: "大橋") == "大橋様")
    #expect(NumberFormat("#,##0").shown(text: "大橋") == "大橋")
  }

  @Test(
    "which formats show days and times",
    arguments: [
      ("yyyy/m/d", NumberFormat.Kind.date), ("[$-411]ggge\"年\"m\"月\"d\"日\"", .date), ("m/d h:mm", .date),
      ("mmm-yy", .date), ("[$-411]ge.m.d", .date), ("d", .date), ("[$-F800]dddd, mmmm dd, yyyy", .date),
      ("yyyy\"年度\"", .date), ("[$-411]ggge\"年度\"", .date), ("ge", .date), ("h:mm", .time), ("[h]:mm:ss", .time),
      ("h:mm AM/PM", .time), ("General", .plain), ("#,##0", .digits), ("0.00\"m\"", .digits), ("[Red]0", .digits),
      ("\\d0", .digits), ("0_d", .digits),
    ])
  func kinds(_ code: String, _ kind: NumberFormat.Kind) {
    #expect(NumberFormat(code).sections.first?.kind == kind)
  }

  @Test("codes that no program writes end somewhere", arguments: ["", "\"", "[", "\\", ";", ";;;;;;;;;;", "0\"", "_"])
  func broken(_ code: String) throws {
    _ = NumberFormat(code).shown(try #require(DecimalDigits("-1.5")), .exact)
  }
}
