import Foundation
import TestSupport
import Testing

/// The manual page and the shell completions that a release carries; `JUCHU_RECORD=1 swift test --filter ManualTests`
/// writes them anew, and fails.
@Suite("Manual page and completions")
struct ManualTests {
  private static let shells = ["bash": "juchu.bash", "zsh": "_juchu", "fish": "juchu.fish"]

  private static func expected() throws -> [String: String] {
    var files: [String: String] = [:]
    for (language, folder) in [("en", ""), ("ja", "ja/")] {
      files[folder + "juchu.1"] = try Manual(language).page
      // The completions of bash say nothing.
      for (shell, file) in shells where language == "en" || shell != "bash" {
        files[folder + file] = try BuiltProgram.run(
          ["--generate-completion-script", shell], environment: ["JUCHU_LANG": language]
        ).output
      }
    }
    return files
  }

  @Test("they match the flags of the program")
  func snapshots() throws {
    for (file, text) in try Self.expected() {
      let path = Repository.path("docs/manual/\(file)")
      if ProcessInfo.processInfo.environment["JUCHU_RECORD"] != nil {
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        Issue.record("\(file) was recorded: look at the difference, then run without JUCHU_RECORD")
      } else {
        // Not the texts themselves: they are long, and the difference is what git shows after recording.
        let isSame = try String(contentsOfFile: path, encoding: .utf8) == text
        #expect(isSame, "docs/manual/\(file) does not match the program: record it anew")
      }
    }
  }

  @Test("the Japanese page and completions have no English sentence")
  func japanese() throws {
    let page = try Manual("ja").page.split(separator: "\n").filter {
      !$0.hasPrefix(#"\&  juchu"#) && !$0.hasPrefix(##".\""##)
    }
    .joined(separator: "\n").replacing("\\-", with: "-")
    #expect(JapaneseOutputTests.sentences(in: page).isEmpty)
    for shell in ["zsh", "fish"] {
      let script = try BuiltProgram.run(["--generate-completion-script", shell], environment: ["JUCHU_LANG": "ja"])
        .output
      #expect(script.contains("版を表示します。"))
      #expect(!script.contains("Show "))
    }
  }

  @Test("every command with arguments teaches by examples")
  func examples() throws {
    let page = try Manual().page
    for section in page.components(separatedBy: "\n.SH JUCHU ").dropFirst() where section.contains("\n.TP") {
      let name = section.prefix { $0 != "\n" }
      #expect(section.contains("Example"), "\(name)")
    }
  }
}
