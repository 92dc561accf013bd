import LedgerReading
import TabularReading

/// What ArgumentParser says, in Japanese: its errors, and the fixed words around them.
///
/// Its messages are told apart by their fixed beginnings; one that is not known is shown as it is.
enum ParserWords {
  /// The error of a command line.
  ///
  /// - Parameters:
  ///   - message: the error alone.
  ///   - full: the error with the help of the option and the usage of the command.
  static func error(_ message: String, full: String) -> String {
    let isRoot = full.contains("Usage: juchu <subcommand>")
    var lines = ["juchu: " + (isRoot ? unknownCommand(message) ?? self.message(message) : self.message(message))]
    let rest = full.hasPrefix("Error: " + message) ? full.dropFirst("Error: ".count + message.count) : full[...]
    for line in rest.split(separator: "\n", omittingEmptySubsequences: true) {
      if let text = line.after("Help:  ") {
        lines.append("説明: \(text)")
      } else if let text = line.after("Usage: ") {
        lines.append("使い方: \(text)")
      } else if let command = line.between("  See '", "' for more information.") {
        lines.append("  詳しくは \(command) をご覧ください。")
      } else {
        lines.append(String(line))
      }
    }
    return lines.joined(separator: "\n")
  }

  /// One error.
  static func message(_ text: String) -> String {
    unknownOption(text) ?? missing(text) ?? value(text) ?? extra(text) ?? text
  }

  /// A first word that is no command, with the nearest one.
  private static func unknownCommand(_ text: String) -> String? {
    let word: Substring
    if let value = text[...].between("Unexpected argument '", "'") {
      word = value
    } else if let range = text.range(ofText: " unexpected arguments: '") {
      word = text[range.upperBound...].prefix { $0 != "'" }
    } else {
      return nil
    }
    let commands = Juchu.configuration.subcommands.compactMap { $0.configuration.commandName }
    let nearest = NearestWord.of(String(word), in: commands).map { "\($0) のことでしょうか。" }
    return "「\(word)」というコマンドはありません。" + (nearest ?? "コマンド：\(commands.joined(separator: "、"))。")
  }

  private static func unknownOption(_ text: String) -> String? {
    guard let rest = text[...].after("Unknown option '") else { return nil }
    let name = rest.prefix { $0 != "'" }
    guard let suggestion = rest.dropFirst(name.count).between("'. Did you mean '", "'?") else {
      return "\(name) というオプションはありません。"
    }
    return "\(name) というオプションはありません。\(suggestion) のことでしょうか。"
  }

  private static func missing(_ text: String) -> String? {
    if let name = text[...].between("Missing expected argument '", "'") { return "\(name) を指定してください。" }
    if let names = text[...].between("Missing one of: '", "'") {
      return "次のいずれかを指定してください：" + names.split(separator: "', '").joined(separator: "、")
    }
    if let name = text[...].between("Missing value for '", "'") { return "\(name) の値を指定してください。" }
    if text == "Missing required subcommand." { return "サブコマンドを指定してください。" }
    return nil
  }

  private static func extra(_ text: String) -> String? {
    if let value = text[...].between("Unexpected argument '", "'") {
      return "余分な引数があります：「\(value)」。空白を含む名前は引用符で囲んでください。"
    }
    if let range = text.range(ofText: " unexpected arguments: '"), text.hasSuffix("'") {
      let values = text[range.upperBound...].dropLast().split(separator: "', '")
      return "余分な引数があります：" + values.map { "「\($0)」" }.joined() + "。空白を含む名前は引用符で囲んでください。"
    }
    if let rest = text[...].after("The option '"), let range = String(rest).range(ofText: "' does not take any value") {
      return "\(String(rest)[..<range.lowerBound]) には値を付けられません。"
    }
    if text.hasPrefix("Value to be set with ") {
      return "両立しない指定があります：\(text.dropFirst("Value to be set with ".count))"
    }
    return nil
  }

  /// A value that an option does not take, with those that it takes and the nearest of them.
  private static func value(_ text: String) -> String? {
    guard let rest = text[...].after("The value '"), let split = String(rest).range(ofText: "' is invalid for '") else {
      return nil
    }
    let all = String(rest)
    let (value, behind) = (String(all[..<split.lowerBound]), all[split.upperBound...])
    let place = behind.prefix { $0 != "'" }
    var message = "「\(value)」は \(place) の値として使えません。"
    let known = choices(behind.dropFirst(place.count + 1))
    if !known.isEmpty {
      message += "使える値：" + known.joined(separator: "、") + "。"
      // Of names that are equally near the longer has more in common.
      let names = known.flatMap { $0.split { "（）".contains($0) }.map(String.init) }.sorted { $0.count > $1.count }
      if let nearest = NearestWord.of(ArgumentFolding.word(value), in: names) {
        message += "\(nearest) のことでしょうか。"
      }
    } else if let reason = String(behind).range(ofText: "': ") {
      message += String(behind)[reason.upperBound...]
    } else {
      message += form(of: place)
    }
    return message
  }

  /// What the value of an option looks like.
  private static func form(of place: Substring) -> String {
    let option = place.drop { $0 == "-" }.prefix { $0 != " " }
    switch option {
    case "minimum-amount": return "1000000 または 100万円 のように指定してください。"
    case "pages": return "51-52 のように指定してください。"
    case "threads", "header-rows", "replicates", "seed", "trials", "influential", "influential-vendors", "scale",
      "tenders",
      "port", "minimum-group", "table", "confidence":
      return "数で指定してください。"
    default: return ""
    }
  }

  /// The values in ". Please provide one of 'a', 'b' or 'c'." or in lines with hyphens.
  private static func choices(_ text: Substring) -> [String] {
    guard text.contains("Please provide one of") else { return [] }
    if text.contains("\n") {
      return text.split(separator: "\n").compactMap { $0.after("  - ") }.map(String.init)
    }
    return text.split(separator: "'", omittingEmptySubsequences: false).enumerated().compactMap {
      $0.offset % 2 == 1 ? String($0.element) : nil
    }
  }
}

extension Substring {
  /// What follows a beginning, or nil where the text begins otherwise.
  func after(_ head: String) -> Substring? { hasPrefix(head) ? dropFirst(head.count) : nil }

  /// What stands between a beginning and an end, or nil where the text has others.
  func between(_ head: String, _ tail: String) -> Substring? {
    guard hasPrefix(head), hasSuffix(tail), count >= head.count + tail.count else { return nil }
    return dropFirst(head.count).dropLast(tail.count)
  }
}

extension String {
  /// Where a text stands first.
  func range(ofText text: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
