import Foundation
import TestSupport
import Testing

@Suite("A remedy that an error names makes it vanish")
struct RemedyTests {
  /// A mistake, the remedy that its error must name, and what the remedy makes of the command.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    /// Files of the case, by name.
    var files: [String: String] = [:]
    var mistake: String
    /// What the error must say, so that a reader finds the remedy.
    var says: String
    /// The files after the remedy.
    var mended: [String: String] = [:]
    var remedy: String

    var testDescription: String { name }
  }

  @Test("carried out as it is named", arguments: cases)
  func remedy(_ example: Case) throws {
    let folder = try TemporaryFolder()
    for (name, text) in example.files { _ = try folder.write(text, to: name) }
    func run(_ command: String) throws -> BuiltProgram.Outcome {
      try BuiltProgram.shell("juchu \(command)", environment: ["JUCHU_LANG": "ja"], in: folder.file(""))
    }
    let wrong = try run(example.mistake)
    #expect(wrong.code >= 64)
    #expect(wrong.remarks.contains(example.says), "\(wrong.remarks)")
    for (name, text) in example.mended { _ = try folder.write(text, to: name) }
    let right = try run(example.remedy)
    #expect(right.code <= 2, "\(right.remarks)")
  }
}
