/// Texts of a mapping that is written.
public enum YAMLText {
  /// What stands for what a user has to fill in.
  public static let mark = "MISSING"

  /// A text that YAML takes as it is.
  static func quoted(_ text: String) -> String {
    let isPlain =
      text.allSatisfy { $0.isLetter || $0 == "_" || $0 == "/" } && !["y", "n", "yes", "no"].contains(text.lowercased())
      && text != mark
    return isPlain ? text : "\"\(oneLine(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")))\""
  }

  /// A text without line ends and other marks that YAML or a terminal would obey, which are spelled out.
  static func oneLine(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { line, scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
        let digits = String(scalar.value, radix: 16)
        line += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      default: line.unicodeScalars.append(scalar)
      }
    }
  }
}
