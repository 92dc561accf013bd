import Procurement
import Testing

@Suite("Size classes by 官公需法 第2条")
struct LineOfBusinessTests {
  /// The limits as the law and its order state them: capital in yen, employees.
  static let limits: [(LineOfBusiness, Int64, Int)] = [
    (.manufacturing, 300_000_000, 300), (.wholesale, 100_000_000, 100), (.services, 50_000_000, 100),
    (.retail, 50_000_000, 50), (.rubber, 300_000_000, 900), (.software, 300_000_000, 300), (.hotels, 50_000_000, 200),
  ]

  @Test("either limit suffices, and limits are included", arguments: limits)
  func boundaries(_ business: LineOfBusiness, _ capital: Int64, _ employees: Int) {
    func size(_ capital: Int64?, _ employees: Int?) -> FirmSize? {
      FirmSize(form: .company, business: business, capital: capital, employees: employees)
    }
    #expect(size(capital, employees) == .sme)
    #expect(size(capital, employees + 1) == .sme)
    #expect(size(capital + 1, employees) == .sme)
    #expect(size(capital + 1, employees + 1) == .large)
    #expect(size(capital + 1, nil) == nil)
    #expect(size(nil, employees + 1) == nil)
    #expect(size(capital, nil) == .sme)
  }

  @Test("sole traders by employees alone, cooperatives by law, other bodies outside")
  func forms() {
    #expect(FirmSize(form: .soleTrader, business: .retail, capital: nil, employees: 50) == .sme)
    #expect(FirmSize(form: .soleTrader, business: .retail, capital: 1, employees: 51) == .large)
    #expect(FirmSize(form: .cooperative, business: nil, capital: 1 << 40, employees: 5_000) == .sme)
    #expect(FirmSize(form: .other, business: .services, capital: 1, employees: 1) == .other)
    #expect(FirmSize(form: .company, business: nil, capital: 1, employees: 1) == nil)
  }
}
