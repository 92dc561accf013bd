import Procurement
import TabularReading

// What columns of a list of bids are for, where their names alone do not say it.
extension FieldColumns<BidField> {
  /// Settles the fields whose columns follow from others: rounds, keys of tenders without a number, results of rows.
  ///
  /// - Throws: `DataError` where two columns of prices could both be meant.
  mutating func settle(_ mapping: LedgerMapping, _ header: Header) throws(DataError) {
    try settleBases(mapping, header)
    let isOpen = mapping.bids.columns == nil
    if isOpen, sources[.bid] == nil, case let rounds = RoundColumns.positions(in: header), !rounds.isEmpty {
      take(.bid, .lastNumber(of: rounds, otherwise: nil))
    }
    settleKey(mapping.bidRows)
    if mapping.bidRows == .bids {
      // What a list of bids says of their number follows from its rows.
      drop(.bidders)
      if isOpen { settleRemarks(header) }
    }
  }

  /// Of two columns of a price (予定価格（税込）, 予定価格（税抜）) that counts which has the tax basis of the bids.
  private mutating func settleBases(_ mapping: LedgerMapping, _ header: Header) throws(DataError) {
    let ofBids = positions(of: [.bid]).first.flatMap { header.taxBasis(ofColumn: $0, mapping) }
    let basis = ofBids ?? header.unitAbove?.taxBasis ?? mapping.taxBasis
    for field in [BidField.ceiling, .floor, .surveyThreshold] {
      guard case .column(let chosen) = sources[field], words(of: field) == nil else { continue }
      var names = field.knownHeaders
      switch mapping.bids.columns?[field] {
      case .anyOf(let list, _)?: names = list
      case .column?, .joined?, .lastNumber?: continue
      case nil: break
      }
      let candidates = try header.candidates(ofAny: names)
      guard candidates.count > 1, candidates.contains(chosen) else { continue }
      let meant = try header.column(
        of: candidates, in: basis, mapping, field: field.rawValue, section: BidField.section)
      take(field, .column(meant))
    }
  }

  /// Tenders without a number are told apart by title and day, and rows of results by all three.
  private mutating func settleKey(_ rows: BidRows) {
    let days = sources[.openingDate] == nil ? positions(of: [.openingTime]) : positions(of: [.openingDate])
    let title = positions(of: [.title])
    drop(.title)
    switch sources[.tender] {
    case nil:
      guard !title.isEmpty else { return }
      take(.tender, key: title + days + (rows == .bids ? positions(of: [.office]) : []))
    case .column(let number)? where rows == .tenders && words(of: .tender) == nil:
      take(.tender, key: [number] + title + days)
    case .column?, .joined?, .lastNumber?, .constant?: return
    }
  }

  private mutating func take(_ field: BidField, key columns: [Int]) {
    take(field, columns.count == 1 ? .column(columns[0]) : .joined(columns))
  }

  /// A column 入札結果 or 入札状況 may say of each row how its bid ended.
  private mutating func settleRemarks(_ header: Header) {
    guard sources[.remark] == nil || !isStrict(.remark, in: header) else { return }
    for field in [BidField.outcome, .status] {
      guard case .column(let column) = sources[field], saysHowBidsEnded(field, header) else { continue }
      drop(field)
      take(.remark, .column(column))
      return
    }
  }

  private func saysHowBidsEnded(_ field: BidField, _ header: Header) -> Bool {
    var found: [String: String] = [:]
    for row in header.firstRows where row.count == header.names.count {
      guard let text = value(field, in: row) else { continue }
      if field == .status {
        if KnownWords.bidStatuses[TextFolding.halfWidth(text)] == nil, BidRemark(text).isWinner == true { return true }
        continue
      }
      let remark = BidRemark(text)
      if remark.status != nil || (remark.isWinner == false && remark.outcome == nil) { return true }
      guard let tender = value(.tender, in: row) else { continue }
      if let other = found.updateValue(text, forKey: tender), other != text { return true }
    }
    return false
  }

  /// Whether a column of remarks has one of a few words in each cell, as one of results has and one of notes (備考) has not.
  func isStrict(_ field: BidField, in header: Header) -> Bool {
    guard case .column(let column) = sources[field] else { return false }
    return !["備考", "摘要"].contains(WordFolding.word(header.names[column]))
  }

  /// Whether some of the first rows are marked as the winner's, or name one.
  func marksWinners(in header: Header) -> Bool {
    header.firstRows.contains { row in
      guard row.count == header.names.count else { return false }
      if let text = value(.winner, in: row) { return KnownWords.answer(text) == true || NamedWinners.isName(text) }
      return value(.remark, in: row).map { BidRemark($0).isWinner == true } ?? false
    }
  }
}
