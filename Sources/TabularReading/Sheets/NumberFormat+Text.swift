extension NumberFormat {
  /// What a cell with a number shows.
  enum Shown: Equatable {
    case text(String)
    /// Nothing: the number itself, which nobody sees.
    case nothing(String)
    /// A serial day or time.
    case serial(Kind)
  }

  /// The text of a number as it is shown, without separators, with its unit and its sign in front.
  func shown(_ number: DecimalDigits, _ precision: Precision) -> Shown {
    guard let (section, writesSign) = section(for: number) else { return .text(number.text()) }
    switch section.kind {
    case .date, .time: return .serial(section.kind)
    case .text: return .text(number.text())
    case .literal:
      let words = section.prefix + section.suffix
      if !section.showsSomething { return .nothing(number.text()) }
      // A dash for 0 is 0; a word in place of a number is what is seen.
      return .text(number.sign == 0 ? "0" : words)
    case .plain, .digits: break
    }
    let (prefix, suffix) = (Self.affix(section.prefix, writesSign), Self.affix(section.suffix, writesSign))
    let digits = section.digits(number.magnitude, precision)
    return .text((number.sign < 0 ? "-" : "") + prefix + digits + suffix)
  }

  /// The text of a text cell, with what the format puts around it.
  func shown(text: String) -> String {
    guard let section = textSection, section.kind == .text else { return text }
    return section.prefix + text + section.suffix
  }

  /// Whether texts have something around them.
  var changesTexts: Bool { textSection.map { $0.kind == .text && !($0.prefix + $0.suffix).isEmpty } ?? false }

  /// What stands beside the digits without blanks, the sign of the yen, and signs that the number has already.
  static func affix(_ text: String, _ hasSign: Bool) -> String {
    var text = text
    text.removeAll { $0.isWhitespace || "¥￥\\".contains($0) }
    // A pair of parentheses or a triangle around negative numbers is a sign; elsewhere + and - are, where they stand alone.
    if hasSign {
      text.removeAll { "()（）-−－△▲+".contains($0) }
    } else if text.allSatisfy({ "-+".contains($0) }) {
      text = ""
    }
    return text == "JPY" ? "" : text
  }
}

extension NumberFormat.Section {
  /// The digits of a number without its sign.
  fileprivate func digits(_ number: DecimalDigits, _ precision: NumberFormat.Precision) -> String {
    var number = number
    guard kind == .digits else { return number.text() }
    number.shift(by: power)
    guard !pattern.isEmpty else {
      if precision == .shown { number.round(to: decimals) }
      return number.text(leastDigits: max(leastDigits, 1))
    }
    let texts = pattern.compactMap { $0 }
    if texts == ["."], decimals == 0, let place = pattern.firstIndex(of: ".") {
      let fraction = pattern.count - place - 1
      number.shift(by: -fraction)
      if precision == .shown { number.round(to: fraction) }
      return number.text()
    }
    number.round(to: 0)
    return spread(number.text(leastDigits: max(leastDigits, 1)))
  }

  /// Puts digits into their places from the right; what is left over stands in the first one.
  private func spread(_ digits: String) -> String {
    var rest = Substring(digits)
    var result = ""
    var places = pattern.count { $0 == nil }
    for part in pattern.reversed() {
      if let part {
        if !rest.isEmpty { result = part + result }
      } else {
        places -= 1
        if places == 0 {
          result = rest + result
          rest = ""
        } else if let last = rest.popLast() {
          result = String(last) + result
        }
      }
    }
    return result
  }
}
