import Procurement

/// Turns records of one file into contracts, whatever the format of the file.
struct ContractParser {
  let columns: FieldColumns<LedgerField>
  let mapping: LedgerMapping
  let population: PopulationFilter
  /// The texts of which contracts carry what the file says.
  var texts: [ContractText]
  private let unitPrices: UnitPriceColumns?
  let chosenCurrency: String?
  private var years: [String: FiscalYear] = [:]
  /// The currency of the ledger, once a row has named one.
  var currency: String?

  /// A parser for a file with a header.
  ///
  /// - Throws: `DataError` where a column is missing.
  init(
    _ mapping: LedgerMapping, header: Header, population: PopulationFilter, texts: Set<ContractText>, currency: String?
  ) throws(DataError) {
    columns = try FieldColumns(mapping.contracts, in: header)
    unitPrices = try mapping.unitPrices.map { rule throws(DataError) in try UnitPriceColumns(rule, in: header) }
    self.mapping = mapping
    self.population = population
    self.texts = ContractText.allCases.filter(texts.contains)
    chosenCurrency = mapping.layout.currency
    self.currency = currency
    try requireFields(in: header)
  }

  /// A year, a category and an amount are always needed; the canonical file has all its columns.
  private func requireFields(in header: Header) throws(DataError) {
    var required: [LedgerField] = [.category, .amount]
    if mapping.contracts.columns == nil { required = [.contract, .category, .size, .locality, .amount] }
    if mapping.amendments != nil { required.insert(.contract, at: 0) }
    let canFollow: Set<LedgerField> = mapping.roster.file != nil || columns.sources[.business] != nil ? [.size] : []
    for field in required where columns.sources[field] == nil && !canFollow.contains(field) {
      _ = try header.require(field.knownHeaders)
    }
    if columns.sources[.fiscalYear] == nil, columns.sources[.date] == nil {
      _ = try header.require(LedgerField.fiscalYear.knownHeaders + LedgerField.date.knownHeaders)
    }
  }

  /// A contract and what else a row tells of it.
  struct Row {
    var contract: Contract
    /// The contract's key, if the ledger has one.
    var key: String?
    /// The contract date, if the ledger has one.
    var date: CivilDate?
    /// The contractor's number and name, and the sizes of several suppliers.
    var vendorID: String?
    var vendor: String?
    var title: String?
    var notes = Set<ReadingNote>()
  }

  /// Reads a record.
  ///
  /// - Returns: nil where the record is left out by a filter.
  /// - Throws: `FieldFault` for the first value that cannot be used.
  mutating func parse(_ record: borrowing Record) throws(FieldFault) -> Row? {
    guard columns.keeps(record), try isOfPopulation(record), try isOfAccount(record) else { return nil }
    guard let minorUnits = try minorUnits(in: record) else { return nil }
    var notes = Set<ReadingNote>()
    guard let amount = try amount(in: record, minorUnits: minorUnits, &notes) else { return nil }
    let date = try columns.date(.date, in: record)
    let year = try year(in: record, date: date)
    if let years = population.years, !years.contains(year) { return nil }
    guard let category = try columns.word(.category, KnownWords.categories, in: record) else {
      throw missing(.category)
    }
    let locality = try columns.word(.locality, KnownWords.localities, in: record)
    let size = try size(in: record)
    let key = columns.value(.contract, in: record)
    if columns.sources[.contract] != nil, key == nil { throw missing(.contract) }
    let isSmall = population.least(in: currency).map { amount <= $0 } ?? false
    // Amendments are added up first.
    if isSmall, mapping.amendments == nil { return nil }
    let vendorID = columns.value(.vendorID, in: record).map(Self.number)
    if let vendorID, CorporateNumber.hasForm(vendorID), !CorporateNumber.isValid(vendorID) {
      notes.insert(.wrongCorporateNumber)
    }
    if let code = columns.value(.municipality, in: record).map(Self.number), !LocalGovernmentCode.isValid(code) {
      notes.insert(.wrongMunicipality)
    }
    var contract = Contract(
      year: year, category: category, size: size, locality: locality, amount: Yen(amount), sourceLine: record.line)
    contract.texts = fetchedTexts(of: record)
    return Row(
      contract: contract, key: key, date: date, vendorID: vendorID, vendor: columns.value(.vendor, in: record),
      title: columns.value(.title, in: record), notes: notes)
  }

  /// The texts of a record that were asked for.
  func fetchedTexts(of record: borrowing Record) -> [ContractText: String] {
    var found: [ContractText: String] = [:]
    for text in texts {
      guard let field = LedgerField(rawValue: text.rawValue) else { continue }
      found[text] = columns.value(field, in: record)
    }
    return found
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
    let code = columns.value(.currency, in: record)?.uppercased() ?? chosenCurrency ?? CurrencyCode.yen
    if code == wanted { return true }
    return chosenCurrency == nil ? nil : false
  }

  /// How many minor units the row's currency has; nil where the row is in a currency that was not chosen.
  private mutating func minorUnits(in record: borrowing Record) throws(FieldFault) -> Int64? {
    let code = columns.value(.currency, in: record)?.uppercased() ?? chosenCurrency ?? CurrencyCode.yen
    if let chosenCurrency, code != chosenCurrency { return nil }
    if let currency, code != currency {
      throw columns.fault(.otherCurrency(code, expected: currency), .currency, code)
    }
    currency = code
    return CurrencyCode.minorUnits(code)
  }

  /// The amount, or nil where the row is a unit-price contract that is left out.
  private func amount(
    in record: borrowing Record, minorUnits: Int64, _ notes: inout Set<ReadingNote>
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
      let field: LedgerField = isInitial ? .initialAmount : .amount
      guard let text = columns.value(field, in: record) else { throw missing(.amount) }
      do throws(AmountProblem) {
        amount = try AmountText(text, unit: mapping.unit, minorUnits: minorUnits, rounds: mapping.roundsFractions)
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

  private mutating func year(in record: borrowing Record, date: CivilDate?) throws(FieldFault) -> FiscalYear {
    let label = columns.value(.fiscalYear, in: record)
    let yearOfLabel = try label.map { label throws(FieldFault) in try fiscalYear(label) }
    guard let date else {
      guard let yearOfLabel else { throw missing(columns.sources[.fiscalYear] != nil ? .fiscalYear : .date) }
      return yearOfLabel
    }
    let yearOfDate = FiscalYear(containing: date)
    if let label, let yearOfLabel, yearOfLabel != yearOfDate {
      let day = columns.value(.date, in: record) ?? ""
      throw columns.fault(
        .yearDisagrees(year: label, date: day, yearOfDate: yearOfDate.description), .fiscalYear, label)
    }
    return yearOfDate
  }

  private mutating func fiscalYear(_ label: String) throws(FieldFault) -> FiscalYear {
    if let year = years[label] { return year }
    guard let year = DateText.fiscalYear(label) else {
      throw columns.fault(.notAFiscalYear(label), .fiscalYear, label)
    }
    years[label] = year
    return year
  }

  /// The size class: as written, of several suppliers by the rule for ventures, or from capital and employees.
  func size(in record: borrowing Record) throws(FieldFault) -> FirmSize? {
    if let text = columns.value(.size, in: record), text.contains("|") {
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
      capital: try columns.amount(.capital, unit: mapping.unit, rounds: true, in: record)?.value,
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

  /// A number without the marks that people put into it.
  static func number(_ text: String) -> String {
    TextFolding.halfWidth(text).filter { $0 != "-" && $0 != " " }
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
