/// Splits bytes into fields and records as RFC 4180 has it: one byte in, one verdict out.
///
/// It allocates nothing, reads nothing and knows no encoding. That is sound for UTF-8 and for CP932, whose
/// second bytes are never a comma, a quote or a line end. This is the readable machine; a faster reader must
/// agree with it byte for byte. It takes LF, CRLF and CR as line ends, a doubled quote inside quotes as one
/// quote, and a quote inside an unquoted field as itself. Text between a closing quote and the delimiter is an
/// error, because what was meant cannot be known.
package struct CSVStateMachine {
  package enum Verdict: Equatable {
    /// The byte belongs to the current field.
    case content
    /// The byte is punctuation: an opening, closing or escaping quote, or the LF of a CRLF.
    case skipped
    /// The byte ends a field.
    case endOfField
    /// The byte ends a field and its record.
    case endOfRecord
    /// The byte follows a closing quote and is neither a delimiter nor a line end.
    case textAfterQuote
  }

  private enum State {
    case startOfField, unquoted, quoted, quoteInQuotes, afterCarriageReturn
  }

  let delimiter: UInt8
  private var state = State.startOfField

  package init(delimiter: UInt8 = UInt8(ascii: ",")) {
    self.delimiter = delimiter
  }

  /// Whether the input may end here: not within quotes.
  var isInsideQuotes: Bool { state == .quoted }

  /// Takes the next byte.
  package mutating func take(_ byte: UInt8) -> Verdict {
    if state == .quoted {
      guard byte == UInt8(ascii: "\"") else { return .content }
      state = .quoteInQuotes
      return .skipped
    }
    switch byte {
    case delimiter:
      state = .startOfField
      return .endOfField
    case UInt8(ascii: "\r"):
      state = .afterCarriageReturn
      return .endOfRecord
    case UInt8(ascii: "\n"):
      let endsCRLF = state == .afterCarriageReturn
      state = .startOfField
      return endsCRLF ? .skipped : .endOfRecord
    case UInt8(ascii: "\""):
      switch state {
      case .startOfField, .afterCarriageReturn:
        state = .quoted
        return .skipped
      case .quoteInQuotes:
        state = .quoted
        return .content
      case .unquoted, .quoted:
        return .content
      }
    default:
      guard state != .quoteInQuotes else { return .textAfterQuote }
      state = .unquoted
      return .content
    }
  }
}
