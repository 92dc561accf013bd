import Foundation

@testable import LedgerReading
@testable import TabularReading

/// Any bytes as a field with an amount or a day: from its bytes and from its text, in both encodings.
enum ValueTarget {
  static func check(_ bytes: [UInt8]) throws {
    // The first byte says how amounts are written, the others are the field.
    guard let way = bytes.first else { return }
    let field = Array(bytes.dropFirst())
    let units: [Int64] = [1, 1_000, 1_000_000, 100_000_000]
    let (unit, minorUnits) = (units[Int(way & 3)], way & 4 == 0 ? Int64(1) : 100)
    if String(validating: field, as: UTF8.self) != nil {
      try compare(field, AmountBytes(unit: unit, minorUnits: minorUnits, rounds: way & 8 == 0))
    }
    var record = Record()
    (record.bytes, record.ends) = (field, [field.count])
    if CP932.shared.decode(&record) == nil {
      try compare(field, AmountBytes(unit: unit, minorUnits: minorUnits, rounds: way & 8 == 0, isCP932: true))
    }
  }

  private static func compare(_ field: [UInt8], _ amounts: AmountBytes) throws {
    let margin = [UInt8](repeating: UInt8(ascii: "7"), count: 64)
    try (margin + field + margin).withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      let (address, count) = (start + margin.count, field.count)
      let text = TextFolding.text(address, count: count, isCP932: amounts.isCP932)
      let expected = outcome { () throws(AmountProblem) in
        try AmountText(text, unit: amounts.unit, minorUnits: amounts.minorUnits, rounds: amounts.rounds)
      }
      let found = outcome { () throws(AmountProblem) in try amounts.read(address, count: count) }
      try require(found == expected, "the amount \(text.debugDescription) is \(expected) as text, \(found) as bytes")
      let inBlock = amounts.value(inBlock: address, count: count)
      try require(
        inBlock == (try? expected.get()), "the amount \(text.debugDescription) is \(inBlock as Any) in a block")
      let day = DateText.date(text)
      let dates = DateBytes(isCP932: amounts.isCP932)
      try require(dates.date(address, count: count) == day, "the day \(text.debugDescription) is \(day as Any) as text")
      if case .none = dates.read(address, count: count) {
        try require(day == nil, "the day \(text.debugDescription) is said to be none")
      }
    }
  }

  private static func outcome(_ body: () throws(AmountProblem) -> AmountText) -> Result<AmountText, AmountProblem> {
    do throws(AmountProblem) { return .success(try body()) } catch { return .failure(error) }
  }
}
