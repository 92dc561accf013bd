import TabularReading

/// What to do with a contract key that was seen before.
public enum RepeatedContractPolicy: String, CaseIterable, Sendable {
  /// The second row of a key is an unusable row.
  case error
  /// Every row counts.
  case keep
  /// The first row of a key counts, later ones are filtered.
  case first
  /// The last row of a key counts, earlier ones are filtered; a mapping's amendments do that.
  case last
}

/// Finds contract keys that occur twice.
///
/// Where the inputs can be read again, fingerprints suffice: whoever is told of a suspicion looks the first
/// occurrence up in the files and so confirms it. Where moreover one repetition ends the reading, keys are only put
/// down and compared at the end. Otherwise the keys themselves are kept.
struct RepeatedContracts {
  enum Finding {
    case new
    /// A fingerprint stood before; the key has to be looked up.
    case suspected
    /// The key stood before.
    case repeated
  }

  /// How keys are remembered.
  enum Memory {
    /// At once and for certain.
    case keys
    /// At once, but only as a suspicion.
    case fingerprints
    /// At the end, as a suspicion; with runs of ascending keys or without.
    case list(takesRuns: Bool)
  }

  private var fingerprints = FingerprintSet()
  private var keys: Set<String>?
  /// The keys to be compared at the end, where that is how it is done.
  let list: KeyList?
  /// The fingerprints of all keys that are new, where they are wanted at the end and in no list.
  private let all: FingerprintList?
  /// How many keys may still be added before `isExhausted`.
  private var left = Int.max

  init(_ memory: Memory, limit: Int = .max, keepsAll: Bool = false) {
    if case .keys = memory { keys = [] }
    if case .list(let takesRuns) = memory { list = KeyList(takesRuns: takesRuns) } else { list = nil }
    all = keepsAll && list == nil ? FingerprintList() : nil
    left = limit
  }

  /// As many keys were added as the limit says, and none was found to stand twice.
  struct Exhausted: Error {}

  /// The fingerprints of all keys, ascending; none where only runs were put down.
  var sortedFingerprints: [UInt64] { all?.sorted() ?? list?.sortedFingerprints ?? [] }

  /// Whether fingerprints can stand for keys.
  var takesFingerprints: Bool { keys == nil }
  /// Whether as many keys were added as there are to be compared.
  var isExhausted: Bool { left <= 0 }

  mutating func add(_ key: String) -> Finding {
    guard keys == nil else {
      guard keys?.insert(key).inserted == true else { return .repeated }
      all?.append(KeyFingerprint.of(key))
      return .new
    }
    guard let list else { return add(fingerprint: KeyFingerprint.of(key)) }
    left -= 1
    list.append(key)
    return .new
  }

  /// Adds a key by its fingerprint, where fingerprints are compared at once.
  mutating func add(fingerprint: UInt64) -> Finding {
    left -= 1
    guard fingerprints.insert(fingerprint) else { return .suspected }
    all?.append(fingerprint)
    return .new
  }
}
