import TabularReading

/// What the short words of one column mean, as they were found to when they were met last.
///
/// A table of a few words without probing: a word that falls on another one's place takes it. Copies share nothing that
/// they write to, so that parsers may go to other threads.
struct FieldMemory<Value> {
  /// The column, nil where the field is not one column's.
  private let column: Int?
  private var keys: [FieldBytes?]
  private var values: [Value?]

  /// A memory for words of a column, a power of two in number.
  init(_ column: Int?, capacity: Int = 64) {
    self.column = column
    keys = [FieldBytes?](repeating: nil, count: column == nil ? 0 : capacity)
    values = [Value?](repeating: nil, count: keys.count)
  }

  /// What the field of a record means, nil where it has to be looked at.
  @inline(__always)
  func value(in record: borrowing Record) -> Value? {
    guard let column else { return nil }
    return record.withField(column) { address, count in
      guard count <= FieldBytes.limit else { return nil }
      let key = FieldBytes(copying: address, count: count)
      let place = place(of: key)
      return keys[place] == key ? values[place] : nil
    }
  }

  /// Remembers what the field of a record means.
  mutating func learn(_ value: Value, from record: borrowing Record) {
    guard let column else { return }
    let key = record.withField(column) { address, count in
      count <= FieldBytes.limit ? FieldBytes(copying: address, count: count) : nil
    }
    guard let key else { return }
    let place = place(of: key)
    (keys[place], values[place]) = (key, value)
  }

  @inline(__always)
  private func place(of key: FieldBytes) -> Int { Int(truncatingIfNeeded: key.hash) & (keys.count - 1) }
}

extension FieldMemory: Sendable where Value: Sendable {}
