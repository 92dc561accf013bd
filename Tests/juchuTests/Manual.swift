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

  /// Asks the built program.
  init() throws {
    let text = try BuiltProgram.run(["--experimental-dump-help"]).output
    root = try JSONDecoder().decode(Dump.self, from: Data(text.utf8)).command
  }

  /// The page in the man macros.
  var page: String {
    var lines = [
      ".\\\" Recorded from the program's own help: see CONTRIBUTING.md.", ".TH JUCHU 1", ".SH NAME",
      "juchu \\- \(Self.escaped(root.abstract ?? ""))", ".SH DESCRIPTION", Self.text(root.discussion ?? ""),
      ".SH EXIT STATUS",
      "0 done, or a closed pipe; 1 something was found (audit, lottery verify, lottery test); 2 undecided (audit); 64 usage; 65 bad data; "
        + "66 no input; 70 internal; 73 output exists; 74 write error.",
    ]
    for command in root.subcommands ?? [] { lines += Self.section(command, path: "juchu") }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ command: Command, path: String) -> [String] {
    guard command.commandName != "help" else { return [] }
    let name = "\(path) \(command.commandName)"
    var lines = [".SH \(name.uppercased())", escaped(command.abstract ?? "")]
    if let discussion = command.discussion { lines += [".PP", text(discussion)] }
    for argument in command.arguments ?? [] where argument.shouldDisplay ?? true {
      guard !(argument.names ?? []).contains(where: { ["help", "version"].contains($0.name) }) else { continue }
      lines += [".TP", ".B \(escaped(heading(argument)))", escaped(argument.abstract ?? "") + values(argument)]
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

  private static func values(_ argument: Argument) -> String {
    var text = ""
    if let all = argument.allValues, !all.isEmpty { text += " One of: " + escaped(all.joined(separator: ", ")) + "." }
    if let value = argument.defaultValue, argument.kind != "flag" { text += " Default: \(escaped(value))." }
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
