import LedgerReading
import Procurement
import ShareStatistics

/// What was noticed while ledgers were read, in words: nothing that was done to the data goes unsaid.
struct ReadingNotes {
  let language: Language

  /// The remarks about a reading, each a sentence.
  func notes(_ summary: ReadingSummary) -> [String] {
    var notes: [String] = []
    for file in summary.files {
      for kind in ReadingNote.allCases {
        guard let found = file.notes[kind], let text = text(kind) else { continue }
        let count = NumberText.grouped(found.count)
        notes.append(
          language(
            "\(file.name)：\(text) \(count) 件（最初は \(found.firstLine) 行目）",
            "\(file.name): \(text): \(count) (the first on line \(found.firstLine))"))
      }
    }
    notes += summary.files.flatMap(unpackingNotes)
    notes += summary.files.flatMap(sheetNotes)
    if let matches = summary.matches { notes.append(contentsOf: rosterNotes(matches)) }
    if summary.amendments > 0 {
      let count = NumberText.grouped(summary.amendments)
      notes.append(language("変更契約としてまとめた行：\(count)", "Rows taken as amendments of earlier ones: \(count)"))
    }
    for (year, date) in summary.partialYears.sorted(by: { $0.key < $1.key }) {
      let label = Labels(language: language).year(year)
      notes.append(
        language("\(label)は途中まで（最後の契約日 \(date)）", "\(label) is partial: its last contract date is \(date)"))
    }
    if let currency = summary.currency, currency != "JPY" {
      notes.append(
        language(
          "通貨：\(currency)（金額は補助通貨単位。「円」は \(currency) の補助単位と読み替え）",
          "Currency: \(currency), amounts in its minor unit (read \"yen\" so)"))
    }
    return notes
  }

  /// That a file was decompressed or converted.
  func unpackingNotes(_ file: ReadingSummary.File) -> [String] {
    var notes: [String] = []
    if !file.compressions.isEmpty {
      let names = file.compressions.map(\.rawValue).joined(separator: " + ")
      notes.append(language("\(file.name)：\(names) を展開して読込み", "\(file.name): decompressed (\(names))"))
    }
    if let encoding = file.encoding, encoding != .utf8, encoding != .cp932 {
      notes.append(
        language("\(file.name)：\(encoding.rawValue) から変換して読込み", "\(file.name): converted from \(encoding.rawValue)"))
    }
    return notes
  }

  /// Which sheets of a workbook were read, which were not, and what they hide.
  func sheetNotes(_ file: ReadingSummary.File) -> [String] {
    guard let sheets = file.sheets else { return [] }
    var notes: [String] = []
    func names(_ names: [String]) -> String { names.joined(separator: language("、", ", ")) }
    if !sheets.unread.isEmpty {
      notes.append(
        language(
          "\(file.name)：読んだシートは \(names(sheets.read))、読まなかったシートは \(names(sheets.unread))"
            + "（--sheet で指定、同じ見出しのシートは --sheet all）",
          "\(file.name): read from sheet \(names(sheets.read)), not from \(names(sheets.unread)) "
            + "(--sheet names another, --sheet all reads those with the same header)"))
    } else if sheets.read.count > 1 {
      notes.append(
        language("\(file.name)：読んだシートは \(names(sheets.read))", "\(file.name): read from sheets \(names(sheets.read))"))
    }
    if !sheets.hidden.isEmpty {
      notes.append(
        language(
          "\(file.name)：非表示のシート \(names(sheets.hidden)) を読込み",
          "\(file.name): read from hidden sheets: \(names(sheets.hidden))"))
    }
    if sheets.hiddenRows > 0 {
      let count = NumberText.grouped(sheets.hiddenRows)
      notes.append(
        sheets.leavesOutHiddenRows
          ? language("\(file.name)：非表示の \(count) 行を除外", "\(file.name): \(count) hidden rows left out")
          : language(
            "\(file.name)：非表示の \(count) 行も含む（除くには --visible-only）",
            "\(file.name): \(count) hidden rows are counted (--visible-only leaves them out)"))
    }
    if sheets.unseenValues > 0 {
      let count = NumberText.grouped(sheets.unseenValues)
      notes.append(
        language(
          "\(file.name)：表示形式により見えない数値 \(count) 個も読込み",
          "\(file.name): \(count) numbers were read that their format hides"))
    }
    return notes
  }

  /// How contractors were found in a roster.
  func json(_ matches: RosterMatches) -> JSONValue {
    let parts: [(String, RosterMatches.Sum)] = [
      ("byNumber", matches.byNumber), ("byEqualName", matches.byEqualName), ("bySimilarName", matches.bySimilarName),
      ("byMembers", matches.byMembers), ("ambiguous", matches.ambiguous), ("unmatched", matches.unmatched),
    ]
    return .object(
      Dictionary(
        uniqueKeysWithValues: parts.map { name, sum in
          (name, .object(["count": .integer(sum.count), "amount": .integer(sum.amount)]))
        }))
  }

  private func text(_ note: ReadingNote) -> String? {
    switch note {
    // Said with the rows of the file.
    case .roundedAmount, .floatNoise: nil
    case .wrongCorporateNumber: language("検査数字の合わない法人番号", "corporate numbers (法人番号) with a wrong check digit")
    case .wrongMunicipality: language("検査数字の合わない団体コード", "local government codes (団体コード) with a wrong check digit")
    case .unitPrice: language("単価契約（予定総額で集計）", "unit-price contracts, taken with their estimated total")
    }
  }

  private func rosterNotes(_ matches: RosterMatches) -> [String] {
    let total = matches.total
    guard total.count > 0 else { return [] }
    let found = total.count - matches.unmatched.count - matches.ambiguous.count
    func share(_ part: Int64, _ whole: Int64) -> String {
      guard whole > 0 else { return "–" }
      return FixedPoint(
        units: RoundingRule.halfUp.rounded(Int128(part) * 10_000, over: Int128(whole)), decimals: 2
      ).description + "%"
    }
    func count(_ sum: RosterMatches.Sum) -> String { NumberText.grouped(sum.count) }
    let equal = share(Int64(matches.byEqualName.count), Int64(total.count))
    let all = share(Int64(found), Int64(total.count))
    let missing = matches.unmatched.count + matches.ambiguous.count
    let missingCount = share(Int64(missing), Int64(total.count))
    let missingAmount = share(matches.unmatched.amount + matches.ambiguous.amount, total.amount)
    return [
      language(
        "名簿との照合：\(NumberText.grouped(total.count)) 件中 法人番号 \(count(matches.byNumber))、名称一致 "
          + "\(count(matches.byEqualName))、表記ゆれ \(count(matches.bySimilarName))、JV構成員 \(count(matches.byMembers))、"
          + "同名で区別不能 \(count(matches.ambiguous))、該当なし \(count(matches.unmatched))",
        "Roster: of \(NumberText.grouped(total.count)) contracts by number \(count(matches.byNumber)), equal name "
          + "\(count(matches.byEqualName)), similar name \(count(matches.bySimilarName)), JV members "
          + "\(count(matches.byMembers)); ambiguous \(count(matches.ambiguous)), not found \(count(matches.unmatched))"),
      language(
        "照合率 \(all)（名称の完全一致のみでは \(equal)）、照合できない契約は件数の \(missingCount)、金額の \(missingAmount)",
        "Matched: \(all) (\(equal) by equal names alone); not matched are \(missingCount) of contracts and "
          + "\(missingAmount) of amounts"),
    ]
  }
}
