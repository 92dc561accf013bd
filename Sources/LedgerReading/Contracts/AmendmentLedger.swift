import Procurement
import TabularReading

/// Puts the rows of amended contracts (変更契約) together.
///
/// A contract can be amended in the last row of the last file, so all contracts wait here until then.
struct AmendmentLedger {
  /// A contract as of its rows so far.
  struct State {
    var row: ContractParser.Row
    /// How many rows it has, by input.
    var rows: [Int: Int]
    /// How many of them no longer count, by input.
    var superseded: [Int: Int] = [:]
  }

  private var states: [State] = []
  private var inputs: [Int] = []
  private var positions: [String: Int] = [:]

  /// Adds a row.
  ///
  /// - Throws: `FieldFault` where a sum of changes leaves Int64.
  mutating func add(_ row: ContractParser.Row, policy: AmendmentPolicy, input: Int) throws(FieldFault) {
    guard let key = row.key, let position = positions[key] else {
      if let key = row.key { positions[key] = states.count }
      states.append(State(row: row, rows: [input: 1]))
      inputs.append(input)
      return
    }
    states[position].rows[input, default: 0] += 1
    switch policy {
    case .net:
      let earlier = states[position].row.contract.amount.value
      let (sum, overflow) = earlier.addingReportingOverflow(row.contract.amount.value)
      guard !overflow else {
        throw FieldFault(problem: .amountTooLarge(row.contract.amount.description), column: nil, value: key)
      }
      states[position].row.contract.amount = Yen(sum)
    case .final:
      // The contract stays in the year in which it was made.
      states[position].row.contract.amount = row.contract.amount
      states[position].superseded[input, default: 0] += 1
    case .initial:
      states[position].superseded[input, default: 0] += 1
    }
  }

  /// The contracts whose first row is of an input, in order.
  func contracts(from input: Int) -> [State] {
    states.indices.filter { inputs[$0] == input }.map { states[$0] }
  }
}
