import Procurement
import TestSupport
import Testing

@Suite("Check digits")
struct CheckDigitsTests {
  // 7123456789012 is the example of shared/domain.md, 7; 4260001000102 and 2230001010477 stand in public rosters.
  @Test("right numbers", arguments: ["7123456789012", "4260001000102", "2230001010477"])
  func right(_ number: String) {
    #expect(CorporateNumber.isValid(number))
    // Any one digit changed makes it wrong, but for 0 and 9, which are one digit modulo 9.
    let digits = number.map { Int(String($0)) ?? 0 }
    for place in digits.indices {
      for digit in 0...9 where digit != digits[place] && digit % 9 != digits[place] % 9 {
        var changed = digits
        changed[place] = digit
        #expect(!CorporateNumber.isValid(changed.map(String.init).joined()))
      }
    }
  }

  @Test(
    "what has not 13 digits is no number",
    arguments: ["", "712345678901", "71234567890123", "712345678901X", "７123456789012"])
  func forms(_ text: String) {
    #expect(!CorporateNumber.hasForm(text))
    #expect(!CorporateNumber.isValid(text))
  }

  @Test(
    "local government codes",
    arguments: [("141305", true), ("011002", true), ("131016", true), ("141304", false), ("14130", false)])
  func municipalities(_ code: String, _ isValid: Bool) {
    #expect(LocalGovernmentCode.isValid(code) == isValid)
  }
}
