/// A column of values that a scanner fills block by block, or none where nobody wants it.
final class ScanColumn<Value> {
  /// The first value, where the column is wanted.
  private(set) var base: UnsafeMutablePointer<Value>
  let isWanted: Bool
  private var capacity = 0

  /// An empty column.
  init(isWanted: Bool = true) {
    self.isWanted = isWanted
    base = .allocate(capacity: 0)
  }

  deinit { base.deallocate() }

  /// Makes room for so many values and forgets those that were there.
  func reserve(_ count: Int) {
    guard isWanted, count > capacity else { return }
    base.deallocate()
    capacity = count * 5 / 4 + 64
    base = .allocate(capacity: capacity)
  }

  /// Copies a value to another place.
  @inline(__always)
  func move(_ from: Int, to: Int) { if isWanted { base[to] = base[from] } }

  /// Puts a value down.
  @inline(__always)
  func put(_ value: Value, at place: Int) { if isWanted { base[place] = value } }

  /// Some values, none where the column is not wanted.
  func values(_ range: Range<Int>) -> [Value] {
    isWanted ? Array(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)) : []
  }
}
