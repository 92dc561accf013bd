/// A piece of a page: texts put into it are escaped, other pieces are not.
struct HTML: ExpressibleByStringInterpolation, Sendable {
  private(set) var text: String

  var isEmpty: Bool { text.isEmpty }

  init(stringLiteral value: String) { text = value }

  init(stringInterpolation interpolation: Interpolation) { text = interpolation.text }

  /// Text that is a piece of a page already: the program's own result pages.
  init(trusted text: String) { self.text = text }

  /// A text with the characters replaced that mean something in HTML.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // What would turn or hide the text around it is shown as what it is.
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{200E}", "\u{200F}", "\u{0}"..."\u{8}",
        "\u{E}"..."\u{1F}", "\u{7F}":
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }

  /// How texts, numbers and pieces are put into a piece.
  struct Interpolation: StringInterpolationProtocol {
    fileprivate(set) var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

    mutating func appendLiteral(_ literal: String) { text += literal }

    mutating func appendInterpolation(_ piece: HTML) { text += piece.text }

    mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { text += piece.text } }

    mutating func appendInterpolation(_ string: String) { text += HTML.escaped(string) }

    mutating func appendInterpolation(_ number: Int) { text += String(number) }
  }

  static func + (left: HTML, right: HTML) -> HTML { HTML(trusted: left.text + right.text) }
}

/// The language of a page.
enum Language: String, Sendable, Codable {
  case ja, en

  /// The wording in this language.
  func callAsFunction(_ japanese: String, _ english: String) -> String { self == .ja ? japanese : english }
}
