import Procurement
import Testing

@testable import SyntheticData

@Suite("Corporate numbers")
struct FictitiousCorporateNumberTests {
  /// 7123456789012 is the example of docs; 8700110005901 the one that 国税庁 explains the check digit with.
  @Test("check digits of published examples", arguments: zip([123_456_789_012, 700_110_005_901] as [UInt64], [7, 8]))
  func published(base: UInt64, digit: UInt64) {
    #expect(FictitiousCorporateNumber.checkDigit(base) == digit)
  }

  @Test("the check digit is 1 to 9 and equals the definition digit by digit")
  func definition() {
    for base in stride(from: UInt64(0), to: 1_000_000_000_000, by: 1_234_567_891) {
      let digits = String(base).reversed().compactMap(\.wholeNumberValue)
      let sum = digits.enumerated().reduce(0) { $0 + $1.element * ($1.offset.isMultiple(of: 2) ? 1 : 2) }
      #expect(Int(FictitiousCorporateNumber.checkDigit(base)) == 9 - sum % 9)
    }
  }

  @Test("fictitious numbers have thirteen digits, a right check digit and no registry office")
  func fictitious() {
    let numbers = [0, 1, 999_999, 11_004_095].map(FictitiousCorporateNumber.fictitious)
    #expect(Set(numbers).count == 4)
    for number in numbers {
      #expect(CorporateNumber.isValid(number))
      #expect(number.dropFirst().hasPrefix("9999"))
      let digits = UInt64(number) ?? 0
      #expect(FictitiousCorporateNumber.checkDigit(digits % 1_000_000_000_000) == digits / 1_000_000_000_000)
    }
  }
}
