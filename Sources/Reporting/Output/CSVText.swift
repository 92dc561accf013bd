/// Writes CSV as RFC 4180 has it, with LF line ends.
public enum CSVText {
  /// Lines of fields, the first the header.
  public static func render(_ records: [[String]]) -> String {
    records.map(line).joined()
  }

  /// One record with its line end.
  public static func line(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",") + "\n"
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { ",\"\n\r".contains($0) || $0.isNewline }) else { return field }
    return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
