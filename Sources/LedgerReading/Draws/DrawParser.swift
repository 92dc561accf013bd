import Procurement
import TabularReading

/// Turns records of one file into tied firms: one a record, or all those of a draw where a record lists them.
struct DrawParser {
  let columns: FieldColumns<DrawField>
  private let listsFirms: Bool
  /// Tells totals, notes and repeated headers.
  private let rows: TotalRows
  /// The first arrival: whether it was a place, its text and line. All others must be of its kind.
  private var firstArrival: (isPlace: Bool, text: String, line: Int)?

  /// A parser for a file with a header.
  ///
  /// - Throws: `DataError` where a column is missing.
  init(_ mapping: LedgerMapping, header: Header) throws(DataError) {
    columns = try FieldColumns(mapping.draws, in: header, zone: mapping.layout.zone)
    listsFirms = columns.sources[.firm] == nil && columns.sources[.firms] != nil
    rows = TotalRows(nameColumns: columns.positions(of: [.draw, .firm]), amountColumns: [], header: header)
    for field in [DrawField.draw, .winner] + (listsFirms ? [] : [.firm]) where columns.sources[field] == nil {
      _ = try header.require(field.knownHeaders)
    }
  }

  /// What becomes of a record.
  enum Parsed {
    case firms([TiedFirm])
    /// It is left out.
    case left(FilterReason)
  }

  /// Reads a record, of which totals and notes are no draws.
  ///
  /// - Throws: `FieldFault` for the first value that cannot be used, and for a header that stands again.
  mutating func take(_ record: borrowing Record) throws(FieldFault) -> Parsed {
    if rows.isTotal(record, named: [name(.draw, in: record), name(.firm, in: record)]) { return .left(.total) }
    do throws(FieldFault) {
      let firms = try parse(record)
      return firms.isEmpty ? .left(.condition) : .firms(firms)
    } catch {
      if let reason = try rows.reason(record) { return .left(reason) }
      throw error
    }
  }

  /// A name in the one writing of names.
  private func name(_ field: DrawField, in record: borrowing Record) -> String? {
    columns.value(field, in: record).map(WordFolding.name)
  }

  /// Reads a record.
  ///
  /// - Returns: no firm where the record is left out by a filter.
  /// - Throws: `FieldFault` for the first value that cannot be used.
  private mutating func parse(_ record: borrowing Record) throws(FieldFault) -> [TiedFirm] {
    guard columns.keeps(record) else { return [] }
    guard let draw = name(.draw, in: record) else { throw missing(.draw) }
    let field: DrawField = listsFirms ? .firms : .firm
    guard let text = name(field, in: record) else { throw missing(field) }
    let winner = name(.winner, in: record)
    let firms = listsFirms ? Self.list(text, winner: winner) : [text]
    if listsFirms, winner == nil { throw missing(.winner) }
    // Yes and no are words; anything else is the winner's name.
    let answer = listsFirms ? nil : winner.map(KnownWords.answer) ?? false
    var row = TiedFirm(
      draw: draw, group: name(.group, in: record), order: try columns.count(.order, in: record), firm: "",
      isWinner: answer, winner: answer == nil ? winner : nil, arrival: try arrival(in: record),
      officer: name(.officer, in: record),
      category: try columns.word(.category, KnownWords.categories, in: record),
      affiliation: name(.affiliation, in: record), openingTime: try openingTime(in: record),
      openingDate: try columns.date(.openingDate, in: record), sourceLine: record.line)
    var rows: [TiedFirm] = []
    for firm in firms {
      row.firm = firm
      rows.append(row)
    }
    return rows
  }

  /// The tied firms that a cell lists, separated by |; by another mark only where it makes the winner one of them.
  private static func list(_ text: String, winner: String?) -> [String] {
    let firms = parts(of: text, at: "|")
    guard firms.count == 1, let winner, firms[0] != winner else { return firms }
    // The name is folded: ／ is / and ， a comma.
    let others = ["、", "/", ",", ";", "\n", "・"].map { parts(of: text, at: $0) }.filter { $0.contains(winner) }
    return others.count == 1 ? others[0] : firms
  }

  private static func parts(of text: String, at separator: Character) -> [String] {
    text.split(separator: separator).map { part in
      String(decoding: TextFolding.trimmed(Array(part.utf8)[...]), as: UTF8.self)
    }.filter { !$0.isEmpty }
  }

  private func openingTime(in record: borrowing Record) throws(FieldFault) -> Int64? {
    guard let text = columns.value(.openingTime, in: record) else { return nil }
    guard let instant = InstantText.milliseconds(text, in: columns.zone) else {
      throw columns.fault(.notADate(text), .openingTime, text)
    }
    return instant
  }

  /// A time, with its day or without, or a place in the order of arrival.
  private mutating func arrival(in record: borrowing Record) throws(FieldFault) -> Int64? {
    guard let text = columns.value(.arrival, in: record) else { return nil }
    let value = try arrival(text)
    let isPlace = time(text) == nil
    let first = firstArrival ?? (isPlace, text, record.line)
    firstArrival = first
    guard first.isPlace == isPlace else {
      throw columns.fault(.mixedArrivals(text, first: first.text, line: first.line), .arrival, text)
    }
    return value
  }

  private func arrival(_ text: String) throws(FieldFault) -> Int64 {
    if let instant = time(text) { return instant }
    guard let place = Int64(TextFolding.halfWidth(text)), place >= 0 else {
      throw columns.fault(.notADate(text), .arrival, text)
    }
    return place
  }

  private func time(_ text: String) -> Int64? {
    if let instant = InstantText.milliseconds(text, in: columns.zone) { return instant }
    return ClockText(TextFolding.halfWidth(text)[...])?.millisecondsOfDay
  }

  private func missing(_ field: DrawField) -> FieldFault {
    columns.fault(.missingValue(field: field.rawValue), field, "")
  }
}
