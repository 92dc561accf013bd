import Foundation
import TestSupport

/// The manual page of the built program, made from what it says about itself.
struct Manual {
  /// A command as `--experimental-dump-help` describes it.
  private struct Command: Decodable {
    var commandName: String
    var abstract: String?
    var discussion: String?
    var arguments: [Argument]?
    var subcommands: [Command]?
  }

  private struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String
    }

    var kind: String
    var names: [Name]?
    var valueName: String?
    var abstract: String?
    var defaultValue: String?
    var allValues: [String]?
    var shouldDisplay: Bool?
  }

  private struct Dump: Decodable {
    var command: Command
  }

  private let root: Command
  private let isJapanese: Bool

  /// Asks the built program, in a language.
  init(_ language: String = "en") throws {
    isJapanese = language == "ja"
    let text = try BuiltProgram.run(["--experimental-dump-help"], environment: ["JUCHU_LANG": language]).output
    root = try JSONDecoder().decode(Dump.self, from: Data(text.utf8)).command
  }

  /// The page in the man macros.
  var page: String {
    var lines = [".\\\" Recorded from the program's own help: see CONTRIBUTING.md."]
    // Japanese lines break between any two characters, and are not stretched.
    lines += isJapanese ? [".mso ja.tmac", ".TH JUCHU 1", ".ad l", ".nh"] : [".TH JUCHU 1"]
    lines += [
      words(".SH 名前", ".SH NAME"), "juchu \\- \(Self.escaped(root.abstract ?? ""))",
      words(".SH 説明", ".SH DESCRIPTION"), Self.text(root.discussion ?? ""),
      words(".SH 終了コード", ".SH EXIT STATUS"),
      words(
        "0：終了（出力先が閉じた場合を含む）。1：見つかったものがある（audit、lottery verify、lottery test）。2：判定できない（audit）。"
          + "64：指定の誤り。65：データの誤り。66：入力がない。70：内部の誤り。73：同名の出力がある。74：書き込めない。",
        "0 done, or a closed pipe; 1 something was found (audit, lottery verify, lottery test); 2 undecided (audit); "
          + "64 usage; 65 bad data; 66 no input; 70 internal; 73 output exists; 74 write error."),
    ]
    for command in root.subcommands ?? [] { lines += section(command, path: "juchu") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func words(_ japanese: String, _ english: String) -> String { isJapanese ? japanese : english }

  private func section(_ command: Command, path: String) -> [String] {
    guard command.commandName != "help" else { return [] }
    let name = "\(path) \(command.commandName)"
    var lines = [".SH \(name.uppercased())", Self.escaped(command.abstract ?? "")]
    if let discussion = command.discussion { lines += [".PP", Self.text(discussion)] }
    for argument in command.arguments ?? [] where argument.shouldDisplay ?? true {
      guard !(argument.names ?? []).contains(where: { ["help", "version"].contains($0.name) }) else { continue }
      lines += [
        ".TP", ".B \(Self.escaped(Self.heading(argument)))", Self.escaped(argument.abstract ?? "") + values(argument),
      ]
    }
    for subcommand in command.subcommands ?? [] { lines += section(subcommand, path: name) }
    return lines
  }

  private static func heading(_ argument: Argument) -> String {
    let value = argument.valueName.map { "<\($0)>" } ?? ""
    guard let names = argument.names, !names.isEmpty else { return value }
    let words = names.map { ($0.kind == "long" ? "--" : "-") + $0.name }.joined(separator: ", ")
    return argument.kind == "flag" ? words : "\(words) \(value)"
  }

  private func values(_ argument: Argument) -> String {
    var text = ""
    if let all = argument.allValues, !all.isEmpty {
      text += words("使える値：", " One of: ") + Self.escaped(all.joined(separator: words("、", ", "))) + words("。", ".")
    }
    if let value = argument.defaultValue, argument.kind != "flag" {
      text += words("既定：", " Default: ") + Self.escaped(value) + words("。", ".")
    }
    return text
  }

  /// Paragraphs filled, indented lines as they are.
  private static func text(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.isEmpty { return ".PP" }
      return line.hasPrefix("  ") ? ".br\n\\&" + escaped(String(line)) : escaped(String(line))
    }.joined(separator: "\n")
  }

  private static func escaped(_ text: String) -> String {
    let plain = text.replacingOccurrences(of: "\\", with: "\\e").replacingOccurrences(of: "-", with: "\\-")
      .replacingOccurrences(of: "\n", with: " ")
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }
}
