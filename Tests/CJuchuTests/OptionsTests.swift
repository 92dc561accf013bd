import TestSupport
import Testing

@testable import CJuchu

@Suite("Options in JSON")
struct OptionsTests {
  @Test("become arguments of a command line")
  func arguments() throws {
    let list = try CommandArguments.list(
      "lottery evaluate",
      options:
        #"{"policy": ["one-win", "a\u3042\ud83d\ude00\n"], "trials": 1e3, "simulate": true, "orders": false, "group_by": null, "inputs": "-x.csv"}"#
    )
    #expect(
      list == [
        "lottery", "evaluate", "--policy=one-win", "--policy=aあ😀\n", "--trials=1e3", "--simulate", "--", "-x.csv",
      ])
    #expect(try CommandArguments.list("tables", options: " {} ") == ["tables"])
  }

  @Test(
    "that are none are refused",
    arguments: [
      "", "[]", "{", "{}x", #"{"a"}"#, #"{"a": }"#, #"{"a": [1, [2]]}"#, #"{"a": {"b": 1}}"#, #"{"a": nan}"#,
      #"{"a": "x}"#,
      #"{"a": 1, "a": 2}"#, #"{"a": "\q"}"#, #"{"a": "\u12"}"#, #"{"": 1}"#, #"{"inputs": [1, true]}"#,
      #"{"inputs": "a\u0000b"}"#, #"{"unit": "y\u0000"}"#,
    ])
  func refused(options: String) {
    #expect(throws: OptionsFault.self) { _ = try CommandArguments.list("tables", options: options) }
  }

  @Test("rows of a result have columns of whole numbers, fractions and words")
  func table() throws {
    let csv = "fiscal_year,firm,countShare,note,amount\n2020,007,100,\"a, \"\"b\"\"\n\",12\n2021,,,,\n"
    let table = try #require(ResultTable(csv: Array(csv.utf8)))
    #expect(table.count == 2)
    #expect(table.names == ["fiscal_year", "firm", "countShare", "note", "amount"])
    guard case .integers(let years) = table.columns[0], case .texts(let firms) = table.columns[1],
      case .numbers(let shares) = table.columns[2], case .texts(let notes) = table.columns[3],
      case .integers(let amounts) = table.columns[4]
    else {
      Issue.record("other types: \(table.columns)")
      return
    }
    #expect(years == [2020, 2021])
    #expect(firms == ["007", nil])
    #expect(shares == [100, nil])
    #expect(notes == ["a, \"b\"\n", nil])
    #expect(amounts == [12, nil])
  }
}
