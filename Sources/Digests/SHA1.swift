import COpenSSL

/// The SHA-1 (FIPS 180-4), for records whose rule names it; it is not safe against whoever chooses the bytes.
///
///     Hexadecimal.text(SHA1.digest(of: [0x61, 0x62, 0x63]))  // "a9993e36…"
public enum SHA1 {
  /// The bytes of a digest.
  public static let byteCount = 20

  /// The digest of bytes, computed by OpenSSL's libcrypto.
  ///
  /// - Complexity: O(bytes).
  public static func digest(of bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: byteCount)
    precondition(
      EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha1(), nil) == 1, "libcrypto has no SHA-1")
    return digest
  }
}
