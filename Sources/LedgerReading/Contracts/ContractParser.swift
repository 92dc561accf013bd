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
  private let unitPrices: UnitPriceColumns?
  let chosenCurrency: String?
  /// The currency of the ledger, once a row has named one.
  var currency: String?
  /// The units of its columns of amounts.
  let units: AmountUnits<LedgerField>
  /// The names of columns that no field took.
  let unreadColumns: [String]
  /// Tells totals, notes and repeated headers.
  let rows: TotalRows
  private let cells: ContractCells
  private var meanings: ContractMeanings
  private var amounts: AmountBytes
  /// What a dash behind an amount is, by the first rows of the file.
  let closing: ClosingDash
  private var minorUnitsOfCode: (code: String, minorUnits: Int64)?
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
    self.mapping = mapping
    let found = columns
    rows = TotalRows(
      nameColumns: [LedgerField.contract, .title, .vendor].compactMap { found.cell($0)?.column },
      amountColumns: [LedgerField.amount, .initialAmount].compactMap { found.cell($0)?.column }, header: header)
    let ofOthers = LedgerField.ofIndicators.filter { $0.text.map { !texts.contains($0) } ?? true }
    let unwanted = ofOthers.compactMap { found.cell($0)?.column }
    let used = columns.used.union(unitPrices?.columns ?? []).subtracting(unwanted)
    unreadColumns = header.names(without: used)
    if mapping.contracts.columns == nil,
      let place = header.firstText(
        underAny: ["件数", "契約件数", "count"], without: used,
        where: { text in (try? AmountText(text.filter { $0 != "件" })).map { $0.value != 1 } ?? false })
    {
      throw header.fault(.rowsOfSeveral(place.text), at: place)
    }
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

  /// Of several columns of ceilings (予定価格（税込）, 予定価格（税抜）) takes that of the tax basis of the amounts.
  ///
  /// - Throws: `DataError` that names two of them where their tax does not tell which is meant.
  private static func chooseCeiling(
    _ columns: inout FieldColumns<LedgerField>, _ header: Header, _ mapping: LedgerMapping
  ) throws(DataError) {
    guard mapping.contracts.columns == nil, mapping.contracts.constants[.ceiling] == nil else { return }
    let candidates = try header.candidates(ofAny: LedgerField.ceiling.knownHeaders)
    guard candidates.count > 1 else { return }
    func basis(_ column: Int) -> TaxBasis? {
      header.own(mapping.columnTaxBases, column) ?? header.unit(ofColumn: column)?.taxBasis
    }
    let ofAmounts =
      columns.positions(of: [.amount]).first.flatMap(basis)
      ?? (mapping.taxBasis == .unstated ? header.unitAbove?.taxBasis : mapping.taxBasis)
    let matching = candidates.filter { ofAmounts != nil && basis($0) == ofAmounts }
    guard matching.count == 1, let column = matching.first else {
      throw header.ambiguous(candidates[0], candidates[1], field: LedgerField.ceiling.rawValue)
    }
    columns.take(.ceiling, from: column, words: mapping.contracts.values[.ceiling])
  }

  private mutating func findTexts() {
    textCells = texts.compactMap { text in
      LedgerField(rawValue: text.rawValue).flatMap(columns.cell).map { (text, $0) }
    }
  }

  /// A year, a category and an amount are always needed; the canonical file has all its columns.
  private func requireFields(in header: Header) throws(DataError) {
    var required: [LedgerField] = [.category, .amount]
    if mapping.contracts.columns == nil { required = [.category, .size, .locality, .amount] }
    if mapping.amendments != nil { required.insert(.contract, at: 0) }
    if columns.sources[.amount] == nil { try refuseTwoAmounts(in: header) }
    let canFollow: Set<LedgerField> = mapping.roster.file != nil || columns.sources[.business] != nil ? [.size] : []
    var missing = required.filter { columns.sources[$0] == nil && !canFollow.contains($0) }.map(\.knownHeaders)
    if columns.sources[.fiscalYear] == nil, columns.sources[.date] == nil {
      missing.append(LedgerField.fiscalYear.knownHeaders + LedgerField.date.knownHeaders)
    }
    if missing.count > 1 { throw header.lacks(missing) }
    if let names = missing.first { _ = try header.require(names) }
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
      if rows.isTotal(record) { return .left(.total) }
      if let note = rows.note(record) {
        // The amounts above were taken for yen.
        if !statesUnit, UnitNote.scales(note) { throw FieldFault(problem: .unitBelow(note), column: nil, value: note) }
        return .left(.note)
      }
      if let names = rows.repeatedNames(record) {
        throw FieldFault(problem: .secondHeader(names: names), column: nil, value: "")
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
    guard columns.keeps(record), try isWanted(record) else { return nil }
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

  /// Whether a record belongs to the population and is of an account that are read.
  private mutating func isWanted(_ record: borrowing Record) throws(FieldFault) -> Bool {
    if let wanted = population.population {
      let found =
        cells.hasPopulation
        ? try columns.word(.population, KnownWords.populations, in: record, &meanings.populations) : nil
      guard found ?? .city == wanted else { return false }
    }
    guard !population.includesEnterpriseAccounts, cells.hasAccount else { return true }
    return try columns.word(.account, KnownWords.accounts, in: record, &meanings.accounts) != .enterprise
  }

  /// Whether a record belongs to the population that is read.
  func isOfPopulation(_ record: borrowing Record) throws(FieldFault) -> Bool {
    guard let wanted = population.population else { return true }
    return try columns.word(.population, KnownWords.populations, in: record) ?? .city == wanted
  }

  /// Whether a record is of an account that is read.
  func isOfAccount(_ record: borrowing Record) throws(FieldFault) -> Bool {
    guard !population.includesEnterpriseAccounts else { return true }
    return try columns.word(.account, KnownWords.accounts, in: record) != .enterprise
  }

  /// Whether a record is in a currency; nil where that is a fault.
  func isOfCurrency(_ record: borrowing Record, _ wanted: String) -> Bool? {
    let code = columns.value(.currency, in: record).map(CurrencyCode.code) ?? chosenCurrency ?? CurrencyCode.yen
    if code == wanted { return true }
    return chosenCurrency == nil ? nil : false
  }

  /// How many minor units the row's currency has; nil where the row is in a currency that was not chosen.
  private mutating func minorUnits(in record: borrowing Record) throws(FieldFault) -> Int64? {
    let code = cells.currency?.text(in: record).map(CurrencyCode.code) ?? chosenCurrency ?? CurrencyCode.yen
    if let chosenCurrency, code != chosenCurrency { return nil }
    if let currency, code != currency {
      throw columns.fault(.otherCurrency(code, expected: currency), .currency, code)
    }
    currency = code
    if let known = minorUnitsOfCode, known.code == code { return known.minorUnits }
    let minorUnits = CurrencyCode.minorUnits(code)
    minorUnitsOfCode = (code, minorUnits)
    amounts = AmountBytes(
      unit: mapping.unit, minorUnits: minorUnits, rounds: mapping.roundsFractions, closing: closing,
      takesYen: CurrencyMark.takesYen(code))
    return minorUnits
  }

  /// The amount, or nil where the row is a unit-price contract that is left out.
  private func amount(
    in record: borrowing Record, minorUnits: Int64, _ notes: inout ReadingNotes
  ) throws(FieldFault) -> Int64? {
    let amount: AmountText
    if let unitPrices, unitPrices.applies(to: record) {
      notes.insert(.unitPrice)
      guard let total = try unitPrices.amount(in: record, unit: mapping.unit, minorUnits: minorUnits) else {
        return nil
      }
      amount = total
    } else {
      let isInitial = mapping.amendments == .initial && columns.value(.initialAmount, in: record) != nil
      if !isInitial, let column = cells.amountColumn,
        let plain = record.withField(column, { amounts.value($0, count: $1) }), !plain.wasRounded, plain.value >= 0
      {
        if closing == .required { notes.insert(.closingDash) }
        return plain.value
      }
      let field: LedgerField = isInitial ? .initialAmount : .amount
      guard let text = columns.value(field, in: record) else { throw missing(.amount) }
      do throws(AmountProblem) {
        amount = try AmountText(
          text, of: currency ?? CurrencyCode.yen, unit: units[field], rounds: mapping.roundsFractions,
          closing: isInitial ? .unknown : closing)
      } catch {
        throw columns.fault(error.problem(text), field, text)
      }
      guard amount.value >= 0 || mapping.amendments == .net else {
        throw columns.fault(.negativeAmount(text), field, text)
      }
    }
    if amount.wasRounded { notes.insert(amount.hadNoise ? .floatNoise : .roundedAmount) }
    return amount.value
  }

  private func date(in record: borrowing Record) throws(FieldFault) -> CivilDate? {
    guard cells.hasDate else { return nil }
    if let column = cells.dateColumn,
      case .date(let date) = record.withField(column, { DateBytes(zone: columns.zone).read($0, count: $1) })
    {
      return date
    }
    return try columns.date(.date, in: record)
  }

  private mutating func year(in record: borrowing Record, date: CivilDate?) throws(FieldFault) -> FiscalYear {
    let yearOfLabel = cells.fiscalYear == nil ? nil : try labelledYear(of: record)
    guard let date else {
      guard let yearOfLabel else { throw missing(cells.fiscalYear != nil ? .fiscalYear : .date) }
      return yearOfLabel
    }
    let yearOfDate = FiscalYear(containing: date)
    if let yearOfLabel, yearOfLabel != yearOfDate {
      let label = columns.value(.fiscalYear, in: record) ?? ""
      let day = columns.value(.date, in: record) ?? ""
      throw columns.fault(
        .yearDisagrees(year: label, date: day, yearOfDate: yearOfDate.description), .fiscalYear, label)
    }
    return yearOfDate
  }

  private mutating func labelledYear(of record: borrowing Record) throws(FieldFault) -> FiscalYear? {
    if let known = meanings.years.value(in: record) { return known }
    let label = cells.fiscalYear?.text(in: record)
    let year = label.flatMap(DateText.fiscalYear)
    if let label, year == nil { throw columns.fault(.notAFiscalYear(label), .fiscalYear, label) }
    meanings.years.learn(year, from: record)
    return year
  }

  /// The size class of a record, remembered where it follows from the field of the size alone.
  private mutating func knownSize(in record: borrowing Record) throws(FieldFault) -> FirmSize? {
    if let known = meanings.sizes.value(in: record) { return known }
    let size = try size(in: record)
    if !cells.hasSizeFacts { meanings.sizes.learn(size, from: record) }
    return size
  }

  /// Whether the contractor's number has the form of a 法人番号 and a wrong check digit.
  private func hasWrongNumber(_ record: borrowing Record) -> Bool {
    guard let cell = cells.vendorID else { return false }
    if let column = cells.vendorIDColumn {
      // Thirteen digits take at least as many bytes, in any width.
      let verdict: Bool? = record.withField(column) { address, count in
        count < 13 ? false : count > 13 ? nil : PlainDigits.isWrongCorporateNumber(copying: address)
      }
      if let verdict { return verdict }
    }
    guard let number = cell.text(in: record).map(LedgerTexts.number) else { return false }
    return CorporateNumber.hasForm(number) && !CorporateNumber.isValid(number)
  }

  private mutating func hasWrongMunicipality(_ record: borrowing Record) -> Bool {
    guard let cell = cells.municipality else { return false }
    if let isWrong = meanings.municipalities.value(in: record) { return isWrong }
    let code = cell.text(in: record).map(LedgerTexts.number)
    let isWrong = code.map { !LocalGovernmentCode.isValid($0) } ?? false
    meanings.municipalities.learn(isWrong, from: record)
    return isWrong
  }

  /// The size class: as written, of several suppliers by the rule for ventures, or from capital and employees.
  func size(in record: borrowing Record) throws(FieldFault) -> FirmSize? {
    if let text = columns.value(.size, in: record), text.utf8.contains(UInt8(ascii: "|")) {
      var sizes: [FirmSize?] = []
      for word in text.split(separator: "|", omittingEmptySubsequences: false) {
        do throws(WordProblem) {
          sizes.append(word.isEmpty ? nil : try KnownWords.meaning(of: String(word), in: KnownWords.sizes))
        } catch {
          throw columns.fault(error.problem, .size, text)
        }
      }
      return mapping.jointVentures?.size(of: sizes)
    }
    if let size = try columns.word(.size, KnownWords.sizes, in: record) { return size }
    guard columns.sources[.business] != nil || columns.sources[.legalForm] != nil else { return nil }
    return SizeFacts(
      form: try columns.word(.legalForm, KnownWords.legalForms, in: record),
      business: try columns.word(.business, KnownWords.businesses, in: record),
      capital: try columns.amount(.capital, unit: units[.capital], rounds: true, in: record)?.value,
      employees: try columns.count(.employees, in: record)
    ).size
  }

  /// That a contract stands twice, with the place of its first occurrence where it is known.
  func repeated(_ key: String, first: (file: String, line: Int)?) -> FieldFault {
    columns.fault(.repeatedContract(key, firstFile: first?.file, firstLine: first?.line), .contract, key)
  }

  private func missing(_ field: LedgerField) -> FieldFault {
    columns.fault(.missingValue(field: field.rawValue), field, "")
  }
}

extension JointVentureRule {
  /// The size of a venture of members in order; nil where a member that matters is unknown.
  func size(of members: [FirmSize?]) -> FirmSize? {
    // その他 stands between the classes: beside an SME it is not one, beside a large firm it is smaller.
    let order: [FirmSize] = [.sme, .other, .large]
    let known = members.compactMap { $0 }
    switch self {
    case .first: return members.first ?? nil
    case .largest: return known.count < members.count ? nil : order.last { known.contains($0) }
    case .smallest: return known.count < members.count ? nil : order.first { known.contains($0) }
    }
  }
}
