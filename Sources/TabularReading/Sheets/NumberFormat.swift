/// What a number format of a workbook does to a number: what a person sees is what is read.
package struct NumberFormat: Equatable {
  /// How numbers are taken that show what is in a file.
  package enum Precision {
    /// With all their digits: amounts of contracts are exact even where the sheet shows thousands.
    case exact
    /// With the decimals that are shown: the figures of a published table are what is printed.
    case shown
  }

  /// One of the parts between semicolons: for positive numbers, negative ones, zero and text.
  struct Section: Equatable {
    /// A comparison such as `[>=1000]`, which decides instead of the sign.
    var condition: Condition?
    /// What stands before and behind the digits.
    var prefix = "", suffix = ""
    /// What kind of thing is shown.
    var kind = Kind.literal
    /// Digits behind the decimal point, and zeros that stand before it at least.
    var decimals = 0, leastDigits = 0
    /// The power of ten by which the number is multiplied: 2 for a percent sign, -3 for a comma behind the digits.
    var power = 0
    /// Text between digits, as in 000-0000, with the digit places in front of it; nil for a digit place.
    var pattern: [String?] = []
  }

  /// What a section shows.
  enum Kind: Equatable {
    /// Only text, perhaps none.
    case literal
    /// The number in digits.
    case digits
    /// The number as it is: General, fractions and exponents.
    case plain
    /// A day, perhaps with a time.
    case date
    /// A time of day.
    case time
    /// The text of a cell.
    case text
  }

  /// A comparison of a section.
  struct Condition: Equatable {
    var comparison: String
    var value: Double

    func holds(_ number: Double) -> Bool {
      switch comparison {
      case "<": number < value
      case "<=": number <= value
      case ">": number > value
      case ">=": number >= value
      case "=": number == value
      default: number != value
      }
    }
  }

  /// The sections for numbers, and the one for texts where there is one.
  private(set) var sections: [Section] = []
  private(set) var textSection: Section?

  /// Whether numbers are shown as they are, but for their sign and the sign of the yen.
  var isPlain: Bool {
    sections.enumerated().allSatisfy { place, section in
      switch section.kind {
      case .digits, .plain: section.isPlain(writesSign: place == 1)
      // A dash for 0.
      case .literal: place == 2 && section.showsSomething && section.condition == nil
      case .date, .time, .text: false
      }
    }
  }

  /// Whether fewer digits may be shown than there are.
  var hidesDecimals: Bool { sections.contains { $0.kind == .digits } }

  /// Reads the code of a format; what it does not know is taken for text.
  init(_ code: String) {
    // A code is 255 characters long at most.
    var rest = Substring(code.isEmpty ? "General" : code.prefix(1_024))
    var all: [Section] = []
    repeat { all.append(Self.section(&rest)) } while !rest.isEmpty && all.count < 8
    if code.hasSuffix(";") { all.append(Section()) }
    if all.count == 4 || all.last?.kind == .text { textSection = all.removeLast() }
    sections = Array(all.prefix(3))
  }

  /// A built-in format (ECMA-376 part 1, 18.8.30), the Japanese and Chinese ones included.
  ///
  /// Those for money (5 to 8, 41 to 44) follow the language of Excel: in Japan they show yen.
  init(builtIn number: Int) {
    switch number {
    case 9: self.init("0%")
    case 10: self.init("0.00%")
    case 14...17, 22, 27...31, 36, 50...54, 57...58: self.init("yyyy/m/d")
    case 18...21, 32...35, 45...47, 55...56: self.init("h:mm:ss")
    case 1, 3, 37, 38: self.init("#,##0")
    case 2, 4, 39, 40: self.init("#,##0.00")
    default: self.init("General")
    }
  }

  /// The section that shows a number, and whether it writes the sign of a negative one itself.
  func section(for number: DecimalDigits) -> (section: Section, writesSign: Bool)? {
    guard let first = sections.first else { return nil }
    if sections.contains(where: { $0.condition != nil }) {
      let value = number.value
      let found = sections.first { $0.condition?.holds(value) ?? false } ?? sections.last { $0.condition == nil }
      return found.map { ($0, false) }
    }
    if sections.count > 1, number.sign < 0 { return (sections[1], true) }
    if sections.count > 2, number.sign == 0 { return (sections[2], false) }
    return (first, false)
  }
}

extension NumberFormat.Section {
  fileprivate func isPlain(writesSign: Bool) -> Bool {
    NumberFormat.affix(prefix, writesSign && condition == nil).isEmpty
      && NumberFormat.affix(suffix, writesSign && condition == nil).isEmpty
      && power == 0 && leastDigits <= 1 && pattern.isEmpty
  }

  /// Whether there is any text in it.
  var showsSomething: Bool { !(prefix + suffix).allSatisfy(\.isWhitespace) }
}

// Reading the code of a format.
extension NumberFormat {
  /// Takes a section up to its semicolon.
  private static func section(_ rest: inout Substring) -> Section {
    var reader = SectionReader()
    while let character = rest.first {
      rest.removeFirst()
      switch character {
      case ";": return reader.section
      case "\"": reader.add(take(&rest, to: "\""))
      case "\\", "!": if let escaped = rest.popFirst() { reader.add(String(escaped)) }
      // The width of a character, and a character that fills the cell.
      case "_", "*": _ = rest.popFirst()
      case "[": reader.bracket(take(&rest, to: "]"))
      case "0", "#", "?": reader.digit(character)
      case ".": reader.point()
      case ",":
        let further = rest.prefix { $0 == "," }.count
        rest.removeFirst(further)
        reader.commas(1 + further, areLast: rest.first.map { !"0#?".contains($0) } ?? true)
      case "%": reader.percent()
      case "E" where rest.first == "+" || rest.first == "-":
        rest.removeFirst()
        reader.mark(.plain)
      case "/" where reader.hasDigits: reader.mark(.plain)
      case "@": reader.mark(.text)
      default:
        if let word = ["eneral", "/標準"].first(where: { (character == "G" || character == "g") && rest.hasPrefix($0) }) {
          rest.removeFirst(word.count)
          reader.mark(.plain)
        } else if character == "A", let word = ["M/PM", "/P"].first(where: { rest.hasPrefix($0) }) {
          rest.removeFirst(word.count)
          reader.time("h")
        } else if "ymdhsgebaYMDHSGB".contains(character) {
          reader.time(Character(character.lowercased()))
        } else {
          reader.add(String(character))
        }
      }
    }
    return reader.section
  }

  private static func take(_ rest: inout Substring, to end: Character) -> String {
    let text = rest.prefix { $0 != end }
    rest = rest.dropFirst(text.count + 1)
    return String(text)
  }
}

/// Puts a section together from its parts.
private struct SectionReader {
  private var result = NumberFormat.Section()
  private(set) var hasDigits = false
  private var hasPoint = false
  private var dateLetters: Set<Character> = []
  /// Text behind the digits so far: between digits if more of them follow.
  private var pending = ""

  var section: NumberFormat.Section {
    var section = result
    if !dateLetters.isEmpty {
      let isTime = !dateLetters.isDisjoint(with: ["h", "s"])
      section.kind = dateLetters.subtracting(isTime ? ["h", "s", "m"] : []).isEmpty ? .time : .date
    }
    section.suffix = pending
    // Patterns matter where text stands between the digits only.
    if !section.pattern.contains(where: { $0 != nil }) { section.pattern = [] }
    return section
  }

  mutating func add(_ text: String) {
    // Between digits a written point is a point: 0"."0,"万円".
    if hasDigits { pending += text } else { result.prefix += text }
  }

  mutating func mark(_ kind: NumberFormat.Kind) {
    result.kind = kind
    hasDigits = true
  }

  mutating func digit(_ character: Character) {
    if !hasDigits, result.kind == .literal { result.kind = .digits }
    if hasPoint {
      result.decimals += 1
      return
    }
    if hasDigits, !pending.isEmpty {
      result.pattern.append(pending)
      pending = ""
    }
    result.pattern.append(nil)
    if character == "0" { result.leastDigits += 1 }
    hasDigits = true
  }

  mutating func point() {
    if result.kind == .literal { result.kind = .digits }
    (hasPoint, hasDigits) = (true, true)
  }

  /// Commas between digits separate thousands; behind the last digit each divides by a thousand.
  mutating func commas(_ count: Int, areLast: Bool) {
    if !hasDigits { result.prefix += "," } else if areLast { result.power -= 3 * count }
  }

  mutating func percent() {
    result.power += 2
    add("%")
  }

  mutating func time(_ letter: Character) { dateLetters.insert(letter) }

  /// What stands in brackets: a colour, a condition, a currency or language, or hours beyond a day.
  mutating func bracket(_ text: String) {
    if text.hasPrefix("$") {
      add(String(text.dropFirst().prefix { $0 != "-" }))
    } else if let operators = ["<=", ">=", "<>", "<", ">", "="].first(where: { text.hasPrefix($0) }),
      let value = Double(text.dropFirst(operators.count))
    {
      result.condition = NumberFormat.Condition(comparison: operators, value: value)
    } else if !text.isEmpty, text.allSatisfy({ "hmsHMS".contains($0) }) {
      time("h")
    }
  }
}
