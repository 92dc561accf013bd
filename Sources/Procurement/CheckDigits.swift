/// A corporate number (法人番号): 13 digits, of which the first checks the others.
public enum CorporateNumber {
  /// Whether a text is a corporate number with a right check digit.
  ///
  /// The check digit is 9 − (Σ Pₙ·Qₙ mod 9), where Pₙ is the n-th of the twelve other digits from the right and Qₙ is 1
  /// for odd n and 2 for even n (法人番号の指定等に関する省令 第2条).
  public static func isValid(_ text: String) -> Bool {
    guard let digits = digits(of: text, count: 13) else { return false }
    let sum = digits.dropFirst().reversed().enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 1 : 2) }
    return digits[0] == 9 - sum % 9
  }

  /// Whether a text has the form of a corporate number, right or wrong.
  public static func hasForm(_ text: String) -> Bool { digits(of: text, count: 13) != nil }
}

/// A code of a local government (全国地方公共団体コード, 団体コード): five digits and a check digit.
public enum LocalGovernmentCode {
  /// Whether a text is a six-digit code with a right check digit.
  ///
  /// The check digit is (11 − Σ mod 11) mod 10 with the weights 6, 5, 4, 3, 2.
  public static func isValid(_ text: String) -> Bool {
    guard let digits = digits(of: text, count: 6) else { return false }
    let sum = zip(digits, [6, 5, 4, 3, 2]).reduce(0) { $0 + $1.0 * $1.1 }
    return digits[5] == (11 - sum % 11) % 10
  }

  /// Whether a text has the form of a code with its check digit, right or wrong.
  public static func hasForm(_ text: String) -> Bool { digits(of: text, count: 6) != nil }
}

/// The digits of a text of so many ASCII digits, or nil.
private func digits(of text: String, count: Int) -> [Int]? {
  guard text.utf8.count == count, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
  return text.utf8.map { Int($0) - 0x30 }
}
