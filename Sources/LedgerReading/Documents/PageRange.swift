/// Pages of a document, as in 12-14.
public struct PageRange: Hashable, Sendable {
  /// The first page, from 1, and the last.
  public var pages: ClosedRange<Int>

  /// Reads 12 or 12-14; nil where it is neither.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard let first = parts.first ?? nil, first > 0, first < 1_000_000 else { return nil }
    switch parts.count {
    case 1: pages = first...first
    case 2:
      guard let last = parts[1], last >= first, last < 1_000_000 else { return nil }
      pages = first...last
    default: return nil
    }
  }
}
