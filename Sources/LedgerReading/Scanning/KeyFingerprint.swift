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
    let plain = key.utf8.allSatisfy { $0 < 0x80 } ? key : Self.plain(key)
    guard plain.utf8.allSatisfy({ $0 < 0x80 }) else {
      // The standard library normalises for its own comparisons but does not show it; Foundation would cost the start-up
      // 4 ms. `Hasher` gives other values in every process.
      return of(Array(plain._nfc.flatMap { Array(String($0).utf8) }))
    }
    return of(Array(plain.utf8))
  }

  private static func of(_ text: [UInt8]) -> UInt64 {
    let bytes = text + [UInt8](repeating: 0, count: FieldBytes.limit)
    return bytes.withUnsafeBytes { bytes in
      bytes.baseAddress.map { ofASCII($0, count: bytes.count - FieldBytes.limit) } ?? 0
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
