@_spi(_Unicode) import Swift

/// 64 bits that stand for a contract key: equal keys have equal ones, whatever reader, process or machine met them.
///
/// Two different keys share one with a probability of about 2⁻⁶⁴, so an equal fingerprint is a suspicion to be looked
/// into and an unequal one a proof.
public enum KeyFingerprint {
  /// The upper and the lower half of a product, combined (Wang Yi, *wyhash*).
  @inline(__always)
  static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  /// The fingerprint of a key of ASCII bytes; 32 bytes are readable behind the last one.
  ///
  /// - Complexity: O(count).
  @inline(__always)
  static func ofASCII(_ address: UnsafeRawPointer, count: Int) -> UInt64 {
    if count <= FieldBytes.limit { return FieldBytes(address, count: count).hash }
    return ofLong(address, count: count)
  }

  private static func ofLong(_ address: UnsafeRawPointer, count: Int) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: count)
    var offset = 0
    while offset < count {
      let part = FieldBytes(address + offset, count: min(count - offset, FieldBytes.limit))
      hash = mix(hash ^ part.hash, 0x5899_65CC_7537_4CC3)
      offset += FieldBytes.limit
    }
    return hash
  }

  /// The fingerprint of a key as text.
  ///
  /// Texts are compared as Swift compares them, by canonical equivalence; three characters are equivalent to ASCII.
  public static func of(_ key: String) -> UInt64 {
    if let plain = ofASCII(key) { return plain }
    let plain = Self.plain(key)
    // The standard library normalises for its own comparisons but does not show it; Foundation would cost the start-up
    // 4 ms. `Hasher` gives other values in every process.
    return ofASCII(plain)
      ?? FieldBytes.withBytes(of: String(String.UnicodeScalarView(plain._nfc))) { ofASCII($0, count: $1) }
  }

  /// The fingerprint of a text, nil where it has other characters than ASCII.
  private static func ofASCII(_ text: String) -> UInt64? {
    FieldBytes.withBytes(of: text) { address, count in
      var bits: UInt8 = 0
      for place in 0..<count { bits |= address[place] }
      return bits < 0x80 ? ofASCII(UnsafeRawPointer(address), count: count) : nil
    }
  }

  /// A key with the singletons that canonically decompose to ASCII replaced (Unicode, *CompositionExclusions*).
  private static func plain(_ key: String) -> String {
    String(
      String.UnicodeScalarView(
        key.unicodeScalars.map { scalar in
          switch scalar {
          case "\u{037E}": ";"
          case "\u{1FEF}": "`"
          case "\u{212A}": "K"
          default: scalar
          }
        }))
  }
}
