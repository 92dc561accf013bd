/// Distinct texts in order, of which copies share all but the last few: a reader goes on learning texts while the batches
/// that it handed on keep theirs.
///
/// A copied array would be copied whole by the next text. Here texts that are appended stand in segments, and only the last
/// segment is copied.
public struct TextList: Sendable, RandomAccessCollection, ExpressibleByArrayLiteral {
  /// The texts of a segment, a power of two.
  private static let segmentBits = 9
  /// The texts with which the list began.
  private let head: [String]
  private var segments: [[String]] = []
  /// The number of texts.
  public private(set) var count: Int

  /// Some texts; none by default.
  ///
  /// - Complexity: O(1).
  public init(_ texts: [String] = []) {
    head = texts
    count = texts.count
  }

  /// Some texts.
  public init(arrayLiteral texts: String...) { self.init(texts) }

  /// The position of the first text.
  public var startIndex: Int { 0 }
  /// The position behind the last text.
  public var endIndex: Int { count }

  /// The text at a position.
  public subscript(position: Int) -> String {
    guard position >= head.count else { return head[position] }
    let place = position - head.count
    return segments[place >> Self.segmentBits][place & ((1 << Self.segmentBits) - 1)]
  }

  /// Appends a text.
  ///
  /// - Complexity: amortised O(1); O(512) for the first text behind a copy.
  public mutating func append(_ text: String) {
    if (count - head.count) & ((1 << Self.segmentBits) - 1) == 0 { segments.append([]) }
    segments[segments.count - 1].append(text)
    count += 1
  }
}

extension TextList: Equatable {
  /// Whether two lists hold the same texts in the same order.
  public static func == (a: TextList, b: TextList) -> Bool { a.elementsEqual(b) }
}
