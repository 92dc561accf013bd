/// The records of a CSV file that begin between two record borders, as if nothing else stood in it but its header.
public struct RecordSpan: Hashable, Sendable {
  /// Where the first record begins, in bytes from the start of the file.
  public var start: Int
  /// The line on which it begins, from 1.
  public var line: Int
  /// Where the first record begins that is no longer in the span; the size of the file where there is none.
  public var end: Int

  /// A span between two borders.
  public init(start: Int, line: Int, end: Int) {
    (self.start, self.line, self.end) = (start, line, end)
  }
}
