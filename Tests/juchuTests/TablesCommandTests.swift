import TestSupport
import Testing

@Suite("juchu tables")
struct TablesCommandTests {
  @Test("a ledger from standard input becomes Table 1")
  func standardInput() throws {
    let outcome = try BuiltProgram.run(
      ["tables", "-", "--format", "csv"],
      input: """
        contract,fiscal_year,category,size,locality,amount
        A-1,2021,works,sme,local,3000000
        A-2,2021,works,,non-local,1000000

        """)
    #expect(outcome.code == 0, "\(outcome.remarks)")
    #expect(outcome.output.contains("2021,works,local-sme,part,1,50.00,3000000,3,75.00\n"))
    #expect(outcome.output.contains("2021,works,total,total,2,100.00,4000000,4,100.00\n"))
  }
}
