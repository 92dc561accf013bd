import TestSupport
import Testing

@Suite("juchu inspect")
struct InspectCommandTests {
  private static let rows = "契約番号,契約年月日,工事種別,契約金額\nA,R3.4.1,道路工事,1000000\nB,R4.3.31,清掃委託,2000000\n"

  @Test("a mapping is guessed, and tables works with it")
  func guess() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.rows, to: "export.csv")
    let inspected = try BuiltProgram.run(["inspect", "export.csv", "--write-mapping", "m.yaml"], in: folder.path)
    #expect(inspected.code == 0, "\(inspected.remarks)")
    #expect(inspected.output.contains("契約年月日"))
    let table = try BuiltProgram.run(
      [
        "tables", "export.csv", "--mapping", "m.yaml", "--set", "locality=local", "--set", "size=sme", "--format",
        "csv",
      ],
      in: folder.path)
    #expect(table.output.contains("2021,total,local-sme,part,2,100.00,3000000,3,100.00\n"), "\(table.remarks)")
  }

  @Test("an existing mapping is not overwritten")
  func exists() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.rows, to: "export.csv")
    try folder.write("mine", to: "m.yaml")
    #expect(try BuiltProgram.run(["inspect", "export.csv", "--write-mapping", "m.yaml"], in: folder.path).code == 73)
  }

  @Test("old workbooks are refused with advice")
  func oldWorkbook() throws {
    let folder = try TemporaryFolder()
    try folder.write(.init([0xD0, 0xCF, 0x11, 0xE0, 0, 0]), to: "old.xls")
    let outcome = try BuiltProgram.run(["inspect", "old.xls"], in: folder.path)
    #expect(outcome.code == 65)
    #expect(outcome.remarks.contains("save it as .xlsx"))
  }

  @Test("compare refuses a partial year unless it is allowed")
  func partial() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "contract,date,category,size,locality,amount\nA,2021-03-01,works,sme,local,1\nB,2021-11-30,works,sme,local,1\n",
      to: "l.csv")
    let refused = try BuiltProgram.run(["compare", "l.csv"], in: folder.path)
    #expect(refused.code == 64)
    #expect(refused.remarks.contains("2021-11-30"))
    #expect(try BuiltProgram.run(["compare", "l.csv", "--allow-partial"], in: folder.path).code == 0)
  }
}
