import Procurement
import TabularReading

// Amounts and years of records.
extension ContractParser {
  /// How many minor units the row's currency has; nil where the row is in a currency that was not chosen.
  mutating func minorUnits(in record: borrowing Record) throws(FieldFault) -> Int64? {
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
  func amount(
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

  func date(in record: borrowing Record) throws(FieldFault) -> CivilDate? {
    guard cells.hasDate else { return nil }
    if let column = cells.dateColumn,
      case .date(let date) = record.withField(column, { DateBytes(zone: columns.zone).read($0, count: $1) })
    {
      return date
    }
    return try columns.date(.date, in: record)
  }

  mutating func year(in record: borrowing Record, date: CivilDate?) throws(FieldFault) -> FiscalYear {
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
}
