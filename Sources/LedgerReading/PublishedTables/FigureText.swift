import TabularReading

/// What figures look like in documents.
enum FigureText {
  private static let dashes: Set<String> = ["-", "‐", "–", "—", "―", "ー", "−", "─", "－"]
  private static let placeholders: Set<String> = ["…", "...", "x", "***", "**", "*", "・・・", "･･･", "‥", "n/a", "/"]

  /// Whether a text stands for a figure: a number, a dash, or a number with a mark, which is told later.
  static func isFigure(_ text: String) -> Bool {
    var folded = TextFolding.halfWidth(text).filter { $0 != " " }.lowercased()
    if let (number, _) = TableWords.numberAndUnit(folded) { folded = number }
    guard !folded.isEmpty, folded.utf8.count < 40 else { return false }
    if dashes.contains(folded) || placeholders.contains(folded) || isTooNarrow(folded) { return true }
    // R2 is a year; r2 beside a figure says that it was revised.
    if "rhs".contains(folded.first ?? " "), TableVocabulary.time(text) != nil { return false }
    guard folded.contains(where: { $0.isASCII && $0.isNumber }) else { return isBracketedDash(folded) }
    if isTelephone(folded) || isDay(folded) { return false }
    return folded.allSatisfy { character in
      character.isASCII && character.isNumber || ".,%()※*△▲+-−rp約件円注()[]〔〕者社".contains(character)
    } && !(folded.hasPrefix("(注") || folded.hasPrefix("注") || folded.hasPrefix("※"))
  }

  /// Whether a text is a dash and nothing else.
  static func isDash(_ text: String) -> Bool { dashes.contains(TextFolding.halfWidth(text).filter { $0 != " " }) }

  /// Whether a cell was too narrow for its number: a spreadsheet prints ### then, or 6.8E+07.
  private static func isTooNarrow(_ text: String) -> Bool {
    let plain = text.filter { $0 != "%" }
    if plain.count > 1, plain.allSatisfy({ $0 == "#" }) { return true }
    let parts = text.split(separator: "e", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[0].first?.isNumber == true && parts[0].allSatisfy { $0.isNumber || $0 == "." }
      && (parts[1].hasPrefix("+") || parts[1].hasPrefix("-")) && parts[1].count > 1
      && parts[1].dropFirst().allSatisfy(\.isNumber)
  }

  /// Whether a text is a telephone number, 044-200-2099 or (044)200-2099, as stands below the tables of a page.
  private static func isTelephone(_ text: String) -> Bool {
    let groups = text.split { "-−()".contains($0) }
    return groups.count == 3 && groups.first?.first == "0" && groups.map(\.count).reduce(0, +) > 8
      && groups.allSatisfy { (1...4).contains($0.count) && $0.allSatisfy(\.isNumber) }
  }

  /// Whether a text is a day, 2023.4.1.
  private static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    return parts.count == 3 && (1950...2100).contains(parts[0]) && (1...12).contains(parts[1])
      && (1...31).contains(parts[2])
  }

  private static func isBracketedDash(_ text: String) -> Bool {
    text.hasPrefix("(") && text.hasSuffix(")") && dashes.contains(String(text.dropFirst().dropLast()))
  }

  /// Whether a figure stands in brackets, as the second of two in a cell does.
  static func isBracketed(_ text: String) -> Bool {
    let folded = TextFolding.halfWidth(text).filter { $0 != " " }
    return folded.hasPrefix("(") && folded.hasSuffix(")") && isFigure(folded)
  }

  /// The figure inside brackets.
  static func withoutBrackets(_ text: String) -> String {
    let folded = TextFolding.halfWidth(text).filter { $0 != " " }
    return isBracketed(folded) ? String(folded.dropFirst().dropLast()) : text
  }

  /// Whether a text is a year of four digits, which a heading may be.
  static func isBareYear(_ text: String) -> Bool {
    let folded = TextFolding.halfWidth(text)
    guard folded.utf8.count == 4, let year = Int(folded) else { return false }
    return (1950...2100).contains(year)
  }
}
