/// Reads a file once and profiles its columns.
public enum FileInspector {
  /// Profiles a file.
  ///
  /// - Parameters:
  ///   - file: the file, in any format that ledgers may have.
  ///   - layout: what the user says of its layout; the rest is detected.
  /// - Throws: `DataError` where the file cannot be read.
  /// - Complexity: O(bytes) time, O(columns × distinct values) memory with a limit on distinct values.
  public static func profile(_ file: InputFile, layout: FileLayout = FileLayout()) throws(DataError) -> FileProfile {
    let wanted = LedgerField.allCases.map(\.knownHeaders) + BidField.allCases.map(\.knownHeaders)
    var table = try RecordTable(file, wanted: wanted, layout: layout)
    var columns = table.header.names.map(ColumnStatistics.init)
    var rows = 0
    var record = Record()
    while try table.next(&record) {
      rows += 1
      for column in 0..<record.count { columns[column].add(record.text(column), line: record.line) }
    }
    var profiles = columns.enumerated().map { $1.profile(number: $0 + 1) }
    FieldGuess.assign(to: &profiles)
    return FileProfile(
      file: file.path, format: table.source.format, layout: table.source.layout, skippedRows: table.finding.skipped,
      headerRows: table.finding.depth, headerLine: table.header.line, rows: rows, columns: profiles)
  }
}

/// Counts what stands in one column.
private struct ColumnStatistics {
  private let name: String
  private var filled = 0
  private var dates = 0
  private var numbers = 0
  private var fractions = 0
  private var counts: [String: Int] = [:]
  /// What the distinct values are, as far as they are counted: a word that returns is not judged again.
  private var judgements: [String: Judgement] = [:]
  /// The first values that are no date, no number, and neither.
  private var notDates: [ColumnProfile.Oddity] = []
  private var notNumbers: [ColumnProfile.Oddity] = []

  init(name: String) {
    self.name = name
  }

  mutating func add(_ text: String, line: Int) {
    guard !text.isEmpty else { return }
    filled += 1
    let known = judgements[text]
    let judgement = known ?? Judgement(text)
    if known != nil {
      counts[text, default: 0] += 1
    } else if judgements.count < ColumnProfile.distinctLimit {
      judgements[text] = judgement
      counts[text] = 1
    }
    if judgement.isDate { dates += 1 } else { Self.keep(text, line, in: &notDates) }
    if judgement.isNumber { numbers += 1 } else { Self.keep(text, line, in: &notNumbers) }
    if judgement.isFraction { fractions += 1 }
  }

  /// What a value can be read as.
  private struct Judgement {
    let isDate: Bool
    let isNumber: Bool
    let isFraction: Bool

    init(_ text: String) {
      isDate = DateText.date(text) != nil
      let amount = try? AmountText(text, rounds: true)
      isNumber = amount != nil
      isFraction = amount?.wasRounded ?? false
    }
  }

  private static func keep(_ text: String, _ line: Int, in oddities: inout [ColumnProfile.Oddity]) {
    guard oddities.count < 5, !oddities.contains(where: { $0.text == text }) else { return }
    oddities.append(.init(line: line, text: text))
  }

  func profile(number: Int) -> ColumnProfile {
    // A number of five digits can be a day; a column is one of days if its name or all else says so.
    let saysDate = ["日", "date", "Date"].contains { name.contains($0) }
    let kind: ColumnProfile.Kind =
      if filled == 0 {
        .empty
      } else if dates * 10 >= filled * 8, saysDate || numbers < dates {
        .date
      } else if numbers * 2 > filled {
        .number
      } else {
        .text
      }
    let frequent = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(ColumnProfile.frequentLimit)
    let oddities = kind == .date ? notDates : kind == .number ? notNumbers : []
    let parsed = kind == .date ? dates : kind == .number ? numbers : filled
    return ColumnProfile(
      number: number, name: name, kind: kind, filled: filled, distinct: counts.count,
      frequent: frequent.map { ($0.key, $0.value) }, unparsable: filled - parsed, oddities: oddities,
      fractions: kind == .number ? fractions : 0, field: nil)
  }
}
