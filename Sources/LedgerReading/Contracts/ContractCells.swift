import Procurement

/// The fields that every row of a ledger is asked for, found once in its header.
struct ContractCells {
  typealias Cell = FieldColumns<LedgerField>.Cell

  let contract, currency, municipality, vendorID, vendor, title, fiscalYear: Cell?
  /// The columns of fields that can be read without a text.
  let amountColumn, dateColumn, vendorIDColumn: Int?
  let hasPopulation, hasAccount, hasDate, hasSizeFacts: Bool

  init(_ columns: FieldColumns<LedgerField>) {
    (contract, currency, municipality) = (columns.cell(.contract), columns.cell(.currency), columns.cell(.municipality))
    (vendorID, vendor, title) = (columns.cell(.vendorID), columns.cell(.vendor), columns.cell(.title))
    fiscalYear = columns.cell(.fiscalYear)
    (amountColumn, dateColumn) = (columns.cell(.amount)?.plainColumn, columns.cell(.date)?.plainColumn)
    vendorIDColumn = columns.cell(.vendorID)?.plainColumn
    (hasPopulation, hasAccount) = (columns.cell(.population) != nil, columns.cell(.account) != nil)
    hasDate = columns.cell(.date) != nil
    hasSizeFacts = columns.cell(.business) != nil || columns.cell(.legalForm) != nil
  }
}

/// What the words of a ledger were found to mean.
struct ContractMeanings {
  var populations: FieldMemory<Population?>
  var accounts: FieldMemory<Account?>
  var categories: FieldMemory<Procurement.Category?>
  var localities: FieldMemory<Locality?>
  var sizes: FieldMemory<FirmSize?>
  var years: FieldMemory<FiscalYear?>
  /// Whether codes of local governments are right.
  var municipalities: FieldMemory<Bool>

  init(_ columns: FieldColumns<LedgerField>) {
    func memory<Value>(_ field: LedgerField) -> FieldMemory<Value> { FieldMemory(columns.cell(field)?.column) }
    (populations, accounts, categories) = (memory(.population), memory(.account), memory(.category))
    (localities, sizes, years) = (memory(.locality), memory(.size), memory(.fiscalYear))
    municipalities = FieldMemory(columns.cell(.municipality)?.column, capacity: 1_024)
  }
}
