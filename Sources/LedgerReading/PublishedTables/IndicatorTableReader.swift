import Procurement
import TabularReading

/// Reads published tables of award rates and competition: a line for each year and group, with known or Japanese names of columns.
public enum IndicatorTableReader {
  /// A column of such a table.
  private enum Field: String, MappedField {
    case year, group
    case tenders, awarded, failed, bidders, singleBids, amount, ceilings
    case failedShare, singleBid, biddersMean, rateMean, rateOfSums, rate

    var decides: Bool { self != .group }

    var knownHeaders: [String] {
      switch self {
      case .year: [rawValue, "fiscal_year", "年度", "年"]
      case .group:
        [
          rawValue, "trade", "category", "office", "method", "grade", "区分", "業種", "工種", "種別", "部局", "担当課", "契約方法",
          "入札方式", "ランク", "等級",
        ]
      case .tenders: [rawValue, "入札件数", "発注件数", "開札件数", "公告件数"]
      case .awarded: [rawValue, "落札件数", "契約件数", "件数"]
      case .failed: [rawValue, "不調・不落件数", "不調不落件数", "不成立件数", "不調等件数"]
      case .bidders: [rawValue, "応札者数", "延べ応札者数", "入札者数", "延べ入札者数"]
      case .singleBids: [rawValue, "1者応札件数", "一者応札件数", "１者応札件数", "1者応札", "一者応札"]
      case .amount: [rawValue, "落札金額", "落札価格", "契約金額", "落札額"]
      case .ceilings: [rawValue, "予定価格", "予定価格合計", "予定価格の合計"]
      case .failedShare: [rawValue, "不調・不落率", "不調不落率", "不調・不落の割合", "不成立の割合", "不調率"]
      case .singleBid: [rawValue, "1者応札率", "一者応札率", "1者応札の割合", "一者応札の割合", "1者応札割合"]
      case .biddersMean: [rawValue, "平均応札者数", "平均入札者数", "平均入札参加者数", "平均参加者数"]
      case .rateMean: [rawValue, "平均落札率", "落札率（単純平均）", "単純平均落札率"]
      case .rateOfSums: [rawValue, "加重平均落札率", "落札率（加重平均）", "総額落札率"]
      case .rate: [rawValue, "落札率"]
      }
    }

    var column: PublishedIndicators.Column? { PublishedIndicators.Column(rawValue: rawValue) }

    var isAmount: Bool { self == .amount || self == .ceilings }
  }

  /// The words of a total.
  private static let totals: Set<String> = ["合計", "計", "総計", "総合計", "全体", "市全体", "total", "all"]
  /// Whoever lists single tenders or contracts publishes no table of indicators.
  private static let singles = [
    ["contract", "契約番号"], ["tender", "案件番号", "案件名", "工事名", "件名"],
    ["firm", "vendor", "落札者", "落札者名", "落札業者", "契約相手方", "契約の相手方"],
  ]

  /// Whether the names of a file's columns are those of such a table.
  public static func recognizes(_ file: InputFile) -> Bool {
    guard file.isRegular else { return false }
    let map = FieldMap<Field>()
    do throws(DataError) {
      let table = try RecordTable(file, wanted: map.wanted)
      let columns = try FieldColumns(map, in: table.header)
      let found = Set(columns.sources.keys)
      let figures: Set<Field> = [.failedShare, .singleBid, .biddersMean, .rateMean, .rateOfSums, .rate]
      return !found.isDisjoint(with: figures) && !found.isDisjoint(with: [.year, .group])
        && table.header.matches(singles) == 0
    } catch {
      return false
    }
  }

  /// Reads a table.
  ///
  /// - Returns: the table, and the account of its rows.
  /// - Throws: `DataError` for structural faults and for the first figure that is no number.
  public static func read(_ file: InputFile, hashing: Bool) throws(DataError) -> (
    PublishedIndicators, ReadingSummary.File
  ) {
    let map = FieldMap<Field>()
    var table = try RecordTable(file, wanted: map.wanted, hashing: hashing)
    let columns = try FieldColumns(map, in: table.header)
    var rows: [PublishedIndicators.Row] = []
    var account = ReadingSummary.File(name: file.path)
    account.headerLine = table.header.line
    var record = Record()
    while try table.next(&record) {
      account.read += 1
      var figures: [PublishedIndicators.Column: PublishedIndicators.Figure] = [:]
      for field in Field.allCases {
        guard let column = field.column, let text = columns.value(field, in: record) else { continue }
        guard let number = number(text) else {
          guard ["-", "－", "―", "–", "…"].contains(text) else {
            throw DataError(
              .notAnAmount(text), file: file.path, line: record.line,
              column: columns.positions(of: [field]).first.map { table.header.column($0) })
          }
          continue
        }
        let stated = columns.positions(of: [field]).first.flatMap { table.header.unit(ofColumn: $0)?.unit }
        figures[column] = PublishedIndicators.Figure(
          number, unit: field.isAmount ? stated ?? table.header.unitAbove?.unit ?? 1 : 1)
      }
      let group = columns.value(.group, in: record) ?? ""
      account.used += 1
      rows.append(
        PublishedIndicators.Row(
          year: columns.value(.year, in: record) ?? "", group: group,
          isTotal: totals.contains(group.filter { !$0.isWhitespace }.lowercased()), line: record.line, figures: figures)
      )
    }
    account.sha256 = table.digest
    account.unreadColumns = table.header.names(without: columns.used)
    return (PublishedIndicators(rows), account)
  }

  /// A number as it is printed: full-width digits, thousands separated, with or without ％ or 件.
  private static func number(_ text: String) -> FixedPoint? {
    var digits = TextFolding.halfWidth(text).filter { $0 != "," && !$0.isWhitespace }
    for suffix in ["%", "％", "件", "者", "社", "円"] where digits.hasSuffix(suffix) { digits.removeLast() }
    return FixedPoint(digits)
  }
}
