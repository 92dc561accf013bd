import Procurement
import TabularReading

// Which records are read.
extension ContractParser {
  /// Whether a record belongs to the population and is of an account that are read.
  mutating func isWanted(_ record: borrowing Record) throws(FieldFault) -> Bool {
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
}
