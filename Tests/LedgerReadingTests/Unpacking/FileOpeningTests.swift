import Foundation
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

/// What a file is shows in its first bytes: it is read, or named for what it is.
@Suite("What a file is")
struct FileOpeningTests {
  private static let ledger = """
    契約番号,年度,種別,規模,所在区分,契約金額
    A1,令和3年度,工事,中小企業,市内,12000000
    A2,令和3年度,物品,大企業,市外,3000000

    """

  /// The ledger in EUC-JP, made by iconv: not every Foundation writes it.
  private static let euc =
    "t8DM88jWueYsx6/F2Sy878rMLLWszM8sveq637boyqwst8DM87bis9sKQTEszuHPwjPHr8XZLLmpu/Ysw+"
    + "a+rrTrtsgsu9TG4iwxMjAwMDAwMApBMizO4c/CM8evxdksyqrJyizC57Trtsgsu9SzsCwzMDAwMDAwCg=="

  private static func data(_ encoding: String.Encoding) throws -> Data {
    try #require(encoding == .japaneseEUC ? Data(base64Encoded: euc) : ledger.data(using: encoding))
  }

  @Test(
    "ledgers in other encodings",
    arguments: [
      (String.Encoding.utf16LittleEndian, [0xFF, 0xFE], TextEncoding.utf16le), (.utf16LittleEndian, [], .utf16le),
      (.utf16BigEndian, [0xFE, 0xFF], .utf16be), (.utf16BigEndian, [], .utf16be), (.japaneseEUC, [], .eucjp),
      (.iso2022JP, [], .iso2022jp),
    ] as [(String.Encoding, [UInt8], TextEncoding)])
  func encodings(_ encoding: String.Encoding, _ mark: [UInt8], _ expected: TextEncoding) throws {
    let folder = try TemporaryFolder()
    let text = Data(mark) + (try Self.data(encoding))
    let read = try ReadLedgers([try folder.write(text, to: "a.csv")])
    #expect(read.contracts.map(\.amount.value) == [12_000_000, 3_000_000])
    #expect(read.contracts.map { $0.texts[.contract] } == ["A1", "A2"])
    #expect(read.summary.files[0].encoding == expected)
    let named = try ReadLedgers([folder.file("a.csv")]) { $0.layout.encoding = expected }
    #expect(named.contracts == read.contracts)
  }

  private static let release = """
    {"ocid":"o-1","id":"1","date":"2021-05-01T00:00:00+09:00","tag":["award"],"tender":{"title":"みちの補修",\
    "mainProcurementCategory":"works"},"awards":[{"id":"a","status":"active","date":"2021-05-01T00:00:00+09:00",\
    "value":{"amount":12,"currency":"JPY"}}]}
    """

  @Test("contracting processes in one line of UTF-16 without a mark, and in CP932")
  func processes() throws {
    let folder = try TemporaryFolder()
    let windows = try cp932(Self.release)
    let texts: [(Data, TextEncoding)] = [
      (try #require(Self.release.data(using: .utf16LittleEndian)), .utf16le),
      (try #require(Self.release.data(using: .utf16BigEndian)), .utf16be), (windows, .cp932),
    ]
    for (place, (text, encoding)) in texts.enumerated() {
      let read = try ReadLedgers([try folder.write(text, to: "\(place).json")])
      #expect(read.contracts.map(\.amount.value) == [12])
      #expect(read.summary.files[0].encoding == encoding)
    }
    // Without kana it may be any encoding of one byte: the user says which.
    let title = try cp932(Self.release.replacing("みちの補修", with: "道路補修"))
    let path = try folder.write(title, to: "kanji.json")
    let error = #expect(throws: DataError.self) { try ReadLedgers([path]) }
    guard case .invalidUTF8 = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try ReadLedgers([path]) { $0.layout.encoding = .cp932 }.contracts.map(\.amount.value) == [12])
  }

  @Test("text that is not in the encoding it is said to be in names its line")
  func invalid() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Data("a,b\n1,2\n".utf8) + Data([0xA1, 0x20, 0x0A]), to: "a.csv")
    let error = #expect(throws: DataError.self) { try ReadLedgers([path]) { $0.layout.encoding = .eucjp } }
    guard case .invalidText(.eucjp, byte: 0xA1, _) = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.line == 3)
  }

  @Test("kana of half width alone stay CP932, kanji of EUC-JP do not")
  func kana() {
    #expect(TextEncoding.detectConverted([0xB9, 0xB2, 0xD4, 0xB8, 0x2C, 0xC4, 0xB1]) == nil)
    #expect(TextEncoding.detectConverted([0xB7, 0xC0, 0xCC, 0xF3, 0xC8, 0xD6, 0xB9, 0xE6]) == .eucjp)
    #expect(TextEncoding.detectConverted(Array("契約番号,年度".utf8)) == nil)
  }

  @Test("characters of two bytes cut between blocks are whole again", arguments: [1, 2, 3, 5, 7])
  func blocks(_ size: Int) throws {
    for (encoding, foundation) in [
      (TextEncoding.eucjp, String.Encoding.japaneseEUC), (.iso2022jp, .iso2022JP), (.utf16le, .utf16LittleEndian),
    ] {
      let bytes = Array(try Self.data(foundation))
      let converter = try #require(TextConverter(encoding))
      var text: [UInt8] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        try converter.take(Array(bytes[start..<min(start + size, bytes.count)])) { text += $0 }
      }
      try converter.take([]) { text += $0 }
      #expect(String(decoding: text, as: UTF8.self) == Self.ledger)
    }
  }

  // Made by gzip and zstd themselves.
  private static let gzip = "H4sIAAAAAAAC/0vUSeIy1DHiAgB7B5cKCAAAAA=="
  private static let zstd = "KLUv/SAIQQAAYSxiCjEsMgo="

  @Test("compressed files are read, and the account says so")
  func compressed() throws {
    let folder = try TemporaryFolder()
    let gzip = try #require(Data(base64Encoded: Self.gzip))
    let zstd = try #require(Data(base64Encoded: Self.zstd))
    let zip = Workbooks.archive([("__MACOSX/._a", "x"), ("a.csv", "a,b\n1,2\n")])
    let cases: [(Data, [Compression])] = [
      (gzip, [.gzip]), (gzip + gzip + Data(count: 512), [.gzip]), (zstd, [.zstd]), (zstd + zstd, [.zstd]),
      (zip, [.zip]),
    ]
    for (number, (data, compressions)) in cases.enumerated() {
      let file = InputFile(try folder.write(data, to: "\(number).bin"))
      for _ in 1...2 {
        var table = try RecordTable(file, wanted: [["a"], ["b"]], hashing: true)
        var record = Record()
        #expect(try table.next(&record))
        #expect(record.fields == ["1", "2"])
        while try table.next(&record) {}
        #expect(table.source.unpacked?.compressions == compressions)
        // The hash is that of the file as it lies on disk.
        #expect(try table.digest == InputStream.digest(of: file))
      }
    }
  }

  @Test("compressed files that end too early, or are damaged, or are bombs")
  func damaged() throws {
    let folder = try TemporaryFolder()
    let gzip = try #require(Data(base64Encoded: Self.gzip))
    let zstd = try #require(Data(base64Encoded: Self.zstd))
    var wrong = gzip
    wrong[wrong.count - 6] ^= 1
    for (number, data) in [gzip.dropLast(3), zstd.dropLast(2), wrong, gzip + Data([1])].enumerated() {
      let path = try folder.write(Data(data), to: "\(number)")
      let error = #expect(throws: DataError.self) {
        try OpenedSource(InputFile(path), layout: FileLayout(), hashing: false)
      }
      guard case .damagedCompression = error?.problem else {
        Issue.record("\(number): \(String(describing: error))")
        continue
      }
    }
    let members = try folder.write(Workbooks.archive([("a.csv", "a"), ("b.csv", "b")]), to: "two.zip")
    let error = #expect(throws: DataError.self) {
      try OpenedSource(InputFile(members), layout: FileLayout(), hashing: false)
    }
    #expect(error?.problem == .severalMembers(["a.csv", "b.csv"]))
    let writer = try CopyWriter(InputFile(members))
    let block = [UInt8](repeating: 0, count: 1 << 20)
    #expect(throws: DataError.Problem.compressedBeyondMeasure) {
      for _ in 0..<65 { try writer.append(block[...], of: 1_000) }
    }
    try writer.finish()
  }

  @Test(
    "what cannot be read is named",
    arguments: [
      ("%PDF-1.4\n", ForeignFormat.pdf), ("<!DOCTYPE html><html>", .html), (" \n<HTML>", .html),
      ("\u{FEFF}<table><tr>", .html), ("BZh9", .bzip2), ("Rar!\u{1A}", .rar), ("7-lh5-", .lha), ("{\\rtf1", .richText),
      ("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", .workbookXML),
      ("SQLite format 3\0", .database), ("PAR1", .parquet),
    ])
  func foreign(_ text: String, _ format: ForeignFormat) throws {
    let folder = try TemporaryFolder()
    let bytes = format == .lha ? Data([0x20, 0x20]) + Data("-lh5-".utf8) : Data(text.utf8)
    let path = try folder.write(bytes, to: "a.csv")
    let error = #expect(throws: DataError.self) {
      try OpenedSource(InputFile(path), layout: FileLayout(), hashing: false)
    }
    #expect(error?.problem == .foreign(format))
  }

  @Test("old workbooks and those with a password are told apart")
  func compound() throws {
    let folder = try TemporaryFolder()
    let magic = Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) + Data(count: 504)
    func name(_ text: String) throws -> Data { try #require(text.data(using: .utf16LittleEndian)) }
    let cases: [(Data, String, DataError.Problem)] = [
      (magic + (try name("Workbook")), "a.xlsx", .oldWorkbook), (magic, "a.xls", .oldWorkbook),
      (magic + (try name("EncryptedPackage")), "b.xls", .foreign(.encryptedWorkbook)),
      (magic, "b.xlsx", .foreign(.encryptedWorkbook)),
      (magic + (try name("WordDocument")), "a.doc", .foreign(.document)),
    ]
    for (data, file, problem) in cases {
      let path = try folder.write(data, to: file)
      let error = #expect(throws: DataError.self) {
        try OpenedSource(InputFile(path), layout: FileLayout(), hashing: false)
      }
      #expect(error?.problem == problem)
    }
  }

  @Test("columns between bars, in UTF-8 and in CP932, where a bar may be half of a character")
  func bars() throws {
    let folder = try TemporaryFolder()
    let text = "契約番号|年度|種別|規模|所在区分|契約金額|件名\nA1|令和3年度|工事|中小企業|市内|12000000|ポンプ\n"
    for data in [Data(text.utf8), Data(try cp932(text))] {
      let read = try ReadLedgers([try folder.write(data, to: "\(data.count).csv")])
      #expect(read.contracts.map { $0.texts[.title] } == ["ポンプ"])
    }
  }
}
