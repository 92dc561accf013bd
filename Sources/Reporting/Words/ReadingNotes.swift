import LedgerReading
import Procurement
import ShareStatistics
import TabularReading

/// What was noticed while ledgers were read, in words: nothing that was done to the data goes unsaid.
struct ReadingNotes {
  let language: Language

  /// The remarks about a reading, each a sentence.
  func notes(_ summary: ReadingSummary) -> [String] {
    var notes: [String] = []
    for file in summary.files {
      notes += accountNotes(file)
      for kind in ReadingNote.allCases {
        guard let found = file.notes[kind], let text = text(kind) else { continue }
        let count = NumberText.grouped(found.count)
        notes.append(
          language(
            "\(file.name)：\(text) \(count) 件（最初は \(found.firstLine) 行目）",
            "\(file.name): \(text): \(count) (the first on line \(found.firstLine))"))
      }
    }
    for file in summary.files {
      notes += counts(file.filteredBy, of: file, language("対象外の理由", "filtered by"))
      notes += counts(file.found, of: file, language("内容", "found"))
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
          currency == CurrencyCode.none
            ? "通貨の記載のない金額だけを集計" : "通貨：\(currency)（JSON と CSV の amount は補助通貨単位）",
          currency == CurrencyCode.none
            ? "Amounts whose currency is not named, and no others"
            : "Currency: \(currency) (amount in JSON and CSV is in its minor unit)"))
    }
    return notes
  }

  /// What a file has that is in no figure, and how its amounts were understood.
  private func accountNotes(_ file: ReadingSummary.File) -> [String] {
    var notes: [String] = []
    for unit in file.units {
      let name = Labels(language: language).unit(unit.unit)
      let place =
        switch unit.from {
        case .header: language("見出し", "as its header says")
        case .above: language("表の上の注記", "as a note above the table says")
        }
      notes.append(
        language(
          "\(file.name)：\(unit.column)の単位は\(name)（\(place)）", "\(file.name): \(unit.column) is in \(name), \(place)"))
    }
    for reason in FilterReason.allCases {
      guard let left = file.leftOut[reason], left.count > 0 else { continue }
      let word: String
      switch reason {
      case .condition: continue
      case .total: word = language("合計の行（数えない）", "totals, not counted")
      case .note: word = language("注記の行", "notes")
      case .repeated: word = language("繰り返しとして除いた行", "rows left out as repeated")
      }
      let more = left.count > left.lines.count ? language(" ほか", " and more") : ""
      let lines = left.lines.map(String.init).joined(separator: language("、", ", ")) + more
      notes.append(
        language(
          "\(file.name)：\(word) \(NumberText.grouped(left.count))（\(lines) 行目）",
          "\(file.name): \(word): \(NumberText.grouped(left.count)) (line \(lines))"))
    }
    if !file.hasKeys, file.used > 0 {
      notes.append(
        language(
          "\(file.name)：契約番号の列がないため、同じ契約の繰り返しは確かめられない",
          "\(file.name): no column of contract numbers, so that repeated contracts cannot be found"))
    }
    if let other = file.alike {
      notes.append(
        language(
          "\(file.name)：年度と金額の並びが \(other) と同じ（同じ台帳を二度数えていないか）",
          "\(file.name): years and amounts are those of \(other), in the same order: is it the same list twice?"))
    }
    if !file.linesAbove.isEmpty {
      let shown = file.linesAbove.prefix(12).map(String.init).joined(separator: language("、", ", "))
      let more = file.linesAbove.count > 12 ? language(" ほか", " and more") : ""
      notes.append(
        language(
          "\(file.name)：表の上にあり読まなかった行 \(shown)\(more)", "\(file.name): lines above the table, not read: \(shown)\(more)"
        ))
    }
    if !file.unreadColumns.isEmpty {
      let shown = file.unreadColumns.prefix(12).joined(separator: language("、", ", "))
      let more = file.unreadColumns.count > 12 ? language(" ほか", " and more") : ""
      notes.append(
        language("\(file.name)：使わなかった列 \(shown)\(more)", "\(file.name): columns not read: \(shown)\(more)"))
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
    if let encoding = file.encoding, encoding != .utf8, encoding != .cp932 || file.format == .ocds {
      notes.append(
        language("\(file.name)：\(encoding.rawValue) から変換して読込み", "\(file.name): converted from \(encoding.rawValue)"))
    }
    return notes
  }

  /// Counts by their reason, in one line.
  private func counts(_ counts: [String: Int], of file: ReadingSummary.File, _ title: String) -> [String] {
    guard !counts.isEmpty else { return [] }
    let parts = counts.sorted { $0.key < $1.key }.map { key, count in
      "\(VisibleText.of(AccountWords.text(key, language), spellsLineEnds: true)) \(NumberText.grouped(count))"
    }
    return [
      language("\(file.name)：\(title)：", "\(file.name): \(title): ") + parts.joined(separator: language("、", ", "))
    ]
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
    case .swallowedRow:
      language(
        "引用符の中に改行と一行分の区切りがある行（引用符が次の行を飲み込んだ疑い）",
        "rows whose quoted field holds line breaks and a whole row: a quote may have swallowed the next one")
    case .nearlyAlikeKey:
      language(
        "ハイフン・空白・大文字小文字だけが違う契約番号（同じ契約かもしれない）",
        "contract numbers that differ from an earlier one in hyphens, blanks or case alone: are they one contract?")
    case .timeWithoutSeconds:
      language(
        "秒のない到着日時（秒を使うくじでは 00 秒とみなす）", "arrivals without seconds, which lotteries by seconds take for 00")
    case .undecided:
      language(
        "落札者も結果も書かれていない案件（その他の不成立に含む）",
        "tenders of which neither winner nor outcome is said (counted as not awarded otherwise)")
    case .closingDash:
      language(
        "末尾の横線を金額を閉じる印とした金額（列のすべての金額に付いている）",
        "amounts whose last dash was taken for the mark that closes them, as all of the column have it")
    case .inferredAmount:
      language("別の所から取った金額（落札・契約・入札のうち選んだものに無い）", "amounts taken from elsewhere: not where they were wanted")
    case .inferredDate:
      language("別の所から取った日付（落札日・契約日のうち選んだものが無い）", "dates taken from elsewhere: not where they were wanted")
    case .framework: language("基本契約（落札として1件と数える）", "framework agreements, counted once as their award")
    case .repaired: language("標準と違う書き方を読み替えた案件", "processes written in another shape than the standard's, put right")
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
