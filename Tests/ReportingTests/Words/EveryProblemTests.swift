import LedgerReading
import Procurement
import TabularReading
import Testing

@testable import Reporting

@Suite("Every problem of the data has words in both languages")
struct EveryProblemTests {
  /// One of each kind, and of each kind within it.
  static let problems: [DataError.Problem] = {
    let foreign = ForeignFormat.allCases.map { DataError.Problem.foreign($0) }
    let cells = cellFaults.map { DataError.Problem.cell(sheet: "台帳", name: "B3", $0) }
    let documents = documentFaults.map { DataError.Problem.document($0) }
    return [files, structures, values, mappings, foreign, cells, documents].flatMap { $0 }
  }()

  private static let files: [DataError.Problem] = [
    .missingFile, .isDirectory, .unreadable(reason: "Permission denied"),
    .noCopy(folder: "/t", reason: "No space left on device"),
    .emptyFile, .headerOnly, .needsFile, .oldWorkbook, .severalMembers(["a", "b"]),
    .damagedCompression(.gzip, reason: "unexpected end of file"), .compressedBeyondMeasure,
    .noRoom(reason: "No space left on device"), .brokenWorkbook(reason: "xl/workbook.xml: two parts of one name"),
    .invalidJSON(reason: "the file ends where a value is expected (byte 1 of the line)"), .notARelease,
    .invalidJSON(reason: "a digit is expected"), .invalidJSON(reason: "the key \"a\" stands twice in one object"),
    .otherJSONKind(.list, expected: .text), .otherJSONKind(.truth, expected: .number),
    .otherJSONKind(.null, expected: .object),
    .arrowType("duration"), .brokenStream(reason: "x.arrow: unexpected end of file"), .cancelled, .strayQuote, .changed,
    .changedWhileRead,
  ]

  private static let structures: [DataError.Problem] = [
    .invalidUTF8(byte: 0xFF, offset: 1), .invalidCP932(byte: 0xFF, offset: 1),
    .invalidText(.eucjp, byte: 0xFF, offset: 1),
    .nulByte(offset: 0), .unclosedQuote, .textAfterQuote, .recordTooLong(limit: 9), .tooMany(.columns, limit: 9),
    .tooMany(.tableRows, limit: 9), .tooMany(.tableColumns, limit: 9), .tooMany(.firms, limit: 9),
    .tooMany(.linkedFirms, limit: 9), .tooMany(.bytes, limit: 9), .tooMany(.levels, limit: 9),
    .tooMany(.aliases, limit: 9),
    .columnCount(expected: 2, found: 3), .repeatedHeader(name: "年度", first: 1),
    .ambiguousColumns(field: "amount", first: .init(number: 1, name: "a"), second: .init(number: 2, name: "b")),
    .ambiguousColumns(
      field: "ceiling", first: .init(number: 1, name: "a"), second: .init(number: 2, name: "b"), section: "bids"),
    .unitUnclear("金額は千円未満切捨て"), .unitUnclear("単位：ドル"),
    .unitColumn("千円"), .rowsOfSeveral("3"), .endedRow("取消", column: "状態"), .sameFile("a.csv"),
    .secondHeader(names: 3), .unitBelow("千円"), .missingColumn(names: ["amount"], nearest: "額", present: ["額"]),
    .missingColumns([["amount"], ["category", "種別"]], present: ["額"]),
  ]

  private static let values: [DataError.Problem] = [
    .missingValue(field: "amount"), .unnamedRow, .notAnAmount("x"), .closingDash("5-"), .closingDash("5"),
    .foreignAmount("$5"), .winnerWithoutBid("甲", tender: "T1"), .notWholeUnits("1.5"), .negativeAmount("-1"),
    .amountTooLarge("9"), .notADate("x"), .mixedArrivals("1", first: "2022-01-01", line: 2), .notAFiscalYear("x"),
    .notAPeriod("x"), .notALotteryNumber("x", digits: 3), .unknownWord("x", known: ["工事"], nearest: "工事"),
    .unknownName("x", known: ["工事"], nearest: nil),
    .yearDisagrees(year: "2021", date: "2022-04-01", yearOfDate: "2022"),
    .repeatedContract("A1", firstFile: "a.csv", firstLine: 2), .repeatedContract("A1", firstFile: nil, firstLine: nil),
    .sumTooLarge, .otherCurrency("USD", expected: "JPY"), .taxBasesDiffer(.included, .excluded), .notAFigure("x"),
    .repeatedFigure(firstLine: 2), .noFigures, .unknownFigures("謎"), .meaninglessTable(reason: "市内中小企業"),
  ]

  private static let mappings: [DataError.Problem] = [
    .invalidYAML(reason: "did not find expected key"), .repeatedKeys(["a"]),
    .unknownKey("x", nearest: "name", known: ["name"]),
    .wrongShape(key: "columns", expected: "key: value"), .wardInTwoHalves("川崎区", first: "南部", second: "北部"),
    .unfilled(key: "date"), .unusedPattern("川崎市*", field: "locality"), .yamlWriting(.cp932), .yamlWriting(.wideColon),
    .yamlWriting(.tabs), .yamlWriting(.wideBlanks), .unknownMapping("x", nearest: "mlit-bids", known: ["mlit-bids"]),
  ]

  private static let cellFaults: [CellFault] = [
    .missingText("7"), .repeated, .misplaced, .twoValues, .wrongName("?"), .notANumber("x"), .neverComputed,
    .sharedAmount(with: "B4"),
  ]

  private static let documentFaults: [DocumentFault] = [
    .scanned(pages: 3), .encrypted, .broken(reason: "unexpected end of file"), .beyondLimits(reason: "60"),
    .needsExport("一太郎"), .missingLanguagePack("poppler-data"), .missingProgram("pdftotext", package: "poppler-utils"),
    .noPages("9"), .noTable(found: []), .noYear, .noLabel, .noHeadings, .noMeasure, .list(command: "juchu tables"),
  ]

  @Test(
    "said in Japanese without an English sentence, and in English without Japanese words of ours", arguments: problems)
  func words(_ problem: DataError.Problem) {
    let error = DataError(problem, file: "a.csv", line: 3)
    let (japanese, english) = (ErrorText(error, language: .japanese), ErrorText(error, language: .english))
    #expect(japanese.summary != english.summary)
    #expect(japanese.text.unicodeScalars.contains { (0x3040...0x30FF).contains($0.value) }, "\(japanese.text)")
    // Commands are what is typed.
    let prose = japanese.text.replacing(/(apt install|juchu)( [a-z-]+)*/, with: "")
    #expect(prose.firstMatch(of: /[A-Za-z]+ [a-z]+ [a-z]+/) == nil, "\(japanese.text)")
    #expect(!english.summary.isEmpty)
    // The dump of a case is no wording.
    #expect(!"\(problem)".hasPrefix(english.summary) || english.summary.contains(" "))
  }

  @Test("what readers, libraries and the system say has Japanese words, whatever stands before it")
  func foreign() {
    for (english, japanese) in ForeignWords.known {
      #expect(ForeignWords.text(english, .japanese) == japanese)
      #expect(ForeignWords.text(english, .english) == english)
      #expect(ForeignWords.text("xl/a.xml: \(english)", .japanese) == "xl/a.xml：\(japanese)")
    }
    #expect(
      ForeignWords.text("the file ends where a value is expected (byte 7 of the line)", .japanese)
        == "途中で終わっている。値がない（行の 7 バイト目）")
    #expect(
      ForeignWords.text("the key \"amount\" stands twice in one object (byte 9 of the line)", .japanese)
        == "同じオブジェクトに \"amount\" が2回ある（行の 9 バイト目）")
    #expect(ForeignWords.text("something new happened", .japanese) == "詳細（原文）：something new happened")
  }

  @Test("what a source of OCDS counts has Japanese names; the publisher's words stay")
  func account() {
    for (english, japanese) in AccountWords.known { #expect(AccountWords.text(english, .japanese) == japanese) }
    #expect(AccountWords.text("award-status: cancelled", .japanese) == "落札の状態「cancelled」")
    #expect(AccountWords.text("award-status: missing", .japanese) == "落札の状態「記載なし」")
    #expect(AccountWords.text("releases", .english) == "releases")
  }
}
