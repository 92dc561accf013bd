import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Units wherever they stand")
struct UnitNoteTests {
  private static let names = "契約番号,年度,種別,規模,所在区分,契約金額"
  private static let row = "A1,令和3年度,工事,中小企業,市内,\"12,000\""

  private func read(_ text: String) throws -> ReadLedgers {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "ledger.csv")
    try expectSameReading([file], rejects: true, blocks: [64, 4_096], "units")
    return try ReadLedgers([file])
  }

  @Test(
    "above the table, beside it, in a corner, over two rows, with other measures",
    arguments: [
      "契約一覧,,,,,\n,,,,,（単位：千円、％）\n\(names)\n\(row)\n", "単位：件・千円,,,,,\n\(names)\n\(row)\n",
      "\(names),（単位：千円）\n\(row),\n", "（単位：千円）,\(names)\n1,\(row)\n",
      "\(names),落札率\n,,,,,（千円）,（％）\n\(row),90\n", "\(names)【千円】\n\(row)\n", "\(names)［税込・千円］\n\(row)\n",
    ])
  func places(_ text: String) throws {
    let read = try read(text)
    #expect(read.contracts.map(\.amount.value) == [12_000_000])
    #expect(read.summary.files[0].units.first?.unit == 1_000)
  }

  @Test(
    "behind the word for units without a mark, and as 1,000 yen",
    arguments: ["契約金額 単位千円", "契約金額（1,000円）", "契約金額※1（千円）"])
  func headings(_ heading: String) throws {
    let read = try read("契約番号,年度,種別,規模,所在区分,\"\(heading)\"\n\(Self.row)\n")
    #expect(read.contracts.map(\.amount.value) == [12_000_000])
  }

  @Test(
    "a note above that states the tax alone",
    arguments: [
      ("※金額は税抜き", TaxBasis.excluded), ("契約金額は消費税及び地方消費税を含む", .included), ("金額には消費税を含まない。", .excluded),
      ("税込", .included),
      ("予定価格は税抜き", .unstated), ("契約金額は税込、ただし単価契約は税抜", .unstated),
    ])
  func tax(_ note: String, _ basis: TaxBasis) throws {
    #expect(try read(",,,,,\(note)\n\(Self.names)\n\(Self.row)\n").summary.taxBasis == basis)
    let both = try read(",,,,,（単位：千円）\n,,,,,\(note)\n\(Self.names)\n\(Self.row)\n")
    #expect(both.summary.taxBasis == basis)
    #expect(both.contracts.map(\.amount.value) == [12_000_000])
  }

  @Test(
    "in brackets with the word for amounts, in a sentence, alone in its cell",
    arguments: ["(金額：千円)", "金額は千円単位で表示", "千円", "（単位は千円（税込））", "Unit: thousand yen", "単位：千円（千円未満切捨て）"])
  func sentences(_ note: String) throws {
    let read = try read(",,,,,\(note)\n\(Self.names)\n\(Self.row)\n")
    #expect(read.contracts.map(\.amount.value) == [12_000_000])
  }

  @Test(
    "in sentences and titles, with the tax",
    arguments: [
      "金額は千円", "（金額は千円、税込）", "契約一覧（千円、税込）", "令和3年度契約一覧（金額は千円）", "金額：千円（税込）", "契約金額（税込・千円）一覧", "（千円単位、税込）",
      "(Unit: JPY thousand)", "金額欄は千円で表示", "（単位は千円（税込））",
    ])
  func titles(_ note: String) throws {
    let read = try read("\(note),,,,,\n\(Self.names)\n\(Self.row)\n")
    #expect(read.contracts.map(\.amount.value) == [12_000_000])
    #expect(read.summary.files[0].units.map(\.from) == [.above])
    #expect(read.summary.mappings[0].taxBasis == (note.contains("税込") ? .included : .unstated))
  }

  @Test(
    "quantities and thresholds are no units",
    arguments: [
      "予定価格が250万円を超える契約", "契約一覧（1件百万円以上）", "百万円未満の契約は省略", "合計 54,000千円", "数百万円の契約を含む", "令和3年度契約一覧", "（単位：件）",
    ])
  func quantities(_ title: String) throws {
    let read = try read("\(title),,,,,\n\(Self.names)\n\(Self.row)\n")
    #expect(read.contracts.map(\.amount.value) == [12_000])
    #expect(read.summary.files[0].units.isEmpty)
  }

  @Test(
    "notes that leave the unit open",
    arguments: [
      "（単位：千円未満切捨て）", "金額は百万円未満切捨て", "予定価格は千円", "単位：K円", "（単位：千）", "契約一覧（USD）", "単位：米ドル", "ただし、金額は千円",
    ])
  func open(_ note: String) throws {
    let error = #expect(throws: DataError.self) { try read("\(note),,,,,\n\(Self.names)\n\(Self.row)\n") }
    #expect(error?.problem == .unitUnclear(note))
    // The header says it, and the note is of something else.
    let known = try read("\(note),,,,,\n\(Self.names)（千円）\n\(Self.row)\n")
    #expect(known.contracts.map(\.amount.value) == [12_000_000])
  }

  @Test("behind a header without brackets", arguments: ["契約金額　単位：千円", "契約金額／千円", "契約金額_千円", "契約金額・千円"])
  func behindHeaders(_ header: String) throws {
    let read = try read("\(Self.names.replacing("契約金額", with: header))\n\(Self.row)\n")
    #expect(read.contracts.map(\.amount.value) == [12_000_000])
  }

  @Test("what is below a thousand yen and left out is no unit", arguments: ["単位：円（千円未満切捨て）", "（単位：円）"])
  func leftOut(_ note: String) throws {
    #expect(try read(",,,,,\(note)\n\(Self.names)\n\(Self.row)\n").contracts.map(\.amount.value) == [12_000])
  }

  @Test(
    "two units above a table settle nothing",
    arguments: [",,,,,単位は工事が百万円、物品が千円\n", ",,,,,（単位：千円）\n,,,,,（単位：百万円）\n"])
  func unclear(_ notes: String) throws {
    let error = #expect(throws: DataError.self) { try read("\(notes)\(Self.names)\n\(Self.row)\n") }
    guard case .unitUnclear = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("below the table it comes too late", arguments: ["※単位は千円,,,,,", "※金額の単位は百万円である", "（単位：千円）,,,,,"])
  func below(_ note: String) throws {
    let error = #expect(throws: DataError.self) { try read("\(Self.names)\n\(Self.row)\n\(note)\n") }
    guard case .unitBelow = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.line == 3)
    let known = try read("\(Self.names)（円）\n\(Self.row)\n※単位未満は切捨て（単位：千円）,,,,,\n")
    #expect(known.contracts.map(\.amount.value) == [12_000])
  }

  @Test("rows above the header that are no titles are named")
  func linesAbove() throws {
    let read = try read("契約一覧,,,,,\n種別,件数,,,,\n工事,1,,,,\n（単位：円）,,,,,\n\(Self.names)\n\(Self.row)\n")
    #expect(read.summary.files[0].linesAbove == [2, 3])
    #expect(read.contracts.map(\.amount.value) == [12_000])
  }
}
