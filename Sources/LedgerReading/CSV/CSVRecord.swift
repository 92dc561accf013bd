/// One record of a CSV file: its fields as bytes, and where it stands.
struct CSVRecord {
  /// The bytes of all fields, one after the other, without punctuation.
  var bytes: [UInt8] = []
  /// The position in `bytes` at which each field ends.
  var ends: [Int] = []
  /// The line on which the record begins, from 1.
  var line = 1

  /// The number of fields.
  var count: Int { ends.count }

  /// Whether the record is an empty line.
  var isBlank: Bool { ends.count == 1 && bytes.isEmpty }

  /// The bytes of a field.
  func field(_ index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// A field as text, without white space around it.
  func text(_ index: Int) -> String {
    String(decoding: TextFolding.trimmed(field(index)), as: UTF8.self)
  }
}
