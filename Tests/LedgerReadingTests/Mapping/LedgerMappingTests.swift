import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Mapping files")
struct LedgerMappingTests {
  @Test("a mapping is read whole")
  func whole() throws {
    let mapping = try LedgerMapping(
      yaml: """
        name: example
        columns:
          contract: [office, number]
          amount: {last-number-of: [bid1, bid2], otherwise: quote}
          category: 種類
        values:
          category: {建設: works}
        constants: {fiscal_year: 2021}
        filter: {結果: 落札}
        unit: thousand
        tax: excluded
        fractions: half-up
        """, file: "m.yaml")
    #expect(mapping.name == "example")
    #expect(mapping.contracts.columns?[.contract] == .joined(["office", "number"]))
    #expect(mapping.contracts.columns?[.amount] == .lastNumber(of: ["bid1", "bid2"], otherwise: "quote"))
    #expect(mapping.contracts.columns?[.category] == .column("種類"))
    #expect(mapping.contracts.values[.category] == ["建設": "works"])
    #expect(mapping.contracts.constants[.fiscalYear] == "2021")
    #expect(mapping.contracts.filters == [RowFilter(column: "結果", values: ["落札"])])
    #expect(mapping.unit == 1_000)
    #expect(mapping.taxBasis == .excluded)
    #expect(mapping.roundsFractions)
  }

  @Test("unknown keys and words name the line and the nearest known one")
  func unknown() {
    let cases: [(yaml: String, line: Int, nearest: String?)] = [
      ("name: x\ncolums: {amount: a}\n", 2, "columns"),
      ("columns:\n  amount: a\n  categry: b\n", 3, "category"),
      ("unit: milion\n", 1, "million"),
      ("columns:\n  amount: {last-numbr-of: [a]}\n", 2, "last-number-of"),
    ]
    for (yaml, line, nearest) in cases {
      let error = #expect(throws: DataError.self) { try LedgerMapping(yaml: yaml, file: "m.yaml") }
      #expect(error?.line == line)
      switch error?.problem {
      case .unknownKey(_, let word, _), .unknownWord(_, _, let word), .unknownName(_, _, let word):
        #expect(word == nearest)
      default: Issue.record("\(String(describing: error)) for \(yaml)")
      }
    }
  }

  @Test(
    "values of the wrong shape are refused",
    arguments: ["- a\n", "columns: 3\n", "columns: {amount: []}\n", "name: [a]\n", ""])
  func wrongShapes(_ yaml: String) {
    let error = #expect(throws: DataError.self) { try LedgerMapping(yaml: yaml, file: "m.yaml") }
    guard case .wrongShape = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("the unit that a mapping states goes before those of headers and notes")
  func unit() throws {
    let folder = try TemporaryFolder()
    let rows = "令和3年度,工事,中小企業,市内,5\n"
    let head = "年度,種別,規模,所在区分,契約金額"
    for text in ["\(head)（千円）\n\(rows)", "単位：千円\n\(head)\n\(rows)", "\(head)\n\(rows)単位：千円,,,,\n"] {
      let file = try folder.write(text, to: "a.csv")
      for (word, unit) in [("円", 5), ("million", 5_000_000)] {
        let mapping = try LedgerMapping(yaml: "unit: \(word)\n", file: "m.yaml")
        #expect(mapping.statesUnit)
        #expect(try ReadLedgers([file]) { $0.mapping = mapping }.contracts.map(\.amount.value) == [Int64(unit)])
      }
    }
    #expect(try !LedgerMapping(yaml: "name: x\n", file: "m.yaml").statesUnit)
  }

  @Test("broken YAML names the line")
  func broken() {
    let error = #expect(throws: DataError.self) { try LedgerMapping(yaml: "name: x\ncolumns: [a\n", file: "m.yaml") }
    #expect(error?.line != nil)
    guard case .invalidYAML = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("all shipped mappings can be read", arguments: LedgerMapping.shippedNames)
  func shipped(_ name: String) throws {
    #expect(try LedgerMapping.named(name).name == name)
  }

  @Test("a mistyped name suggests a shipped one")
  func mistyped() {
    let error = #expect(throws: DataError.self) { try LedgerMapping.named("mlit-bid") }
    #expect(error?.problem == .unknownMapping("mlit-bid", nearest: "mlit-bids", known: LedgerMapping.shippedNames))
  }
}
