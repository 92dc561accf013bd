import Procurement

/// Turns records of one file into contracts.
struct ContractParser {
  private let columns: ContractColumns
  private let mapping: LedgerMapping
  private let population: PopulationFilter
  private let texts: [ContractText]
  private var years: [String: FiscalYear] = [:]
  /// How many amounts had a fraction that was rounded away.
  private(set) var roundedAmounts = 0

  init(
    columns: ContractColumns, mapping: LedgerMapping, population: PopulationFilter, texts: Set<ContractText>
  ) {
    self.columns = columns
    self.mapping = mapping
    self.population = population
    self.texts = ContractText.allCases.filter(texts.contains)
  }

  /// What became of a record.
  enum Outcome {
    case contract(Contract, key: String?)
    case filtered
  }

  /// A problem of one field, before it has a place in a file.
  struct Fault: Error {
    var problem: DataError.Problem
    var column: Int?
    var value: String
  }

  /// Reads a record.
  ///
  /// - Throws: `Fault` for the first value that cannot be used.
  mutating func parse(_ record: borrowing CSVRecord) throws(Fault) -> Outcome {
    for filter in columns.filters where !filter.values.contains(record.text(filter.column)) { return .filtered }
    if let wanted = population.population {
      let population = try word(.population, KnownWords.populations, in: record) ?? .city
      guard population == wanted else { return .filtered }
    }
    if !population.includesEnterpriseAccounts {
      guard try word(.account, KnownWords.accounts, in: record) != .enterprise else { return .filtered }
    }
    let amount = try amount(in: record)
    let year = try year(in: record)
    guard let category = try word(.category, KnownWords.categories, in: record) else {
      throw missing(.category)
    }
    let locality = try word(.locality, KnownWords.localities, in: record)
    let size = try word(.size, KnownWords.sizes, in: record)
    let key = value(.contract, in: record)
    if columns.sources[.contract] != nil, key == nil { throw missing(.contract) }
    if let least = population.amountsAbove, amount <= least { return .filtered }
    var contract = Contract(
      year: year, category: category, size: size, locality: locality, amount: Yen(amount),
      sourceLine: record.line)
    for text in texts {
      guard let field = LedgerField(rawValue: text.rawValue) else { continue }
      contract.texts[text] = value(field, in: record)
    }
    return .contract(contract, key: key)
  }

  private mutating func amount(in record: borrowing CSVRecord) throws(Fault) -> Int64 {
    guard let text = value(.amount, in: record) else { throw missing(.amount) }
    let amount: AmountText
    do throws(AmountProblem) {
      amount = try AmountText(text, unit: mapping.unit, rounds: mapping.roundsFractions)
    } catch {
      let problem: DataError.Problem =
        switch error {
        case .notAnAmount: .notAnAmount(text)
        case .notWholeUnits: .notWholeUnits(text)
        case .tooLarge: .amountTooLarge(text)
        }
      throw fault(problem, .amount, text)
    }
    guard amount.value >= 0 else { throw fault(.negativeAmount(text), .amount, text) }
    if amount.wasRounded { roundedAmounts += 1 }
    return amount.value
  }

  private mutating func year(in record: borrowing CSVRecord) throws(Fault) -> FiscalYear {
    let label = value(.fiscalYear, in: record)
    let day = value(.date, in: record)
    let yearOfLabel = try label.map { label throws(Fault) in try fiscalYear(label) }
    guard let day else {
      guard let yearOfLabel else { throw missing(columns.sources[.fiscalYear] != nil ? .fiscalYear : .date) }
      return yearOfLabel
    }
    guard let date = DateText.date(day) else { throw fault(.notADate(day), .date, day) }
    let yearOfDate = FiscalYear(containing: date)
    if let label, let yearOfLabel, yearOfLabel != yearOfDate {
      throw fault(
        .yearDisagrees(year: label, date: day, yearOfDate: yearOfDate.description), .fiscalYear, label)
    }
    return yearOfDate
  }

  private mutating func fiscalYear(_ label: String) throws(Fault) -> FiscalYear {
    if let year = years[label] { return year }
    guard let year = DateText.fiscalYear(label) else {
      throw fault(.notAFiscalYear(label), .fiscalYear, label)
    }
    years[label] = year
    return year
  }

  private func word<Value>(
    _ field: LedgerField, _ words: [String: Value], in record: borrowing CSVRecord
  ) throws(Fault) -> Value? {
    guard let text = value(field, in: record) else { return nil }
    do throws(WordProblem) {
      return try KnownWords.meaning(of: text, in: words)
    } catch {
      throw fault(error.problem, field, text)
    }
  }

  /// The text of a field after the mapping's values, or nil where the record has none.
  private func value(_ field: LedgerField, in record: borrowing CSVRecord) -> String? {
    guard let source = columns.sources[field] else { return nil }
    var text = ""
    switch source {
    case .constant(let constant): text = constant
    case .column(let column): text = record.text(column)
    case .joined(let list): text = list.map { record.text($0) }.joined(separator: " / ")
    case .lastNumber(let list, let otherwise):
      let numeric = list.last { (try? AmountText(record.text($0), rounds: true)) != nil }
      text = (numeric ?? otherwise).map { record.text($0) } ?? ""
    }
    guard !text.isEmpty else { return nil }
    return mapping.values[field]?[text] ?? text
  }

  private func missing(_ field: LedgerField) -> Fault {
    fault(.missingValue(field: field.rawValue), field, "")
  }

  /// A problem of a field, with the column that the field is read from.
  func fault(_ problem: DataError.Problem, _ field: LedgerField, _ value: String) -> Fault {
    var column: Int?
    switch columns.sources[field] {
    case .column(let position): column = position
    case .joined(let positions): column = positions.first
    case .lastNumber(let positions, let otherwise): column = otherwise ?? positions.last
    case .constant, nil: break
    }
    return Fault(problem: problem, column: column, value: value)
  }
}
