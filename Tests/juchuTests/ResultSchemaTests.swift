import TestSupport
import Testing

@Suite("Results in JSON are as the published schema says")
struct ResultSchemaTests {
  private static let schema = Repository.path("docs/results.schema.json")

  @Test(
    "each kind of result",
    arguments: [
      "tables fixtures/ledger.csv", "tables fixtures/ledger.csv --table 2", "compare fixtures/ledger.csv",
      "compare fixtures/kawasaki_table1.csv", "audit fixtures/kawasaki_table1.csv",
      "audit fixtures/kawasaki_table2.csv",
      "indicators fixtures/bids.csv --by trade --changes", "indicators fixtures/ledger.csv",
      "lottery incidence fixtures/bids.csv", "lottery evaluate fixtures/bids.csv --policy one-win",
      "lottery evaluate fixtures/bids.csv --policy one-win --simulate --trials 16384",
      "lottery test fixtures/draws.csv --policy independent --power 0 --replicates 999",
      "lottery draw fixtures/electronic-lottery.csv --scheme milliseconds",
      "lottery verify fixtures/electronic-lottery.csv --scheme milliseconds",
      "lottery uniformity --scheme milliseconds --firms 3",
      "lottery design fixtures/bids.csv --samples 2", "lottery design fixtures/bids.csv --samples 0 --behaviour",
      "lottery levers fixtures/bids.csv", "lottery entry --values 2,20 --bidders 2 --cost 1",
    ])
  func results(command: String) throws {
    let outcome = try BuiltProgram.run(command.split(separator: " ").map(String.init) + ["--format", "json"])
    #expect([0, 1, 2].contains(outcome.code), "\(outcome.remarks)")
    #expect(try JSONSchema(contentsOfFile: Self.schema).faults(in: outcome.output) == [])
  }

  @Test("a result with a wrong member is refused, and the place is named")
  func wrong() throws {
    let schema = try JSONSchema(contentsOfFile: Self.schema)
    let right = try BuiltProgram.run(["tables", "fixtures/ledger.csv", "--format", "json"]).output
    for (old, new, place) in [
      ("\"read\" : ", "\"read\" : -", ".files[0].read"), ("\"countShare\" : \"", "\"countShare\" : \"x", "tables"),
      ("\"version\" : \"", "\"version\" : \"v", "$.meta.version"), ("\"cells\"", "\"cell\"", "none of the kinds"),
    ] {
      let faults = try schema.faults(in: right.replacing(old, with: new, maxReplacements: 1))
      #expect(!faults.isEmpty, "\(new)")
      if place.hasPrefix("$") || place.hasPrefix(".") { #expect(faults.contains { $0.contains(place) }, "\(faults)") }
    }
  }
}
