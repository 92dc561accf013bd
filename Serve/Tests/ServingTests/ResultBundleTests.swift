import Foundation
import Testing

@testable import Serving

@Suite struct ResultBundleTests {
  static func bundle() -> ResultBundle {
    var settings = Settings()
    settings.mapping = Mapping()
    settings.mapping?.columns = [.init(field: "category", column: "種別")]
    settings.mapping?.words = [.init(field: "category", word: "役務", meaning: "services")]
    settings.cell = Settings.Cell("2021,works,non-local")
    settings.policy.values["cap"] = "2"
    return ResultBundle(
      program: "0.1.0", kind: .ledger, view: .table1, language: .ja, settings: settings,
      inputs: [.init(name: "台帳.csv", sha256: String(repeating: "0a", count: 32), bytes: 3)],
      results: .init(json: "{\"a\": 1}\n", csv: "a\n1\n"))
  }

  @Test func aBundleIsReadAsItWasWritten() throws {
    let bundle = Self.bundle()
    #expect(try ResultBundle(bundle.encoded()) == bundle)
  }

  /// Each change makes a bundle that nobody's page would make.
  @Test(arguments: [
    ("\"bundle\" : 1", "\"bundle\" : 2"), ("\"bundle\" : 1", "\"bundle\" : 1, \"output\" : \"/tmp/x\""),
    ("\"view\" : \"table1\"", "\"view\" : \"--output\""), ("\"kind\" : \"ledger\"", "\"kind\" : \"shell\""),
    ("台帳.csv", "../台帳.csv"), ("台帳.csv", "-o"), ("台帳.csv", "mapping.yaml"), ("台帳.csv", "/etc/passwd"),
    ("0a0a", "0A0a"), ("\"services\"", "\"services\\nroster: {file: x}\""),
    ("\"field\" : \"category\"", "\"field\" : \"roster\""),
    ("\"cap\" : \"2\"", "\"cap\" : \"2\\nextends: x\""), ("\"cap\" : \"2\"", "\"name\" : \"2\""),
    ("\"non-local\"", "\"--force\""), ("\"year\" : 2021", "\"year\" : 21"),
    ("\"core-seconds\"", "\"/tmp/scheme.yaml\""),
    ("\"independent\"", "\"/tmp/policy.yaml\""), ("\"unstated\"", "\"x\\nroster: y\""),
    ("\"settings\" : {", "\"settings\" : {\"force\" : true,"),
  ])
  func whateverNoPageOffersIsRefused(_ old: String, _ new: String) throws {
    let text = String(decoding: try Self.bundle().encoded(), as: UTF8.self)
    #expect(text.contains(old))
    let changed = text.replacingOccurrences(of: old, with: new)
    #expect(throws: ResultBundle.Refusal.self) { try ResultBundle(Array(changed.utf8)) }
  }

  @Test func deepAndForeignTextsAreRefused() {
    let deep = String(repeating: "[", count: 100_000)
    for text in ["", "{}", "[]", deep, "{\"bundle\":\(deep)}", "null"] {
      #expect(throws: ResultBundle.Refusal.self) { try ResultBundle(Array(text.utf8)) }
    }
  }

  @Test func differencesAreNamedByTheirPlace() {
    let old = "{\"cells\": [{\"count\": 1}, {\"count\": 2}], \"meta\": {\"version\": \"1\", \"unit\": null}}"
    let new = "{\"cells\": [{\"count\": 1}, {\"count\": 3}], \"meta\": {\"version\": \"2\", \"unit\": null}}"
    #expect(Differences.between(old, new) == ["/cells/1/count: 2 → 3"])
    #expect(Differences.between(old, old) == [])
  }
}
