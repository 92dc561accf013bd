import CChild

/// A parser of `multipart/form-data` that holds no more of a body than a boundary's length.
///
/// It is given bytes in pieces of any size and hands on events; how the body was cut changes nothing (RFC 7578, RFC 2046). Sizes
/// and numbers are bounded before anything is kept: a boundary of at most 70 bytes, 40 parts, 8 KiB of header a part.
struct MultipartParser {
  /// What was met in a body.
  enum Event: Equatable {
    /// A part begins: the name of its field, and the name of the file where it is one.
    case part(name: String, file: String?)
    /// Bytes of the part.
    case bytes(ArraySlice<UInt8>)
    /// The part is complete.
    case partEnd
    /// The body is complete.
    case end
  }

  /// Why a body is refused.
  enum Failure: Error, Equatable {
    case boundary, preamble, tooManyParts, headerTooLong, header, unfinished, trailing
  }

  static let mostParts = 40
  static let mostHeaderBytes = 8192
  static let mostBoundaryBytes = 70

  private enum State {
    case opening, header, body, afterBoundary, done
  }

  /// CR LF and the delimiter of the body.
  private let delimiter: [UInt8]
  private var state = State.opening
  private var held: [UInt8] = []
  private var parts = 0

  /// A parser for a body with this header `Content-Type`.
  ///
  /// - Throws: `Failure.boundary` where it names no usable boundary.
  init(contentType: String) throws(Failure) {
    let pieces = contentType.split(separator: ";", maxSplits: 1).map { Self.trimmed($0) }
    guard pieces.count == 2, pieces[0].lowercased() == "multipart/form-data" else { throw .boundary }
    let parameters = try Self.parameters(of: pieces[1], failure: .boundary)
    guard let boundary = parameters["boundary"], (1...Self.mostBoundaryBytes).contains(boundary.utf8.count),
      boundary.utf8.allSatisfy({ Self.boundaryBytes.contains($0) }), boundary.utf8.last != 0x20
    else { throw .boundary }
    delimiter = Array("\r\n--\(boundary)".utf8)
    // The first delimiter may stand at the very beginning of the body.
    held = [0x0D, 0x0A]
  }

  private static let boundaryBytes = Set(
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'()+_,-./:=? ".utf8)

  /// Takes the next bytes of the body and hands on what they hold.
  ///
  /// - Complexity: O(bytes).
  mutating func feed(_ bytes: UnsafeRawBufferPointer, _ handle: (Event) throws -> Void) throws {
    held.append(contentsOf: bytes)
    while try step(handle) {}
  }

  /// Sees that the body was complete.
  ///
  /// - Throws: `Failure.unfinished`.
  func finish() throws(Failure) {
    guard state == .done else { throw .unfinished }
  }

  /// Does what can be done with what is held; false where more bytes are needed.
  private mutating func step(_ handle: (Event) throws -> Void) throws -> Bool {
    switch state {
    case .opening:
      guard held.count >= delimiter.count else {
        guard delimiter.starts(with: held) else { throw Failure.preamble }
        return false
      }
      guard held.starts(with: delimiter) else { throw Failure.preamble }
      held.removeFirst(delimiter.count)
      state = .afterBoundary
    case .afterBoundary:
      guard held.count >= 2 else { return false }
      if held[0] == 0x2D, held[1] == 0x2D {
        held.removeFirst(2)
        state = .done
        try handle(.end)
      } else if held[0] == 0x0D, held[1] == 0x0A {
        // The line break before the headers is kept: a part without headers ends at once.
        state = .header
        parts += 1
        guard parts <= Self.mostParts else { throw Failure.tooManyParts }
      } else {
        throw Failure.header
      }
    case .header:
      guard let end = Self.position(of: [0x0D, 0x0A, 0x0D, 0x0A], in: held) else {
        guard held.count <= Self.mostHeaderBytes else { throw Failure.headerTooLong }
        return false
      }
      guard end <= Self.mostHeaderBytes else { throw Failure.headerTooLong }
      let part = try Self.part(held[2..<max(2, end)])
      // An empty part's delimiter follows at once: the line break stays.
      held.removeFirst(end + 2)
      state = .body
      try handle(part)
      bodyBegins = true
    case .body:
      return try body(handle)
    case .done:
      // A line break may end the body, and nothing else.
      guard held.count <= 2, [0x0D, 0x0A].starts(with: held) else { throw Failure.trailing }
      return false
    }
    return true
  }

  /// Whether the line break that ends the headers still stands before the body.
  private var bodyBegins = false

  private mutating func body(_ handle: (Event) throws -> Void) throws -> Bool {
    if bodyBegins {
      // The delimiter of an empty part begins with the line break that ends the headers.
      if held.starts(with: delimiter) {
        bodyBegins = false
      } else if held.count < delimiter.count, delimiter.starts(with: held) {
        return false
      } else {
        held.removeFirst(2)
        bodyBegins = false
      }
    }
    if let end = Self.position(of: delimiter, in: held) {
      if end > 0 { try handle(.bytes(held[..<end])) }
      try handle(.partEnd)
      held.removeFirst(end + delimiter.count)
      state = .afterBoundary
      return true
    }
    // All but what may be the beginning of a delimiter is handed on.
    let safe = held.count - (delimiter.count - 1)
    if safe > 0 {
      try handle(.bytes(held[..<safe]))
      held.removeFirst(safe)
    }
    return false
  }

  /// The headers of a part as an event.
  private static func part(_ bytes: ArraySlice<UInt8>) throws(Failure) -> Event {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .header }
    var disposition: String?
    for line in text.split(separator: "\r\n", omittingEmptySubsequences: true) {
      guard let colon = line.firstIndex(of: ":") else { throw .header }
      let name = line[..<colon].lowercased()
      switch name {
      case "content-disposition":
        guard disposition == nil else { throw .header }
        disposition = trimmed(line[line.index(after: colon)...])
      case "content-type", "content-length": break
      default: throw .header
      }
    }
    guard let pieces = disposition?.split(separator: ";", maxSplits: 1), pieces.count == 2,
      trimmed(pieces[0]).lowercased() == "form-data"
    else { throw .header }
    let parameters = try parameters(of: pieces[1], failure: .header)
    guard let name = parameters["name"], Set(parameters.keys).isSubset(of: ["name", "filename"]) else { throw .header }
    return .part(name: name, file: parameters["filename"])
  }

  /// `a=b; c="d"` as names and values; a browser writes `"` as `%22`, CR and LF as `%0D` and `%0A`.
  private static func parameters(of text: some StringProtocol, failure: Failure) throws(Failure) -> [String: String] {
    var result: [String: String] = [:]
    var rest = Substring(text)
    while true {
      rest = rest.drop { $0 == " " || $0 == ";" || $0 == "\t" }
      if rest.isEmpty { return result }
      guard let equals = rest.firstIndex(of: "=") else { throw failure }
      let name = trimmed(rest[..<equals]).lowercased()
      rest = rest[rest.index(after: equals)...]
      let value: Substring
      if rest.first == "\"" {
        rest = rest.dropFirst()
        guard let close = rest.firstIndex(of: "\"") else { throw failure }
        value = rest[..<close]
        rest = rest[rest.index(after: close)...]
        guard rest.isEmpty || rest.first == ";" || rest.first == " " else { throw failure }
      } else {
        value = rest.prefix { $0 != ";" }
        rest = rest.dropFirst(value.count)
      }
      guard result.updateValue(String(value), forKey: name) == nil else { throw failure }
    }
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }

  /// Where a pattern first stands.
  private static func position(of pattern: [UInt8], in bytes: [UInt8]) -> Int? {
    let found = bytes.withUnsafeBytes { first_position($0.baseAddress, $0.count, pattern, pattern.count) }
    return found < 0 ? nil : found
  }
}
