/// The byte between two fields.
public enum Delimiter: String, CaseIterable, Sendable {
  /// `,`
  case comma
  /// A tab.
  case tab
  /// `;`
  case semicolon
  /// `|`
  case pipe

  /// The byte itself; but for the last, none is ever the second byte of a CP932 character.
  package var byte: UInt8 {
    switch self {
    case .comma: UInt8(ascii: ",")
    case .tab: UInt8(ascii: "\t")
    case .semicolon: UInt8(ascii: ";")
    case .pipe: UInt8(ascii: "|")
    }
  }
}
