import Procurement
import TabularReading

/// Columns that no field takes and that can say of a row that it is not what it looks like: its contract was cancelled (取消, 解約), its
/// amount has another unit or tax basis than the others, it stands for several contracts, or its bid does not count (失格).
///
/// A row that says so is a fault, wherever it stands: in which figures it belongs is for a mapping to say.
struct TellingColumns: Sendable {
  /// A column, and what it can say.
  struct Column: Sendable {
    let position: Int
    let name: String
    let kind: Kind
  }

  enum Kind: Sendable {
    /// Words say what became of the contract: 状態, 契約状況.
    case state
    /// Whatever is no no says that the row does not stand: 取消, 解約日, 失格.
    case mark
    /// Units of money.
    case unit
    /// How many contracts the row stands for.
    case count
    /// Tax bases; the one that all amounts have is given.
    case tax(TaxBasis)
  }

  private(set) var all: [Column] = []

  /// The columns of a ledger.
  ///
  /// - Parameters:
  ///   - used: the columns that fields and conditions take.
  ///   - taxBasis: the tax basis of the amounts, as far as it is known.
  ///   - countsRows: whether a column of numbers of contracts is looked at.
  ///   - statesUnit: whether a mapping states the unit, whatever a column says.
  init(ofContracts header: Header, without used: Set<Int>, taxBasis: TaxBasis, countsRows: Bool, statesUnit: Bool) {
    for (position, name, word) in Self.names(header, without: used) {
      let kind: Kind?
      if Self.marks.contains(where: { word.hasPrefix($0) && Self.tails.contains(String(word.dropFirst($0.count))) }) {
        kind = .mark
      } else if Self.taxes.contains(word) {
        let first = header.firstRows.lazy.compactMap { Self.basis(position < $0.count ? $0.text(position) : "") }.first
        kind = taxBasis != .unstated ? .tax(taxBasis) : first.map(Kind.tax)
      } else if Self.units.contains(word) {
        kind = statesUnit ? nil : .unit
      } else if Self.counts.contains(word) {
        kind = countsRows ? .count : nil
      } else {
        kind = Self.states.contains(where: word.contains) || Self.exactStates.contains(word) ? .state : nil
      }
      if let kind { all.append(Column(position: position, name: name, kind: kind)) }
    }
  }

  /// The columns of bids that mark those that do not count.
  init(ofBids header: Header, without used: Set<Int>, marksBids: Bool, statesUnit: Bool) {
    for (position, name, word) in Self.names(header, without: used) {
      if marksBids,
        Self.bidMarks.contains(where: { word.hasPrefix($0) && Self.tails.contains(String(word.dropFirst($0.count))) })
      {
        all.append(Column(position: position, name: name, kind: .mark))
      } else if Self.units.contains(word), !statesUnit {
        all.append(Column(position: position, name: name, kind: .unit))
      }
    }
  }

  private static func names(_ header: Header, without used: Set<Int>) -> [(Int, String, String)] {
    header.names.indices.filter { !used.contains($0) && !header.names[$0].isEmpty }.map { position in
      let word = Header.folded(header.names[position])
      return (position, header.names[position], word.split(separator: "/").last.map(String.init) ?? word)
    }
  }

  /// The one tax basis that a column states of all rows, where no other place does.
  var taxBasis: TaxBasis? {
    all.lazy.compactMap { if case .tax(let basis) = $0.kind { basis } else { nil } }.first
  }

  /// What a record says that makes it another than the others.
  ///
  /// - Throws: `FieldFault` with the column that says it.
  func check(_ record: borrowing Record) throws(FieldFault) {
    for column in all where column.position < record.count && !record.field(column.position).isEmpty {
      let text = record.text(column.position)
      if let problem = Self.problem(text, column) {
        throw FieldFault(problem: problem, column: column.position, value: text)
      }
    }
  }

  /// Whether a text says nothing but that its row is as all others.
  static func passes(_ text: String, _ column: Column) -> Bool { text.isEmpty || problem(text, column) == nil }

  private static func problem(_ text: String, _ column: Column) -> DataError.Problem? {
    switch column.kind {
    case .state: ends(WordFolding.word(text)) ? .endedRow(text, column: column.name) : nil
    case .mark: isNo(text) ? nil : .endedRow(text, column: column.name)
    case .unit: (UnitNote.value(of: text) ?? 1) > 1 ? .unitColumn(text) : nil
    case .count:
      (try? AmountText(text.filter { $0 != "件" })).map { $0.value != 1 } ?? false ? .rowsOfSeveral(text) : nil
    case .tax(let expected):
      basis(text).flatMap { $0 == expected ? nil : .taxBasesDiffer(expected, $0) }
    }
  }

  /// The tax basis that a cell names.
  private static func basis(_ text: String) -> TaxBasis? {
    guard !text.isEmpty else { return nil }
    let word = WordFolding.word(text)
    return UnitNote.taxBasis(of: word) ?? ["内税": .included, "外税": .excluded][word]
  }

  /// Whether a word says that a contract was not made or does not stand; 不落随契 was made, and 取消なし stands.
  private static func ends(_ word: String) -> Bool {
    guard !negations.contains(where: word.hasSuffix), !["随契", "随意契約", "条件"].contains(where: word.contains) else {
      return false
    }
    return stems.contains(where: word.contains)
  }

  private static func isNo(_ text: String) -> Bool {
    KnownWords.answer(text) == false || negations.contains(WordFolding.word(text))
  }

  private static let stems = [
    "取消", "取り消", "取下", "取り下", "解約", "解除", "中止", "取止", "取り止", "取りやめ", "不調", "不落", "不成立", "無効", "失効", "破棄", "打切", "打ち切",
    "応札者なし", "落札者なし", "cancel", "terminat", "void", "withdrawn", "unsuccessful", "deleted",
  ]
  private static let negations = ["なし", "無し", "無", "否", "いいえ", "しない", "no", "n", "none", "非該当", "該当なし"]
  private static let states = ["状態", "状況", "ステータス", "結果", "異動", "status"]
  private static let exactStates: Set<String> = ["区分", "契約区分", "変更区分", "処理区分", "有効", "有効区分", "有効フラグ", "state"]
  private static let marks = [
    "契約取消", "取消し", "取り消し", "取消", "契約解約", "解約", "契約解除", "解除", "契約中止", "中止", "削除", "無効", "cancelled", "canceled",
    "deleted", "void",
  ]
  private static let bidMarks = ["失格", "無効", "辞退", "不参加", "欠席", "棄権"]
  private static let tails: Set<String> = [
    "", "フラグ", "区分", "日", "年月日", "日付", "理由", "事由", "有無", "の有無", "flag", "札", "者",
  ]
  private static let taxes: Set<String> = [
    "税区分", "消費税区分", "税込税抜", "税込・税抜", "税込・税抜の別", "税込税抜区分", "税込/税抜", "税抜税込", "税", "tax", "taxbasis",
  ]
  private static let units: Set<String> = ["単位", "金額単位", "金額の単位", "unit"]
  private static let counts: Set<String> = ["件数", "契約件数", "count"]
}
