import Procurement
import TestSupport

@testable import ShareStatistics

/// Ledgers for tests of resampling and concentration.
enum SmallLedger {
  static let first = FiscalYear(startingIn: 2020)
  static let second = FiscalYear(startingIn: 2021)

  /// A works contract of a local SME or a local large firm.
  static func contract(
    _ amount: Int64, isSME: Bool = true, vendor: String? = nil, year: FiscalYear = first,
    category: Procurement.Category = .works
  ) -> Contract {
    Contract(
      year: year, category: category, size: isSME ? .sme : .large, locality: .local, amount: Yen(amount),
      texts: vendor.map { [.vendor: $0] } ?? [:])
  }

  static func sample(_ contracts: [Contract]) throws -> ContractSample {
    var sample = ContractSample(scheme: .table1)
    try sample.add(ContractBatch(contracts))
    return sample
  }

  /// The 105 contracts of References/bootstrap_reference.py.
  static func reference() -> [Contract] {
    var state: UInt64 = 20_210_401
    return (0..<105).map { place in
      let numbers = (0..<3).map { _ in
        state = (state * 1_103_515_245 + 12345) % (1 << 31)
        return state >> 8
      }
      return contract(
        Int64(50_000_000 / (1 + numbers[2] % 97)), isSME: numbers[0] % 5 < 2, vendor: "\(numbers[1] % 25)",
        year: place < 60 ? first : second)
    }
  }

  /// Contracts of all years, categories and rows, some without a vendor.
  static func random(_ count: Int, using generator: inout SplitMix64) -> [Contract] {
    (0..<count).map { _ in
      Contract(
        year: Bool.random(using: &generator) ? first : second,
        category: Category.allCases.randomElement(using: &generator) ?? .goods,
        size: FirmSize.allCases.randomElement(using: &generator),
        locality: Locality.allCases.randomElement(using: &generator),
        amount: Yen(Int64.random(in: 1...1_000_000, using: &generator)),
        texts: Int.random(in: 0..<4, using: &generator) == 0
          ? [:] : [.vendor: "V\(Int.random(in: 0..<count / 4, using: &generator))"])
    }
  }
}
