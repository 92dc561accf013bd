/// Which cell styles of a workbook show a number as a date.
struct DateStyles {
  fileprivate(set) var isDate: [Bool] = []

  /// Whether a style, by its position, shows dates.
  func showsDate(_ style: Int) -> Bool { isDate.indices.contains(style) && isDate[style] }

  /// Whether a number format shows a date: it has a letter for year, month or day outside quotes and brackets.
  static func isDateFormat(_ code: String) -> Bool {
    var depth = 0
    var isQuoted = false
    var isEscaped = false
    for character in code.lowercased() {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch character {
      case "\"": isQuoted.toggle()
      case "\\", "_", "*": isEscaped = !isQuoted
      case "[" where !isQuoted: depth += 1
      case "]" where !isQuoted: depth -= 1
      // "General" has no y, m or d; colours and locales stand in brackets.
      case "y", "m", "d": if !isQuoted, depth == 0 { return true }
      default: break
      }
    }
    return false
  }

  /// Built-in formats that show dates, the Japanese and Chinese ones included (ECMA-376 part 1, 18.8.30).
  static func isBuiltInDate(_ format: Int) -> Bool {
    (14...17).contains(format) || format == 22 || (27...31).contains(format) || format == 36
      || (50...54).contains(format) || (57...58).contains(format)
  }
}

/// Collects the formats of all cell styles.
final class DateStylesBuilder: XMLHandler {
  private(set) var styles = DateStyles()
  /// Excel has 65,490 cell formats at most.
  private static let limit = 1 << 17
  private var custom: [Int: Bool] = [:]
  private var isInCellFormats = false

  var refusal: DataError.Problem? {
    max(custom.count, styles.isDate.count) > Self.limit ? .brokenWorkbook(reason: "too many cell formats") : nil
  }

  func start(_ name: String, _ attributes: XMLAttributes) {
    switch name {
    case "numFmt":
      guard let id = attributes["numFmtId"].flatMap(Int.init), let code = attributes["formatCode"] else { return }
      custom[id] = DateStyles.isDateFormat(code)
    case "cellXfs": isInCellFormats = true
    case "xf" where isInCellFormats:
      let format = attributes["numFmtId"].flatMap(Int.init) ?? 0
      styles.isDate.append(custom[format] ?? DateStyles.isBuiltInDate(format))
    default: break
    }
  }

  func text(_ bytes: UnsafeRawBufferPointer) {}

  func end(_ name: String) {
    if name == "cellXfs" { isInCellFormats = false }
  }
}
