import TestSupport
import Testing

@Suite("What is said under a table")
struct RosterNotesTests {
  @Test("how contractors were matched, and the share of those that were not")
  func matches() throws {
    let folder = try TemporaryFolder()
    try folder.write("firm,vendor_id,size,locality\n（株）甲,7123456789012,sme,local\n", to: "roster.csv")
    try folder.write(
      "contract,fiscal_year,category,size,locality,amount,vendor,vendor_id\nA,2021,works,,,100,㈱甲,\n"
        + "B,2021,works,,,200,（株）甲,\nC,2021,works,,,300,乙,8123456789012\n", to: "l.csv")
    let outcome = try BuiltProgram.run(["tables", "l.csv", "--roster", "roster.csv"], in: folder.path)
    #expect(outcome.code == 0, "\(outcome.remarks)")
    #expect(
      outcome.output.contains(
        "Matched: 66.67% (33.33% by equal names alone); not matched are 33.33% of contracts and 50.00% of amounts"))
    #expect(outcome.output.contains("corporate numbers (法人番号) with a wrong check digit: 1 (the first on line 4)"))
  }
}
