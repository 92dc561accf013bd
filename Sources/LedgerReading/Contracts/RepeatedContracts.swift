/// What to do with a contract key that was seen before.
public enum RepeatedContractPolicy: String, CaseIterable, Sendable {
  /// The second row of a key is an unusable row.
  case error
  /// Every row counts.
  case keep
  /// The first row of a key counts, later ones are filtered.
  case first
}

/// Finds contract keys that occur twice.
///
/// Where the inputs can be read again, fingerprints suffice: whoever is told of a suspicion looks the first
/// occurrence up in the files and so confirms it. Otherwise the keys themselves are kept.
struct RepeatedContracts {
  enum Finding {
    case new
    /// A fingerprint stood before; the key has to be looked up.
    case suspected
    /// The key stood before.
    case repeated
  }

  private var fingerprints = FingerprintSet()
  private var keys: Set<String>?

  init(canReadAgain: Bool) {
    keys = canReadAgain ? nil : []
  }

  mutating func add(_ key: String) -> Finding {
    if keys != nil { return keys?.insert(key).inserted == true ? .new : .repeated }
    var hasher = Hasher()
    hasher.combine(key)
    return fingerprints.insert(UInt64(bitPattern: Int64(hasher.finalize()))) ? .new : .suspected
  }
}
