import TabularReading

/// Tells rows that are no contracts, bids or draws: totals (合計), notes below the table, and a header that stands again.
///
/// A total is known by its word alone, in whatever column it stands: a sum may be one by chance.
struct TotalRows {
  /// The columns that name a contract: its number, title and contractor, as far as the ledger has them.
  let nameColumns: [Int]
  private let amountColumns: Set<Int>
  private let header: Header
  /// The headers that are known to mean some field.
  private static let knownHeaders = Set(
    (LedgerField.allCases.flatMap(\.knownHeaders) + BidField.allCases.flatMap(\.knownHeaders)).map(WordFolding.word))

  init(nameColumns: [Int], amountColumns: [Int], header: Header) {
    (self.nameColumns, self.amountColumns) = (nameColumns, Set(amountColumns))
    self.header = header
  }

  private var width: Int { header.names.count }

  private func isHeader(_ word: String) -> Bool { header.has(folded: word) || Self.knownHeaders.contains(word) }

  /// Whether a row has to be looked at, although it could be a contract: a contract has a number, a title and a firm.
  ///
  /// Where only one of them is given, a total leaves none empty: its word stands there.
  func isSuspicious(_ record: borrowing Record) -> Bool {
    for column in nameColumns where column < record.count && record.field(column).isEmpty { return true }
    guard let name = soleName, name < record.count else { return false }
    return Self.sumsUp(record.text(name))
  }

  /// The column that names contracts, where there is no other.
  var soleName: Int? { nameColumns.count == 1 ? nameColumns.first : nil }

  /// Whether a row is a total by its word.
  func isTotal(_ record: borrowing Record) -> Bool {
    let isNameless = nameColumns.allSatisfy {
      $0 < record.count && (record.field($0).isEmpty || Self.isCount(record.text($0)))
    }
    for column in 0..<record.count where !amountColumns.contains(column) && !record.field(column).isEmpty {
      let text = record.text(column)
      if Self.isTotal(text) || isNameless && Self.isCount(text) { return true }
      if nameColumns.contains(column), Self.closes(text) { return true }
    }
    return false
  }

  /// Whether a row whose rows have names in a few columns is a total: one of the names is its word, or one is missing and the word stands
  /// elsewhere.
  func isTotal(_ record: borrowing Record, named names: [String?]) -> Bool {
    names.contains { $0.map(Self.isTotal) ?? false } || isSuspicious(record) && isTotal(record)
  }

  /// Why a row that cannot be read is none, nil where it is one.
  ///
  /// - Throws: `FieldFault` for a header that stands again.
  func reason(_ record: borrowing Record) throws(FieldFault) -> FilterReason? {
    if isTotal(record) { return .total }
    if note(record) != nil { return .note }
    if let names = repeatedNames(record) {
      throw FieldFault(problem: .secondHeader(names: names), column: nil, value: "")
    }
    return nil
  }

  /// Whether a row names nothing: neither number nor title nor firm, of which the ledger has at least two.
  func isUnnamed(_ record: borrowing Record) -> Bool {
    nameColumns.count > 1 && nameColumns.allSatisfy { $0 < record.count && record.field($0).isEmpty }
  }

  /// How many names of columns a row has, if it is a header again or that of a second table.
  func repeatedNames(_ record: borrowing Record) -> Int? {
    var (filled, repeated) = (0, 0)
    for column in 0..<record.count where !record.field(column).isEmpty {
      filled += 1
      let word = WordFolding.word(record.text(column))
      if isHeader(word) || UnitNote.split(folded: word).map({ isHeader($0.name) }) ?? false { repeated += 1 }
    }
    return repeated >= min(3, width) && repeated * 2 > filled ? repeated : nil
  }

  /// Whether a field of several lines holds as many delimiters as a row has.
  func holdsRow(_ record: borrowing Record) -> Bool {
    // A field of a frame is one, whatever is in it.
    guard width > 2, !header.isOfFrame, record.bytes.contains(UInt8(ascii: "\n")) else { return false }
    for column in 0..<record.count {
      let field = record.field(column)
      guard field.contains(UInt8(ascii: "\n")) else { continue }
      for delimiter in Delimiter.allCases where field.count(where: { $0 == delimiter.byte }) >= width - 1 {
        return true
      }
    }
    return false
  }

  /// The text of a row that is a note: one cell that begins as notes do, or speaks of units; or nothing but dashes, as forms are closed.
  func note(_ record: borrowing Record) -> String? {
    if let dashes = dashes(record) { return dashes }
    var note: Int?
    for column in 0..<record.count where !record.field(column).isEmpty {
      guard note == nil else { return nil }
      note = column
    }
    guard let text = note.map({ record.text($0) }) else { return nil }
    return NoteText.isNote(text) || UnitNote.above(text) != nil ? text : nil
  }

  /// The first text of a row in which every cell that is filled holds a dash, of which there are several.
  private func dashes(_ record: borrowing Record) -> String? {
    var first: String?
    var count = 0
    for column in 0..<record.count where !record.field(column).isEmpty {
      let text = record.text(column)
      guard !text.isEmpty, text.allSatisfy({ "-－―—–ー−─=＝*＊".contains($0) }) else { return nil }
      (first, count) = (first ?? text, count + 1)
    }
    return count > 2 ? first : nil
  }

  /// Whether a word stands for a total: 合計, 小計, 工事計, 4月分計, 総計（5件）, Total.
  static func isTotal(_ text: String) -> Bool {
    guard text.utf8.count <= 60, mayBeTotal(text) else { return false }
    var word = WordFolding.word(text)
    // 【合計】 and 合計（税込） say no more than 合計.
    while let first = word.first, "【([〔<「≪《〈『*◎●■".contains(first) { word.removeFirst() }
    if let open = word.firstIndex(where: { "([〔【".contains($0) }), open != word.startIndex {
      word = String(word[..<open])
    }
    while let last = word.last, "】)]〕>」≫》〉』:*".contains(last) || last.isNumber { word.removeLast() }
    for unit in ["件", "円"] where word.hasSuffix(unit) {
      word = String(word.dropLast())
      while let last = word.last, last.isNumber || last == "," { word.removeLast() }
    }
    if exact.contains(word) { return true }
    // 5件計
    if let count = word.firstIndex(of: "件"), count > word.startIndex, word[..<count].allSatisfy(\.isNumber) {
      word = String(word[word.index(after: count)...])
    }
    for tail in ["金額", "件数", "額"] where word.hasSuffix(tail) { word = String(word.dropLast(tail.count)) }
    if exact.contains(word) { return true }
    if ["合計", "小計", "総計", "累計", "総額", "中計"].contains(where: { word.hasSuffix($0) }) { return true }
    guard word.hasSuffix("計") else { return false }
    let before = word.dropLast()
    return kinds.contains { before.hasSuffix($0) && before.count <= $0.count + 6 }
  }

  /// Whether what stands in the place of a name sums rows up: 合計, or a word that is one there alone, as 全体, 再掲 and うち市内.
  static func sumsUp(_ name: String) -> Bool { isTotal(name) || closes(name) }

  /// Whether a text says in the place of a name that its row stands for others: 全体, 再掲, うち市内業者, 次頁へ繰越, 4月分.
  ///
  /// Elsewhere such words are remarks: 備考 with 繰越 is of a contract.
  private static func closes(_ text: String) -> Bool {
    guard text.utf8.count <= closingLimit else { return false }
    let word = WordFolding.word(text)
    if closing.contains(word) { return true }
    if word.hasPrefix("うち"), parts.contains(where: word.dropFirst(2).hasPrefix), word.count <= 12 { return true }
    if word.hasSuffix("月分"), case let month = word.dropLast(2), month.allSatisfy(\.isNumber), month.count <= 2 {
      return !month.isEmpty
    }
    return word.hasPrefix("以上") && isCount(String(word.dropFirst(2)))
  }

  /// No word that closes rows is longer, in bytes.
  static let closingLimit = 48

  /// Whether some bytes of a field may be a word that closes rows, by their first and last characters in either encoding.
  static func mayClose(_ bytes: UnsafeBufferPointer<UInt8>, isCP932: Bool) -> Bool {
    var bytes = bytes[...]
    while let first = bytes.first, first <= 0x20 || first == UInt8(ascii: "\"") { bytes = bytes.dropFirst() }
    guard bytes.count <= closingLimit, let first = bytes.first, first >= 0x80 else {
      return bytes.count <= closingLimit && (bytes.first.map { $0 &- 0x30 < 10 } ?? false)
        && bytes.contains { $0 >= 0x80 }
    }
    if isCP932 {
      // Blanks, wide forms, half-width kana, and the first characters of the words.
      return first == 0x81 || first == 0x82 && bytes.count > 1 && bytes[bytes.startIndex + 1] < 0x9F
        || (0xA0...0xDF).contains(first) || leadsOfCP932.contains(bytes.prefix(2).reduce(0) { $0 << 8 | UInt32($1) })
    }
    return [0xC2, 0xE2, 0xEF].contains(first)
      || leadsOfUTF8.contains(bytes.prefix(3).reduce(0) { $0 << 8 | UInt32($1) })
  }

  private static let closing: Set<String> = [
    "全体", "全件", "再掲", "内訳", "うち再掲", "繰越", "繰越額", "前頁より", "前頁より繰越", "前ページより", "前ページより繰越", "次頁へ", "次頁へ繰越", "次ページへ",
    "次ページへ繰越", "トータル", "サブトータル", "グランドトータル", "集計", "集計値", "総数", "総件数", "件数", "消費税相当額", "消費税額", "最大", "最小", "最大値",
    "最小値", "最高", "最低", "中央値", "残高", "執行残", "予算残額", "平均契約額", "平均契約金額", "平均落札額", "平均落札率",
  ]

  /// What may stand behind うち in the name of a part; うちわ is none.
  private static let parts = [
    "市", "準市", "区内", "区外", "県", "町", "村", "地元", "中小", "大企業", "その他", "工事", "物品", "委託", "消費税", "随意", "繰越", "再掲",
  ]

  /// The first characters of the words that hold none of 計, 総 and 均, with their bytes in CP932.
  private static let closingLeads: [Character: UInt32] = [
    "全": 0x9153, "再": 0x8DC4, "内": 0x93E0, "繰": 0x8C4A, "前": 0x914F, "次": 0x8E9F, "ト": 0x8367, "サ": 0x8354, "グ": 0x834F,
    "集": 0x8F57, "件": 0x8C8F, "消": 0x8FC1, "最": 0x8DC5, "中": 0x9286, "残": 0x8E63, "執": 0x8EB7, "予": 0x975C, "う": 0x82A4,
    "以": 0x88C8, "\u{3000}": 0x8140,
  ]
  private static let leadsOfUTF8 = Set(
    closingLeads.keys.map { String($0).utf8.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } })
  private static let leadsOfCP932 = Set(closingLeads.values)

  /// Whether a text holds 計, 総, 均, 税, 引, two letters of each Latin word of totals (as in to, su, cu, gr, ru, av, me, di), or a letter
  /// in another width.
  private static func mayBeTotal(_ text: String) -> Bool {
    var (first, second): (UInt8, UInt8) = (0, 0)
    for byte in text.utf8 {
      switch (first, second, byte) {
      case (0xE8, 0xA8, 0x88), (0xE7, 0xB7, 0x8F), (0xE5, 0x9D, 0x87), (0xE7, 0xA8, 0x8E), (0xE5, 0xBC, 0x95),
        (_, _, 0xEF):
        return true
      case (_, 0x41...0x7A, 0x41...0x7A):
        switch (second | 0x20, byte | 0x20) {
        case (0x74, 0x6F), (0x73, 0x75), (0x63, 0x75), (0x67, 0x72), (0x72, 0x75), (0x61, 0x76), (0x6D, 0x65),
          (0x64, 0x69):
          return true
        default: break
        }
      default: break
      }
      (first, second) = (second, byte)
    }
    return false
  }

  /// Whether a text is a number of contracts and nothing else: 3件.
  static func isCount(_ text: String) -> Bool {
    guard text.utf8.count <= 30 else { return false }
    let word = WordFolding.word(text)
    let digits = word.drop { "計全(".contains($0) }.prefix { $0.isASCII && $0.isNumber || $0 == "," }
    return !digits.isEmpty && ["件", "件)"].contains { word.hasSuffix(digits + $0) }
  }

  private static let exact: Set<String> = [
    "計", "合計", "小計", "中計", "総計", "累計", "月計", "年計", "総額", "total", "subtotal", "sub-total", "grandtotal", "sum",
    // What else stands below a column of amounts.
    "平均", "平均額", "平均金額", "消費税", "消費税等", "うち消費税", "消費税及び地方消費税", "値引", "値引き", "値引額", "値引き額", "割引", "割引額",
    "average", "mean", "median", "discount", "discounts",
    "totals", "runningtotal", "cumulative", "monthlytotal",
  ]
  /// What stands before 計 in the word of a total; 設計, 会計 and 流量計 are none.
  private static let kinds = [
    "工事", "物品", "委託", "業務", "役務", "契約", "年度", "月", "月分", "期", "四半期", "課", "部", "局", "区", "所", "頁", "ページ", "市内", "市外",
    "中小企業", "大企業", "業者", "本年", "当月", "前月", "全体", "年間", "差引", "差し引き", "本庁", "上記", "部局", "企業", "工事費", "委託料", "契約額", "金額",
    "総",
    "当年", "通期", "半期", "上期", "下期", "会計", "センター",
  ]
}
