/// A part of the program that takes bytes from outside, and what must hold of it whatever the bytes are.
///
/// Beyond not ending the program, a target checks properties: two ways of reading agree, accounts add up, what one
/// part writes another one reads.
enum FuzzTarget: String, CaseIterable, Sendable {
  /// The CSV core, by the readable reader and in passing, and the inspection of a file.
  case csv
  /// The decoding of CP932.
  case cp932
  /// Amounts and days, as bytes and as text.
  case values
  /// A mapping, and a ledger, bids and draws read with it.
  case mapping
  /// A workbook.
  case xlsx
  /// OCDS JSON.
  case ocds
  /// A published table, what is computed from it, and its audit.
  case tables
  /// Bids, in passing and readably, and their lotteries.
  case bids
  /// A policy and a scheme, and what they make of a few tenders.
  case policies
  /// Partial files, and what they make together; a plan of inputs.
  case partials

  /// Takes an input.
  ///
  /// - Throws: `Disagreement` where something does not hold.
  func check(_ bytes: [UInt8]) throws {
    switch self {
    case .csv: try CSVTarget.check(bytes)
    case .cp932: try CP932Target.check(bytes)
    case .values: try ValueTarget.check(bytes)
    case .mapping: try MappingTarget.check(bytes)
    case .xlsx: try XLSXTarget.check(bytes)
    case .ocds: try OCDSTarget.check(bytes)
    case .tables: try TableTarget.check(bytes)
    case .bids: try BidTarget.check(bytes)
    case .policies: try PolicyTarget.check(bytes)
    case .partials: try PartialTarget.check(bytes)
    }
  }
}

/// That a property does not hold for an input.
struct Disagreement: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// Says that something must hold.
func require(_ holds: Bool, _ description: @autoclosure () -> String) throws {
  guard holds else { throw Disagreement(description()) }
}
