import TabularReading

/// How the keys of contracts are put down.
enum KeyMemory: Equatable {
  /// Nobody asks for them.
  case none
  /// As runs while they ascend, and as fingerprints from where they do not.
  case runs
  /// As fingerprints.
  case fingerprints
}

/// A key of up to 16 ASCII bytes, which sorts as its bytes do.
struct OrderedKey: Comparable {
  private let high: UInt64
  private let low: UInt64

  /// The key of bytes, nil where it is empty, long, not ASCII, or has white space around it; 32 bytes are readable there.
  @inline(__always)
  init?(_ address: UnsafePointer<UInt8>, count: Int) {
    guard count &- 1 < 16, count > 0, address[0] > 0x20, address[count &- 1] > 0x20 else { return nil }
    let bytes = FieldBytes(address, count: count)
    guard bytes.isASCII else { return nil }
    (high, low) = (bytes.first.bigEndian, bytes.second.bigEndian)
  }

  /// The key of a text, nil as for bytes.
  init?(_ text: String) {
    let key = FieldBytes.withBytes(of: text) { OrderedKey($0, count: $1) }
    guard let key else { return nil }
    self = key
  }

  @inline(__always)
  static func < (a: OrderedKey, b: OrderedKey) -> Bool {
    a.high < b.high || a.high == b.high && a.low < b.low
  }
}

/// Keys that ascend, by their first and last.
struct KeyRun {
  var first: OrderedKey
  var last: OrderedKey
  /// How many keys it has.
  var count: Int

  /// Takes a run in that begins behind the end of this one; false where it does not.
  mutating func extend(by next: KeyRun) -> Bool {
    guard last < next.first else { return false }
    last = next.last
    count += next.count
    return true
  }
}

/// The keys of a block in pieces: runs, and rows whose keys are fingerprints.
struct KeyPieces {
  private(set) var runs: [KeyRun] = []
  private(set) var fingerprints: [Range<Int>] = []

  mutating func append(_ run: KeyRun) {
    if runs.last != nil, runs[runs.count - 1].extend(by: run) { return }
    runs.append(run)
  }

  mutating func append(fingerprints rows: Range<Int>) {
    if let last = fingerprints.last, last.upperBound == rows.lowerBound {
      fingerprints[fingerprints.count - 1] = last.lowerBound..<rows.upperBound
    } else {
      fingerprints.append(rows)
    }
  }

  mutating func removeAll() {
    runs.removeAll(keepingCapacity: true)
    fingerprints.removeAll(keepingCapacity: true)
  }
}
