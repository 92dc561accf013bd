import Reporting

/// The help of ArgumentParser in Japanese: its fixed words put into Japanese, and its lines broken by the width of
/// characters and not by their number.
struct HelpText {
  /// The columns of the terminal.
  let width: Int

  /// Where descriptions begin.
  private static let column = 26

  /// The sentences that ArgumentParser says by itself.
  private static let sentences: [(english: String, japanese: String)] = [
    ("Show the version.", "版を表示します。"), ("Show help information.", "説明を表示します。"),
    ("Show subcommand help information.", "コマンドの説明を表示します。"),
  ]

  /// The help, from one that was made without breaking lines.
  func japanese(_ english: String) -> String {
    guard english.hasPrefix("OVERVIEW: ") || english.hasPrefix("USAGE: ") else {
      // A script of completions has the fixed sentences too.
      return Self.sentences.reduce(english) { $0.replacing($1.english, with: $1.japanese) }
    }
    var lines: [String] = []
    var (label, isBehindUsage) = ("", false)
    for line in english.split(separator: "\n", omittingEmptySubsequences: false) {
      if let text = line.after("OVERVIEW: ") {
        lines += DisplayWidth.wrapped("概要: \(text)", to: width)
      } else if let text = line.after("USAGE: ") {
        isBehindUsage = true
        lines.append("使い方: \(text)")
      } else if let name = line.between("  See '", "' for detailed help.") {
        lines.append("  各コマンドの説明は \(name) で表示します。")
      } else if isBehindUsage, !line.hasPrefix(" "), line.hasSuffix(":") {
        lines.append(title(String(line.dropLast())) + ":")
      } else if isBehindUsage, line.hasPrefix("  ") {
        let indent = line.prefix { $0 == " " }.count
        if indent >= Self.column {
          lines += element(label: "", String(line.dropFirst(indent)))
        } else {
          label = String(line.dropFirst(2))
          let parts = split(label)
          lines += element(label: parts.label, parts.text)
        }
      } else {
        lines += line.hasPrefix(" ") ? [String(line)] : DisplayWidth.wrapped(String(line), to: width)
      }
    }
    return lines.joined(separator: "\n")
  }

  /// A label and what stands behind it, two blanks or more apart.
  private func split(_ text: String) -> (label: String, text: String) {
    let characters = Array(text)
    for place in characters.indices.dropLast() where characters[place] == " " && characters[place + 1] == " " {
      return (String(characters[..<place]), String(String(characters[place...]).drop { $0 == " " }))
    }
    // Labels of just the width have one blank behind them.
    if characters.count > Self.column - 2, characters[Self.column - 3] == " " {
      return (String(characters[..<(Self.column - 3)]), String(characters[(Self.column - 2)...]))
    }
    return (text, "")
  }

  private func element(label: String, _ text: String) -> [String] {
    let blank = String(repeating: " ", count: Self.column)
    let description = DisplayWidth.wrapped(fixed(text), to: max(20, width - Self.column)).filter { !$0.isEmpty }
    guard !label.isEmpty else { return description.map { blank + $0 } }
    let head = "  " + label
    guard let first = description.first else { return [head] }
    guard DisplayWidth.of(head) < Self.column - 1 else { return [head] + description.map { blank + $0 } }
    return [DisplayWidth.padded(head, to: Self.column, alignment: .left) + first]
      + description.dropFirst().map { blank + $0 }
  }

  /// A description with the words that ArgumentParser adds.
  private func fixed(_ text: String) -> String {
    if let sentence = Self.sentences.first(where: { $0.english == text }) { return sentence.japanese }
    guard let open = text.lastIndex(of: "("), text.hasSuffix(")") else { return text }
    let inside = text[text.index(after: open)...].dropLast()
    if let value = inside.after("default: ") { return trimmed(text[..<open]) + "（既定：\(value)）" }
    guard let rest = inside.after("values: ").map(String.init) else { return text }
    let parts = rest.range(ofText: "; default: ")
    let values = (parts.map { rest[..<$0.lowerBound] } ?? rest[...]).split(separator: ", ").joined(separator: "、")
    let value = parts.map { "。既定：\(rest[$0.upperBound...])" } ?? ""
    return trimmed(text[..<open]) + "（使える値：\(values)\(value)）"
  }

  private func trimmed(_ text: Substring) -> String { String(text.hasSuffix(" ") ? text.dropLast() : text) }

  /// The heading of a group of options.
  private func title(_ english: String) -> String {
    switch english {
    case "ARGUMENTS": "引数"
    case "OPTIONS": "オプション"
    case "SUBCOMMANDS": "コマンド"
    case "LEDGERS": "台帳"
    case "BIDS": "入札データ"
    case "DOCUMENTS": "文書"
    case "DRAW": "くじ"
    case "INPUTS": "入力"
    case "OUTPUT": "出力"
    case "PIECE": "部分"
    case "PUBLISHED TEXTS": "公表された文書"
    case "CONTRACTS BEHIND THE FIGURES": "契約ごとの詳細"
    case "CONTRACTS BEHIND THE FIGURES (LEDGERS ONLY)": "契約ごとの詳細（台帳のみ）"
    default: english
    }
  }
}
