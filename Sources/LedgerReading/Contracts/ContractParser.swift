import Procurement
import TabularReading

/// Turns records of one file into contracts, whatever the format of the file.
struct ContractParser {
  let columns: FieldColumns<LedgerField>
  let mapping: LedgerMapping
  let population: PopulationFilter
  /// The texts of which contracts carry what the file says.
  var texts: [ContractText] {
    didSet { findTexts() }
  }
  let unitPrices: UnitPriceColumns?
  let chosenCurrency: String?
  /// The currency of the ledger, once a row has named one.
  var currency: String?
  /// The units of its columns of amounts.
  let units: AmountUnits<LedgerField>
  /// The names of columns that no field took.
  let unreadColumns: [String]
  /// Tells totals, notes and repeated headers.
  let rows: TotalRows
  /// The columns in which a row may say that it is another than it looks like.
  let telling: TellingColumns
  let cells: ContractCells
  var meanings: ContractMeanings
  var amounts: AmountBytes
  /// What a dash behind an amount is, by the first rows of the file.
  let closing: ClosingDash
  var minorUnitsOfCode: (code: String, minorUnits: Int64)?
  private var textCells: [(text: ContractText, cell: ContractCells.Cell)] = []
  /// Whether somebody looks contractors up.
  private let namesFirms: Bool

  /// A parser for a file with a header.
  ///
  /// - Throws: `DataError` where a column is missing.
  init(
    _ mapping: LedgerMapping, header: Header, population: PopulationFilter, texts: Set<ContractText>, currency: String?
  ) throws(DataError) {
    var all = try FieldColumns(mapping.contracts, in: header, zone: mapping.layout.zone)
    if texts.contains(.ceiling) { try Self.chooseCeiling(&all, header, mapping) }
    columns = all
    unitPrices = try mapping.unitPrices.map { rule throws(DataError) in try UnitPriceColumns(rule, in: header) }
    var compared: [LedgerField] = [.amount]
    if texts.contains(.ceiling) { compared.append(.ceiling) }
    if texts.contains(.initialAmount) || mapping.amendments == .initial { compared.append(.initialAmount) }
    let hasSizes = columns.sources[.business] != nil || columns.sources[.legalForm] != nil
    units = try AmountUnits(
      compared, alone: hasSizes ? [.capital] : [], in: columns, header: header, mapping: mapping)
    var mapping = mapping
    if units[.amount] != mapping.unit { mapping.unit = units[.amount] }
    mapping.taxBasis = units.taxBasis
    let found = columns
    rows = TotalRows(
      nameColumns: [LedgerField.contract, .title, .vendor].compactMap { found.cell($0)?.column },
      amountColumns: [LedgerField.amount, .initialAmount].compactMap { found.cell($0)?.column }, header: header)
    let ofOthers = LedgerField.ofIndicators.filter { $0.text.map { !texts.contains($0) } ?? true }
    let unwanted = ofOthers.compactMap { found.cell($0)?.column }
    let used = columns.used.union(unitPrices?.columns ?? []).subtracting(unwanted)
    unreadColumns = header.names(without: used)
    telling = TellingColumns(
      ofContracts: header, without: used, taxBasis: units.taxBasis, countsRows: mapping.contracts.columns == nil,
      statesUnit: mapping.statesUnit)
    if mapping.taxBasis == .unstated, let basis = telling.taxBasis { mapping.taxBasis = basis }
    self.mapping = mapping
    self.population = population
    self.texts = ContractText.allCases.filter(texts.contains)
    chosenCurrency = mapping.layout.currency
    self.currency = currency
    cells = ContractCells(columns)
    meanings = ContractMeanings(columns)
    closing = ClosingDash(of: columns.positions(of: [.amount]), in: header)
    amounts = AmountBytes(unit: mapping.unit, rounds: mapping.roundsFractions, closing: closing)
    namesFirms = mapping.roster.file != nil
    try requireFields(in: header)
    findTexts()
  }

  private mutating func findTexts() {
    textCells = texts.compactMap { text in
      LedgerField(rawValue: text.rawValue).flatMap(columns.cell).map { (text, $0) }
    }
  }

  /// What becomes of a record.
  enum Parsed {
    case contract(Row)
    /// It is left out.
    case left(FilterReason)
  }

  /// Whether the file or the mapping states the unit of the amounts.
  var statesUnit: Bool { mapping.statesUnit || !units.found.isEmpty }

  /// The units of texts that are amounts.
  var textUnits: [ContractText: Int64] { [.ceiling: units[.ceiling], .initialAmount: units[.initialAmount]] }

  /// Whether contracts have numbers, by which repeated ones are found.
  var hasKeys: Bool { cells.contract != nil }

  /// Reads a record, of which totals and notes are no contracts.
  ///
  /// - Throws: `FieldFault` for the first value that cannot be used, and for a header that stands again.
  mutating func take(_ record: borrowing Record) throws(FieldFault) -> Parsed {
    if rows.isSuspicious(record), rows.isTotal(record) { return .left(.total) }
    do throws(FieldFault) {
      guard var row = try parse(record) else { return .left(.condition) }
      if rows.holdsRow(record) { row.notes.insert(.swallowedRow) }
      if rows.isUnnamed(record) {
        throw FieldFault(problem: .unnamedRow, column: rows.nameColumns.first, value: "")
      }
      return .contract(row)
    } catch {
      if let reason = try rows.reason(record) {
        // The amounts above were taken for yen.
        if reason == .note, !statesUnit, let note = rows.note(record), UnitNote.scales(note) {
          throw FieldFault(problem: .unitBelow(note), column: nil, value: note)
        }
        return .left(reason)
      }
      if rows.isUnnamed(record) {
        throw FieldFault(problem: .unnamedRow, column: rows.nameColumns.first, value: "")
      }
      throw error
    }
  }

  /// A contract and what else a row tells of it.
  struct Row {
    var contract: Contract
    /// The contract's key, if the ledger has one.
    var key: String?
    /// The contract date, if the ledger has one.
    var date: CivilDate?
    /// The contractor's number and name and the contract's title, where contractors are looked up in a roster.
    var vendorID: String?
    var vendor: String?
    var title: String?
    var notes = ReadingNotes()
  }

  /// Reads a record.
  ///
  /// - Returns: nil where the record is left out by a filter.
  /// - Throws: `FieldFault` for the first value that cannot be used.
  mutating func parse(_ record: borrowing Record) throws(FieldFault) -> Row? {
    guard columns.keeps(record) else { return nil }
    try telling.check(record)
    guard try isWanted(record) else { return nil }
    guard let minorUnits = try minorUnits(in: record) else { return nil }
    var notes = ReadingNotes()
    guard let amount = try amount(in: record, minorUnits: minorUnits, &notes) else { return nil }
    let date = try date(in: record)
    let year = try year(in: record, date: date)
    if let years = population.years, !years.contains(year) { return nil }
    guard
      let category = try columns.word(.category, KnownWords.categories, in: record, &meanings.categories)
    else { throw missing(.category) }
    let locality = try columns.word(.locality, KnownWords.localities, in: record, &meanings.localities)
    let size = try knownSize(in: record)
    // Keys that differ in width alone are one contract written twice.
    let key = cells.contract?.text(in: record).map(WordFolding.name)
    if cells.contract != nil, key == nil { throw missing(.contract) }
    let isSmall = population.least(in: currency).map { amount <= $0 } ?? false
    // Amendments are added up first.
    if isSmall, mapping.amendments == nil { return nil }
    if hasWrongNumber(record) { notes.insert(.wrongCorporateNumber) }
    if hasWrongMunicipality(record) { notes.insert(.wrongMunicipality) }
    var row = Row(
      contract: Contract(
        year: year, category: category, size: size, locality: locality, amount: Yen(amount), sourceLine: record.line),
      key: key, date: date, notes: notes)
    if !textCells.isEmpty { row.contract.texts = fetchedTexts(of: record) }
    if namesFirms {
      row.vendorID = cells.vendorID?.text(in: record).map(LedgerTexts.number)
      (row.vendor, row.title) = (cells.vendor?.text(in: record), cells.title?.text(in: record))
    }
    return row
  }

  /// The texts of a record that were asked for.
  func fetchedTexts(of record: borrowing Record) -> [ContractText: String] {
    var found: [ContractText: String] = [:]
    for (text, cell) in textCells { found[text] = cell.text(in: record) }
    return found
  }

  /// That a contract stands twice, with the place of its first occurrence where it is known.
  func repeated(_ key: String, first: (file: String, line: Int)?) -> FieldFault {
    columns.fault(.repeatedContract(key, firstFile: first?.file, firstLine: first?.line), .contract, key)
  }

  func missing(_ field: LedgerField) -> FieldFault {
    columns.fault(.missingValue(field: field.rawValue), field, "")
  }
}
