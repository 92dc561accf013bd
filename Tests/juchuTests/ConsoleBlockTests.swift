import Foundation
import TestSupport
import Testing

@Suite("Console blocks of the documentation")
struct ConsoleBlockTests {
  /// A command of a document and the output that the document shows.
  struct Example: Sendable, CustomTestStringConvertible {
    var file: String
    var line: Int
    var command: String
    var output: String

    /// What the command prints; documents in Japanese speak Japanese.
    func run() throws -> BuiltProgram.Outcome {
      let isJapanese = file.hasSuffix(".ja.md") || file.hasPrefix("docs/ja/")
      return try BuiltProgram.shell(command, environment: ["COLUMNS": "80", "JUCHU_LANG": isJapanese ? "ja" : "en"])
    }

    var testDescription: String { "\(file):\(line) \(command)" }
  }

  @Test("each command prints what the document shows", arguments: examples)
  func runs(_ example: Example) throws {
    let outcome = try example.run()
    #expect(outcome.output + outcome.remarks == example.output, "\(example.file):\(example.line)")
  }

  /// `JUCHU_RECORD=1 swift test --filter ConsoleBlockTests` writes the real outputs into the documents, and fails.
  @Test("recording", .enabled(if: ProcessInfo.processInfo.environment["JUCHU_RECORD"] != nil))
  func record() throws {
    for file in Set(Self.examples.map(\.file)) {
      var text = try String(contentsOfFile: Repository.path(file), encoding: .utf8)
      for example in Self.examples where example.file == file {
        let outcome = try example.run()
        let head = "\n$ \(example.command)\n"
        text = text.replacingOccurrences(
          of: head + example.output, with: head + outcome.output + outcome.remarks)
      }
      try text.write(toFile: Repository.path(file), atomically: true, encoding: .utf8)
    }
    Issue.record("outputs were recorded: look at the difference, then run without JUCHU_RECORD")
  }

  @Test("the README shows real output, and so does the guide")
  func existence() {
    #expect(Self.examples.contains { $0.file == "README.md" })
    #expect(Self.examples.count >= 5)
  }

  /// All commands of ```console blocks in README and docs. A line that begins with "$ " is a command, the lines up
  /// to the next one are its output.
  static let examples: [Example] = documents.flatMap { file in
    guard let text = try? String(contentsOfFile: Repository.path(file), encoding: .utf8) else { return [Example]() }
    var examples: [Example] = []
    var isInside = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("```") {
        isInside = line == "```console"
      } else if isInside, line.hasPrefix("$ ") {
        examples.append(Example(file: file, line: index + 1, command: String(line.dropFirst(2)), output: ""))
      } else if isInside, !examples.isEmpty {
        examples[examples.count - 1].output += line + "\n"
      }
    }
    return examples
  }

  private static var documents: [String] {
    let docs = FileManager.default.enumerator(atPath: Repository.path("docs"))?.compactMap { $0 as? String } ?? []
    return ["README.md", "README.ja.md", "CONTRIBUTING.md"]
      + docs.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
  }
}
