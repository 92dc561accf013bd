import Procurement
import TabularReading

/// The rule for unit-price contracts (単価契約) applied to a header.
struct UnitPriceColumns {
  private let condition: (column: Int, filter: RowFilter)
  private let total: Int?
  private let factors: [Int]
  private let header: Header

  /// Finds the columns of a rule.
  ///
  /// - Throws: `DataError` where one is missing.
  init(_ rule: UnitPriceRule, in header: Header) throws(DataError) {
    condition = (try header.require([rule.condition.column]), rule.condition)
    self.header = header
    switch rule.amount {
    case .none: (total, factors) = (nil, [])
    case .column(let name): (total, factors) = (try header.require([name]), [])
    case .product(let names):
      var columns: [Int] = []
      for name in names { columns.append(try header.require([name])) }
      (total, factors) = (nil, columns)
    }
  }

  /// The positions of the columns that it takes.
  var columns: Set<Int> { Set([condition.column] + factors + [total].compactMap(\.self)) }

  /// Whether a record is a unit-price contract.
  func applies(to record: borrowing Record) -> Bool {
    condition.filter.values.contains(record.text(condition.column))
  }

  /// The amount of a unit-price contract, or nil where such contracts are left out.
  ///
  /// A product of price and quantity is exact and then rounded half-up to the minor unit.
  func amount(in record: borrowing Record, unit: Int64, minorUnits: Int64) throws(FieldFault) -> AmountText? {
    if let total {
      let text = record.text(total)
      do throws(AmountProblem) {
        return try AmountText(text, unit: unit, minorUnits: minorUnits, rounds: true)
      } catch {
        throw FieldFault(problem: error.problem(text), column: total, value: text)
      }
    }
    guard !factors.isEmpty else { return nil }
    var product = Int128(unit) * Int128(minorUnits)
    var decimals = 0
    for column in factors {
      let text = record.text(column)
      let plain = TextFolding.halfWidth(text).filter { !" ,円¥".contains($0) }
      guard let number = FixedPoint(plain), number.units >= 0 else {
        throw FieldFault(problem: .notAnAmount(text), column: column, value: text)
      }
      let (value, overflow) = product.multipliedReportingOverflow(by: Int128(number.units))
      decimals += number.decimals
      guard !overflow, decimals <= 18 else {
        throw FieldFault(problem: .amountTooLarge(text), column: column, value: text)
      }
      product = value
    }
    let divisor = Int128(FixedPoint.powerOfTen(decimals))
    let (whole, rest) = product.quotientAndRemainder(dividingBy: divisor)
    guard whole < Int128(Int64.max) else {
      throw FieldFault(problem: .amountTooLarge("\(whole)"), column: factors[0], value: "\(whole)")
    }
    return AmountText(value: Int64(whole) + (rest * 2 >= divisor ? 1 : 0), wasRounded: rest != 0)
  }
}
