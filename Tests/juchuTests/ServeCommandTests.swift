import TestSupport
import Testing

/// The server is a program of its own: without it the two commands say where it is looked for. With it they are tried by
/// scripts/test-serve.
@Suite struct ServeCommandTests {
  @Test(arguments: [["serve"], ["serve", "--port", "8613"], ["replay", "bundle.json", "--inputs", "."]])
  func theMissingServerIsNamed(_ arguments: [String]) throws {
    let outcome = try BuiltProgram.run(arguments)
    #expect(outcome.code == 66)
    #expect(outcome.output == "")
    #expect(outcome.remarks.contains("/juchu-serve") && outcome.remarks.contains("docs/serve.md"))
  }
}
