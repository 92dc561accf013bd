import Procurement

/// Writes CSV as RFC 4180 has it, with LF line ends.
package enum CSVText {
  /// Lines of fields of a result, the first the header; texts that a spreadsheet would run are made harmless.
  package static func render(_ records: [[String]]) -> String {
    records.map { line($0.map(harmless)) }.joined()
  }

  /// The field with an apostrophe before it where a spreadsheet would take it for a formula.
  static func harmless(_ field: String) -> String {
    guard let first = field.unicodeScalars.first, "=+-@\t\r＝＋－＠".unicodeScalars.contains(first),
      FixedPoint(field.drop { $0 == "+" }) == nil
    else { return field }
    return "'" + field
  }

  /// One record with its line end.
  package static func line(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",") + "\n"
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { ",\"\n\r".contains($0) || $0.isNewline }) else { return field }
    return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
