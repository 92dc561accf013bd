import LedgerReading
import Procurement
import TabularReading
import Testing

@Suite("Rows that a mapping defines")
struct RowDefinitionTests {
  private func rows(_ yaml: String) throws(DataError) -> [RowDefinition] {
    try LedgerMapping(yaml: "rows:\n" + yaml, file: "m.yaml").rows
  }

  @Test("rows keep their order; no condition means any class, unknown means none")
  func reading() throws {
    let rows = try rows("  b: {label: B, locality: local}\n  a: {locality: [semi-local, unknown]}\n")
    #expect(rows.map(\.identifier) == ["b", "a"])
    #expect(rows.map(\.label) == ["B", "a"])
    #expect(rows[0].holds(locality: .local, size: nil))
    #expect(rows[0].holds(locality: .local, size: .large))
    #expect(!rows[0].holds(locality: nil, size: .large))
    #expect(rows[1].holds(locality: nil, size: .sme))
    #expect(!rows[1].holds(locality: .nonLocal, size: .sme))
  }

  @Test(
    "reserved names, unknown words, unknown keys and overlaps are errors",
    arguments: [
      "  total: {size: sme}\n", "  a: {size: tiny}\n", "  a: {sizes: sme}\n",
      "  a: {size: sme}\n  b: {locality: local}\n", "  a: {}\n  b: {size: sme}\n",
    ])
  func faults(_ yaml: String) {
    #expect(throws: DataError.self) { try rows(yaml) }
  }
}
