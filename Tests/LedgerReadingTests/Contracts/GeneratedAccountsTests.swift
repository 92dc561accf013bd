import Procurement
import TestSupport
import Testing

@testable import LedgerReading

/// CSV files at random: what is read plus what the account names is what was written.
@Suite("Generated accounts")
struct GeneratedAccountsTests {
  /// A ledger and what is in it.
  private struct Written {
    var lines: [String] = []
    var amounts: [Int64] = []
    var years: [Int] = []
    var totals: [Int] = []
    var notes: [Int] = []
    var repeated: [Int] = []
    var above: [Int] = []
    var unread: [String] = []
    var unit: Int64?

    var line: Int { lines.count + 1 }
  }

  private static let units: [(word: String, unit: Int64)] = [("円", 1), ("千円", 1_000), ("百万円", 1_000_000)]
  private static let totals = ["合計", "小計", "工事計", "4月分計", "総計（5件）", "累計", "Total", "【合 計】"]
  private static let notes = ["※出典は財政局", "注1 契約の変更を含まない", "（注）税込", "以上"]

  private static func written(_ random: inout SplitMix64) -> Written {
    var written = Written()
    var names = ["契約番号", "契約日", "種別", "規模", "所在区分", "契約金額", "契約相手方"]
    for extra in ["備考", "No.", "予定価格"] where Bool.random(using: &random) {
      names.append(extra)
      written.unread.append(extra)
    }
    let width = names.count
    func row(_ cells: [String]) -> String {
      (cells + [String](repeating: "", count: max(0, width - cells.count))).joined(separator: ",")
    }
    let unit = units.randomElement(using: &random) ?? ("円", 1)
    let place = Int.random(in: 0...3, using: &random)
    if Bool.random(using: &random) { written.lines.append(row(["令和3年度 契約一覧"])) }
    if Int.random(in: 0...3, using: &random) == 0 {
      written.above = [written.line, written.line + 1]
      written.lines += [row(["種別", "件数"]), row(["工事", "5"])]
    }
    var header = names
    switch place {
    case 0: written.lines.append(row(["", "", "（単位：\(unit.word)、％）"]))
    case 1: header[5] += "（税込・\(unit.word)）"
    case 2: header[5] += "［\(unit.word)］"
    default: break
    }
    if place < 3 { written.unit = unit.unit }
    written.lines.append(row(header))
    for number in 0..<Int.random(in: 1...40, using: &random) {
      add(number, width, &written, &random)
    }
    return written
  }

  private static func add(_ number: Int, _ width: Int, _ written: inout Written, _ random: inout SplitMix64) {
    func row(_ cells: [String]) -> String {
      (cells + [String](repeating: "", count: max(0, width - cells.count))).joined(separator: ",")
    }
    let amount = Int64.random(in: 0...999_999, using: &random)
    let cells = { (key: String, day: String) in
      [key, day, "工事", "中小企業", "市内", "\"\(amount)円\"".replacing("円", with: ""), "甲", "", "", ""].prefix(width)
    }
    // Hours behind Japan's midnight of the fiscal year's first day.
    let hour = Int.random(in: 0...23, using: &random)
    let day = "2021-03-31T\(hour < 10 ? "0" : "")\(hour):30:00Z"
    switch Int.random(in: 0...9, using: &random) {
    case 0:
      written.totals.append(written.line)
      let word = totals.randomElement(using: &random) ?? "合計"
      written.lines.append(
        Bool.random(using: &random)
          ? row([word, "", "", "", "", "\(amount)"]) : row(["", "", word, "", "", "\(amount)"]))
    case 1:
      written.notes.append(written.line)
      let note = notes.randomElement(using: &random) ?? "以上"
      written.lines.append(Bool.random(using: &random) ? note : row([note]))
    case 2: written.lines.append(row([]))
    case 3 where !written.amounts.isEmpty:
      written.repeated.append(written.line)
      written.lines.append(row(Array(cells("K0", day))))
    default:
      let key = written.amounts.isEmpty ? "K0" : "K\(number + 1)"
      written.amounts.append(amount * (written.unit ?? 1))
      written.years.append(hour < 15 ? 2020 : 2021)
      written.lines.append(row(Array(cells(key, day))))
    }
  }

  @Test("500 ledgers: figures, totals, notes, repetitions, lines above, columns, units and zones, by both readers")
  func accounts() throws {
    let folder = try TemporaryFolder()
    var random = SplitMix64(seed: 21)
    for number in 1...500 {
      let written = Self.written(&random)
      guard !written.amounts.isEmpty else { continue }
      let file = try folder.write(written.lines.joined(separator: "\n") + "\n", to: "ledger.csv")
      if number % 10 == 0 {
        try expectSameReading([file], rejects: true, blocks: [64, 4_096], "ledger \(number)") {
          $0.repeatedContracts = .first
        }
      }
      let read = try ReadLedgers([file]) { $0.repeatedContracts = .first }
      let account = try #require(read.summary.files.first)
      let text = written.lines.joined(separator: "\n")
      try #require(read.contracts.map(\.amount.value) == written.amounts, "ledger \(number): \(text)")
      #expect(read.contracts.map(\.year.startYear) == written.years)
      #expect(account.leftOut[.total]?.count ?? 0 == written.totals.count, "\(text)")
      #expect(account.leftOut[.note]?.count ?? 0 == written.notes.count, "\(text)")
      #expect(account.leftOut[.repeated]?.count ?? 0 == written.repeated.count, "\(text)")
      for (reason, lines) in [
        (FilterReason.total, written.totals), (.note, written.notes), (.repeated, written.repeated),
      ] {
        #expect((account.leftOut[reason]?.lines ?? []).sorted() == Array(lines.prefix(20)), "\(text)")
      }
      #expect(account.linesAbove == written.above, "\(text)")
      #expect(account.unreadColumns == written.unread)
      #expect(account.units.first?.unit == written.unit)
      #expect(read.reconciles)
    }
  }

  @Test("200 of them as workbooks: the same rows give the same contracts and the same account")
  func workbooks() throws {
    let folder = try TemporaryFolder()
    var random = SplitMix64(seed: 22)
    for number in 1...200 {
      let written = Self.written(&random)
      guard !written.amounts.isEmpty else { continue }
      let xml = written.lines.enumerated().map { place, line in
        let cells = line.split(separator: ",", omittingEmptySubsequences: false)
        return Workbooks.row(place + 1, cells.map { cell in String(cell.filter { $0 != "\"" }) })
      }
      let book = Workbooks.workbook(sheet: "<sheetData>\(xml.joined())</sheetData>")
      let file = try folder.write(book, to: "ledger.xlsx")
      let read = try ReadLedgers([file]) { $0.repeatedContracts = .first }
      let account = try #require(read.summary.files.first)
      try #require(read.contracts.map(\.amount.value) == written.amounts, "ledger \(number): \(written.lines)")
      #expect(read.contracts.map(\.year.startYear) == written.years)
      for (reason, lines) in [
        (FilterReason.total, written.totals), (.note, written.notes), (.repeated, written.repeated),
      ] {
        #expect((account.leftOut[reason]?.lines ?? []).sorted() == Array(lines.prefix(20)), "\(written.lines)")
      }
      #expect(account.linesAbove == written.above)
      #expect(account.unreadColumns == written.unread)
      #expect(account.units.first?.unit == written.unit)
      #expect(read.reconciles)
    }
  }
}
