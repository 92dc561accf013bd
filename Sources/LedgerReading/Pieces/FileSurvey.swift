import Digests
import TabularReading

/// What must be known of a file before pieces of it can be read apart: its size, its SHA-256, and, at every so many bytes,
/// whether they stand within quotes and on which line.
///
/// Made once, it spares every piece the bytes before it.
public struct FileSurvey: Hashable, Sendable {
  /// The bytes between two marks.
  public static let stride = 1 << 26

  /// What is known of a byte.
  public struct Mark: Hashable, Sendable {
    /// Whether it stands within quotes.
    public var isInside: Bool
    /// The line on which it stands, from 1.
    public var line: Int

    /// A mark of a byte.
    public init(isInside: Bool, line: Int) {
      (self.isInside, self.line) = (isInside, line)
    }
  }

  /// Why a file has no borders of records that could be found from its bytes.
  public enum Indivisible: String, CaseIterable, Sendable {
    /// A workbook or JSON.
    case format
    /// A quote stands where RFC 4180 has none.
    case strayQuote
    /// It is wanted whole.
    case wanted
  }

  /// The file as the user named it.
  public let name: String
  /// Its bytes.
  public let size: Int
  /// The SHA-256 of all of them in hexadecimal, where it was asked for.
  public let sha256: String?
  /// Why it cannot be cut, nil where it can.
  public let indivisible: Indivisible?
  /// What is known of the bytes 0, `stride`, 2 `stride` ...
  public let marks: [Mark]

  /// A survey that was made elsewhere.
  public init(name: String, size: Int, sha256: String?, indivisible: Indivisible?, marks: [Mark]) {
    (self.name, self.size, self.sha256) = (name, size, sha256)
    (self.indivisible, self.marks) = (indivisible, marks)
  }

  /// Surveys a file from its first to its last byte.
  ///
  /// - Throws: `DataError` where it cannot be read.
  /// - Complexity: O(bytes) time, about as fast as SHA-256; memory for one block.
  public init(whole file: InputFile, layout: FileLayout) throws(DataError) {
    let opened = try OpenedSource(file, layout: layout, hashing: false)
    let size = file.size
    guard opened.unpacked == nil, let csv = opened.records as? CSVSource else {
      self.init(
        name: file.path, size: size, sha256: try InputStream.digest(of: file), indivisible: .format, marks: [])
      return
    }
    var walk = QuoteWalk(csv.reader.input.descriptor, of: file, delimiter: csv.reader.delimiter)
    var marks: [Mark] = []
    var hash = SHA256()
    do throws(DataError) {
      while true {
        if walk.offset % Self.stride == 0 { marks.append(Mark(walk.state)) }
        guard try walk.advance({ hash.update($0) }) else { break }
      }
    } catch {
      guard case .strayQuote = error.problem else { throw error }
      self.init(
        name: file.path, size: size, sha256: try InputStream.digest(of: file), indivisible: .strayQuote, marks: [])
      return
    }
    self.init(
      name: file.path, size: walk.offset, sha256: Hexadecimal.text(hash.finalize()), indivisible: nil,
      marks: marks)
  }

  /// What is known of a file without reading it: enough for pieces that hold it whole.
  ///
  /// - Parameter isWhole: whether it shall not be cut even where it could be.
  /// - Throws: `DataError` where it cannot be opened.
  public init(unread file: InputFile, layout: FileLayout, isWhole: Bool = false) throws(DataError) {
    let opened = try OpenedSource(file, layout: layout, hashing: false)
    self.init(
      name: file.path, size: file.size, sha256: nil,
      indivisible: isWhole ? .wanted : opened.records is CSVSource && opened.unpacked == nil ? nil : .format,
      marks: [Mark(isInside: false, line: 1)])
  }

  /// The records that begin in a range of bytes.
  ///
  /// Without marks all bytes before the range are looked at; with them, less than `stride` bytes before either end.
  ///
  /// - Parameter bytes: a range within the file, which can be cut.
  /// - Throws: `DataError` where a stray quote hides the borders, or the file cannot be read or has another size now.
  public func span(_ bytes: Range<Int>, of file: InputFile, layout: FileLayout) throws(DataError) -> RecordSpan {
    let opened = try OpenedSource(file, layout: layout, hashing: false)
    guard file.size == size, opened.unpacked == nil, let csv = opened.records as? CSVSource, indivisible == nil else {
      throw DataError(.changed, file: file.path)
    }
    func walk(to target: Int) -> QuoteWalk {
      let mark = min(target / Self.stride, marks.count - 1)
      return QuoteWalk(
        csv.reader.input.descriptor, of: file, delimiter: csv.reader.delimiter, from: mark * Self.stride,
        state: QuoteWalk.State(isInside: marks[mark].isInside, line: marks[mark].line))
    }
    var first = walk(to: bytes.lowerBound)
    let start = try first.border(from: bytes.lowerBound)
    guard bytes.upperBound < size else { return RecordSpan(start: start.offset, line: start.line, end: size) }
    // One walk for both ends, unless a mark saves bytes.
    let marked = min(bytes.upperBound / Self.stride, marks.count - 1) * Self.stride
    if marked > first.offset { first = walk(to: bytes.upperBound) }
    return RecordSpan(start: start.offset, line: start.line, end: try first.border(from: bytes.upperBound).offset)
  }
}

extension FileSurvey.Mark {
  init(_ state: QuoteWalk.State) { self.init(isInside: state.isInside, line: state.line) }
}

extension FileSurvey {
  /// The SHA-256 of the first 256 KiB of a file, which tells it from most others of its name and size.
  public static func head(of file: InputFile) throws(DataError) -> String {
    var stream = try InputStream(file, hashing: true)
    _ = try stream.peek()
    return stream.digest ?? ""
  }

  /// The SHA-256 of some bytes of a file; nil where it has not so many.
  public static func digest(of bytes: Range<Int>, in file: InputFile) throws(DataError) -> String? {
    try InputStream.digest(of: bytes, in: file)
  }

  /// The SHA-256 of a whole file.
  public static func digest(of file: InputFile) throws(DataError) -> String { try InputStream.digest(of: file) ?? "" }
}
