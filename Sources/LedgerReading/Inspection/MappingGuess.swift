import Procurement
import TabularReading

/// A mapping that a profile suggests, as commented YAML: what is uncertain says so, what is missing is marked.
public struct MappingGuess: Sendable {
  /// The mapping file.
  public let yaml: String
  /// The fields that the mapping needs and that no column seems to hold.
  public let missing: [LedgerField]

  /// Suggests a mapping for a file.
  ///
  /// The file is read once more, to find columns that together tell the contracts apart.
  ///
  /// - Parameters:
  ///   - profile: of the file.
  ///   - say: the words of a remark, for the comments.
  /// - Throws: `DataError` where the file cannot be read.
  public init(_ profile: FileProfile, say: (MappingRemark) -> String) throws(DataError) {
    let draft = MappingDraft(profile)
    let key = try ContractKey.find(in: profile, keeping: draft.filter)
    (yaml, missing) = draft.yaml(key: key, say: say)
  }
}

/// The parts of a suggested mapping.
private struct MappingDraft {
  private let profile: FileProfile
  private let rounds: [ColumnProfile]
  private let quote: ColumnProfile?
  /// The column that tells the awards from other bids, and the words for an award.
  let filter: RowFilter?

  init(_ profile: FileProfile) {
    self.profile = profile
    filter =
      profile.columns.lazy.compactMap { column in
        let words = column.frequent.map(\.value).filter { ["落札", "決定", "契約", "awarded", "won"].contains($0) }
        return words.isEmpty || column.filled == profile.rows && words.count == column.distinct
          ? nil : RowFilter(column: column.reference, values: Set(words))
      }.first
    rounds = Self.rounds(profile.columns)
    quote = profile.columns.first { column in
      column.kind == .number && ["quote", "見積"].contains { column.name.lowercased().contains($0) }
    }
  }

  /// Columns of several rounds, as bid1, bid2, bid3 or １回目/金額, ２回目/金額.
  private static func rounds(_ columns: [ColumnProfile]) -> [ColumnProfile] {
    let groups = Dictionary(grouping: columns.filter { $0.kind != .date && $0.name.contains(where: \.isNumber) }) {
      $0.name.filter { !$0.isNumber }
    }
    let words = ["bid", "入札", "金額", "回"]
    let found = groups.filter { stem, columns in
      columns.count > 1 && columns[0].kind == .number && words.contains { stem.lowercased().contains($0) }
    }
    return found.values.max { $0[0].filled < $1[0].filled } ?? []
  }

  private func column(_ field: LedgerField) -> ColumnProfile? { profile.columns.first { $0.field == field } }

  func yaml(key: [ColumnProfile]?, say: (MappingRemark) -> String) -> (text: String, missing: [LedgerField]) {
    var missing: [LedgerField] = []
    var lines = [
      "# \(say(.head(file: YAMLText.oneLine(profile.file))))", "# \(say(.marked))", "name: guessed",
    ]
    if let encoding = profile.layout.encoding { lines.append("encoding: \(encoding.rawValue)") }
    if profile.format == .csv, let delimiter = profile.layout.delimiter {
      lines.append("delimiter: \(delimiter.rawValue)")
    }
    if profile.headerRows != 1 { lines.append("header: \(profile.headerRows == 0 ? "none" : "\(profile.headerRows)")") }
    if profile.skippedRows > 0 { lines.append("skip: \(profile.skippedRows)") }
    if profile.format != .csv, let sheet = profile.layout.sheet { lines.append("sheet: \(Self.quoted(sheet))") }
    if let content = profile.content, content != .ledger {
      lines += listLines(content, say, &missing)
      return (lines.joined(separator: "\n") + "\n", missing)
    }
    lines.append("columns:")
    if let key {
      let names = key.map { Self.quoted($0.reference) }
      lines += ["  # \(say(.key))", "  contract: [\(names.joined(separator: ", "))]"]
    } else {
      lines += ["  # \(say(.noKey))", "  # contract: COLUMN"]
    }
    lines += amountLines(say, &missing)
    if column(.date) == nil, column(.fiscalYear) == nil {
      missing.append(.date)
      let constant = "constants: {fiscal_year: 2021}"
      lines.append("  date: \(YAMLText.mark)  # \(say(.columnOr(constant: constant)))")
    }
    // A date gives the fiscal year; a label beside it could only contradict it.
    let written: Set<LedgerField> = column(.date) == nil ? [.contract, .amount] : [.contract, .amount, .fiscalYear]
    for field in LedgerField.allCases where !written.contains(field) {
      if let column = column(field) { lines.append("  \(field.rawValue): \(Self.quoted(column.reference))") }
    }
    if column(.category) == nil {
      missing.append(.category)
      let constant = "constants: {category: works}"
      lines.append("  category: \(YAMLText.mark)  # \(say(.columnOr(constant: constant)))")
    }
    lines += valueLines(say, &missing) + constantLines(say)
    if let filter {
      let words = filter.values.sorted().map(Self.quoted).joined(separator: ", ")
      lines += ["# \(say(.contractRows))", "filter:", "  \(Self.quoted(filter.column)): [\(words)]"]
    }
    lines += ["# \(say(.units))", "unit: \(unit)", "# \(say(.taxes))", "tax: \(tax)"]
    if amounts.contains(where: { $0.fractions > 0 }) { lines.append("fractions: half-up") }
    return (lines.joined(separator: "\n") + "\n", missing)
  }

  /// What a mapping says of a file whose headers are known elsewhere.
  private func listLines(
    _ content: FileContent, _ say: (MappingRemark) -> String, _ missing: inout [LedgerField]
  ) -> [String] {
    guard content == .bidResults else { return ["# \(say(.knownHeaders(command: content.command)))"] }
    var lines = ["extends: bid-results"]
    let names = FileContent.addresses.map(Header.folded)
    if let column = profile.columns.first(where: { names.contains(Header.folded($0.name)) }) {
      var unknown = UnknownWords(.locality, room: ColumnProfile.frequentLimit)
      for (word, _) in column.frequent where !UnknownWords.isKnown(word, .locality) { unknown.add(word, .locality) }
      if !unknown.isEmpty { missing.append(.locality) }
      lines += unknown.isEmpty ? [] : ["values:"] + unknown.yaml(say)
    }
    return lines
  }

  /// The one column of amounts, unless it is a round among several.
  private var amount: ColumnProfile? {
    column(.amount).flatMap { amount in rounds.contains { $0.number == amount.number } ? nil : amount }
  }

  /// The columns of amounts.
  private var amounts: [ColumnProfile] { amount.map { [$0] } ?? rounds + [quote].compactMap(\.self) }

  private func amountLines(_ say: (MappingRemark) -> String, _ missing: inout [LedgerField]) -> [String] {
    if let amount { return ["  amount: \(Self.quoted(amount.reference))"] }
    if !rounds.isEmpty {
      let names = rounds.map { Self.quoted($0.reference) }.joined(separator: ", ")
      return ["  # \(say(.rounds))", "  amount:", "    last-number-of: [\(names)]"]
        + (quote.map { ["    otherwise: \(Self.quoted($0.reference))"] } ?? [])
    }
    missing.append(.amount)
    return ["  amount: \(YAMLText.mark)  # \(say(.column))"]
  }

  /// What the ledger's words mean that are not known.
  private func valueLines(_ say: (MappingRemark) -> String, _ missing: inout [LedgerField]) -> [String] {
    var lines: [String] = []
    for field in UnknownWords.fields {
      guard let column = column(field) else { continue }
      var unknown = UnknownWords(field, room: ColumnProfile.frequentLimit)
      for (word, _) in column.frequent where !UnknownWords.isKnown(word, field) && !TotalRows.isTotal(word) {
        unknown.add(word, field)
      }
      guard !unknown.isEmpty else { continue }
      let yaml = unknown.yaml(say)
      if yaml.contains(where: { $0.contains(YAMLText.mark) }) { missing.append(field) }
      lines += yaml
    }
    return lines.isEmpty ? [] : ["values:"] + lines
  }

  private func constantLines(_ say: (MappingRemark) -> String) -> [String] {
    [LedgerField.size, .locality].filter { column($0) == nil }.map { "# \(say(.noColumn($0)))" }
  }

  private var unit: String {
    if let unit = profile.unitNote?.unit {
      return LedgerMapping.units.keys.sorted(by: >).first { LedgerMapping.units[$0] == unit } ?? "yen"
    }
    let names = amounts.map(\.name).joined()
    return names.contains("百万円") ? "million" : names.contains("千円") ? "thousand" : "yen"
  }

  private var tax: String {
    if let basis = profile.unitNote?.taxBasis { return basis.rawValue }
    let names = amounts.map(\.name).joined()
    return names.contains("税抜") ? "excluded" : names.contains("税込") ? "included" : "unstated"
  }

  private static func quoted(_ text: String) -> String { YAMLText.quoted(text) }
}
