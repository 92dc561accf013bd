import Procurement
import TabularReading

// What a header must have, and between which columns it leaves the choice open.
extension ContractParser {
  /// Of several columns of ceilings (予定価格（税込）, 予定価格（税抜）) takes that of the tax basis of the amounts.
  ///
  /// - Throws: `DataError` that names two of them where their tax does not tell which is meant.
  static func chooseCeiling(
    _ columns: inout FieldColumns<LedgerField>, _ header: Header, _ mapping: LedgerMapping
  ) throws(DataError) {
    guard mapping.contracts.columns == nil, mapping.contracts.constants[.ceiling] == nil else { return }
    let candidates = try header.candidates(ofAny: LedgerField.ceiling.knownHeaders)
    guard candidates.count > 1 else { return }
    let ofAmounts =
      columns.positions(of: [.amount]).first.flatMap { header.taxBasis(ofColumn: $0, mapping) }
      ?? (mapping.taxBasis == .unstated ? header.unitAbove?.taxBasis : mapping.taxBasis)
    let column = try header.column(
      of: candidates, in: ofAmounts, mapping, field: LedgerField.ceiling.rawValue)
    columns.take(.ceiling, from: column, words: mapping.contracts.values[.ceiling])
  }

  /// A year, a category and an amount are always needed; the canonical file has all its columns.
  func requireFields(in header: Header) throws(DataError) {
    var required: [LedgerField] = [.category, .amount]
    if mapping.contracts.columns == nil { required = [.category, .size, .locality, .amount] }
    if mapping.amendments != nil { required.insert(.contract, at: 0) }
    if columns.sources[.amount] == nil { try refuseTwoAmounts(in: header) }
    if mapping.contracts.columns == nil { try refuseFinalAmount(in: header) }
    // A roster says the size and the place of its firms, and the law the size.
    let canFollow: Set<LedgerField> =
      mapping.roster.file != nil ? [.size, .locality] : columns.sources[.business] != nil ? [.size] : []
    var missing = required.filter { columns.sources[$0] == nil && !canFollow.contains($0) }.map(\.knownHeaders)
    if columns.sources[.fiscalYear] == nil, columns.sources[.date] == nil {
      missing.append(LedgerField.fiscalYear.knownHeaders + LedgerField.date.knownHeaders)
    }
    if missing.count > 1 { throw header.lacks(missing) }
    if let names = missing.first { _ = try header.require(names) }
  }

  /// Refuses to choose between the amount and what became of it: 契約金額 beside 変更後契約金額.
  private func refuseFinalAmount(in header: Header) throws(DataError) {
    guard let amount = columns.cell(.amount)?.column else { return }
    let used = columns.used
    let changed = header.names.indices.first { column in
      let name = WordFolding.word(header.names[column])
      return !used.contains(column) && ["変更後", "変更契約", "最終", "精算後", "改定後"].contains(where: name.contains)
        && ["契約金額", "契約額", "請負金額", "請負代金", "委託金額", "委託料"].contains(where: name.contains)
        && !["増減", "差額", "年月日", "回数"].contains(where: name.contains)
    }
    if let changed { throw header.ambiguous(amount, changed, field: LedgerField.amount.rawValue) }
  }

  /// Refuses to choose between columns of amounts of which none is the amount: 当初契約金額 and 変更後契約金額.
  private func refuseTwoAmounts(in header: Header) throws(DataError) {
    let words = ["契約金額", "契約額", "落札金額", "落札価格", "請負金額", "請負代金", "決定金額"]
    let candidates = header.names.indices.filter { column in
      let name = WordFolding.word(header.names[column])
      return words.contains { name.contains($0) }
    }
    guard candidates.count > 1 else { return }
    throw header.ambiguous(candidates[0], candidates[1], field: LedgerField.amount.rawValue)
  }
}
