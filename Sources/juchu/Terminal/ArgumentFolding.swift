/// What people type or paste, as the command line wants it: full-width digits, letters and marks, hyphens of word
/// processors, amounts in 万円.
enum ArgumentFolding {
  /// A word in half width, with one kind of hyphen; Japanese letters stay as they are.
  static func word(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          if hyphens.contains(scalar) { return "-" }
          // Full-width ASCII.
          if (0xFF01...0xFF5E).contains(scalar.value), let half = Unicode.Scalar(scalar.value - 0xFEE0) { return half }
          return scalar == "\u{3000}" ? " " : scalar
        }))
  }

  /// Hyphens, dashes and minus signs that stand where an ASCII hyphen was meant.
  private static let hyphens: Set<Unicode.Scalar> = ["‐", "‑", "‒", "–", "—", "―", "−", "－", "﹣"]

  /// An argument as it was meant: an option whose hyphens or letters are full-width, a number, or an amount such as
  /// 100万円. What names a file is left alone.
  static func argument(_ text: String, isFile: (String) -> Bool) -> String {
    let folded = word(text)
    if folded.first == "-", folded != text || text.unicodeScalars.first.map(hyphens.contains) == true {
      // One dash of a word processor stands for two hyphens.
      let name = folded.drop { $0 == "-" }
      let isOption = name.first?.isLetter == true && name.prefix { $0 != "=" }.allSatisfy { $0.isASCII }
      if isOption, name.prefix(while: { $0 != "=" }).count > 1, !isFile(text) { return "--" + value(String(name)) }
    }
    let meant = value(text)
    return meant == text || isFile(text) ? text : meant
  }

  /// A value that is a number, a range of numbers or an amount; any other stays.
  private static func value(_ text: String) -> String {
    let folded = word(text)
    if let split = folded.firstIndex(of: "=") {
      let (name, rest) = (folded[..<split], String(folded[folded.index(after: split)...]))
      let meant = number(rest)
      return meant == rest ? (text == folded ? text : hasNumberAlone(rest) ? folded : text) : "\(name)=\(meant)"
    }
    let meant = number(folded)
    if meant != folded { return meant }
    return hasNumberAlone(folded) ? folded : text
  }

  /// Whether a text has digits and the marks of numbers and ranges, and nothing else.
  private static func hasNumberAlone(_ text: String) -> Bool {
    text.contains { $0.isNumber } && text.allSatisfy { "0123456789.,:/-+%".contains($0) }
  }

  /// Amounts in 円, 千円, 万円, 百万円, 億円 as plain digits, one or several joined by commas or colons.
  private static func number(_ text: String) -> String {
    guard text.contains(where: { "円千万億".contains($0) }) else { return text }
    var result = ""
    for part in text.split(separator: ":", omittingEmptySubsequences: false) {
      var amounts: [String] = []
      for piece in part.split(separator: ",", omittingEmptySubsequences: false) {
        // A comma between thousands: 1,000万円.
        if let last = amounts.last, last.allSatisfy({ $0.isNumber }), piece.prefix(3).allSatisfy({ $0.isNumber }),
          piece.count >= 3
        {
          amounts[amounts.count - 1] += piece
        } else {
          amounts.append(String(piece))
        }
      }
      let yen = amounts.map(Self.yen)
      guard yen.allSatisfy({ $0 != nil }) else { return text }
      result += (result.isEmpty ? "" : ":") + yen.compactMap(\.self).map(String.init).joined(separator: ",")
    }
    return result
  }

  /// The yen of 100万円, 1億2,000万円, 5千円 or 300; nil where the text is no amount or not whole yen.
  static func yen(_ text: String) -> Int64? {
    var rest = Substring(text.hasSuffix("円") ? String(text.dropLast()) : text)
    guard !rest.isEmpty else { return nil }
    var sum: Int64 = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let number = Int64(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      var factor: Int64 = 1
      while let unit = rest.first, let value = units[unit] {
        factor *= value
        rest = rest.dropFirst()
        guard factor <= 1_000_000_000_000 else { return nil }
      }
      let (product, over) = number.multipliedReportingOverflow(by: factor)
      let (next, beyond) = sum.addingReportingOverflow(product)
      guard !over, !beyond, rest.isEmpty || factor > 1 else { return nil }
      sum = next
    }
    return sum
  }

  private static let units: [Character: Int64] = ["十": 10, "百": 100, "千": 1_000, "万": 10_000, "億": 100_000_000]
}
